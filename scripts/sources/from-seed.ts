// A seed table (CSV: body_name, division_code, level, url, url_kind, cms_family, years_seen, evidence) → src/sources/data/<province>.json.
// Entries that are there keep their id, platform and options; an address that is new gets an id made from it.
// Usage: npx tsx scripts/sources/from-seed.ts seed.csv
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { z } from 'zod';
import type { Source } from '../../src/model/index.js';
import { hostSlug, isGovernmentHost } from '../../src/sources/links.js';
import { checkIds, parseSources } from '../../src/sources/source.js';
import { placeOf, PLACES } from './places.js';

const DATA = fileURLToPath(new URL('../../src/sources/data/', import.meta.url));

const seedRow = z.strictObject({
  body_name: z.string().min(1),
  division_code: z.string(),
  level: z.string(),
  url: z.string(),
  url_kind: z.string(),
  cms_family: z.string(),
  years_seen: z.string(),
  evidence: z.string(),
});

export type SeedRow = z.infer<typeof seedRow>;

export const readSeed = (text: string): SeedRow[] =>
  z.array(seedRow).parse(Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data);

/** A remark of whoever wrote the table, in brackets after the name: （推断）, （机关名来源未写明）. */
const REMARK = /（[^（）]*(?:推断|未在|未写明|年报栏)[^（）]*）$/;

const evidenceOf = ({ body_name, cms_family, evidence }: SeedRow): string => {
  const remark = REMARK.exec(body_name)?.[0].slice(1, -1);
  const said = evidence
    .replace(/\s*\(find_string [^)]*\)/g, '')
    .replace(/;? ?file id \d+/g, '')
    .replace(/\(pages corpus(?:, )?/g, '(text read in a stored copy, ')
    .replace(/, \)/g, ')')
    .replace(/^pages corpus: query .*/, 'page text read in a stored copy')
    .replace(/^pages corpus/, 'page text read in a stored copy')
    .replace(/^same source notes/, 'notes on Beijing annual reports in a public repository');
  return [said, `address shape ${cms_family}`, ...(remark === undefined ? [] : [`body name: ${remark}`])].join('; ');
};

/** The last number or name of the path or query: enough to tell two articles of one year on one host apart. */
const articleSlug = ({ pathname, search }: URL): string => {
  const parts = `${pathname}${search}`.toLowerCase().replace(/\.\w+$/, '').split(/[^a-z0-9]+/).filter((part) => part !== '');
  return (parts.at(-1) ?? 'index').slice(-10);
};

/** `js-nanjing-2022`; with the name of the article where that is taken. */
const newId = (row: SeedRow, taken: ReadonlySet<string>): string => {
  const url = new URL(row.url);
  const year = row.years_seen === '' ? [] : [row.years_seen];
  const short = [placeOf(row.division_code, row.level).prefix, hostSlug(row.url), ...year].join('-').toLowerCase();
  return taken.has(short) ? `${short}-${articleSlug(url)}` : short;
};

const regionOf = (row: SeedRow, known: Source | undefined): Pick<Source, 'region'> => {
  const region = row.division_code === '' ? known?.region : row.division_code;
  return region === undefined ? {} : { region };
};

/** A host outside .gov.cn is in the table because a person put it there. */
const optionsOf = (row: SeedRow, known: Source | undefined): Pick<Source, 'options'> => {
  const options = { ...(isGovernmentHost(row.url) ? {} : { listedByPerson: true }), ...known?.options };
  return Object.keys(options).length > 0 ? { options } : {};
};

const entryOf = (row: SeedRow, known: Source | undefined, taken: ReadonlySet<string>): unknown => ({
  id: known?.id ?? newId(row, taken),
  authority: known?.authority ?? row.body_name.replace(REMARK, ''),
  ...regionOf(row, known),
  level: row.level,
  kind: row.url_kind,
  platform: known?.platform ?? (row.url_kind === 'article' ? 'article' : 'auto'),
  listing: row.url,
  ...(row.years_seen === '' ? {} : { years: [Number(row.years_seen)] }),
  evidence: evidenceOf(row),
  verified: known?.verified ?? null,
  ...optionsOf(row, known),
});

const readKnown = async (): Promise<Source[]> => {
  const names = (await readdir(DATA)).filter((name) => name.endsWith('.json')).sort();
  return (await Promise.all(names.map(async (name) => parseSources(JSON.parse(await readFile(`${DATA}${name}`, 'utf8')), name)))).flat();
};

/** The known entries, and one for every row, sorted by division code and address within each place. */
export const mergeSeed = (rows: readonly SeedRow[], known: readonly Source[]): Map<string, Source[]> => {
  const taken = new Set(known.map(({ id }) => id));
  const addresses = new Set(rows.map(({ url }) => url));
  const merged = rows.flatMap((row) => {
    const [source] = parseSources(entryOf(row, known.find(({ listing }) => listing === row.url), taken), row.url);
    if (source) taken.add(source.id);
    return source ?? [];
  });
  const all = checkIds([...merged, ...known.filter(({ listing }) => !addresses.has(listing))]);
  const key = ({ region = '', listing }: Source): string => `${region} ${listing}`;
  const sorted = [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const nameOf = ({ region = '', level }: Source): string => placeOf(region, level ?? '').name;
  return new Map([...new Set(sorted.map(nameOf))].sort().map((name) => [name, sorted.filter((source) => nameOf(source) === name)]));
};

const main = async ([seed]: readonly string[]): Promise<void> => {
  if (seed === undefined) throw new Error('expected the path of a seed table: npx tsx scripts/sources/from-seed.ts seed.csv');
  const places = mergeSeed(readSeed(await readFile(seed, 'utf8')), await readKnown());
  for (const [name, sources] of places) await writeFile(`${DATA}${name}.json`, `${JSON.stringify(sources, null, 2)}\n`);
  const counts = [...places].map(([name, sources]) => `${name} ${String(sources.length)}`);
  console.log(`${counts.join(', ')}; ${String(PLACES.length)} places known`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));

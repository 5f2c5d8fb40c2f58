// sources add <url>: the listing is walked as a crawl would walk it, no document is fetched; what it shows becomes an entry.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { pageText } from '../../charset.js';
import { crawl, httpGet } from '../../crawl/index.js';
import type { RunSummary } from '../../crawl/index.js';
import { CliError } from '../../errors.js';
import type { Lead, Source } from '../../model/index.js';
import { AUTO, checkIds, detect, hostSlug, isGovernmentHost, parseSources, platformOf, readSources, siteNameOf } from '../../sources/index.js';
import type { Get, Platform, TextPage } from '../../sources/index.js';
import { openArchive, unlessMissing, writeAtomic } from '../../store/index.js';
import type { CliEffects } from '../effects.js';
import { contact } from '../options.js';
import { delayOf, onThisMachine, userAgentOf, warnOfManners } from '../run/manners.js';
import { printable } from '../show/width.js';

const shape = z.object({
  sources: z.array(z.string()).length(1, 'sources add writes into one file: give it with --sources FILE'),
  id: z.string().optional(),
  authority: z.string().optional(),
  region: z.string().optional(),
  level: z.string().optional(),
  delay: z.string().regex(/^\d+$/, '--delay must be a whole number, 0 or more').transform(Number).optional(),
  contact: contact.optional(),
  dryRun: z.boolean().default(false),
  json: z.boolean().default(false),
});

type AddOptions = z.infer<typeof shape>;

/** What the pages of a listing show. */
interface Look {
  first?: TextPage;
  readonly leads: Lead[];
}

const parse = (given: Readonly<Record<string, unknown>>): AddOptions => {
  const result = shape.safeParse({ sources: [], ...given });
  if (result.success) return result.data;
  throw new CliError(result.error.issues.map(({ message }) => message).join('; '));
};

const candidate = (url: string | undefined): Source => {
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new CliError(`sources add: expected an http or https address, got "${url ?? ''}"`);
  return { id: 'new', authority: 'new', platform: AUTO, listing: url };
};

/** Keeps the leads to itself, so that no document is fetched. */
const lookingAt = (look: Look): Platform => ({
  id: AUTO,
  recognises: () => false,
  discover: async function* (source, get) {
    const noting: Get = async (uri, options) => {
      const page = await get(uri, options);
      if (page) look.first ??= { uri: page.uri, html: pageText(page.bytes, page.contentType) };
      return page;
    };
    for await (const item of platformOf(source).discover(source, noting)) {
      if (item.kind === 'lead') look.leads.push(item.lead);
      else yield item;
    }
  },
});

const lookAt = async (source: Source, options: AddOptions, effects: CliEffects): Promise<{ look: Look; summary: RunSummary }> => {
  const look: Look = { leads: [] };
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-look-'));
  const http = httpGet({ userAgent: userAgentOf(options), allowLoopback: onThisMachine(source), ...effects.http });
  const archive = await openArchive(folder);
  const { now, sleep } = effects;
  try {
    const crawling = { fetch: http.fetch, archive, now, sleep, log: (line: string) => effects.err(`  ${line}\n`) };
    for await (const event of crawl(source, lookingAt(look), { delayMs: delayOf(source, options, effects) }, crawling)) {
      if (event.kind === 'done') return { look, summary: event.summary };
    }
  } finally {
    await http.close();
    await archive.close();
    await rm(folder, { recursive: true });
  }
  throw new Error('Expected the look at a source to end in a summary');
};

const yearsOf = (leads: readonly Lead[]): number[] => [...new Set(leads.flatMap(({ year }) => year ?? []))].sort((a, b) => a - b);

/** The entry as it is written; checked like any other. */
const entryOf = (source: Source, look: Look, options: AddOptions, today: string): Source => {
  const first = look.first ?? { uri: source.listing, html: '' };
  const family = detect(first).id;
  const authority = options.authority ?? siteNameOf(first.html);
  if (authority === '') throw new CliError('sources add: the page does not say whose it is; give --authority NAME');
  const alone = family === 'article' && look.leads.length === 1;
  const years = yearsOf(look.leads);
  const entry = {
    id: options.id ?? hostSlug(source.listing),
    authority,
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.level === undefined ? {} : { level: options.level }),
    kind: alone ? 'article' : 'listing',
    platform: family,
    listing: source.listing,
    ...(years.length > 0 ? { years } : {}),
    evidence: 'looked at when it was added',
    verified: today,
    ...(isGovernmentHost(source.listing) ? {} : { options: { listedByPerson: true } }),
  };
  return parseSources(entry, 'sources add')[0] ?? source;
};

const known = async (file: string): Promise<Source[]> => {
  const there = await stat(file).then(() => true, unlessMissing(false));
  return there ? readSources(file) : [];
};

const MOST_LEADS = 20;

const linesOf = (entry: Source, look: Look, summary: RunSummary): string[] => [
  `${entry.listing}: ${entry.platform}, ${summary.listed} pages read`,
  ...look.leads.slice(0, MOST_LEADS).map(({ year, title, uri }) => `  ${year ?? '????'}  ${printable(title)}  ${uri}`),
  ...(look.leads.length > MOST_LEADS ? [`  … and ${look.leads.length - MOST_LEADS} more`] : []),
  `${look.leads.length} links to reports, ${summary.rejected} look-alikes left out`,
  ...summary.findings.map(({ severity, note }) => `  ${severity}  ${note}`),
];

const troubleLines = ({ refused, failed }: RunSummary): string[] => [...refused, ...failed].map(({ code, uri, note }) => `  ${code}  ${uri}: ${note}`);

/** Exit code 1 and nothing written when no report was found: an entry that yields nothing is to be written by hand, if at all. */
export const addSource = async (url: string | undefined, given: Readonly<Record<string, unknown>>, effects: CliEffects): Promise<number> => {
  const source = candidate(url);
  const options = parse(given);
  const file = options.sources[0] ?? '';
  const before = await known(file);
  const same = before.find(({ listing }) => listing === source.listing);
  if (same) throw new CliError(`sources add: ${file} lists ${source.listing} already, as "${same.id}"`);
  warnOfManners([source], options, effects);
  const { look, summary } = await lookAt(source, options, effects);
  if (look.leads.length === 0) {
    effects.out(`${[`${source.listing}: no report found, nothing written`, ...troubleLines(summary), ...summary.findings.map(({ note }) => `  ${note}`)].join('\n')}\n`);
    return 1;
  }
  const entry = entryOf(source, look, options, effects.now().toISOString().slice(0, 10));
  const all = checkIds([...before, entry]);
  if (!options.dryRun) await writeAtomic(file, `${JSON.stringify(all, null, 2)}\n`);
  const written = options.dryRun ? 'nothing written (--dry-run)' : `written to ${file} as "${entry.id}"`;
  const lines = [...linesOf(entry, look, summary), ...troubleLines(summary), written];
  effects.out(options.json ? `${JSON.stringify({ entry, leads: look.leads, summary, written: !options.dryRun })}\n` : `${lines.join('\n')}\n`);
  return 0;
};

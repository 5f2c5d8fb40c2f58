// sources list | check | add <url>: the entries there are, what is wrong with them, and a new one made by looking at its page.
import { z } from 'zod';
import { CliError } from '../../errors.js';
import type { Source } from '../../model/index.js';
import { BUNDLED_SOURCES, checkSources, loadSources, optionLines, readSources } from '../../sources/index.js';
import { addSource } from './sources-add.js';
import type { CliEffects, Verb } from '../effects.js';
import { province } from '../options.js';
import { pad } from '../show/width.js';

const shape = z.object({
  sources: z.array(z.string()).default([]),
  province: province.optional(),
  platform: z.string().optional(),
  json: z.boolean().default(false),
});

type ListOptions = z.infer<typeof shape>;

const parse = (given: Readonly<Record<string, unknown>>): ListOptions => {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  throw new CliError(result.error.issues.map(({ message }) => message).join('; '));
};

const wanted = ({ province, platform }: ListOptions) => (source: Source): boolean =>
  (province === undefined || (source.region ?? '').startsWith(province)) && (platform === undefined || source.platform === platform);

const COLUMNS: readonly (readonly [width: number, of: (source: Source) => string])[] = [
  [30, ({ id }) => id],
  [6, ({ region = '' }) => region],
  [7, ({ kind = 'listing' }) => kind],
  [15, ({ platform }) => platform],
  [40, ({ authority }) => authority],
];

const lineOf = (source: Source): string => `${COLUMNS.map(([width, of]) => pad(of(source), width)).join('  ')}  ${source.listing}`;

const list = async (options: ListOptions, effects: CliEffects): Promise<number> => {
  const known = options.sources.length > 0 ? await loadSources(options.sources) : BUNDLED_SOURCES;
  const shown = known.filter(wanted(options));
  effects.out(options.json ? `${JSON.stringify(shown)}\n` : `${[...shown.map(lineOf), `${shown.length} of ${known.length} sources`].join('\n')}\n`);
  return 0;
};

const check = async (options: ListOptions, effects: CliEffects): Promise<number> => {
  const sources = options.sources.length > 0 ? (await Promise.all(options.sources.map(readSources))).flat() : BUNDLED_SOURCES;
  const problems = checkSources(sources);
  const lines = [...problems.map(({ source, note }) => `${source}: ${note}`), `${sources.length} sources, ${problems.length} problems`];
  effects.out(options.json ? `${JSON.stringify({ sources: sources.length, problems })}\n` : `${lines.join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
};

export const sourcesVerb: Verb = {
  arguments: [
    ['<action>', 'list, check or add'],
    ['[url]', 'for add: address of a list of reports, or of one report'],
  ],
  options: [
    ['--sources <file...>', 'JSON files with source entries instead of the bundled ones; add writes into the one given'],
    ['--province <code>', 'list: only bodies whose division code begins so, or of the province of this name (江苏)'],
    ['--platform <id>', 'list: only this CMS family'],
    ['--id <id>', 'add: id of the entry (default: made from the host)'],
    ['--authority <name>', 'add: the body whose portal it is (default: what the page says)'],
    ['--region <code>', 'add: its division code, six digits'],
    ['--level <level>', 'add: central, province, prefecture, county, township or department'],
    ['--delay <ms>', 'add: least pause between two requests (default 3000, at least 1000)'],
    ['--contact <text>', 'add: mail or web address put into the user agent, so that a portal can complain'],
    ['--dry-run', 'add: show what would be found and written, write nothing'],
    ['--json', 'the result as one JSON document'],
  ],
  notes: ['Options of an entry, under "options":', ...optionLines().map((line) => `  ${line}`)],
  run: async ([action, url], given, effects) => {
    if (action === 'add') return addSource(url, given, effects);
    if (url !== undefined) throw new CliError(`sources ${action ?? ''} takes no address, got "${url}"`);
    if (action === 'list') return list(parse(given), effects);
    if (action === 'check') return check(parse(given), effects);
    throw new CliError(`expected sources list, sources check or sources add <url>, got "${action ?? ''}"`);
  },
};

// Sources → archive: one source after the other, each told in lines on stderr and in a summary.
import { crawl, CRAWL_DEFAULTS, httpGet } from '../crawl/index.js';
import type { CrawlEvent, RunSummary } from '../crawl/index.js';
import type { Source } from '../model/index.js';
import { platformOf } from '../sources/index.js';
import { openArchive } from '../store/index.js';
import type { Archive } from '../store/index.js';
import type { CliEffects } from './effects.js';
import { chooseSources, registerSources } from './folders.js';
import type { Folders } from './folders.js';
import type { Options } from './options.js';
import { makeProgress } from './progress.js';
import type { Progress } from './progress.js';
import { VERSION } from './version.js';

const onThisMachine = (source: Source): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(source.listing).hostname);

const lineOf = (event: CrawlEvent): string | undefined => {
  if (event.kind === 'capture') return event.fresh ? `  new  ${event.capture.uri}` : undefined;
  if (event.kind === 'refused' || event.kind === 'failed' || event.kind === 'gone') return `  ${event.kind} (${event.code})  ${event.uri}: ${event.note}`;
  if (event.kind === 'finding') return `  ${event.finding.severity}  ${event.finding.note}`;
  return undefined;
};

const crawlOne = async (source: Source, archive: Archive, options: Options, effects: CliEffects, progress: Progress): Promise<RunSummary> => {
  // A portal on this machine is asked for by a person, in the source entry; links of other portals never lead there.
  const local = onThisMachine(source);
  const userAgent = `gongkai/${VERSION}${options.contact === undefined ? '' : ` (+${options.contact})`}`;
  const http = httpGet({ userAgent, allowLoopback: local, ...effects.http });
  const delayMs = options.delay ?? (local ? 0 : CRAWL_DEFAULTS.delayMs);
  const given = { delayMs, ...(options.year ? { years: options.year } : {}) };
  try {
    const { now, sleep } = effects;
    for await (const event of crawl(source, platformOf(source), given, { fetch: http.fetch, archive, now, sleep, log: (line) => progress.line(`  ${line}`) })) {
      if (event.kind === 'done') return event.summary;
      const line = lineOf(event);
      if (line !== undefined) progress.line(line);
    }
  } finally {
    await http.close();
  }
  throw new Error(`Expected the crawl of ${source.id} to end in a summary`);
};

/** Crawls what the options ask for; the archive is closed whatever happens. */
export const crawlSources = async (options: Options, folders: Folders, effects: CliEffects): Promise<RunSummary[]> => {
  const sources = await chooseSources(options.sources, options.source);
  for (const source of sources) platformOf(source);
  const progress = makeProgress(effects, 'crawl', options.quiet);
  await registerSources(folders, sources);
  const archive = await openArchive(folders.archive);
  const summaries: RunSummary[] = [];
  try {
    for (const source of sources) {
      progress.line(`crawl ${source.id} (${source.authority})`);
      summaries.push(await crawlOne(source, archive, options, effects, progress));
    }
  } finally {
    await archive.close();
  }
  return summaries;
};

/** Whether every source listed something and nothing broke; a refusal is an answer, not a failure. */
export const crawledWell = (summaries: readonly RunSummary[]): boolean => summaries.every(({ leads, failed }) => leads > 0 && failed.length === 0);

/** One line a source. */
export const crawlLines = (summaries: readonly RunSummary[]): string[] =>
  summaries.map(
    ({ source, leads, fetched, unchanged, rejected, refused, failed, gone }) =>
      `${source}: ${leads} links to reports, ${fetched} files new, ${unchanged} unchanged, ${rejected} look-alikes left out, ${refused.length} refused, ${failed.length} failed${gone.length > 0 ? `, ${gone.length} gone` : ''}`,
  );

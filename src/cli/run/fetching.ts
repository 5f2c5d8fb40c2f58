// Sources → archive: groups side by side, the sources of a group one after the other, each told in lines on stderr and in a summary.
import { join } from 'node:path';
import PQueue from 'p-queue';
import { crawl, httpGet, lastAsked, makeHosts, openJudgements, summarise } from '../../crawl/index.js';
import type { CrawlEffects, CrawlEvent, Fetch, RunSummary } from '../../crawl/index.js';
import { CliError } from '../../errors.js';
import type { Source } from '../../model/index.js';
import { groupOf, MarkupError, platformOf } from '../../sources/index.js';
import type { Archive } from '../../store/index.js';
import type { CliEffects } from '../effects.js';
import { chooseSources, registerSources } from '../folders.js';
import type { Folders } from '../folders.js';
import type { Options } from '../options.js';
import type { Progress } from '../show/progress.js';
import { delayOf, onThisMachine, userAgentOf, warnOfManners } from './manners.js';

/** Options that change what a crawl asks, or how. */
export type CrawlFlags = Pick<Options, 'year' | 'delay' | 'contact'>;

const lineOf = (event: CrawlEvent): string | undefined => {
  if (event.kind === 'capture') return event.fresh ? `  new  ${event.capture.uri}` : undefined;
  if (event.kind === 'refused' || event.kind === 'failed' || event.kind === 'gone') return `  ${event.kind} (${event.code})  ${event.uri}: ${event.note}`;
  if (event.kind === 'finding') return `  ${event.finding.severity}  ${event.finding.note}`;
  return undefined;
};

const oneSource = async (source: Source, effects: CrawlEffects, delayMs: number, years: CrawlFlags['year'], progress: Progress): Promise<RunSummary> => {
  progress.line(`crawl ${source.id} (${source.authority})`);
  const given = { delayMs, ...(years ? { years } : {}) };
  for await (const event of crawl(source, platformOf(source), given, effects)) {
    if (event.kind === 'done') return event.summary;
    const line = lineOf(event);
    if (line !== undefined) progress.line(line);
  }
  throw new Error(`Expected the crawl of ${source.id} to end in a summary`);
};

/** Nothing that one source does stops the others; what it had listed until then counts as not read. */
const oneSafely = async (source: Source, effects: CrawlEffects, delayMs: number, years: CrawlFlags['year'], progress: Progress): Promise<RunSummary> => {
  try {
    return await oneSource(source, effects, delayMs, years, progress);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    // Markup inside an answer of an endpoint, not a page of its own.
    const code = cause instanceof MarkupError ? 'too-large.parsed' : 'internal';
    const event = { kind: 'failed', uri: source.listing, code, note: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) } as const;
    progress.line(lineOf(event) ?? '');
    return summarise(source.id, [event], {});
  }
};

/** Hosts whose certificate a person decided not to verify; the crawl tells it as a finding. */
const insecureHosts = (sources: readonly Source[]): string[] => sources.filter(({ options }) => options?.insecure === true).map(({ listing }) => new URL(listing).hostname);

/** With the limits a person set for the portal. */
const fetchFor = ({ options: { maxBytes, timeoutMs } = {} }: Source, fetch: Fetch): Fetch =>
  maxBytes === undefined && timeoutMs === undefined ? fetch : (request) => fetch({ ...request, ...(maxBytes === undefined ? {} : { maxBytes }), ...(timeoutMs === undefined ? {} : { timeoutMs }) });

/** One file for each group, as no two processes crawl a group at the same time. */
const judgementsFile = ([first]: readonly Source[], folders: Folders): string => join(folders.archive, 'judged', `${first ? groupOf(first).replace(/[^\w.-]/g, '_') : ''}.json`);

/**
 * Crawls the sources of one group one after the other; they share one turn per host, cookies and robots rules. The archive stays open.
 * `asked`: when each host was asked last before this.
 */
export const crawlGroup = async (sources: readonly Source[], archive: Archive, folders: Folders, options: CrawlFlags, effects: CliEffects, progress: Progress, asked = lastAsked(archive)): Promise<RunSummary[]> => {
  // A portal on this machine is asked for by a person, in the source entry; links of other portals never lead there.
  const allowLoopback = sources.every(onThisMachine);
  const http = httpGet({ userAgent: userAgentOf(options), allowLoopback, insecureHosts: insecureHosts(sources), ...effects.http });
  const { now, sleep } = effects;
  const hosts = makeHosts(sources, (host) => now().getTime() - Date.parse(asked.get(host) ?? '1970-01-01'));
  const judgements = await openJudgements(judgementsFile(sources, folders));
  const crawling: CrawlEffects = { fetch: effects.fetch ?? http.fetch, archive, judgements, now, sleep, hosts, log: (line) => progress.line(`  ${line}`) };
  const summaries: RunSummary[] = [];
  try {
    for (const source of sources) summaries.push(await oneSafely(source, { ...crawling, fetch: fetchFor(source, crawling.fetch) }, delayOf(source, options, effects), options.year, progress));
  } finally {
    await judgements.save();
    await http.close();
  }
  return summaries;
};

/** Sources by group, both in the order given. */
export const groupSources = (sources: readonly Source[]): Map<string, readonly Source[]> => {
  const groups = new Map<string, readonly Source[]>();
  for (const source of sources) groups.set(groupOf(source), [...(groups.get(groupOf(source)) ?? []), source]);
  return groups;
};

/** What the options ask for, known to the archive from now on. */
export const sourcesFor = async (options: Options, folders: Folders, effects: CliEffects): Promise<readonly Source[]> => {
  const sources = await chooseSources(options);
  for (const source of sources) platformOf(source);
  warnOfManners(sources, options, effects);
  await registerSources(folders, sources);
  return sources;
};

/** Summaries in the order of the sources. */
export const inOrder = (sources: readonly Source[], summaries: readonly RunSummary[]): RunSummary[] =>
  sources.flatMap(({ id }) => summaries.find(({ source }) => source === id) ?? []);

/** Crawls the sources, some groups at a time; what one group meets does not keep the others from ending. */
export const crawlSources = async (sources: readonly Source[], archive: Archive, folders: Folders, options: Options, effects: CliEffects, progress: Progress): Promise<RunSummary[]> => {
  const queue = new PQueue({ concurrency: options.concurrency });
  const asked = lastAsked(archive);
  const done = await Promise.allSettled([...groupSources(sources).values()].map((group) => queue.add(() => crawlGroup(group, archive, folders, options, effects, progress, asked))));
  const broken = done.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
  return inOrder(sources, done.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])));
};

/** One line a source. */
export const crawlLines = (summaries: readonly RunSummary[]): string[] =>
  summaries.map(
    ({ source, leads, fetched, unchanged, rejected, refused, failed, gone }) =>
      `${source}: ${leads} links to reports, ${fetched} files new, ${unchanged} unchanged, ${rejected} look-alikes left out, ${refused.length} refused, ${failed.length} failed${gone.length > 0 ? `, ${gone.length} gone` : ''}`,
  );

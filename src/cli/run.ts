// run: crawl, extract, publish. Over an unchanged archive nothing is done, and said so.
import { openRun } from '../store/index.js';
import type { CliEffects, Verb } from './effects.js';
import { crawledWell, crawlLines, crawlSources } from './fetching.js';
import { finishRun } from './finish-run.js';
import { chooseSources, openFolders } from './folders.js';
import type { Folders } from './folders.js';
import { noteListings } from './listings.js';
import { OUTPUT_FLAGS, parseOptions, SOURCE_FLAGS } from './options.js';
import type { Options } from './options.js';
import { makeProgress } from './progress.js';
import { isPublished, writePackage } from './publishing.js';
import { capturesOf, readArchive } from './reading.js';
import { parseSchedule, repeat, SCHEDULE_FLAGS } from './schedule.js';
import { allRead, summarisePackage, summaryLines } from './summary.js';

interface Made {
  /** `undefined`: nothing was done, the package is as it was. */
  readonly read: number | undefined;
  readonly files: number;
  /** Files on which a stage gave up. */
  readonly failed: number;
}

const extractAndPublish = async (folders: Folders, options: Options, effects: CliEffects): Promise<Made> => {
  const captures = await capturesOf(folders);
  if (await isPublished(captures, folders)) return { read: undefined, files: captures.length, failed: 0 };
  const read = await readArchive(folders, options.quiet, effects);
  await writePackage(read, folders);
  return { read: read.made, files: captures.length, failed: read.failed };
};

const workLine = ({ read, files }: Made): string =>
  read === undefined
    ? `nothing to do: ${files} files in the archive, all read before; the package is as it was`
    : `${files} files in the archive, ${read} read now, ${files - read} read before`;

const runOnce = async (options: Options, effects: CliEffects): Promise<number> => {
  const folders = await openFolders(options.output);
  const going = await openRun(folders.root, effects.now());
  const sources = await crawlSources(options, folders, effects);
  await noteListings(sources, folders, effects.now(), options.year);
  const made = await extractAndPublish(folders, options, effects);
  const { lines, comparison, well } = await finishRun(going, sources, { ...made, read: made.read ?? 0 }, folders, effects.now());
  const summary = await summarisePackage(folders.package);
  const text = ['', ...crawlLines(sources), workLine(made), '', ...lines, '', ...summaryLines(summary, folders.package), `  archive    ${folders.archive}`];
  effects.out(options.json ? `${JSON.stringify({ sources, ...made, run: comparison, ...summary, package: folders.package, archive: folders.archive })}\n` : `${text.join('\n')}\n`);
  return crawledWell(sources) && well && allRead(summary) ? 0 : 1;
};

export const run: Verb = {
  options: [...SOURCE_FLAGS, ...SCHEDULE_FLAGS, ...OUTPUT_FLAGS],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    await chooseSources(options.sources, options.source);
    const schedule = parseSchedule(given, effects.now());
    if (!schedule) return runOnce(options, effects);
    const { line } = makeProgress(effects, 'run', options.quiet);
    return repeat(schedule, () => runOnce(options, effects), { ...effects, line, warn: (text) => effects.err(`${text}\n`), stop: effects.untilStopped?.() ?? new AbortController().signal });
  },
};

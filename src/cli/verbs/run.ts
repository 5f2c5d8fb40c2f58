// run: crawl, extract, publish. Over an unchanged archive nothing is done, and said so; a run that was stopped goes on where it was.
import type { Source } from '../../model/index.js';
import { openArchive, openRun } from '../../store/index.js';
import type { Archive, Run } from '../../store/index.js';
import type { CliEffects, Verb } from '../effects.js';
import { crawlStage } from '../run/crawling.js';
import { crawlLines, sourcesFor } from '../run/fetching.js';
import { finishRun, takenUp } from '../run/finish-run.js';
import { chooseSources, openFolders } from '../folders.js';
import type { Folders } from '../folders.js';
import { noteListings } from '../run/listings.js';
import { OUTPUT_FLAGS, parseOptions, READ_FLAGS, SOURCE_FLAGS } from '../options.js';
import type { Options } from '../options.js';
import { makeProgress } from '../show/progress.js';
import { publishedBefore, writePackage } from '../run/publishing.js';
import { capturesOf, readArchive } from '../run/reading.js';
import { parseSchedule, repeat, SCHEDULE_FLAGS } from '../run/schedule.js';
import { allRead, summaryLines } from '../show/summary.js';
import type { PackageSummary } from '../show/summary.js';

interface Made {
  /** `undefined`: nothing was done, the package is as it was. */
  readonly read: number | undefined;
  readonly files: number;
  /** Files on which a stage gave up. */
  readonly failed: number;
}

interface Published {
  readonly made: Made;
  readonly readNow: readonly string[];
  readonly summary: PackageSummary;
}

const extractAndPublish = async (archive: Archive, folders: Folders, run: string, options: Options, effects: CliEffects): Promise<Published> => {
  const captures = capturesOf(archive);
  const before = await publishedBefore(captures, archive, folders);
  if (before) return { made: { read: undefined, files: captures.length, failed: 0 }, readNow: [], summary: before };
  const read = await readArchive(archive, folders, run, options, effects);
  return { summary: await writePackage(read, archive, folders), made: { read: read.made.length, files: captures.length, failed: read.failed }, readNow: read.made };
};

const workLine = ({ read, files }: Made): string =>
  read === undefined
    ? `nothing to do: ${files} files in the archive, all read before; the package is as it was`
    : `${files} files in the archive, ${read} read now, ${files - read} read before`;

const runAll = async (run: Run, sources: readonly Source[], options: Options, folders: Folders, effects: CliEffects): Promise<number> => {
  const progress = makeProgress(effects, 'crawl', options.quiet);
  for (const line of takenUp(run)) progress.line(line);
  const archive = await openArchive(folders.archive, { run: run.id, log: (line) => progress.line(line) });
  const summaries = await crawlStage(sources, archive, folders, run, options, effects, progress).finally(() => archive.close());
  await noteListings(summaries, folders, effects.now(), options.year);
  const { made, readNow, summary } = await extractAndPublish(archive, folders, run.id, options, effects);
  const finished = await finishRun(run, summaries, { ...made, read: made.read ?? 0 }, archive, folders, effects.now(), options.year);
  const lines = ['', ...crawlLines(summaries), workLine(made), '', ...finished.lines, '', ...summaryLines(summary, folders.package), `  archive    ${folders.archive}`];
  effects.out(options.json ? `${JSON.stringify({ sources: summaries, ...made, run: finished.comparison, ...summary, package: folders.package, archive: folders.archive })}\n` : `${lines.join('\n')}\n`);
  const { added, changed } = finished.comparison;
  // A file that is known to be unreadable was told when it came.
  return finished.well && allRead(summary, new Set([...added, ...changed, ...readNow])) ? 0 : 1;
};

const runOnce = async (options: Options, effects: CliEffects): Promise<number> => {
  const folders = await openFolders(options.output);
  // Wrong use must not leave a run behind.
  const sources = await sourcesFor(options, folders, effects);
  const opened = await openRun(folders.runs, effects.now);
  try {
    return await runAll(opened, sources, options, folders, effects);
  } finally {
    await opened.leave();
  }
};

export const run: Verb = {
  options: [...SOURCE_FLAGS, ...SCHEDULE_FLAGS, ...READ_FLAGS, ...OUTPUT_FLAGS],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    const schedule = parseSchedule(given, effects.now());
    if (!schedule) return runOnce(options, effects);
    await chooseSources(options);
    const { line } = makeProgress(effects, 'run', options.quiet);
    const warn = (text: string): void => effects.err(`${text}\n`);
    return repeat(schedule, () => runOnce(options, effects), { ...effects, line, warn, stop: effects.untilStopped?.() ?? new AbortController().signal });
  },
};

// run: crawl, extract, publish. Over an unchanged archive nothing is done, and said so; a run that was stopped goes on where it was.
import type { RunSummary } from '../crawl/index.js';
import type { Source } from '../model/index.js';
import { openArchive, openRun } from '../store/index.js';
import type { Archive, Run } from '../store/index.js';
import type { CliEffects, Verb } from './effects.js';
import { crawledWell, crawlLines, crawlSources, groupSources, inOrder, sourcesFor } from './fetching.js';
import { openFolders } from './folders.js';
import type { Folders } from './folders.js';
import { OUTPUT_FLAGS, parseOptions, READ_FLAGS, SOURCE_FLAGS } from './options.js';
import type { Options } from './options.js';
import { makeProgress } from './progress.js';
import type { Progress } from './progress.js';
import { isPublished, writePackage } from './publishing.js';
import { CRAWL, isShared, openQueue, perform } from './queue.js';
import { capturesOf, readArchive } from './reading.js';
import { crawlJob } from './stages.js';
import { allRead, summarisePackage, summaryLines } from './summary.js';

interface Made {
  /** `undefined`: nothing was done, the package is as it was. */
  readonly read: number | undefined;
  readonly files: number;
}

/** As jobs, one for each group, where other processes can help; else here: what was asked already the archive knows, so a queue adds nothing. */
export const crawlStage = async (sources: readonly Source[], archive: Archive, folders: Folders, run: string, options: Options, effects: CliEffects, progress: Progress): Promise<RunSummary[]> => {
  if (!isShared(effects)) return crawlSources(sources, archive, options, effects, progress);
  const queue = await openQueue(folders, effects);
  try {
    const tasks = [...groupSources(sources)].map(([key, group]) => ({ key, data: { sources: group, options } }));
    const results = await perform(queue, CRAWL, run, tasks, (job) => crawlJob(job, archive, effects, progress), options.concurrency);
    await archive.refresh();
    await queue.clear(CRAWL, run);
    return inOrder(sources, [...results.values()].flat() as RunSummary[]);
  } finally {
    await queue.close();
  }
};

const extractAndPublish = async (archive: Archive, folders: Folders, run: string, options: Options, effects: CliEffects): Promise<Made> => {
  const captures = await capturesOf(archive);
  if (await isPublished(captures, folders)) return { read: undefined, files: captures.length };
  const read = await readArchive(archive, folders, run, options, effects);
  await writePackage(read, folders);
  return { read: read.made, files: captures.length };
};

const workLine = ({ read, files }: Made): string =>
  read === undefined
    ? `nothing to do: ${files} files in the archive, all read before; the package is as it was`
    : `${files} files in the archive, ${read} read now, ${files - read} read before`;

const runAll = async (run: Run, sources: readonly Source[], options: Options, folders: Folders, effects: CliEffects): Promise<number> => {
  const progress = makeProgress(effects, 'crawl', options.quiet);
  if (run.resumed) progress.line(`run ${run.id} was stopped before its end and is taken up again`);
  const archive = await openArchive(folders.archive, { run: run.id, log: (line) => progress.line(line) });
  const summaries = await crawlStage(sources, archive, folders, run.id, options, effects, progress).finally(() => archive.close());
  const made = await extractAndPublish(archive, folders, run.id, options, effects);
  const summary = await summarisePackage(folders.package);
  await run.finish({ id: run.id, started: run.started, ended: effects.now().toISOString(), ...made, sources: summaries });
  const lines = ['', ...crawlLines(summaries), workLine(made), '', ...summaryLines(summary, folders.package), `  archive    ${folders.archive}`];
  effects.out(options.json ? `${JSON.stringify({ sources: summaries, ...made, ...summary, package: folders.package, archive: folders.archive })}\n` : `${lines.join('\n')}\n`);
  return crawledWell(summaries) && allRead(summary) ? 0 : 1;
};

export const run: Verb = {
  options: [...SOURCE_FLAGS, ...READ_FLAGS, ...OUTPUT_FLAGS],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    const folders = await openFolders(options.output);
    // Wrong use must not leave a run behind.
    const sources = await sourcesFor(options, folders);
    const opened = await openRun(folders.runs, effects.now);
    try {
      return await runAll(opened, sources, options, folders, effects);
    } finally {
      await opened.leave();
    }
  },
};

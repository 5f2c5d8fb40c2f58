// The crawl of a run: in this process, or as jobs that others share.
import type { RunSummary } from '../../crawl/index.js';
import type { Source } from '../../model/index.js';
import { sha256 } from '../../store/index.js';
import type { Archive, Run, Task } from '../../store/index.js';
import type { CliEffects } from '../effects.js';
import type { Folders } from '../folders.js';
import type { Options } from '../options.js';
import type { Progress } from '../show/progress.js';
import { crawlSources, groupSources, inOrder } from './fetching.js';
import { CRAWL, isShared, openQueue, pause, perform, READ } from './queue.js';
import type { Queue } from './queue.js';
import { crawlJob } from './stages.js';

/** Named by group and by what is asked of it: a run taken up with other sources or options uses no answer to the old question. */
export const crawlTasks = (sources: readonly Source[], { year, delay, contact }: Options): Task[] =>
  [...groupSources(sources)].map(([group, members]) => {
    const data = { sources: members, options: { year, delay, contact } };
    return { key: `${group} ${sha256(JSON.stringify(data)).slice(-12)}`, data };
  });

/** Nothing is left of runs that broke off; and what this run no longer asks for is over before it begins, since two must not crawl one group. */
const tidy = async (queue: Queue, { id, broken }: Pick<Run, 'id' | 'broken'>, tasks: readonly Task[]): Promise<void> => {
  for (const run of broken) for (const stage of [CRAWL, READ]) await queue.clear(stage, run.id);
  const keys = tasks.map(({ key }) => key);
  while ((await queue.retire(CRAWL, id, keys)) > 0) if ((await queue.recover()) === 0) await pause();
};

/** As jobs, one for each group, where other processes can help; else here: what was asked already the archive knows, so a queue adds nothing. */
export const crawlStage = async (sources: readonly Source[], archive: Archive, folders: Folders, run: Pick<Run, 'id' | 'broken'>, options: Options, effects: CliEffects, progress: Progress): Promise<RunSummary[]> => {
  if (!isShared(effects)) return crawlSources(sources, archive, folders, options, effects, progress);
  const queue = await openQueue(folders, effects);
  try {
    const tasks = crawlTasks(sources, options);
    await tidy(queue, run, tasks);
    const results = await perform(queue, CRAWL, run.id, tasks, (job) => crawlJob(job, archive, folders, effects, progress), options.concurrency);
    await archive.refresh();
    await queue.clear(CRAWL, run.id);
    return inOrder(sources, [...results.values()].flat() as RunSummary[]);
  } finally {
    await queue.close();
  }
};

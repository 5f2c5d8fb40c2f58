// The crawl of a run: in this process, or as jobs that others share.
import type { RunSummary } from '../../crawl/index.js';
import type { Source } from '../../model/index.js';
import type { Archive } from '../../store/index.js';
import type { CliEffects } from '../effects.js';
import type { Folders } from '../folders.js';
import type { Options } from '../options.js';
import type { Progress } from '../show/progress.js';
import { crawlSources, groupSources, inOrder } from './fetching.js';
import { CRAWL, isShared, openQueue, perform } from './queue.js';
import { crawlJob } from './stages.js';

/** As jobs, one for each group, where other processes can help; else here: what was asked already the archive knows, so a queue adds nothing. */
export const crawlStage = async (sources: readonly Source[], archive: Archive, folders: Folders, run: string, options: Options, effects: CliEffects, progress: Progress): Promise<RunSummary[]> => {
  if (!isShared(effects)) return crawlSources(sources, archive, folders, options, effects, progress);
  const queue = await openQueue(folders, effects);
  try {
    const tasks = [...groupSources(sources)].map(([key, group]) => ({ key, data: { sources: group, options } }));
    const results = await perform(queue, CRAWL, run, tasks, (job) => crawlJob(job, archive, folders, effects, progress), options.concurrency);
    await archive.refresh();
    await queue.clear(CRAWL, run);
    return inOrder(sources, [...results.values()].flat() as RunSummary[]);
  } finally {
    await queue.close();
  }
};

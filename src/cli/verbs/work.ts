// work: a process that takes jobs of runs going on elsewhere, until it is told to end. The output folder must be the one of the run.
import { hostname } from 'node:os';
import { CliError } from '../../errors.js';
import { workOn } from '../../store/index.js';
import { DOCUMENT_LANES, openDocuments } from '../documents/documents.js';
import type { Verb } from '../effects.js';
import { openFolders } from '../folders.js';
import { OUTPUT_FLAGS, parseOptions, READ_FLAGS } from '../options.js';
import { makeProgress } from '../show/progress.js';
import { CRAWL, isShared, openQueue, pause, READ } from '../run/queue.js';
import { openArchives } from '../run/archives.js';
import { captureOf, crawlJob, readOne } from '../run/stages.js';

export const work: Verb = {
  options: [...READ_FLAGS, ...OUTPUT_FLAGS.filter(([flags]) => flags !== '--json')],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    if (!isShared(effects)) throw new CliError('expected DATABASE_URL to name a PostgreSQL server that the run uses, too; without one `gongkai run` does all the work itself');
    const folders = await openFolders(options.output);
    const progress = makeProgress(effects, 'work', options.quiet);
    const queue = await openQueue(folders, effects);
    const documents = openDocuments({ timeoutMs: options.documentTimeout * 1000, memoryBytes: options.documentMemory * 1024 ** 2 });
    const archives = openArchives(folders, `${hostname()}-${process.pid}`, (line) => progress.line(line));
    const stop = effects.untilStopped?.();
    progress.line(`work: waiting for jobs of ${folders.root}`);
    try {
      await workOn(queue, {
        [CRAWL]: (job) => archives.use(job.run, (archive) => crawlJob(job, archive, folders, effects, progress)),
        [READ]: (job) => {
          progress.line(`  read ${captureOf(job).uri}`);
          return archives.use(job.run, (archive) => readOne(captureOf(job), archive, folders, documents));
        },
      }, { batch: 1, lanes: DOCUMENT_LANES, pause, stop: async (idle) => {
        if (idle) await archives.rest();
        return stop?.aborted ?? false;
      } });
    } finally {
      await documents.close();
      await archives.rest();
      await queue.close();
    }
    return 0;
  },
};

// crawl: sources → captures in the archive.
import { openArchive, openRun } from '../../store/index.js';
import type { Verb } from '../effects.js';
import { crawlLines, sourcesFor } from '../run/fetching.js';
import { finishRun, takenUp } from '../run/finish-run.js';
import { openFolders } from '../folders.js';
import { noteListings } from '../run/listings.js';
import { OUTPUT_FLAGS, parseOptions, SOURCE_FLAGS } from '../options.js';
import { makeProgress } from '../show/progress.js';
import { crawlStage } from '../run/crawling.js';

export const crawlVerb: Verb = {
  options: [...SOURCE_FLAGS, ...OUTPUT_FLAGS],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    const folders = await openFolders(options.output);
    const sources = await sourcesFor(options, folders, effects);
    const run = await openRun(folders.runs, effects.now);
    try {
      const progress = makeProgress(effects, 'crawl', options.quiet);
      for (const line of takenUp(run)) progress.line(line);
      const archive = await openArchive(folders.archive, { run: run.id, log: (line) => progress.line(line) });
      const summaries = await crawlStage(sources, archive, folders, run, options, effects, progress).finally(() => archive.close());
      await noteListings(summaries, folders, effects.now(), options.year);
      const finished = await finishRun(run, summaries, { files: 0, read: 0, failed: 0 }, archive, folders, effects.now(), options.year);
      effects.out(options.json ? `${JSON.stringify({ sources: summaries, run: finished.comparison, archive: folders.archive })}\n` : `${[...crawlLines(summaries), '', ...finished.lines, `archive: ${folders.archive}`].join('\n')}\n`);
      return finished.well ? 0 : 1;
    } finally {
      await run.leave();
    }
  },
};

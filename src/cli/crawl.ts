// crawl: sources → captures in the archive.
import type { Verb } from './effects.js';
import { crawledWell, crawlLines, crawlSources } from './fetching.js';
import { openFolders } from './folders.js';
import { noteListings } from './listings.js';
import { OUTPUT_FLAGS, parseOptions, SOURCE_FLAGS } from './options.js';

export const crawlVerb: Verb = {
  options: [...SOURCE_FLAGS, ...OUTPUT_FLAGS],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    const folders = await openFolders(options.output);
    const summaries = await crawlSources(options, folders, effects);
    await noteListings(summaries, folders, effects.now(), options.year);
    effects.out(options.json ? `${JSON.stringify({ sources: summaries, archive: folders.archive })}\n` : `${[...crawlLines(summaries), `archive: ${folders.archive}`].join('\n')}\n`);
    return crawledWell(summaries) ? 0 : 1;
  },
};

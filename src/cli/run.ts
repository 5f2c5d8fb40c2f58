// run: crawl, extract, publish. Over an unchanged archive nothing is done, and said so.
import type { CliEffects, Verb } from './effects.js';
import { crawledWell, crawlLines, crawlSources } from './fetching.js';
import { openFolders } from './folders.js';
import type { Folders } from './folders.js';
import { noteListings } from './listings.js';
import { OUTPUT_FLAGS, parseOptions, SOURCE_FLAGS } from './options.js';
import type { Options } from './options.js';
import { isPublished, writePackage } from './publishing.js';
import { capturesOf, readArchive } from './reading.js';
import { allRead, summarisePackage, summaryLines } from './summary.js';

interface Made {
  /** `undefined`: nothing was done, the package is as it was. */
  readonly read: number | undefined;
  readonly files: number;
}

const extractAndPublish = async (folders: Folders, options: Options, effects: CliEffects): Promise<Made> => {
  const captures = await capturesOf(folders);
  if (await isPublished(captures, folders)) return { read: undefined, files: captures.length };
  const read = await readArchive(folders, options.quiet, effects);
  await writePackage(read, folders);
  return { read: read.made, files: captures.length };
};

const workLine = ({ read, files }: Made): string =>
  read === undefined
    ? `nothing to do: ${files} files in the archive, all read before; the package is as it was`
    : `${files} files in the archive, ${read} read now, ${files - read} read before`;

export const run: Verb = {
  options: [...SOURCE_FLAGS, ...OUTPUT_FLAGS],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    const folders = await openFolders(options.output);
    const sources = await crawlSources(options, folders, effects);
    await noteListings(sources, folders, effects.now(), options.year);
    const made = await extractAndPublish(folders, options, effects);
    const summary = await summarisePackage(folders.package);
    const lines = ['', ...crawlLines(sources), workLine(made), '', ...summaryLines(summary, folders.package), `  archive    ${folders.archive}`];
    effects.out(options.json ? `${JSON.stringify({ sources, ...made, ...summary, package: folders.package, archive: folders.archive })}\n` : `${lines.join('\n')}\n`);
    return crawledWell(sources) && allRead(summary) ? 0 : 1;
  },
};

// publish: everything in the archive → the data package, written anew.
import type { Verb } from './effects.js';
import { openFolders } from './folders.js';
import { OUTPUT_FLAGS, parseOptions } from './options.js';
import { writePackage } from './publishing.js';
import { readArchive } from './reading.js';
import { allRead, summarisePackage, summaryLines } from './summary.js';

export const publishVerb: Verb = {
  options: OUTPUT_FLAGS,
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    const folders = await openFolders(options.output);
    const read = await readArchive(folders, options.quiet, effects);
    await writePackage(read, folders);
    const summary = await summarisePackage(folders.package);
    effects.out(options.json ? `${JSON.stringify({ ...summary, package: folders.package })}\n` : `${summaryLines(summary, folders.package).join('\n')}\n`);
    return allRead(summary) ? 0 : 1;
  },
};

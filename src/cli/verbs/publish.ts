// publish: everything in the archive → the data package, written anew.
import { join } from 'node:path';
import { openArchive, takeLock } from '../../store/index.js';
import type { Verb } from '../effects.js';
import { openFolders } from '../folders.js';
import { OUTPUT_FLAGS, parseOptions, READ_FLAGS } from '../options.js';
import { writePackage } from '../run/publishing.js';
import { readArchive } from '../run/reading.js';
import { allRead, summaryLines } from '../show/summary.js';

export const publishVerb: Verb = {
  options: [...READ_FLAGS, ...OUTPUT_FLAGS],
  run: async (_, given, effects) => {
    const options = parseOptions(given);
    const folders = await openFolders(options.output);
    const release = await takeLock(join(folders.runs, '.lock'), `the runs in ${folders.runs}`);
    try {
      const archive = await openArchive(folders.archive);
      const summary = await writePackage(await readArchive(archive, folders, 'publish', options, effects), archive, folders);
      effects.out(options.json ? `${JSON.stringify({ ...summary, package: folders.package })}\n` : `${summaryLines(summary, folders.package).join('\n')}\n`);
      return allRead(summary) ? 0 : 1;
    } finally {
      await release();
    }
  },
};

// The data package on disk: written beside the old one and put in its place when it is whole.
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FORMS } from '../form/index.js';
import type { Capture } from '../model/index.js';
import { PIPELINE_VERSION } from '../pipeline.js';
import { publish } from '../publish/index.js';
import type { Crawled, DataPackage } from '../publish/index.js';
import { writeAtomic } from '../store/index.js';
import { loadCrawled } from './crawled.js';
import type { Folders } from './folders.js';
import type { ReadArchive } from './reading.js';
import { VERSION } from './version.js';

const hashOf = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Digest of everything the package is made from. */
const inputsOf = (captures: readonly Capture[], { portals, listings, troubles }: Crawled): string =>
  hashOf(JSON.stringify([VERSION, PIPELINE_VERSION, captures, portals, listings, troubles]));

const noteFile = (folders: Folders): string => join(folders.root, 'published.json');

const descriptorHash = (folders: Folders): Promise<string> => readFile(join(folders.package, 'datapackage.json')).then(hashOf, () => 'none');

const noteOf = async (captures: readonly Capture[], folders: Folders): Promise<string> =>
  `${JSON.stringify({ inputs: inputsOf(captures, await loadCrawled(folders)), descriptor: await descriptorHash(folders) })}\n`;

/** Writes the whole package and notes what it was made from. Its last file is the descriptor, so a folder without one is not a package. */
export const writePackage = async (read: ReadArchive, folders: Folders): Promise<DataPackage> => {
  const beside = `${folders.package}.part`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  const made = new Set<string>();
  const descriptor = await publish(read.files, await loadCrawled(folders), FORMS, {
    write: async (path, text) => {
      const file = join(beside, path);
      if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
      made.add(dirname(file));
      await appendFile(file, text);
    },
  });
  await rm(folders.package, { recursive: true, force: true });
  await rename(beside, folders.package);
  // Without the note the next run starts over, so a file on which a stage gave up is tried again.
  if (read.failed === 0) await writeAtomic(noteFile(folders), await noteOf(read.files.map(({ capture }) => capture), folders));
  return descriptor;
};

/** Whether the package there was made from these captures by this version. */
export const isPublished = async (captures: readonly Capture[], folders: Folders): Promise<boolean> => {
  if ((await descriptorHash(folders)) === 'none') return false;
  return (await readFile(noteFile(folders), 'utf8').catch(() => '')) === (await noteOf(captures, folders));
};

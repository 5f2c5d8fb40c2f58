// The data package on disk: written beside the old one and put in its place when it is whole; and whether the one there is still it.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FORMS } from '../../form/index.js';
import type { Capture } from '../../model/index.js';
import { PIPELINE_VERSION } from '../../pipeline.js';
import { publish } from '../../publish/index.js';
import type { Crawled } from '../../publish/index.js';
import type { Archive } from '../../store/index.js';
import { writeAtomic } from '../../store/index.js';
import { loadCrawled } from './crawled.js';
import type { Pictures } from '../documents/stored.js';
import type { Folders } from '../folders.js';
import type { ReadArchive } from './reading.js';
import { samePictures } from './stages.js';
import { summarisePackage } from '../show/summary.js';
import type { PackageSummary } from '../show/summary.js';
import { VERSION } from '../version.js';

const hashOf = (data: string | Uint8Array): string => `sha256:${createHash('sha256').update(data).digest('hex')}`;

/** A file as it was written. `changed`: its time of change, in ms; while it stays the bytes need not be read. */
interface Written {
  readonly path: string;
  readonly bytes: number;
  readonly changed: number;
  readonly hash: string;
}

/** What the package was made from, its files, and what is in it. Raise `NOTE_VERSION` when the shape changes. */
interface Note {
  readonly inputs: string;
  readonly files: readonly Written[];
  readonly summary: PackageSummary;
  readonly pictures: Pictures;
}

const NOTE_VERSION = 3;

/** Digest of everything the package is made from; in parts, as one text of all captures takes twice as long. */
const inputsOf = (captures: readonly Capture[], { portals, listings, troubles }: Crawled): string => {
  const digest = createHash('sha256');
  for (const part of [[NOTE_VERSION, VERSION, PIPELINE_VERSION], ...captures, portals, listings, troubles]) digest.update(`${JSON.stringify(part)}\n`);
  return `sha256:${digest.digest('hex')}`;
};

const noteFile = (folders: Folders): string => join(folders.root, 'published.json');

/** A damaged note is none: the package is then written again. */
const readNote = async (folders: Folders): Promise<Partial<Note>> => {
  try {
    return JSON.parse(await readFile(noteFile(folders), 'utf8')) as Partial<Note>;
  } catch {
    return {};
  }
};

/** One whose time of change is another was touched or copied, so its bytes tell. Ten thousand questions by way of other threads would cost ten times as much. */
const isWhole = (folder: string, { path, bytes, changed, hash }: Written): boolean => {
  const file = join(folder, path);
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.size !== bytes) return false;
  return there.mtimeMs === changed || hashOf(readFileSync(file)) === hash;
};

const written = async (folder: string, path: string, hash?: string): Promise<Written> => {
  const { size, mtimeMs } = await stat(join(folder, path));
  return { path, bytes: size, changed: mtimeMs, hash: hash ?? hashOf(await readFile(join(folder, path))) };
};

/** Writes the whole package and notes what it was made from. Its last file is the descriptor, so a folder without one is not a package. */
export const writePackage = async (read: ReadArchive, archive: Archive, folders: Folders): Promise<PackageSummary> => {
  const beside = `${folders.package}.part`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  const made = new Set<string>();
  const crawled = await loadCrawled(archive, folders);
  const { resources } = await publish(read.files, crawled, FORMS, {
    write: async (path, text) => {
      const file = join(beside, path);
      if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
      made.add(dirname(file));
      await appendFile(file, text);
    },
  });
  await rm(folders.package, { recursive: true, force: true });
  await rename(beside, folders.package);
  const summary = await summarisePackage(folders.package);
  // Without the note the next run starts over, so a file on which a stage gave up is tried again.
  if (read.failed > 0) return summary;
  const files = [await written(folders.package, 'datapackage.json')];
  for (const { path, hash } of resources) files.push(await written(folders.package, path, hash));
  const note: Note = { inputs: inputsOf(read.files.map(({ capture }) => capture), crawled), files, summary, pictures: read.pictures };
  await writeAtomic(noteFile(folders), `${JSON.stringify(note)}\n`);
  return summary;
};

/** What is in the package there, if it was made from these captures by this version and is as it was written; else nothing. */
export const publishedBefore = async (captures: readonly Capture[], archive: Archive, folders: Folders): Promise<PackageSummary | undefined> => {
  const { inputs, files, summary, pictures = {} } = await readNote(folders);
  if (!files || !(await samePictures(pictures, archive)) || inputs !== inputsOf(captures, await loadCrawled(archive, folders))) return undefined;
  return files.every((file) => isWhole(folders.package, file)) ? summary : undefined;
};

// Archive → what is in every capture; results are kept on a shelf, keyed by content and version, so that nothing is read twice.
import type { Capture } from '../../model/index.js';
import type { Extracted, Filed } from '../../publish/index.js';
import type { Archive, Shelf, Task } from '../../store/index.js';
import { DOCUMENT_LANES, openDocuments } from '../documents/documents.js';
import type { CliEffects } from '../effects.js';
import { archivedSources } from '../folders.js';
import type { Folders } from '../folders.js';
import type { Options } from '../options.js';
import { makeProgress } from '../show/progress.js';
import { openQueue, perform, READ } from './queue.js';
import { captureOf, openResults, readKey, readOne, resultOf } from './stages.js';
import type { ReadResult } from './stages.js';
import { fromStored } from '../documents/stored.js';
import type { Pictures, Stored } from '../documents/stored.js';

export interface ReadArchive {
  /** In the order of the archive, by address. */
  readonly files: readonly Filed[];
  /** Addresses of those that were read now; the rest lay on the shelf. */
  readonly made: readonly string[];
  /** Files on which a stage gave up; they are tried again at the next run. */
  readonly failed: number;
  /** What the results rest on besides the files. */
  readonly pictures: Pictures;
}

/** Captures a lead led to, older states of an address too; listing pages and robots.txt are in the archive but are nobody's report. */
export const capturesOf = (archive: Archive): readonly Capture[] => archive.versions().flat();

const unread = async (captures: readonly Capture[], archive: Archive, folders: Folders): Promise<Capture[]> => {
  const shelf = openResults(folders);
  const missing: Capture[] = [];
  for (const capture of captures) if (!(await resultOf(capture, archive, shelf))) missing.push(capture);
  return missing;
};

/** All pictures that results on the shelf rest on. */
const picturesOn = async (shelf: Shelf<Stored>, captures: readonly Capture[]): Promise<Pictures> => {
  const all: Record<string, string | null> = {};
  for (const capture of captures) Object.assign(all, (await shelf.get(readKey(capture)))?.pictures);
  return all;
};

/** Reads these captures as jobs of the run; gives the results that were not worth keeping, by key. */
const readAll = async (captures: readonly Capture[], archive: Archive, folders: Folders, run: string, options: Options, effects: CliEffects): Promise<Map<string, Stored>> => {
  const progress = makeProgress(effects, 'extract', options.quiet);
  const queue = await openQueue(folders, effects);
  const documents = openDocuments({ timeoutMs: options.documentTimeout * 1000, memoryBytes: options.documentMemory * 1024 ** 2 });
  const tasks: Task[] = captures.map((capture) => ({ key: readKey(capture), data: capture }));
  // What a database can hold of a capture may be less than what its key was made of.
  const byKey = new Map(captures.map((capture) => [readKey(capture), capture]));
  let done = 0;
  try {
    // What is not on the shelf is to be read, whatever the database remembers of it.
    await queue.clear(READ, run);
    const results = await perform(queue, READ, run, tasks, async (job) => {
      const capture = byKey.get(job.key) ?? captureOf(job);
      const result = await readOne(capture, archive, folders, documents);
      progress.step((done += 1), captures.length, capture.uri);
      return result;
    }, DOCUMENT_LANES);
    await queue.clear(READ, run);
    return new Map([...results].flatMap(([key, result]) => ((result as ReadResult).unfinished ? [[key, (result as ReadResult).unfinished as Stored] as const] : [])));
  } finally {
    progress.end();
    await documents.close();
    await queue.close();
  }
};

/** Reads what is not on the shelf yet. The results stay there; `load` fetches them one by one. */
export const readArchive = async (archive: Archive, folders: Folders, run: string, options: Options, effects: CliEffects): Promise<ReadArchive> => {
  const captures = capturesOf(archive);
  const regions = new Map((await archivedSources(folders)).map(({ id, region }) => [id, region]));
  const missing = await unread(captures, archive, folders);
  const unfinished = missing.length > 0 ? await readAll(missing, archive, folders, run, options, effects) : new Map<string, Stored>();
  const shelf = openResults(folders);
  const load = async (capture: Capture): Promise<Extracted> => {
    const stored = unfinished.get(readKey(capture)) ?? (await shelf.get(readKey(capture)));
    if (!stored) throw new Error(`Expected the result of ${capture.uri} on the shelf, where it was put a moment ago; start again`);
    return fromStored(stored, capture);
  };
  const filed = (capture: Capture): Filed => {
    const region = regions.get(capture.lead?.source ?? '');
    return { capture, ...(region === undefined ? {} : { region }), load: () => load(capture) };
  };
  return { files: captures.map(filed), made: missing.map(({ uri }) => uri), failed: unfinished.size, pictures: await picturesOn(shelf, captures) };
};

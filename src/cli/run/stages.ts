// What a job of each stage does, wherever it is taken: in the run itself or by a worker.
import { z } from 'zod';
import type { RunSummary } from '../../crawl/index.js';
import { finding } from '../../model/index.js';
import type { Capture, Source } from '../../model/index.js';
import { PIPELINE_VERSION } from '../../pipeline.js';
import { openShelf, shelfKey } from '../../store/index.js';
import type { Archive, Shelf, Taken } from '../../store/index.js';
import { wasEnded } from '../documents/documents.js';
import type { Documents } from '../documents/documents.js';
import type { CliEffects } from '../effects.js';
import { crawlGroup, groupSources } from './fetching.js';
import type { CrawlFlags } from './fetching.js';
import type { Folders } from '../folders.js';
import type { Progress } from '../show/progress.js';
import { parseStored, SHELF_VERSION } from '../documents/stored.js';
import type { Pictures, Stored } from '../documents/stored.js';

/** Everything a result depends on: the bytes, and what the capture tells the readers besides. */
export const readKey = (capture: Capture): string => {
  const told = [capture.digest, capture.uri, capture.declaredType ?? '', capture.lead?.title ?? '', String(capture.lead?.year ?? '')];
  return shelfKey(told.join('\n'), `${PIPELINE_VERSION}.${SHELF_VERSION}`);
};

export const openResults = (folders: Folders): Shelf<Stored> => openShelf(folders.reports, parseStored);

/** Whether the pictures beside a page are those that were read: one may have come since, or be another. */
export const samePictures = async (pictures: Pictures, archive: Archive): Promise<boolean> => {
  for (const [uri, digest] of Object.entries(pictures)) if (((await archive.find(uri))?.digest ?? null) !== digest) return false;
  return true;
};

/** What is on the shelf, while it is what reading would give. */
export const resultOf = async (capture: Capture, archive: Archive, shelf: Shelf<Stored>): Promise<Stored | undefined> => {
  const stored = await shelf.get(readKey(capture));
  return stored && (await samePictures(stored.pictures ?? {}, archive)) ? stored : undefined;
};

/** Given up for its time, its memory or a defect of ours; it may go better on a quieter day or with another version. */
const isUnfinished = (stored: Stored): boolean => wasEnded(stored) || stored.findings.some(({ type }) => type === 'page-timeout' || type === 'stage-failed');

const inside = async (capture: Capture, archive: Archive, folder: string, documents: Documents): Promise<Stored> => {
  try {
    return await documents.read(await archive.open(capture), capture, folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { version: SHELF_VERSION, reports: [], findings: [finding('stage-failed', `Expected to read ${capture.uri}, but: ${why}.`)] };
  }
};

/** What became of one document; `kept` on the shelf, or told and tried again at the next run. */
export interface ReadResult {
  readonly unfinished?: Stored;
}

/** Reads one capture, unless its result is on the shelf. The result is on disk when this resolves. */
export const readOne = async (capture: Capture, archive: Archive, folders: Folders, documents: Documents): Promise<ReadResult> => {
  const shelf = openResults(folders);
  if (await resultOf(capture, archive, shelf)) return {};
  const stored = await inside(capture, archive, folders.archive, documents);
  if (isUnfinished(stored)) return { unfinished: stored };
  await shelf.put(readKey(capture), stored);
  return {};
};

interface CrawlData {
  readonly sources: readonly Source[];
  readonly options: CrawlFlags;
}

const crawlData = z.object({ sources: z.array(z.looseObject({ id: z.string(), listing: z.string() })), options: z.looseObject({}) });

/** Jobs are written by this program alone, so their outline is all that must be checked. */
const crawlDataOf = (job: Taken): CrawlData => crawlData.parse(job.data) as unknown as CrawlData;

export const captureOf = (job: Taken): Capture => z.looseObject({ id: z.string(), uri: z.string(), digest: z.string() }).parse(job.data);

/** Crawls one group. When it resolves everything fetched is on disk in a finished file. */
export const crawlJob = async (job: Taken, archive: Archive, folders: Folders, effects: CliEffects, progress: Progress): Promise<RunSummary[]> => {
  const { sources, options } = crawlDataOf(job);
  await archive.refresh();
  const summaries = await crawlGroup(sources, archive, folders, options, effects, progress);
  for (const group of groupSources(sources).keys()) await archive.seal(group);
  return summaries;
};

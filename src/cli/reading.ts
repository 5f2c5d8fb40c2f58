// Archive → what is in every capture, at most two at once; results are kept on a shelf, keyed by content and version, so that
// nothing is read twice.
import { finding } from '../model/index.js';
import type { Capture } from '../model/index.js';
import { extract, PIPELINE_VERSION } from '../pipeline.js';
import type { Extracted, Filed } from '../publish/index.js';
import { openArchive, openShelf, shelfKey } from '../store/index.js';
import type { Archive, Shelf } from '../store/index.js';
import type { CliEffects } from './effects.js';
import { archivedSources } from './folders.js';
import type { Folders } from './folders.js';
import { makeProgress } from './progress.js';
import type { ScanOptions } from '../read/index.js';
import { openScanning } from './scanning.js';
import { fromStored, parseStored, SHELF_VERSION, toStored } from './stored.js';
import type { Stored } from './stored.js';

const AT_ONCE = 2;

export interface ReadArchive {
  /** In the order of the archive, by address. */
  readonly files: readonly Filed[];
  /** How many were read now; the rest lay on the shelf. */
  readonly made: number;
  /** Files on which a stage gave up; they are tried again at the next run. */
  readonly failed: number;
}

/** Everything a result depends on: the bytes, and what the capture tells the readers besides. */
const keyOf = (capture: Capture): string => {
  const told = [capture.digest, capture.uri, capture.declaredType ?? '', capture.lead?.title ?? '', String(capture.lead?.year ?? '')];
  return shelfKey(told.join('\n'), `${PIPELINE_VERSION}.${SHELF_VERSION}`);
};

/** Pictures of a page, where the crawl has archived them. */
const pictureIn = (archive: Archive) => async (uri: string): Promise<Uint8Array | undefined> => {
  const capture = await archive.find(uri);
  return capture && archive.open(capture);
};

/** A page given up for its time may be read on a quieter day. */
const isUnfinished = ({ findings }: Extracted): boolean => findings.some(({ type }) => type === 'page-timeout');

/** A defect of ours on one file is told and not kept: the next run tries again. */
const readCapture = async (capture: Capture, archive: Archive, shelf: Shelf<Stored>, scan: ScanOptions): Promise<Extracted> => {
  try {
    const extracted = await extract(await archive.open(capture), capture, { scan: { ...scan, picture: pictureIn(archive) } });
    if (!isUnfinished(extracted)) await shelf.put(keyOf(capture), toStored(extracted));
    return extracted;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { reports: [], findings: [finding('stage-failed', `Expected to read ${capture.uri}, but: ${why}.`)] };
  }
};

/** Runs `work` over the items in order, `AT_ONCE` at a time. */
const inTurn = async <T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> => {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [at, item] of queue) await work(item, at);
    }),
  );
};

/** Captures a lead led to, older states of an address too; listing pages and robots.txt are in the archive but are nobody's report. */
export const capturesOf = async (folders: Folders): Promise<Capture[]> => {
  const archive = await openArchive(folders.archive);
  const captures: Capture[] = [];
  for await (const states of archive.versions()) captures.push(...states);
  return captures;
};

/** Reads what is not on the shelf yet. The results stay there; `load` fetches them one by one. */
export const readArchive = async (folders: Folders, quiet: boolean, effects: CliEffects): Promise<ReadArchive> => {
  const archive = await openArchive(folders.archive);
  const captures = await capturesOf(folders);
  const regions = new Map((await archivedSources(folders)).map(({ id, region }) => [id, region]));
  const shelf = openShelf(folders.reports, parseStored);
  const failed = new Map<string, Extracted>();
  const progress = makeProgress(effects, 'extract', quiet);
  const scan = await openScanning();
  let done = 0;
  let made = 0;
  const readAll = inTurn(captures, async (capture) => {
    const known = await shelf.get(keyOf(capture));
    const result = known ? fromStored(known, capture) : await readCapture(capture, archive, shelf, scan);
    if (!known) made += 1;
    if (result.findings.some(({ type }) => type === 'stage-failed' || type === 'page-timeout')) failed.set(capture.id, result);
    done += 1;
    if (!known || done === captures.length) progress.step(done, captures.length, capture.uri);
  });
  await readAll.finally(() => scan.close());
  progress.end();
  const load = async (capture: Capture): Promise<Extracted> => {
    const known = failed.get(capture.id) ? undefined : await shelf.get(keyOf(capture));
    const result = failed.get(capture.id) ?? (known && fromStored(known, capture));
    if (!result) throw new Error(`Expected the result of ${capture.uri} on the shelf, where it was put a moment ago; start again`);
    return result;
  };
  const filed = (capture: Capture): Filed => {
    const region = regions.get(capture.lead?.source ?? '');
    return { capture, ...(region === undefined ? {} : { region }), load: () => load(capture) };
  };
  return { files: captures.map(filed), made, failed: failed.size };
};

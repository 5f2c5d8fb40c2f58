// The inside of a process that reads documents, one at a time: bytes → what is in them. Whatever a document does to it, the run goes on.
import { Worker } from 'node:worker_threads';
import type { Capture } from '../../model/index.js';
import { openArchive } from '../../store/index.js';
import type { Archive } from '../../store/index.js';
import { extract } from '../../pipeline.js';
import { withoutLookAlike } from './judged.js';
import { openScanning } from './scanning.js';
import type { Scanning } from './scanning.js';
import { toStored } from './stored.js';
import type { Stored } from './stored.js';

export interface DocumentTask {
  readonly bytes: Uint8Array;
  readonly capture: Capture;
  /** Folder of the archive, where the pictures of a page are. */
  readonly archive: string;
}

/** A process whose parent was killed outright must not spin on. A thread of its own sees that even when this one is busy. */
const ORPHAN_WATCH = `setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL'); }, 1000);`;
new Worker(ORPHAN_WATCH, { eval: true }).unref();

let scanning: Promise<Scanning> | undefined;
const archives = new Map<string, Promise<Archive>>();

const archiveAt = (folder: string): Promise<Archive> => {
  const opened = archives.get(folder) ?? openArchive(folder);
  archives.set(folder, opened);
  return opened;
};

/** Pictures of a page, where the crawl has archived them; notes in `asked` what was there. */
const pictureIn = (folder: string, asked: Record<string, string | null>) => async (uri: string): Promise<Uint8Array | undefined> => {
  const archive = await archiveAt(folder);
  // Another process may have fetched it since, or another state of it.
  await archive.refresh();
  const capture = await archive.find(uri);
  asked[uri] = capture?.digest ?? null;
  return capture && archive.open(capture);
};

/** Gives the process id when there is no task: then the process is up, and its time may be counted. */
const read = async (task: DocumentTask | null): Promise<Stored | number> => {
  if (task === null) return process.pid;
  scanning ??= openScanning({ lanes: 1 });
  const { bytes, capture, archive } = task;
  const data = new Uint8Array(bytes);
  const pictures: Record<string, string | null> = {};
  const extraction = await extract(data, capture, { scan: { ...(await scanning), picture: pictureIn(archive, pictures) } });
  return toStored(withoutLookAlike(extraction, data, capture), pictures);
};

export default read;

// Documents are hostile: each is read in a child process, with a limit of time and a watch over its memory. A document that spins, eats
// all memory or ends its process becomes a finding; the child is made anew, and the next document is read.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { Tinypool } from 'tinypool';
import { loaderArguments, moduleFile } from '../../apart.js';
import { finding } from '../../model/index.js';
import type { Capture, Finding } from '../../model/index.js';
import type { DocumentTask } from './document-child.js';
import { SHELF_VERSION } from './stored.js';
import type { Stored } from './stored.js';

export interface DocumentLimits {
  /** For one document, in ms, from when its process is ready. */
  readonly timeoutMs: number;
  /** Resident memory of the process, in bytes; a scan needs some 600 MB. Watched where the system has /proc. */
  readonly memoryBytes: number;
}

const DOCUMENT_DEFAULTS: DocumentLimits = { timeoutMs: 120_000, memoryBytes: 1024 ** 3 };

/** A third child would need more memory than a run may take. */
const MOST_CHILDREN = 2;

export const DOCUMENT_LANES = Math.min(MOST_CHILDREN, availableParallelism());

export interface Documents {
  /** Never throws for what a document does. `archive` is the folder of the archive. */
  read(bytes: Uint8Array, capture: Capture, archive: string): Promise<Stored>;
  close(): Promise<void>;
}

const CHILD = moduleFile('./document-child', import.meta.url);

/** For the memory manager of glibc, which keeps what pages of scans took for every thread apart: 80 MB less a child. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: '2' };

const startChild = (child: string): Tinypool => {
  const environment = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const pool = new Tinypool({ runtime: 'child_process', filename: child, execArgv: loaderArguments(), env: { ...FEW_ARENAS, ...environment }, serialization: 'advanced', minThreads: 1, maxThreads: 1 });
  // A child that ends between two documents is made anew at the next; what a document did to it is told there.
  pool.on('error', () => undefined);
  return pool;
};

const PAGE_BYTES = 4096;
const WATCH_MS = 50;

/** Bytes of resident memory; 0 where the system does not tell, or the process is gone. */
const residentBytes = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(text.split(' ')[1] ?? 0) * PAGE_BYTES;
};

type Ended = 'document-timeout' | 'document-memory' | 'document-crash';

const NOTES: Readonly<Record<Ended, (limits: DocumentLimits) => string>> = {
  'document-timeout': ({ timeoutMs }) => `it took longer than ${timeoutMs / 1000} s`,
  'document-memory': ({ memoryBytes }) => `its process passed ${Math.round(memoryBytes / 1024 ** 2)} MB of memory`,
  'document-crash': () => 'its process ended',
};

const without = (why: Finding): Stored => ({ version: SHELF_VERSION, reports: [], findings: [why] });

/** Whether reading was ended from outside; then the result is no result of the document and is not kept. */
export const wasEnded = ({ findings }: Pick<Stored, 'findings'>): boolean => findings.some(({ type }) => type in NOTES);

/** Runs the task under the limits; gives the name of the one that was passed. */
const runLimited = async (pool: Tinypool, task: DocumentTask, limits: DocumentLimits): Promise<Stored | Ended> => {
  const pid = Number(await pool.run(null));
  const stop = new AbortController();
  let ended: Ended | undefined;
  const end = (why: Ended): void => {
    ended ??= why;
    stop.abort();
  };
  const timer = setTimeout(() => end('document-timeout'), limits.timeoutMs);
  const watch = setInterval(() => void residentBytes(pid).then((bytes) => bytes > limits.memoryBytes && end('document-memory')), WATCH_MS);
  try {
    return (await pool.run(task, { signal: stop.signal })) as Stored;
  } catch (cause) {
    if (ended) return ended;
    if (cause instanceof Error && cause.message.includes('exited unexpectedly')) return 'document-crash';
    throw cause;
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
  }
};

/** Children start at the first document. `child` is their module. */
export const openDocuments = (limits: DocumentLimits = DOCUMENT_DEFAULTS, child: string = CHILD): Documents => {
  const turn = new PQueue({ concurrency: DOCUMENT_LANES });
  const idle: Tinypool[] = [];
  const all: Tinypool[] = [];
  const started = (): Tinypool => {
    const pool = startChild(child);
    all.push(pool);
    return pool;
  };
  const readOne = async (task: DocumentTask): Promise<Stored> => {
    const pool = idle.pop() ?? started();
    try {
      const result = await runLimited(pool, task, limits);
      return typeof result === 'string' ? without(finding(result, `Expected to read ${task.capture.uri}, but ${NOTES[result](limits)}.`)) : result;
    } catch (error) {
      // Tinypool hands errors over as plain objects.
      const why = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
      return without(finding('stage-failed', `Expected to read ${task.capture.uri}, but: ${why}.`));
    } finally {
      idle.push(pool);
    }
  };
  return {
    read: (bytes, capture, archive) => turn.add(() => readOne({ bytes, capture, archive })),
    close: async () => {
      await Promise.all(all.map((pool) => pool.destroy()));
    },
  };
};

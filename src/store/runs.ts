// Runs of the program on one output folder, one after another: `<id>.part.json` while a run goes on, `<id>.json` when it is finished.
// A run that was stopped leaves its `.part.json`, and the next start takes that run up again, unless it is too old: then it is closed as
// `<id>.broken.json`, and another run asks the portals anew.
import { readFile, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, unlessMissing, writeAtomic } from './atomic.js';
import { takeLock } from './lock.js';
import { compareRuns } from './names.js';

export interface Run {
  /** `YYYYMMDDTHHMMSSZ`, with `-2`, `-3` … where that is taken. */
  readonly id: string;
  /** ISO 8601, UTC; of a resumed run, when it was first started. */
  readonly started: string;
  readonly resumed: boolean;
  /** Stopped runs that were too old to be taken up, and when each was started. */
  readonly broken: readonly { readonly id: string; readonly started: string }[];
  /** Writes the record, which ends the run. */
  finish(record: unknown): Promise<void>;
  /** Lets another process take the run up; called when it does not end well. After `finish` it does nothing. */
  leave(): Promise<void>;
}

const PART = '.part.json';
const DONE = '.json';
const BROKEN = '.broken.json';

/** What portals said longer ago is not what they say now. */
const LONGEST_STOP_MS = 24 * 3600_000;

const idsIn = async (folder: string, ending: string): Promise<string[]> => {
  const names = (await readdir(folder).catch(unlessMissing<string[]>([]))).filter((name) => name.endsWith(ending));
  return names.map((name) => name.slice(0, -ending.length)).filter((id) => /^\d{8}T\d{6}Z(?:-\d+)?$/.test(id)).sort(compareRuns);
};

/** Ids of finished runs, oldest first. */
export const finishedRuns = (folder: string): Promise<string[]> => idsIn(folder, DONE);

const newId = (started: string, taken: readonly string[]): string => {
  const base = started.replace(/\.\d+/, '').replace(/[-:]/g, '');
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.includes(id)) return id;
  }
};

const startedOf = async (file: string): Promise<string> => {
  const data: unknown = JSON.parse(await readFile(file, 'utf8'));
  return typeof data === 'object' && data !== null && 'started' in data ? String(data.started) : '';
};

interface Part {
  readonly id: string;
  readonly started: string;
}

const partsIn = async (folder: string, ids: readonly string[]): Promise<Part[]> => Promise.all(ids.map(async (id) => ({ id, started: await startedOf(join(folder, id + PART)) })));

/**
 * Starts a run in the folder `runs`, or takes up the one that was stopped less than a day after its start. Throws a `CliError` when another process is at it.
 * `now` dates a new run.
 */
export const openRun = async (folder: string, now: () => Date): Promise<Run> => {
  const release = await takeLock(join(folder, '.lock'), `the runs in ${folder}`);
  try {
    const finished = await finishedRuns(folder);
    const stopped = await partsIn(folder, (await idsIn(folder, PART)).filter((id) => !finished.includes(id)));
    const isOld = ({ started }: Part): boolean => now().getTime() - Date.parse(started) > LONGEST_STOP_MS;
    const broken = stopped.filter(isOld);
    for (const { id } of broken) await rename(join(folder, id + PART), join(folder, id + BROKEN));
    const again = stopped.find((part) => !isOld(part));
    const started = again?.started ?? now().toISOString();
    const id = again?.id ?? newId(started, [...finished, ...(await idsIn(folder, BROKEN))]);
    const part = join(folder, id + PART);
    if (again === undefined) await writeAtomic(part, `${JSON.stringify({ id, started })}\n`);
    return {
      id,
      started,
      resumed: again !== undefined,
      broken,
      finish: async (record) => {
        await writeAtomic(join(folder, id + DONE), `${JSON.stringify(record, null, 1)}\n`);
        await unlink(part).catch(unlessMissing(undefined));
        await syncFolder(folder);
        await release();
      },
      leave: release,
    };
  } catch (cause) {
    await release();
    throw cause;
  }
};

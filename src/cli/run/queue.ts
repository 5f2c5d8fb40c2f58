// The jobs of one output folder: in the database that DATABASE_URL names, for any number of processes, else in one of our own.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StageError } from '../../errors.js';
import { openDatabase, openJobs, workOn } from '../../store/index.js';
import type { Database, Jobs, Taken, Task } from '../../store/index.js';
import type { CliEffects } from '../effects.js';
import type { Folders } from '../folders.js';

export const CRAWL = 'crawl';
export const READ = 'read';

export interface Queue extends Jobs {
  /** Whether other processes may take its jobs, too. */
  readonly shared: boolean;
}

const databaseUrl = (): string | undefined => process.env.DATABASE_URL;

/** Whether `gongkai work` elsewhere could help. */
export const isShared = (effects: CliEffects): boolean => effects.database === undefined && (databaseUrl() ?? '') !== '';

const open = (folders: Folders, effects: CliEffects): Promise<Database> => effects.database?.() ?? openDatabase(databaseUrl(), folders.database);

/** Tells output folders on one server apart, wherever they are mounted. */
const storeId = async (folders: Folders): Promise<string> => {
  const file = join(folders.archive, '.id');
  await mkdir(folders.archive, { recursive: true });
  await writeFile(file, `${randomBytes(8).toString('hex')}\n`, { flag: 'wx' }).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  });
  return (await readFile(file, 'utf8')).trim();
};

export const openQueue = async (folders: Folders, effects: CliEffects): Promise<Queue> => {
  const database = await open(folders, effects);
  const jobs = await openJobs(database, await storeId(folders), [CRAWL, READ]);
  await jobs.recover();
  return { ...jobs, shared: database.kind === 'server' };
};

/** Looking for work of others costs a query. */
const PAUSE_MS = 300;

export const pause = (): Promise<void> => wait(PAUSE_MS);

/** Fewer transactions where nobody else is waiting for jobs. */
const BATCH = { alone: 16, shared: 1 } as const;

const failed = (result: unknown): string | undefined => (typeof result === 'object' && result !== null && 'error' in result ? String(result.error) : undefined);

/**
 * Has every task done, here and by whoever else works on the queue, and gives the results by key. Throws a `StageError` when a handler did.
 */
export const perform = async (queue: Queue, stage: string, run: string, tasks: readonly Task[], handler: (job: Taken) => Promise<unknown>, lanes: number): Promise<Map<string, unknown>> => {
  // What failed when this run was stopped, or last tried, is tried again.
  if ([...(await queue.results(stage, run)).values()].some((result) => failed(result) !== undefined)) await queue.clear(stage, run);
  await queue.add(stage, run, tasks);
  const all = new Set(tasks.map(({ key }) => key)).size;
  const done = async (idle: boolean): Promise<boolean> => idle && (!queue.shared || (await queue.finished(stage, run)) >= all);
  await workOn(queue, { [stage]: handler }, { batch: queue.shared ? BATCH.shared : BATCH.alone, lanes, pause, stop: done });
  const results = await queue.results(stage, run);
  for (const [key, result] of results) {
    const why = failed(result);
    if (why !== undefined) throw new StageError(stage, key, why);
  }
  return results;
};

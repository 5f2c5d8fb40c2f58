// Stages of runs as jobs in a database, for one process or many: added once, taken by one, and completed in one transaction with the
// result. A job of a process that is gone goes back into the queue: a living process holds its own number as an advisory lock, which the
// server lets go of when the connection breaks; in the embedded database nobody else can be alive.
import { randomInt } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { StageError } from '../errors.js';
import type { Database, Sql } from './database.js';
import { uuidOf } from './digest.js';

export interface Task {
  /** Names the work: content hash and stage version, or the group; unique in its stage and run. */
  readonly key: string;
  readonly data: unknown;
}

export interface Taken extends Task {
  readonly id: string;
  readonly stage: string;
  readonly run: string;
}

export interface Made {
  readonly job: Taken;
  /** JSON. */
  readonly result: unknown;
}

export interface Jobs {
  /** Adds the tasks that this stage of the run does not have yet. */
  add(stage: string, run: string, tasks: readonly Task[]): Promise<void>;
  /** At most `most` jobs that nobody works on, oldest first. */
  take(stage: string, most: number): Promise<readonly Taken[]>;
  /** Completes jobs and keeps their results, all or none; `false` when one of them was given to somebody else meanwhile. */
  finish(made: readonly Made[]): Promise<boolean>;
  /** How many of the run's tasks have a result. */
  finished(stage: string, run: string): Promise<number>;
  results(stage: string, run: string): Promise<Map<string, unknown>>;
  /** Gives jobs of processes that are gone to the others; tells how many. */
  recover(): Promise<number>;
  /** Forgets what the run no longer wants: waiting tasks of other keys, and results. Tells how many others somebody is still at. */
  retire(stage: string, run: string, keys: readonly string[]): Promise<number>;
  /** Forgets a stage of a run. */
  clear(stage: string, run: string): Promise<void>;
  /** Rejects with a `StageError` when this process lost its number, from when on its jobs may be given to others; never resolves. */
  readonly gone: Promise<never>;
  /** Closes the database, too. */
  close(): Promise<void>;
}

const BOSS = 'gongkai_boss';
const SETUP = `
create schema if not exists gongkai;
create table if not exists gongkai.taken (job uuid primary key, queue text not null, worker bigint not null);
create table if not exists gongkai.result (queue text not null, run text not null, key text not null, made jsonb not null, primary key (queue, run, key));
`;

/** Any number; who holds it sets the tables up. */
const SETUP_LOCK = 7_268_001;

const LARGEST_WORKER = 2 ** 47;

/** What pg-boss wants of a database. */
const bossDb = (sql: Sql) => ({
  executeSql: async (text: string, values?: unknown[]) => {
    const { rows, count } = await sql.query(text, values ?? []);
    return { rows: [...rows], rowCount: count };
  },
});

/** A job is given back when its process is gone, not when it is slow: nothing here enforces the expiry, so it is the longest allowed. */
const JOB = { expireInSeconds: 86_400 - 1, retryLimit: 0 } as const;

const setUp = async (database: Database, boss: PgBoss, queues: readonly string[]): Promise<void> => {
  const all = async (): Promise<void> => {
    await boss.start();
    await database.query(SETUP);
    for (const queue of queues) if (!(await boss.getQueue(queue))) await boss.createQueue(queue, { name: queue, ...JOB });
  };
  if (database.kind === 'embedded') return all();
  await database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    await all();
  });
};

/** Neither U+0000 nor half a surrogate pair can stand in `jsonb`; no text of ours has use for them. */
const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd').replace(/\p{Cs}/gu, '\ufffd');

/** Texts within, made storable; the rest as JSON has it. */
const storableData = (data: unknown): unknown => JSON.parse(JSON.stringify(data ?? null), (_, value: unknown) => (typeof value === 'string' ? storable(value) : value));

interface JobData {
  readonly run: string;
  readonly key: string;
  readonly data: unknown;
}

/** `store` names the output folder, so that several can share one server; `stages` are those that will be used. */
export const openJobs = async (database: Database, store: string, stages: readonly string[]): Promise<Jobs> => {
  const boss = new PgBoss({ db: bossDb(database), schema: BOSS, supervise: false, schedule: false });
  // pg-boss tells about trouble of its own timers; there are none, and what a call of ours meets is thrown.
  boss.on('error', () => undefined);
  const queueOf = (stage: string): string => `${stage}-${store}`;
  const queues = stages.map(queueOf);
  const worker = randomInt(1, LARGEST_WORKER);
  await setUp(database, boss, queues);
  let lost: StageError | undefined;
  let tellGone: (why: StageError) => void = () => undefined;
  const gone = new Promise<never>((_, reject) => (tellGone = reject));
  // Nobody need be waiting for it.
  gone.catch(() => undefined);
  const letGo = await database.hold(worker, (why) => {
    lost = why;
    tellGone(why);
  });

  const giveBack = async (tx: Sql, other: unknown): Promise<number> => {
    const { count } = await tx.query(`update ${BOSS}.job set state = 'retry' where state = 'active' and id in (select job from gongkai.taken where worker = $1)`, [other]);
    await tx.query('delete from gongkai.taken where worker = $1', [other]);
    return count;
  };

  return {
    add: async (stage, run, tasks) => {
      const queue = queueOf(stage);
      if (tasks.length === 0) return;
      await boss.insert(tasks.map(({ key, data }) => ({ id: uuidOf(queue, run, key), name: queue, data: { run, key, data: storableData(data) } satisfies JobData, singletonKey: key, ...JOB })));
    },
    take: (stage, most) =>
      database.transaction(async (tx) => {
        if (lost) throw lost;
        const queue = queueOf(stage);
        // None is for later: held against the clock, one added within its last tick would not be there yet.
        const jobs = await boss.fetch<JobData>(queue, { batchSize: most, ignoreStartAfter: true, ...{ db: bossDb(tx) } });
        for (const { id } of jobs) await tx.query('insert into gongkai.taken values ($1, $2, $3) on conflict (job) do update set worker = excluded.worker', [id, queue, worker]);
        return jobs.map(({ id, data }) => ({ id, stage, ...data }));
      }),
    finish: async (made) => {
      const lost = new Error('given to somebody else');
      const work = async (tx: Sql): Promise<boolean> => {
        for (const { job, result } of made) {
          const queue = queueOf(job.stage);
          await boss.complete(queue, job.id, {}, { db: bossDb(tx) });
          const { count } = await tx.query('delete from gongkai.taken where job = $1 and worker = $2', [job.id, worker]);
          if (count !== 1) throw lost;
          await tx.query('insert into gongkai.result values ($1, $2, $3, $4) on conflict do nothing', [queue, job.run, job.key, JSON.stringify(storableData(result))]);
        }
        return true;
      };
      return database.transaction(work).catch((cause: unknown) => {
        if (cause === lost) return false;
        throw cause;
      });
    },
    finished: async (stage, run) => {
      const { rows } = await database.query('select count(*)::int as n from gongkai.result where queue = $1 and run = $2', [queueOf(stage), run]);
      return Number(rows[0]?.n ?? 0);
    },
    results: async (stage, run) => {
      const { rows } = await database.query('select key, made from gongkai.result where queue = $1 and run = $2', [queueOf(stage), run]);
      return new Map(rows.map(({ key, made }) => [String(key), made]));
    },
    recover: () =>
      database.transaction(async (tx) => {
        const { rows } = await tx.query('select distinct worker from gongkai.taken where worker <> $1 and queue = any($2)', [worker, queues]);
        let given = 0;
        for (const { worker: other } of rows) {
          const { rows: tried } = await tx.query('select pg_try_advisory_xact_lock($1) as gone', [other]);
          if (tried[0]?.gone === true) given += await giveBack(tx, other);
        }
        return given;
      }),
    retire: async (stage, run, keys) => {
      const other = `name = $1 and data->>'run' = $2 and not data->>'key' = any($3)`;
      const values = [queueOf(stage), run, keys];
      // First what waits: then nobody can take it while the others are counted.
      await database.query(`delete from ${BOSS}.job where ${other} and state in ('created', 'retry')`, values);
      const { rows } = await database.query(`select count(*)::int as n from ${BOSS}.job where ${other} and state = 'active'`, values);
      await database.query('delete from gongkai.result where queue = $1 and run = $2 and not key = any($3)', values);
      return Number(rows[0]?.n ?? 0);
    },
    clear: async (stage, run) => {
      await database.query(`delete from ${BOSS}.job where name = $1 and data->>'run' = $2`, [queueOf(stage), run]);
      await database.query('delete from gongkai.result where queue = $1 and run = $2', [queueOf(stage), run]);
    },
    gone,
    close: async () => {
      await boss.stop({ graceful: false, wait: false });
      await letGo();
      await database.close();
    },
  };
};

export interface Working {
  /** Jobs taken at once by one lane. */
  readonly batch: number;
  /** Lanes side by side. */
  readonly lanes: number;
  /** Waits before looking again, when there was nothing to do. */
  readonly pause: () => Promise<void>;
  /** Asked when there is nothing to do, and before each job: whether to stop. Jobs that were taken and not begun go back. */
  readonly stop: (idle: boolean) => Promise<boolean>;
}

/**
 * Takes and does jobs of these stages, the first stage first. A handler's error is kept as the result `{ error }`, which the run that
 * waits for it meets. Throws as soon as the jobs are no longer this process's own, whatever a handler is at: two processes must not
 * crawl one group.
 */
export const workOn = async (jobs: Jobs, handlers: Readonly<Record<string, (job: Taken) => Promise<unknown>>>, { batch, lanes, pause, stop }: Working): Promise<void> => {
  const takeAny = async (): Promise<readonly Taken[]> => {
    for (const stage of Object.keys(handlers)) {
      const taken = await jobs.take(stage, batch);
      if (taken.length > 0) return taken;
    }
    return [];
  };
  const doOne = async (job: Taken): Promise<Made> => {
    try {
      return { job, result: (await handlers[job.stage]?.(job)) ?? null };
    } catch (cause) {
      return { job, result: { error: cause instanceof Error ? cause.message : String(cause) } };
    }
  };
  const lane = async (): Promise<void> => {
    while (!(await stop(false))) {
      const taken = await takeAny();
      const made: Made[] = [];
      for (const job of taken) if (!(await stop(false))) made.push(await doOne(job));
      if (made.length > 0) await jobs.finish(made);
      else if (await stop(true)) return;
      else if ((await jobs.recover()) === 0) await pause();
    }
  };
  await Promise.race([Promise.all(Array.from({ length: lanes }, lane)), jobs.gone]);
};

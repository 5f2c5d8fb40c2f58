// One SQL dialect, two engines: PGlite in this process, behind our own lock, or a PostgreSQL server. Nothing in it is the truth: files
// are, and a database that is deleted is made again.
import { join } from 'node:path';
import { StageError } from '../errors.js';
import { takeLock } from './lock.js';

export interface Rows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows changed by a statement that returns none. */
  readonly count: number;
}

export interface Sql {
  /** One statement with `$1`, `$2` …, or several without values; the rows are those of the last that has any. */
  query(text: string, values?: readonly unknown[]): Promise<Rows>;
}

export interface Database extends Sql {
  /** `embedded`: nobody else is in it. */
  readonly kind: 'embedded' | 'server';
  /** All or nothing; what `work` throws undoes it and is thrown on. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  /**
   * Holds an advisory lock of this number for as long as the process lives; resolves to the release. `lost` is called once if the
   * connection that holds it breaks before: others may have the lock from then on.
   */
  hold(lock: number, lost: (why: StageError) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

interface PgliteResult {
  readonly rows: unknown[];
  readonly affectedRows?: number;
}

interface PgliteSql {
  query(text: string, values?: unknown[]): Promise<PgliteResult>;
  exec(text: string): Promise<PgliteResult[]>;
}

const rowsOf = ({ rows, affectedRows }: PgliteResult): Rows => ({ rows: rows as Rows['rows'], count: affectedRows ?? rows.length });

const pgliteSql = (engine: PgliteSql): Sql => ({
  query: async (text, values = []) => {
    if (values.length > 0) return rowsOf(await engine.query(text, [...values]));
    const results = await engine.exec(text);
    const last = results.findLast(({ rows }) => rows.length > 0) ?? results.at(-1);
    return last ? rowsOf(last) : { rows: [], count: 0 };
  },
});

/** PGlite takes no lock of its own: two processes on one folder lose each other's writes without a word. */
const openEmbedded = async (folder: string): Promise<Database> => {
  const release = await takeLock(join(folder, '..', '.lock-db'), `the database ${folder}`);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const engine = await PGlite.create(folder);
    return {
      kind: 'embedded',
      ...pgliteSql(engine),
      transaction: (work) => engine.transaction((tx) => work(pgliteSql(tx))),
      hold: () => Promise.resolve(() => Promise.resolve()),
      close: async () => {
        await engine.close();
        await release();
      },
    };
  } catch (cause) {
    await release();
    throw new StageError('store', folder, 'the database cannot be opened; it holds nothing that cannot be made again, so delete the folder', { cause });
  }
};

interface PgResult {
  readonly rows: unknown[];
  readonly rowCount: number | null;
}

interface PgQuery {
  query(text: string, values?: unknown[]): Promise<PgResult | PgResult[]>;
}

const pgSql = (engine: PgQuery): Sql => ({
  query: async (text, values = []) => {
    const given = await engine.query(text, values.length > 0 ? [...values] : undefined);
    const results = Array.isArray(given) ? given : [given];
    const last = results.findLast(({ rows }) => rows.length > 0) ?? results.at(-1);
    return { rows: (last?.rows ?? []) as Rows['rows'], count: last?.rowCount ?? 0 };
  },
});

/** Connections of one process: one for each job at work, one that holds its name, one to look around. */
const CONNECTIONS = 6;

const openServer = async (url: string): Promise<Database> => {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // An idle connection that breaks is replaced; the next query tells if the server is gone.
  pool.on('error', () => undefined);
  const query = pgSql(pool);
  const answered = await query.query('select 1 as one').catch((cause: unknown) => cause);
  if (answered instanceof Error) {
    await pool.end();
    throw new StageError('store', new URL(url).host, `expected PostgreSQL at DATABASE_URL: ${answered.message || 'no answer'}`, { cause: answered });
  }
  return {
    kind: 'server',
    ...query,
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const made = await work(pgSql(client));
        await client.query('commit');
        return made;
      } catch (cause) {
        await client.query('rollback').catch(() => undefined);
        throw cause;
      } finally {
        client.release();
      }
    },
    hold: async (lock, lost) => {
      const client = await pool.connect();
      let held = true;
      // A broken connection lets the lock go.
      const broken = (cause?: Error): void => {
        if (held) lost(new StageError('store', new URL(url).host, 'the connection that held the name of this process broke, so its jobs may be given to others; start again once the server is back', { cause }));
        held = false;
      };
      client.on('error', broken);
      client.on('end', () => broken());
      await client.query('select pg_advisory_lock($1)', [lock]);
      return async () => {
        if (held) {
          held = false;
          await client.query('select pg_advisory_unlock($1)', [lock]);
          client.release();
        } else client.release(true);
      };
    },
    close: () => pool.end(),
  };
};

/** PostgreSQL at `url`, or PGlite in `folder`. Throws a `StageError` when it cannot be opened, a `CliError` when another process has it. */
export const openDatabase = (url: string | undefined, folder: string): Promise<Database> => (url === undefined || url === '' ? openEmbedded(folder) : openServer(url));

// The outside world for the tests of the command line: what was printed is kept, the clock stands still, nothing waits.
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CliEffects } from '../../src/cli/effects.js';
import { main } from '../../src/cli/main.js';
import { openDatabase } from '../../src/store/index.js';
import type { Database } from '../../src/store/index.js';

/** Making a database takes seconds, so the runs of one file of tests share one, as several output folders may. */
let shared: Promise<Database> | undefined;
const sharedDatabase = async (): Promise<Database> => {
  shared ??= mkdtemp(join(tmpdir(), 'gongkai-db-')).then((folder) => openDatabase(undefined, join(folder, 'db')));
  return { ...(await shared), close: () => Promise.resolve() };
};

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Nothing is printed unless `given` says where to. */
export const effectsFor = (given: Partial<CliEffects> = {}): CliEffects => ({
  out: () => undefined,
  err: () => undefined,
  terminal: false,
  columns: 80,
  now: () => new Date('2025-03-01T00:00:00.000Z'),
  sleep: () => Promise.resolve(),
  database: sharedDatabase,
  ...given,
});

export const gongkai = async (argv: readonly string[], given: Partial<CliEffects> = {}): Promise<Ran> => {
  let out = '';
  let err = '';
  const code = await main(argv, effectsFor({ out: (text) => (out += text), err: (text) => (err += text), ...given }));
  return { code, out, err };
};

export const fixture = (path: string): string => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url));

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'gongkai-cli-'));

/** Path → content of every file below the folder. */
export const filesIn = async (folder: string): Promise<Record<string, string>> => {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'latin1')] as const)));
};

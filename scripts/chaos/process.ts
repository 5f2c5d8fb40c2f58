// A process of the program, and how to kill it when it least expects it.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import type { Random } from '../factory/random.js';

const SCRIPT = fileURLToPath(new URL('gongkai.ts', import.meta.url));

/** How the program is started: from the source, or built, which starts in half the time. */
export interface Program {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export const FROM_SOURCE: Program = { argv: ['--import', 'tsx', SCRIPT], environment: {} };

/** Builds `dist` and puts the script beside it. */
export const build = async (): Promise<Program> => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { status } = spawnSync('npm', ['run', '-s', 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('Expected npm run build to end well');
  const { outputText } = ts.transpileModule(await readFile(SCRIPT, 'utf8'), { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  await writeFile(join(root, 'dist', 'chaos.js'), outputText);
  return { argv: [join(root, 'dist', 'chaos.js')], environment: { GONGKAI_MAIN: pathToFileURL(join(root, 'dist', 'cli', 'main.js')).href } };
};

export interface Started {
  readonly child: ChildProcess;
  /** Lines on stderr so far. */
  readonly told: readonly string[];
  /** Resolves to the exit code, or to `null` for a killed one. */
  readonly ended: Promise<number | null>;
}

export const start = (program: Program, connectTo: Readonly<Record<string, string>>, argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Started => {
  const child = spawn(process.execPath, [...program.argv, JSON.stringify(connectTo), ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', ...program.environment, ...environment },
  });
  const told: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => told.push(...chunk.toString().split('\n').filter((line) => line !== '')));
  return { child, told, ended: once(child, 'exit').then(([code]) => code as number | null) };
};

const SETTLE_MS = 100;

/** Kills once `enough` says so, and a little later at random; `false` when the process ended before. */
export const killWhen = async ({ child, ended }: Started, enough: () => boolean, random: Random, laterMs: number): Promise<boolean> => {
  const over = (): boolean => child.exitCode !== null;
  while (!over() && !enough()) await sleep(2);
  await sleep(random.next() * laterMs);
  child.kill('SIGKILL');
  const killed = (await ended) === null;
  // What it had sent may still be on its way to a server in this process.
  await sleep(SETTLE_MS);
  return killed;
};

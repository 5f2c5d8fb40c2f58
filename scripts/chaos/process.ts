// A process of the program, and how to kill it when it least expects it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Random } from '../factory/random.js';

const SCRIPT = fileURLToPath(new URL('gongkai.ts', import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  /** Lines on stderr so far. */
  readonly told: readonly string[];
  /** Resolves to the exit code, or to `null` for a killed one. */
  readonly ended: Promise<number | null>;
}

export const start = (connectTo: Readonly<Record<string, string>>, argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Started => {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, JSON.stringify(connectTo), ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', ...environment },
  });
  const told: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => told.push(...chunk.toString().split('\n').filter((line) => line !== '')));
  return { child, told, ended: once(child, 'exit').then(([code]) => code as number | null) };
};

/** Kills once `enough` says so, and a little later at random; `false` when the process ended before. */
export const killWhen = async ({ child, ended }: Started, enough: () => boolean, random: Random, laterMs: number): Promise<boolean> => {
  const over = (): boolean => child.exitCode !== null;
  while (!over() && !enough()) await sleep(2);
  await sleep(random.next() * laterMs);
  child.kill('SIGKILL');
  return (await ended) === null;
};

#!/usr/bin/env node
// The program: the world outside handed to main().
import { setTimeout as sleep } from 'node:timers/promises';
import type { CliEffects } from './effects.js';
import { main } from './main.js';

/** The first SIGTERM or SIGINT is a request; the second meets the default and kills. */
const untilStopped = (): AbortSignal => {
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
};

const effects: CliEffects = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY,
  columns: process.stderr.columns,
  now: () => new Date(),
  sleep: async (ms) => {
    await sleep(ms);
  },
  untilStopped,
};

// A reader that has seen enough (`gongkai extract … | head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await main(process.argv.slice(2), effects);

// The program as a process of its own against portals of another one: `gongkai.ts <host → port, JSON> <verb> …`, with a fixed clock.
import { setTimeout as sleep } from 'node:timers/promises';
import type { main as Main } from '../../src/cli/main.js';

/** The source in a checkout, or what was built of it. */
const { GONGKAI_MAIN = '../../src/cli/main.js' } = process.env;
const { main } = (await import(GONGKAI_MAIN)) as { main: typeof Main };

const CLOCK = new Date('2026-01-15T08:00:00.000Z');

const [connectTo = '{}', ...argv] = process.argv.slice(2);

process.exitCode = await main(argv, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: false,
  columns: 80,
  now: () => CLOCK,
  sleep: async (ms) => {
    await sleep(Math.min(ms, 10));
  },
  untilStopped: () => {
    const controller = new AbortController();
    process.once('SIGTERM', () => controller.abort());
    return controller.signal;
  },
  http: { allowLoopback: true, connectTo: JSON.parse(connectTo) as Record<string, string> },
});

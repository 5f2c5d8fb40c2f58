// A run over an archive in which nothing changed, against the first run that filled it: crawl, read, publish, as `gongkai run` does.
// `npx tsx scripts/bench/rerun.ts 10000` runs it alone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CliEffects } from '../../src/cli/effects.js';
import { main } from '../../src/cli/main.js';
import { writeAtomic } from '../../src/store/index.js';
import { simulatePortal } from './portal.js';

/** Reports of one body; a real column has fewer. */
const PER_BODY = 200;

interface Measured {
  readonly seconds: number;
  readonly conditional: number;
  readonly whole: number;
}

/** First run, unchanged run, and the unchanged run once more, since the first one after a start pays for compiling. */
export const rerunLines = async (captures: number): Promise<string[]> => {
  const portal = simulatePortal(Math.ceil(captures / PER_BODY), Math.min(captures, PER_BODY));
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-rerun-'));
  const file = join(folder, 'sources.json');
  await writeAtomic(file, JSON.stringify(portal.sources));
  let day = 0;
  const effects: CliEffects = {
    out: () => undefined,
    err: () => undefined,
    terminal: false,
    columns: 80,
    now: () => new Date(Date.UTC(2026, 0, 1 + day)),
    sleep: () => Promise.resolve(),
    fetch: portal.fetch,
  };
  const measure = async (): Promise<Measured> => {
    day += 1;
    const before = { ...portal.asked };
    const start = performance.now();
    const code = await main(['run', '--sources', file, '--output', join(folder, 'output'), '--delay', '0', '--quiet'], effects);
    if (code !== 0) throw new Error(`Expected the run to end in 0, got ${String(code)}`);
    return { seconds: (performance.now() - start) / 1000, conditional: portal.asked.conditional - before.conditional, whole: portal.asked.whole - before.whole };
  };
  try {
    const [first, second, third] = [await measure(), await measure(), await measure()];
    const line = (name: string, { seconds, conditional, whole }: Measured): string =>
      `  ${name.padEnd(22)} ${seconds.toFixed(2).padStart(8)} s = ${((100 * seconds) / first.seconds).toFixed(2).padStart(6)} % of the first; ${String(conditional)} conditional requests, ${String(whole)} others`;
    return [`  ${String(captures)} captures of ${String(portal.sources.length)} portals`, line('first run', first), line('unchanged', second), line('unchanged again', third)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await rerunLines(Number(process.argv[2] ?? 10_000))).join('\n'));

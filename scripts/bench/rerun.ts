// A run over an archive in which nothing changed, against the first run that filled it: crawl, read, publish, as `gongkai run` does.
// `npm run bench -- rerun 10000` runs it alone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CliEffects } from '../../src/cli/effects.js';
import { main } from '../../src/cli/main.js';
import { writeAtomic } from '../../src/store/index.js';
import { rowsFor, simulatePortal } from './portal.js';

/** Captures of one body; a real column has fewer. */
const PER_BODY = 200;

interface Measured {
  readonly seconds: number;
  readonly conditional: number;
  readonly whole: number;
  readonly bytes: number;
}

/** First run, unchanged run, and the unchanged run once more, since the first one after a start pays for compiling. */
export const rerunLines = async (captures: number): Promise<string[]> => {
  const portal = simulatePortal(Math.ceil(captures / PER_BODY), rowsFor(Math.min(captures, PER_BODY)));
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
    const { conditional, whole, bytes } = portal.asked;
    return { seconds: (performance.now() - start) / 1000, conditional: conditional - before.conditional, whole: whole - before.whole, bytes: bytes - before.bytes };
  };
  try {
    const [first, second, third] = [await measure(), await measure(), await measure()];
    const { size } = portal.documents;
    const line = (name: string, { seconds, conditional, whole }: Measured): string =>
      `  ${name.padEnd(16)} ${seconds.toFixed(2).padStart(8)} s = ${((100 * seconds) / first.seconds).toFixed(2).padStart(6)} % of the first, ${((1000 * seconds) / size).toFixed(2)} ms a capture; ${String(conditional)} conditional requests, ${String(whole)} others`;
    const about = `  ${String(size)} captures of ${String(portal.sources.length)} portals, ${(first.bytes / size / 1000).toFixed(0)} kB each`;
    return [about, line('first run', first), line('unchanged', second), line('unchanged again', third)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await rerunLines(Number(process.argv[2] ?? 10_000))).join('\n'));

// npm run bench: what reading costs, as ratios against what others need for the same bytes in the same run. Prints, never judges.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixturesOf, longHtml, longPdf } from './documents.js';
import type { Measured } from './documents.js';
import { htmlSides, ours } from './html.js';
import { takeTurns, timingLines } from './measure.js';
import { pdfSides } from './pdf.js';
import { pdfjsSide } from './pdfjs.js';
import { peakOf } from './peak.js';
import { plumber } from './plumber.js';
import { rerunLines } from './rerun.js';
import { scanLines } from './scan.js';

/** Rounds that count; `npm run bench -- 21` for more. */
const ROUNDS = Number(process.argv[2] ?? 9);
const TIMES = [1, 4, 16];

const print = (title: string, lines: readonly string[]): void => console.log([`\n${title}`, ...lines].join('\n'));

const html = async (files: readonly Measured[]): Promise<void> => {
  print(`HTML → report, ${files.length} files, ${ROUNDS} rounds`, timingLines(await takeTurns(htmlSides(files), ROUNDS)));
};

const pdf = async (files: readonly Measured[]): Promise<void> => {
  const python = plumber(files);
  const sides = [ours(files), ...pdfSides(files), pdfjsSide(files), ...(python ? [python.side] : [])];
  print(`PDF → report, ${files.length} files, ${ROUNDS} rounds${python ? '' : ' (no pdfplumber here)'}`, timingLines(await takeTurns(sides, ROUNDS)));
  python?.close();
};

interface Long {
  readonly times: number;
  readonly path: string;
  readonly bytes: Uint8Array;
}

const keep = (ending: string, make: (times: number) => Uint8Array | undefined): Long[] => {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
  return TIMES.flatMap((times) => {
    const bytes = make(times);
    const path = join(folder, `${times}.${ending}`);
    if (bytes) writeFileSync(path, bytes);
    return bytes ? [{ times, path, bytes }] : [];
  });
};

/** Time and memory of one document, and of the same document 4 and 16 times in one file. */
const growth = async (title: string, longs: readonly Long[]): Promise<void> => {
  const timings = await takeTurns(longs.map((long) => ours([long], `${long.times} ×`)), Math.min(ROUNDS, 5));
  const first = timings[0]?.median ?? 1;
  print(
    title,
    timings.map(({ name, median }, at) => {
      const path = longs[at]?.path;
      return `  ${name.padStart(5)} ${median.toFixed(1).padStart(8)} ms = ${(median / first).toFixed(1)} times the single one; peak memory ${path === undefined ? '?' : peakOf(path)} MB`;
    }),
  );
};

const pages = fixturesOf('html');
const pdfs = fixturesOf('pdf');
await html(pages);
await pdf(pdfs);
console.log(`\nPeak memory of the program alone: ${peakOf()} MB`);
const [page] = pages;
if (page) await growth('HTML, growing', keep('html', (times) => longHtml(page.bytes, times)));
const [paper] = pdfs;
if (paper) await growth('PDF, growing (needs pdfunite)', keep('pdf', (times) => longPdf(paper.path, times)));
print('Run over unchanged portals', await rerunLines(Number(process.argv[3] ?? 10_000)));
print('Scans, 200 pixels an inch, test split', await scanLines());

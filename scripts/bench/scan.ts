// Scan → report: time for a table page with both readers on one core, of whole reports and of each page as a picture of its own; the
// latter against tesseract.js on the whole page; pages per second of two lanes against one, and the memory of both, in programs of their own.
// `taskset -c 0 npm run bench -- scan` runs it alone on one core; its last lines want two.
import sharp from 'sharp';
import { createWorker } from 'tesseract.js';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openScanning } from '../../src/cli/documents/scanning.js';
import type { Document } from '../../src/model/index.js';
import { extract } from '../../src/pipeline.js';
import { decodePictures } from '../../src/read/scan/pictures/index.js';
import { KINDS, HOPELESS } from '../factory/scan/look.js';
import { makeScan } from '../factory/scan/make.js';
import { twoCores } from './cores.js';
import { canPin, readInLanes } from './scan-lanes.js';

const SEED = 7001;
/** Every so many kinds are enough for a median. */
const EVERY = 5;
/** Documents of the test split at 200 pixels an inch, in PDF as portals have them. */
const DPI = 200;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const scanOf = async (kind: (typeof KINDS)[number], container: 'pdf' | 'tiff'): Promise<Uint8Array> => (await makeScan({ kind, dpi: DPI, split: 'test', seed: SEED, container })).bytes;

/** Every page of the documents as a PNG of its own, with whether it holds a table. */
const singles = async (kinds: readonly (typeof KINDS)[number][]): Promise<Uint8Array[]> => {
  const pages: Uint8Array[] = [];
  for (const kind of kinds) {
    for await (const page of decodePictures(await scanOf(kind, 'tiff'))) {
      if ('trouble' in page) continue;
      const raw = { width: page.width, height: page.height, channels: page.channels };
      pages.push(new Uint8Array(await sharp(page.data, { raw }).withMetadata({ density: DPI }).png({ compressionLevel: 1 }).toBuffer()));
    }
  }
  return pages;
};

/** Pages of a document that hold cells of a table. */
const tablePages = ({ blocks }: Document): number =>
  new Set(blocks.flatMap((block) => (block.kind === 'table' ? block.cells.flatMap(({ at }) => at.page ?? []) : []))).size;

const capture = { id: 'bench', uri: 'file:///bench.png', digest: '' };

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const wholePage = async () => {
  const langPath = join(dirname(fileURLToPath(import.meta.resolve('@tesseract.js-data/chi_sim/package.json'))), '4.0.0_best_int');
  const worker = await createWorker('chi_sim', 1, { langPath, cacheMethod: 'none', gzip: true });
  await worker.setParameters({ tessedit_pageseg_mode: '4' as never });
  return worker;
};

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** Lines to print. Pin the program to one core (`taskset -c 0`) for the first figure to mean what it says. */
export const scanLines = async (): Promise<string[]> => {
  sharp.concurrency(1);
  const kinds = KINDS.filter((kind, i) => !HOPELESS.includes(kind) && i % EVERY === 0);
  const reports = await Promise.all(kinds.map((kind) => scanOf(kind, 'pdf')));
  const pages = await singles(kinds);
  const scan = await openScanning({ lanes: 1 });
  const read = (bytes: Uint8Array) => extract(bytes, capture, { scan });
  const counts: number[] = [];
  for (const report of reports) counts.push(tablePages((await read(report)).document));
  const whole: number[] = [];
  for (const [i, report] of reports.entries()) whole.push((await timed(() => read(report))) / (counts[i] ?? 1));
  const tables: Uint8Array[] = [];
  for (const page of pages) if ((await read(page)).document.blocks.some((block) => block.kind === 'table')) tables.push(page);
  const ours: number[] = [];
  for (const page of tables) ours.push(await timed(() => read(page)));
  await scan.close();
  const engine = await wholePage();
  const theirs: number[] = [];
  for (const page of tables.slice(0, 12)) theirs.push(await timed(() => engine.recognize(Buffer.from(page))));
  await engine.terminate();
  const core = canPin() ? readInLanes(1, reports, { pinned: true }) : undefined;
  const [one, two] = [readInLanes(1, reports), readInLanes(2, reports)];
  const most = await twoCores();
  return [
    `  whole report, both readers: median ${ms(median(whole))} a table page (${reports.length} reports)`,
    `  table page as a picture of its own: median ${ms(median(ours))} (${tables.length} pages; fastest ${ms(Math.min(...ours))}, slowest ${ms(Math.max(...ours))})`,
    `  tesseract.js on the whole page: median ${ms(median(theirs))} = ${(median(theirs) / median(ours.slice(0, 12))).toFixed(1)} × ours for a page of its own, ${(median(theirs) / median(whole)).toFixed(1)} × ours in whole reports`,
    `  two cores, two lanes: ${core ? `${(core.ms / two.ms).toFixed(2)} ×` : 'not measured without taskset'} the pages per second of one core`,
    `  two lanes: ${(one.ms / two.ms).toFixed(2)} × those of one lane whose helpers (compiler, garbage) may use the other core; two threads that only count: ${most.toFixed(2)} ×`,
    `  peak memory: ${one.peak} MB with one lane, ${two.peak} MB with two`,
  ];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await scanLines()).join('\n'));

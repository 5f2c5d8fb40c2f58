// score --scans: makes scans of all kinds from a fresh seed, reads them, and counts what came out right for each kind and resolution.
import { openScanning } from '../../src/cli/documents/scanning.js';
import { extract } from '../../src/pipeline.js';
import type { Split } from '../factory/scan/fonts.js';
import { HOPELESS, KINDS, type Kind } from '../factory/scan/look.js';
import { makeScan, type MadeScan } from '../factory/scan/make.js';
import { scoreDocument, type DocumentScore } from './compare.js';
import { documentLines, sumsOf, type Sums } from './tally.js';
import { parseTruth } from './truth.js';

export interface ScanWishes {
  readonly seed: number;
  /** Table pages at least. */
  readonly pages: number;
  readonly split: Split;
  readonly kinds: readonly Kind[];
  readonly dpis: readonly number[];
  readonly verbose: boolean;
}

interface Scored {
  readonly kind: Kind;
  readonly dpi: number;
  readonly tablePages: number;
  readonly score: DocumentScore;
  /** Doubtful cells, or a document that gave nothing, are told by findings. */
  readonly told: boolean;
}

/** What the issue of the measured kinds asks for, share of cells right after the identities. */
const GOALS: readonly (readonly [dpi: number, share: number])[] = [
  [200, 0.997],
  [150, 0.99],
];

const CONTAINERS = ['pdf', 'pdf', 'pdf', 'pdf', 'pdf-hidden', 'tiff'] as const;

const scoreOne = async (made: MadeScan, scan: Parameters<typeof extract>[2], verbose: boolean): Promise<Scored> => {
  const { document, reports, findings } = await extract(made.bytes, { id: made.name, uri: `file:///${made.name}.${made.extension}`, digest: '' }, scan ?? {});
  const all = [...document.findings, ...findings, ...reports.flatMap(({ report }) => report.findings)];
  const score = scoreDocument(parseTruth(made.truth), reports, [...document.findings, ...findings].map(({ type }) => type));
  const lines = documentLines(made.name, score, verbose);
  if (verbose || sumsOf([score]).all.silent > 0) console.log(lines.join('\n'));
  return { kind: made.look.kind, dpi: made.look.kind === 'coarse' ? 0 : made.look.dpi, tablePages: made.tablePages, score, told: all.length > 0 };
};

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`);

const line = (name: string, dpi: string, scored: readonly Scored[]): string => {
  const sums: Sums = sumsOf(scored.map(({ score }) => score));
  const pages = scored.reduce((sum, each) => sum + each.tablePages, 0);
  const { all, nonZero } = sums;
  return [
    name.padEnd(12),
    dpi.padStart(4),
    String(pages).padStart(6),
    String(all.cells).padStart(7),
    percent(all.right, all.cells).padStart(9),
    percent(nonZero.right, nonZero.cells).padStart(9),
    String(all.missing).padStart(8),
    String(all.doubtful).padStart(9),
    String(all.silent).padStart(7),
    `${sums.bodies}/${sums.years}/${scored.length}`.padStart(10),
  ].join(' ');
};

const HEAD = 'kind          dpi  pages   cells     right  non-zero  missing  doubtful  silent  body/year/of';

const ofDpi = (scored: readonly Scored[], dpi: number): Scored[] => scored.filter((each) => each.dpi === dpi && !HOPELESS.includes(each.kind));

/** Prints the table; gives the number of silently wrong cells. */
export const scoreScans = async (wishes: ScanWishes): Promise<number> => {
  const scan = await openScanning();
  const scored: Scored[] = [];
  let pages = 0;
  try {
    for (let round = 0; pages < wishes.pages; round += 1) {
      for (const [k, kind] of wishes.kinds.entries()) {
        const dpi = wishes.dpis[(round + k) % wishes.dpis.length] ?? 200;
        const container = CONTAINERS[(round + 2 * k) % CONTAINERS.length] ?? 'pdf';
        const made = await makeScan({ kind, dpi, split: wishes.split, seed: wishes.seed * 1000 + round, container });
        const one = await scoreOne(made, { scan }, wishes.verbose);
        scored.push(one);
        pages += one.tablePages;
      }
    }
  } finally {
    await scan.close();
  }
  console.log(`made scans, ${wishes.split} split, seed ${wishes.seed}\n${HEAD}`);
  for (const kind of wishes.kinds) for (const dpi of [0, ...new Set(wishes.dpis)]) {
    const own = scored.filter((each) => each.kind === kind && each.dpi === dpi);
    if (own.length > 0) console.log(line(kind, dpi === 0 ? '<100' : String(dpi), own));
  }
  for (const dpi of new Set(wishes.dpis)) console.log(line('all', String(dpi), ofDpi(scored, dpi)));
  for (const [dpi, share] of GOALS) {
    const { all } = sumsOf(ofDpi(scored, dpi).map(({ score }) => score));
    if (all.cells > 0) console.log(`goal at ${dpi} dpi: at least ${100 * share} % right: ${all.right >= share * all.cells ? 'met' : 'NOT met'} (${percent(all.right, all.cells)})`);
  }
  const silent = sumsOf(scored.map(({ score }) => score)).all.silent;
  const untold = scored.filter(({ kind, told }) => HOPELESS.includes(kind) && !told).length;
  console.log(`silently wrong: ${silent}; hopeless documents without a finding: ${untold}`);
  return silent + untold;
};

export const kindsOf = (name: string | undefined): readonly Kind[] => {
  const kinds = name?.split(',') ?? [...KINDS];
  return KINDS.filter((kind) => kinds.includes(kind));
};

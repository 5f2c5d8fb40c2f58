// Adds up the cells of documents and prints the sums.
import type { CellScore, DocumentScore, ReportScore } from './compare.js';

export interface Tally {
  cells: number;
  right: number;
  wrong: number;
  silent: number;
  missing: number;
  doubtful: number;
}

const tally = (cells: readonly CellScore[]): Tally => {
  const count = (verdict: CellScore['verdict']): number => cells.filter((cell) => cell.verdict === verdict).length;
  return {
    cells: cells.length,
    right: count('right'),
    wrong: count('wrong'),
    silent: cells.filter(({ silent }) => silent).length,
    missing: count('missing'),
    doubtful: count('doubtful'),
  };
};

/** Neither printed nor read as 0: about four cells of five are zeros and flatter every figure. */
const isTelling = ({ expected, found }: CellScore): boolean => expected !== 0 || (typeof found === 'number' && found !== 0);

export interface Sums {
  readonly all: Tally;
  readonly nonZero: Tally;
  readonly reports: number;
  readonly bodies: number;
  readonly years: number;
  readonly forms: number;
  readonly violations: number;
  readonly documents: number;
  readonly findings: number;
}

export const sumsOf = (documents: readonly DocumentScore[]): Sums => {
  const reports = documents.flatMap((document) => document.reports);
  const cells = reports.flatMap((report) => report.cells);
  const count = (test: (report: ReportScore) => boolean): number => reports.filter(test).length;
  return {
    all: tally(cells),
    nonZero: tally(cells.filter(isTelling)),
    reports: reports.length,
    bodies: count(({ body }) => body),
    years: count(({ year }) => year),
    forms: count(({ forms }) => forms),
    violations: count(({ violations }) => violations),
    documents: documents.length,
    findings: documents.filter(({ finding }) => finding).length,
  };
};

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`);

const tallyLine = (name: string, { cells, right, wrong, silent, missing, doubtful }: Tally): string =>
  `${name}: ${cells} cells, ${right} right (${percent(right, cells)}), ${wrong} wrong, ${missing} missing, ${doubtful} doubtful, ${silent} silently wrong`;

export const summary = (sums: Sums): string =>
  [
    tallyLine('all cells', sums.all),
    tallyLine('non-zero cells', sums.nonZero),
    `of ${sums.reports} reports right: body ${sums.bodies}, year ${sums.years}, forms ${sums.forms}, violations ${sums.violations}`,
    `of ${sums.documents} documents right: finding ${sums.findings}`,
  ].join('\n');

/** One line for a document, and one for each thing that is not right in it. */
export const documentLines = (name: string, score: DocumentScore, verbose: boolean): string[] => {
  const { all } = sumsOf([score]);
  const clean = all.right === all.cells && score.remarks.length === 0;
  const head = `${clean ? 'ok ' : '-- '} ${name}  ${all.right}/${all.cells} right, ${all.wrong} wrong, ${all.missing} missing, ${all.doubtful} doubtful, ${all.silent} silently wrong`;
  const bad = score.reports.flatMap(({ cells }) => cells.filter(({ verdict, silent }) => silent || (verbose && verdict !== 'right')));
  const cellLine = ({ field, verdict, expected, found }: CellScore): string => `      ${verdict}  ${field}: expected ${String(expected)}, found ${String(found)}`;
  return [head, ...score.remarks.map((remark) => `      ${remark}`), ...bad.slice(0, verbose ? bad.length : 5).map(cellLine)];
};

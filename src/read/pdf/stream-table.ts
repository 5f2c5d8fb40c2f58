// The grid of a table without rules: columns from the bands in which figures stand, rows from the lines with figures. Labels
// go to the nearest row, so that a wrapped label with its figures between its two lines stays one row.
import type { Box } from '../../model/index.js';
import { plain } from '../../text.js';
import type { PageCell, PageTable } from '../stitch.js';
import { type Band, bandAt, bandsOf, spanOf } from './bands.js';
import { boxOf } from './lines.js';
import { ENUMERATED, isFigureRow, type Piece, type Row } from './pieces.js';
import type { PrintedLine } from './printed.js';

/** The lines of one label or heading are at most this far apart (em). */
const WRAP = 1.7;

/** A cell before its grid is complete. */
interface Loose {
  row: number;
  readonly col: number;
  rowSpan: number;
  readonly colSpan: number;
  readonly pieces: Piece[];
}

const middleOf = (piece: { readonly box: Box }): number => (piece.box[1] + piece.box[3]) / 2;

const SINGLE = /^.$/u;

/** Characters that stand one under the other in the label columns: a label printed as a stack. */
const stacksOf = (pieces: readonly Piece[]): Piece[][] => {
  const stacks: Piece[][] = [];
  for (const piece of pieces.filter(({ text, number }) => SINGLE.test(text) && !number)) {
    const open = stacks.find((stack) => Math.abs((stack[0]?.box[0] ?? 0) - piece.box[0]) < piece.size / 2);
    if (open) open.push(piece);
    else stacks.push([piece]);
  }
  return stacks.filter((stack) => stack.length >= 4);
};

const labelBands = (labels: readonly Piece[]): number[] => {
  const starts: number[] = [];
  for (const piece of [...labels].sort((a, b) => a.box[0] - b.box[0])) {
    if (piece.box[0] - (starts.at(-1) ?? -Infinity) > 1.5 * piece.size) starts.push(piece.box[0]);
  }
  return starts;
};

interface Plan {
  readonly labels: readonly number[];
  readonly bands: readonly Band[];
  /** Where the labels end and the figures begin. */
  readonly border: number;
}

const labelColumn = (plan: Plan, piece: Piece): number => {
  const index = plan.labels.findLastIndex((start) => piece.box[0] >= start - 1);
  return Math.max(0, index);
};

const isLabel = (plan: Plan, piece: Piece): boolean => !piece.number && (piece.box[0] + piece.box[2]) / 2 < plan.border;

const planOf = (rows: readonly Row[], stacked: ReadonlySet<Piece>): Plan => {
  const figures = rows.filter((row) => row.figures > 0).map((row) => row.pieces.filter((piece) => piece.number));
  const bands = bandsOf(figures);
  const border = bands[0]?.from ?? Infinity;
  const firstFigure = rows.findIndex(isFigureRow);
  const labels = rows
    .slice(firstFigure)
    .flatMap((row) => row.pieces)
    .filter((piece) => !piece.number && !stacked.has(piece) && (piece.box[0] + piece.box[2]) / 2 < border);
  const starts = labelBands([...labels, ...[...stacked].filter((piece) => piece.box[0] < border)]);
  return { labels: starts.length > 0 ? starts : [0], bands, border };
};

/** The row a label without figures on its line belongs to; a new one if it starts a label of its own. */
const nearestRow = (rows: readonly Row[], index: number, plan: Plan): number | undefined => {
  const own = rows[index];
  if (!own) return undefined;
  let best: number | undefined;
  rows.forEach((row, i) => {
    if (row.figures === 0 || row.line.page !== own.line.page) return;
    const here = Math.abs(middleOf(row.line) - middleOf(own.line));
    if (here > WRAP * own.line.size) return;
    if (best === undefined || here < Math.abs(middleOf((rows[best] as Row).line) - middleOf(own.line))) best = i;
  });
  const target = best === undefined ? undefined : rows[best];
  const begins = (piece: Piece): boolean => ENUMERATED.test(plain(piece.text));
  // A label that begins anew beside another label that does is a row without figures.
  const taken = own.pieces.some(
    (label) =>
      begins(label) &&
      target?.pieces.some((piece) => isLabel(plan, piece) && begins(piece) && labelColumn(plan, label) === labelColumn(plan, piece)),
  );
  return taken ? undefined : best;
};

/** Which row of the grid each line is printed in. */
const rowNumbers = (rows: readonly Row[], plan: Plan, stacked: ReadonlySet<Piece>): { numbers: number[]; count: number } => {
  const firstFigure = rows.findIndex(isFigureRow);
  const target = rows.map((row, i) => {
    const loose = row.pieces.filter((piece) => !stacked.has(piece));
    if (row.figures > 0 || i < firstFigure - 2 || loose.some((piece) => !isLabel(plan, piece))) return i;
    return loose.length === 0 ? -1 : (nearestRow(rows, i, plan) ?? i);
  });
  const used = [...new Set(target.filter((i) => i >= 0))].sort((a, b) => a - b);
  return { numbers: target.map((i) => used.indexOf(i)), count: used.length };
};

const place = (cells: Loose[], piece: Piece, row: number, col: number, colSpan: number): void => {
  const same = cells.find((cell) => cell.row === row && cell.col === col);
  if (same) same.pieces.push(piece);
  else cells.push({ row, col, rowSpan: 1, colSpan, pieces: [piece] });
};

const columnsFor = (plan: Plan, piece: Piece): { col: number; colSpan: number } => {
  const offset = plan.labels.length;
  if (piece.number) return { col: offset + bandAt(plan.bands, piece.box), colSpan: 1 };
  if (isLabel(plan, piece)) return { col: labelColumn(plan, piece), colSpan: 1 };
  const [from, to] = spanOf(plan.bands, piece.box);
  return { col: offset + from, colSpan: to - from + 1 };
};

/** Lines of one heading under each other in one column are one cell. */
const joinHeading = (cells: readonly Loose[], headingRows: number): Loose[] => {
  const joined: Loose[] = [];
  for (const cell of [...cells].sort((a, b) => a.row - b.row || a.col - b.col)) {
    const above = joined.find(
      (other) => cell.row < headingRows && other.col === cell.col && other.colSpan === cell.colSpan && other.row + other.rowSpan === cell.row,
    );
    const [upper, lower] = [above?.pieces.at(-1), cell.pieces[0]];
    if (above && upper && lower && lower.box[1] - upper.box[1] < WRAP * lower.size) {
      above.pieces.push(...cell.pieces);
      above.rowSpan += 1;
    } else joined.push(cell);
  }
  return joined;
};

const cellText = (pieces: readonly Piece[]): string => {
  const sorted = [...pieces].sort((a, b) => a.line.page - b.line.page || a.line.box[1] - b.line.box[1] || a.box[0] - b.box[0]);
  return sorted.reduce((text, piece, i) => (i === 0 ? piece.text : `${text}${sorted[i - 1]?.line === piece.line ? ' ' : '\n'}${piece.text}`), '');
};

const finish = (cell: Loose): PageCell => {
  const first = cell.pieces[0];
  const own = cell.pieces.filter((piece) => piece.line.page === first?.line.page);
  const box = boxOf(own.map(({ box: [x0, top, x1, bottom] }) => ({ x0, top, x1, bottom })));
  return {
    row: cell.row,
    col: cell.col,
    rowSpan: cell.rowSpan,
    colSpan: cell.colSpan,
    text: cellText(cell.pieces),
    full: false,
    at: first ? { page: first.line.page, box: first.line.place(box) } : {},
  };
};

/** Every place of the grid has a cell: those without ink are blank, at the place their row and column say. */
const withBlanks = (cells: readonly PageCell[], rows: number, plan: Plan, lines: readonly PrintedLine[]): PageCell[] => {
  const taken = new Set(
    cells.flatMap((cell) =>
      Array.from({ length: cell.rowSpan * cell.colSpan }, (_, i) => `${cell.row + Math.floor(i / cell.colSpan)},${cell.col + (i % cell.colSpan)}`),
    ),
  );
  const all = [...cells];
  const cols = plan.labels.length + plan.bands.length;
  for (let row = 0; row < rows; row += 1) {
    const line = lines[row];
    for (let col = 0; col < cols; col += 1) {
      if (taken.has(`${row},${col}`) || !line) continue;
      const band = plan.bands[col - plan.labels.length];
      const x0 = band?.from ?? plan.labels[col] ?? 0;
      const x1 = band?.to ?? plan.labels[col + 1] ?? plan.border;
      const box = line.place([x0, line.box[1], Math.max(x0, x1), line.box[3]]);
      all.push({ row, col, rowSpan: 1, colSpan: 1, text: '', full: false, at: { page: line.page, box } });
    }
  }
  return all;
};

/** The table of some lines, of which at least one has figures. */
export const streamTable = (rows: readonly Row[]): PageTable | undefined => {
  const stacks = stacksOf(rows.flatMap((row) => row.pieces));
  const stacked = new Set(stacks.flat());
  const plan = planOf(rows, stacked);
  const { numbers, count } = rowNumbers(rows, plan, stacked);
  const first = rows[0]?.line;
  const last = rows.at(-1)?.line;
  if (!first || !last || plan.bands.length === 0) return undefined;
  const loose: Loose[] = [];
  rows.forEach((row, i) => {
    for (const piece of row.pieces) {
      if (stacked.has(piece)) continue;
      const { col, colSpan } = columnsFor(plan, piece);
      place(loose, piece, numbers[i] ?? 0, col, colSpan);
    }
  });
  for (const stack of stacks) {
    const own = stack.map((piece) => Math.max(0, numbers[rows.findIndex((row) => row.line === piece.line)] ?? 0));
    place(loose, stack[0] as Piece, Math.min(...own.filter((n) => n >= 0)), labelColumn(plan, stack[0] as Piece), 1);
    loose.at(-1)?.pieces.push(...stack.slice(1));
  }
  const headingRows = Math.max(0, numbers[rows.findIndex(isFigureRow)] ?? 0);
  const lines = Array.from({ length: count }, (_, n) => rows[numbers.indexOf(n)]?.line ?? first);
  const cells = withBlanks(joinHeading(loose, headingRows).map(finish), count, plan, lines);
  const own = rows.map((row) => row.line).filter((line) => line.page === first.page);
  const box = boxOf(own.map(({ box: [x0, top, x1, bottom] }) => ({ x0, top, x1, bottom })));
  return {
    kind: 'table',
    grid: 'stream',
    page: last.page,
    xs: [...plan.labels, ...plan.bands.map((band) => band.from), plan.bands.at(-1)?.to ?? 0],
    ys: [...lines.map((line) => line.box[1]), last.box[3]],
    cells,
    box,
    at: { page: first.page, box: first.place(box) },
  };
};


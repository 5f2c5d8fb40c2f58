// Tables that a page break cut in two become one again: columns by their place on the sheet, rows and merged labels by what
// their two halves say. A repeated heading is printed once.
import type { Box, Cell, DoubleReading, Place, Table } from '../model/index.js';
import { plain, squeeze } from '../text.js';
import { compact, type GridCell } from './grid.js';
import type { LabelCrop } from './scan/labels.js';

export interface PageCell extends GridCell {
  readonly text: string;
  /** The last line fills the width of the cell, so that the text may go on in another one. */
  readonly full: boolean;
  readonly at: Place;
  /** Only for a figure read from a picture. */
  readonly double?: DoubleReading;
  /** Only for a label on a picture: what is still to be read. */
  readonly label?: LabelCrop;
}

/** A table as found on one page, or stitched from several. Lines and box in points of the page, turned so that it reads. */
export interface PageTable {
  readonly kind: 'table';
  readonly grid: 'ruled' | 'stream';
  /** Of its last part, from 1. */
  readonly page: number;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly PageCell[];
  /** Of its first part. */
  readonly box: Box;
  readonly at: Place;
  /** Something is printed above or below it on its page that is not among the lines: it was seen on a picture and not read. */
  readonly unreadAbove?: boolean;
  readonly unreadBelow?: boolean;
}

/** Columns this near (points) are the same column on both pages. */
const SAME_COLUMN = 5;
/** The width of the two parts may differ by this much (points), or by this share of it: photographs of two pages have two scales. */
const SAME_WIDTH = 6;
const SAME_SCALE = 0.03;
/** Tables with so many lines have two within, and more to hold against each other. */
const FEWEST_WITHIN = 6;
/** Mirrored margins of double-sided sheets, or one that was cut off, shift a page by at most this much (points). */
const MAX_SHIFT = 90;

/** A printed number at the start of a label: `一、`, `（二）`, `3.`. What starts so starts anew. */
const ENUMERATED = /^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、.．]|\d{1,2}\s*[、.．](?!\d))/;
const NUMBER = /^[-+－−]?[\d,.，]+(?:元|万元|件|个|项|%)?(?:[（(].*)?$/s;

/** A mark of nothing stands where a number would. */
const MARK = /^(?:[-–—―/\\]+|无)$/;

const isNumber = (cell: PageCell): boolean => {
  const text = plain(cell.text);
  return NUMBER.test(text) || MARK.test(text);
};
const isBlank = (cell: PageCell): boolean => squeeze(cell.text) === '';
const isLabel = (cell: PageCell): boolean => !isBlank(cell) && !isNumber(cell);
const startsAnew = (cell: PageCell): boolean => ENUMERATED.test(squeeze(cell.text));

/** Whether `b` says on with what `a` began: the line of `a` was full and `b` starts nothing new. */
const saysOn = (a: PageCell, b: PageCell): boolean => isLabel(a) && isLabel(b) && a.full && !startsAnew(b);

const last = (lines: readonly number[]): number => lines.at(-1) ?? 0;
const first = (lines: readonly number[]): number => lines[0] ?? 0;

const matchCount = (inner: readonly number[], others: readonly number[]): number =>
  inner.filter((x) => others.some((other) => Math.abs(x - other) <= SAME_COLUMN)).length;

const widthOf = ({ xs }: PageTable): number => last(xs) - first(xs);

/**
 * The columns of `next` laid over those of `table`: from the same left edge, in its width. As many columns are laid by the lines within, since
 * the margin of either page may have been cut off with its border.
 */
const laidOver = (table: PageTable, next: PageTable): number[] => {
  const within = table.xs.length === next.xs.length && next.xs.length >= FEWEST_WITHIN;
  const [own, others] = within ? [next.xs.slice(1, -1), table.xs.slice(1, -1)] : [next.xs, table.xs];
  const scale = (last(others) - first(others)) / (last(own) - first(own));
  const laid = own.map((x) => first(others) + (x - first(own)) * scale);
  return within ? [first(table.xs), ...laid, last(table.xs)] : laid;
};

/** Whether `next`, first on its page, goes on with `table`, last on the page before. */
const continuesTable = (table: PageTable, next: PageTable): boolean => {
  if (next.page !== table.page + 1 || table.grid !== 'ruled' || next.grid !== 'ruled') return false;
  if (table.unreadBelow === true || next.unreadAbove === true) return false;
  const wider = Math.abs(widthOf(next) - widthOf(table));
  if (Math.abs(first(next.xs) - first(table.xs)) > MAX_SHIFT || wider > Math.max(SAME_WIDTH, SAME_SCALE * widthOf(table))) return false;
  const [a, b] = [table.xs.slice(1, -1), laidOver(table, next).slice(1, -1)];
  return 2 * Math.max(matchCount(a, b), matchCount(b, a)) >= Math.min(a.length, b.length);
};

const rowCells = (cells: readonly PageCell[], row: number): PageCell[] => cells.filter((cell) => cell.row === row);

const signature = (cells: readonly PageCell[]): string =>
  cells.map((cell) => `${cell.col}+${cell.colSpan}+${cell.rowSpan} ${squeeze(cell.text)}`).join('|');

/** How many rows at the top of `next` print the heading of `table` again. */
const repeatedRows = (table: readonly PageCell[], next: readonly PageCell[], rows: number): number => {
  let count = 0;
  let words = false;
  while (count < rows) {
    const own = rowCells(next, count);
    if (own.some(isNumber) || signature(own) !== signature(rowCells(table, count))) break;
    words ||= own.some(isLabel);
    count += 1;
  }
  // A span of the heading that reaches below it would lose its lower part.
  const whole = next.every((cell) => cell.row >= count || cell.row + cell.rowSpan <= count);
  return words && whole && count < rows ? count : 0;
};

/** Cells moved to the common columns `xs`. */
const onColumns = (cells: readonly PageCell[], own: readonly number[], xs: readonly number[]): PageCell[] => {
  const index = own.map((x) => {
    let best = 0;
    xs.forEach((line, i) => {
      if (Math.abs(line - x) < Math.abs((xs[best] ?? 0) - x)) best = i;
    });
    return best;
  });
  return cells.map((cell) => {
    const col = index[cell.col] ?? 0;
    return { ...cell, col, colSpan: Math.max(1, (index[cell.col + cell.colSpan] ?? col + 1) - col) };
  });
};

const commonColumns = (a: readonly number[], b: readonly number[]): number[] => {
  const xs = [...a];
  for (const x of b) if (!xs.some((line) => Math.abs(line - x) <= SAME_COLUMN)) xs.push(x);
  return xs.sort((p, q) => p - q);
};

interface Halves {
  readonly above: PageCell;
  readonly below: PageCell;
}

const halvesOf = (above: readonly PageCell[], rows: number, below: readonly PageCell[]): Halves[] => {
  const bottom = above.filter((cell) => cell.row + cell.rowSpan === rows);
  return rowCells(below, 0).flatMap((cell) => {
    const counterpart = bottom.find((other) => other.col === cell.col && other.colSpan === cell.colSpan);
    return counterpart ? [{ above: counterpart, below: cell }] : [];
  });
};

/**
 * Whether the page break went through a row: its text is above and below in turn, never twice a number. Either the numbers
 * stayed above and only the rest of the label is below, or they stand below and the label began above.
 */
const isCutRow = (halves: readonly Halves[], firstRow: readonly PageCell[]): boolean => {
  if (halves.length !== firstRow.length || firstRow.length < 2) return false;
  if (!halves.every(({ above, below }) => isBlank(above) || isBlank(below) || saysOn(above, below))) return false;
  const above = halves.map((half) => half.above);
  const below = halves.map((half) => half.below);
  if (below.every(isBlank)) return above.some(isLabel);
  const labelsGoOn = halves.every((half) => !isLabel(half.below) || saysOn(half.above, half.below));
  const numbersAbove = above.some(isNumber);
  const numbersBelow = below.some(isNumber);
  return labelsGoOn && above.some(isLabel) && numbersAbove !== numbersBelow;
};

/** Whether one merged label runs over the page break, beside rows that are whole. */
const isCutLabel = ({ above, below }: Halves, firstRow: readonly PageCell[]): boolean => {
  if (!isLabel(above) || isNumber(below)) return false;
  const labelBeside = firstRow.some((cell) => cell.col > below.col && isLabel(cell));
  return labelBeside && (isBlank(below) || saysOn(above, below));
};

const mergeHalves = ({ above, below }: Halves, shared: number): PageCell => ({
  ...above,
  rowSpan: above.rowSpan + below.rowSpan - shared,
  text: isBlank(above) ? below.text : isBlank(below) ? above.text : `${above.text}\n${below.text}`,
  full: below.full,
  ...(isBlank(above) && !isBlank(below) ? { at: below.at, ...(below.double ? { double: below.double } : {}) } : {}),
});

const withoutRows = (table: PageTable, count: number): PageTable => ({
  ...table,
  ys: table.ys.slice(count),
  cells: table.cells.filter((cell) => cell.row >= count).map((cell) => ({ ...cell, row: cell.row - count })),
});

/** One table of two that follow each other over a page break. */
export const joinTables = (table: PageTable, following: PageTable): PageTable => {
  const ownXs = laidOver(table, following);
  const xs = commonColumns(table.xs, ownXs);
  const above = onColumns(table.cells, table.xs, xs);
  const moved = { ...following, cells: onColumns(following.cells, ownXs, xs) };
  const next = withoutRows(moved, repeatedRows(above, moved.cells, following.ys.length - 1));
  const rows = table.ys.length - 1;
  const firstRow = rowCells(next.cells, 0);
  const halves = halvesOf(above, rows, next.cells);
  const shared = isCutRow(halves, firstRow) ? 1 : 0;
  const cut = shared === 1 ? halves : halves.filter((half) => isCutLabel(half, firstRow));
  const merged = new Map(cut.map((half) => [half.above, mergeHalves(half, shared)]));
  const gone = new Set(cut.map((half) => half.below));
  const cells = [
    ...above.map((cell) => merged.get(cell) ?? cell),
    ...next.cells.filter((cell) => !gone.has(cell)).map((cell) => ({ ...cell, row: cell.row + rows - shared })),
  ];
  // The sheets laid one under the other: only the distances between lines count from here on.
  const drop = last(table.ys) - first(next.ys);
  const ys = [...table.ys, ...next.ys.slice(1).map((y) => y + drop)];
  // A row that was cut has one line less: the one at the page break.
  if (shared === 1) ys.splice(rows, 1);
  return { ...table, page: following.page, unreadBelow: following.unreadBelow === true, ...compact(xs, ys, cells) };
};

/** Joins each table with those that go on with it; `blocks` in reading order, running heads and page numbers gone. */
export const stitch = <B extends { readonly kind: 'lines' }>(blocks: readonly (B | PageTable)[]): (B | PageTable)[] => {
  const stitched: (B | PageTable)[] = [];
  for (const block of blocks) {
    const before = stitched.at(-1);
    if (before?.kind === 'table' && block.kind === 'table' && continuesTable(before, block)) {
      stitched[stitched.length - 1] = joinTables(before, block);
    } else stitched.push(block);
  }
  return stitched;
};

const byPosition = (a: GridCell, b: GridCell): number => a.row - b.row || a.col - b.col;

/** The table as the model has it. */
export const toTable = (table: PageTable): Table => ({
  kind: 'table',
  grid: table.grid,
  rows: table.ys.length - 1,
  cols: table.xs.length - 1,
  cells: [...table.cells].sort(byPosition).map(
    ({ row, col, rowSpan, colSpan, text, at, double }): Cell => ({ row, col, rowSpan, colSpan, text, at, ...(double ? { double } : {}) }),
  ),
  at: table.at,
});

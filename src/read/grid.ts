// From the lines of tables to their cells: lattice → walls → cells (the idea of Nurminen's thesis, with walls instead of corner points).
// Walls are told by coverage, so joints that miss each other by some points do no harm.
import { type Component, componentsOf, type Edge, latticeOf, type Rule, SNAP } from './lattice.js';

/** A cell of the grid; rows and columns count from 0. */
export interface GridCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
}

/** `xs` and `ys` are the lines of the grid: one more than columns and rows. Cells are sorted by row, then column. */
export interface GridTable {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly GridCell[];
}

/** No row or column of text is smaller than this (points). */
const SLIVER = 5;
/** Share of a cell's side that must be drawn for a wall. Missing joints take at most 6 pt of a side of 12 pt or more. */
const WALL = 0.5;

/** `walls[line][slot]`: whether the grid line is drawn along the slot between two lines across. */
const wallsOf = (edges: readonly Edge[], lines: readonly number[], slots: readonly number[]): boolean[][] =>
  lines.map((line, index) => {
    const own = edges.filter((edge) => Math.abs(edge.at - line) <= SNAP);
    return slots.slice(1).map((end, slot) => {
      const start = slots[slot] ?? end;
      if (index === 0 || index === lines.length - 1) return true;
      let covered = 0;
      for (const edge of own) covered += Math.max(0, Math.min(edge.to, end) - Math.max(edge.from, start));
      return covered >= WALL * (end - start);
    });
  });

/**
 * Fills the lattice with rectangles: from each free slot to the right up to the first wall, then down while the whole width is
 * open. A region that is no rectangle (a piece of a wall is missing) falls into several cells. `h` and `v` are `walls[line][slot]`.
 */
export const cellsOf = (h: readonly boolean[][], v: readonly boolean[][], rows: number, cols: number): GridCell[] => {
  const taken = Array.from({ length: rows }, () => new Array<boolean>(cols).fill(false));
  const free = (row: number, col: number): boolean => taken[row]?.[col] === false;
  const cells: GridCell[] = [];
  const openBelow = (row: number, col: number, width: number): boolean => {
    for (let c = col; c < col + width; c += 1) {
      if (h[row]?.[c] !== false || !free(row, c)) return false;
      if (c > col && v[c]?.[row] !== false) return false;
    }
    return true;
  };
  for (let row = 0; row < rows; row += 1) {
    for (let col = 0; col < cols; col += 1) {
      if (!free(row, col)) continue;
      let colSpan = 1;
      while (col + colSpan < cols && v[col + colSpan]?.[row] === false && free(row, col + colSpan)) colSpan += 1;
      let rowSpan = 1;
      while (row + rowSpan < rows && openBelow(row + rowSpan, col, colSpan)) rowSpan += 1;
      for (let r = row; r < row + rowSpan; r += 1) taken[r]?.fill(true, col, col + colSpan);
      cells.push({ row, col, rowSpan, colSpan });
    }
  }
  return cells;
};

/** Where each line of one axis goes when lines are dropped, and the lines that stay. */
interface Renumbering {
  readonly lines: number[];
  readonly index: number[];
}

/**
 * Drops the lines at which no cell begins, and the second line of a pair with less room between them than any text needs
 * (double rules; joints off by more than `SNAP`).
 */
const renumber = (lines: readonly number[], starts: ReadonlySet<number>): Renumbering => {
  const kept: number[] = [];
  const index: number[] = [];
  lines.forEach((line, i) => {
    const sliver = kept.length > 0 && line - (kept.at(-1) ?? 0) < SLIVER;
    const end = i === lines.length - 1;
    if (kept.length === 0 || (!sliver && (end || starts.has(i)))) kept.push(line);
    else if (end) kept[kept.length - 1] = line;
    index.push(kept.length - 1);
  });
  return { lines: kept, index };
};

/** The grid without needless lines; cells that had no room for text are gone with them. Keeps what else the cells carry. */
export const compact = <C extends GridCell>(
  xs: readonly number[],
  ys: readonly number[],
  cells: readonly C[],
): { xs: number[]; ys: number[]; cells: C[] } => {
  const x = renumber(xs, new Set(cells.map((cell) => cell.col)));
  const y = renumber(ys, new Set(cells.map((cell) => cell.row)));
  const kept: C[] = [];
  for (const cell of cells) {
    const col = x.index[cell.col] ?? 0;
    const row = y.index[cell.row] ?? 0;
    const colSpan = (x.index[cell.col + cell.colSpan] ?? 0) - col;
    const rowSpan = (y.index[cell.row + cell.rowSpan] ?? 0) - row;
    if (colSpan > 0 && rowSpan > 0) kept.push({ ...cell, row, col, rowSpan, colSpan });
  }
  return { xs: x.lines, ys: y.lines, cells: kept };
};

const tableOf = ({ h, v }: Component): GridTable | undefined => {
  const ys = latticeOf(h, v);
  const xs = latticeOf(v, h);
  const rows = ys.length - 1;
  const cols = xs.length - 1;
  if (rows < 1 || cols < 1) return undefined;
  const cells = cellsOf(wallsOf(h, ys, xs), wallsOf(v, xs, ys), rows, cols);
  const table = compact(xs, ys, cells);
  return table.xs.length < 3 ? undefined : table;
};

/** The tables of one page, from top to bottom. A frame around a text, even a parted one, has one column and is no table. */
export const findTables = (rules: readonly Rule[]): GridTable[] => {
  return componentsOf(rules)
    .map(tableOf)
    .filter((table) => table !== undefined)
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0) || (a.xs[0] ?? 0) - (b.xs[0] ?? 0));
};

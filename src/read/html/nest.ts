// Tables inside cells of a data table: the inner rows and columns become rows and columns of the outer grid, and its other cells
// grow by as much, so that what stands side by side on the page stands side by side in the grid.
import { layOut, type GridCell, type RawGrid } from './grid.js';

const flatText = (grid: RawGrid): string =>
  grid.cells
    .map((cell) => cell.text)
    .filter((text) => text !== '')
    .join('\n');

/** Start of every row or column after each has got its size; one more entry than sizes. */
const starts = (sizes: readonly number[]): number[] => {
  const at = [0];
  sizes.forEach((size, i) => at.push((at[i] ?? 0) + size));
  return at;
};

const grow = (sizes: number[], from: number, span: number, needed: number): void => {
  let have = 0;
  for (let i = from; i < from + span; i++) have += sizes[i] ?? 1;
  const last = from + span - 1;
  if (needed > have) sizes[last] = (sizes[last] ?? 1) + needed - have;
};

/** Puts the tables inside the cells of `outer` into its grid. One inner table beside text, or several, become lines of the cell. */
export const flattenNested = (outer: RawGrid, keepHidden: boolean): RawGrid => {
  if (outer.cells.every((cell) => cell.nested.length === 0)) return outer;
  const inner = new Map<GridCell, RawGrid>();
  const cells = outer.cells.map((cell): GridCell => {
    const grids = cell.nested.map((table) => flattenNested(layOut(table, keepHidden), keepHidden)).filter((grid) => flatText(grid) !== '');
    const only = grids.length === 1 && cell.text === '' ? grids[0] : undefined;
    if (only && only.cells.length > 1) {
      const emptied = { ...cell, nested: [] };
      inner.set(emptied, only);
      return emptied;
    }
    const text = [cell.text, ...grids.map(flatText)].filter((part) => part !== '').join('\n');
    return { ...cell, text, nested: [] };
  });
  return inner.size === 0 ? { ...outer, cells } : expand({ ...outer, cells }, inner);
};

const expand = (outer: RawGrid, inner: ReadonlyMap<GridCell, RawGrid>): RawGrid => {
  const heights = Array.from({ length: outer.rows }, () => 1);
  const widths = Array.from({ length: outer.cols }, () => 1);
  for (const [cell, grid] of inner) {
    grow(heights, cell.row, cell.rowSpan, grid.rows);
    grow(widths, cell.col, cell.colSpan, grid.cols);
  }
  const rowAt = starts(heights);
  const colAt = starts(widths);
  const cells = outer.cells.flatMap((cell): GridCell[] => {
    const row = rowAt[cell.row] ?? 0;
    const col = colAt[cell.col] ?? 0;
    const rowSpan = (rowAt[cell.row + cell.rowSpan] ?? row + 1) - row;
    const colSpan = (colAt[cell.col + cell.colSpan] ?? col + 1) - col;
    const grid = inner.get(cell);
    if (!grid) return [{ ...cell, row, col, rowSpan, colSpan }];
    // The last inner row and column take up what the inner table leaves over.
    return grid.cells.map((part) => ({
      ...part,
      row: row + part.row,
      col: col + part.col,
      rowSpan: part.row + part.rowSpan === grid.rows ? rowSpan - part.row : part.rowSpan,
      colSpan: part.col + part.colSpan === grid.cols ? colSpan - part.col : part.colSpan,
    }));
  });
  cells.sort((a, b) => a.row - b.row || a.col - b.col);
  return { rows: rowAt[outer.rows] ?? 0, cols: colAt[outer.cols] ?? 0, cells };
};

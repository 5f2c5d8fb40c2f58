// Tables that only arrange the page are told from tables that hold data, and a data table that runs through several chapters is
// cut at the chapter headings.
import type { Element } from 'domhandler';
import { isChapter, marksOf } from '../chapters.js';
import type { GridCell, RawGrid } from './grid.js';

/** Longer text in one cell is an article, not a value or a label; the longest label of the form has 60 characters. */
const ARTICLE_LENGTH = 600;
const MIN_DATA_CELLS = 4;
const FEWEST_BLANKS = 4;

/** Whether the table arranges blocks: one column, an article or a chapter in a cell, or little but tables in its cells. */
export const isLayout = (grid: RawGrid): boolean => {
  const filled = grid.cells.filter((cell) => cell.text !== '');
  const holders = grid.cells.filter((cell) => cell.nested.length > 0);
  // A row of a split report may be one label and blanks; an empty frame has fewer cells.
  if (filled.length + holders.length <= 1) return holders.length > 0 || grid.cells.length < FEWEST_BLANKS;
  if (!hasColumns(grid)) return true;
  if (filled.some(holdsChapter)) return true;
  const marked = filled.some((cell) => marksOf(cell.text.replace(/\n/g, '')).length > 0);
  if (!marked && filled.some((cell) => cell.text.length > ARTICLE_LENGTH)) return true;
  const plainCells = filled.filter((cell) => cell.nested.length === 0);
  return holders.length > 0 && (plainCells.length < MIN_DATA_CELLS || holders.some((cell) => cell.text.includes('\n')));
};

const hasColumns = (grid: RawGrid): boolean => grid.cells.some((cell) => cell.col > 0);

/** A cell of several lines, one of them a chapter heading, holds a part of the report. */
const holdsChapter = (cell: GridCell): boolean => cell.text.length > 30 && cell.text.includes('\n') && cell.text.split('\n').some(isChapter);

/** A part of a split table: a smaller table, or a line that stood across its whole width. */
export type TablePart = { readonly grid: RawGrid } | { readonly text: string; readonly node: Element };

const sliceRows = (grid: RawGrid, from: number, to: number): RawGrid => ({
  rows: to - from,
  cols: grid.cols,
  cells: grid.cells.filter((cell) => cell.row >= from && cell.row < to).map((cell) => ({ ...cell, row: cell.row - from })),
});

/** Rows that hold one cell over the whole width, by row. */
const fullRows = (grid: RawGrid): Map<number, GridCell> => {
  const full = new Map<number, GridCell>();
  for (const cell of grid.cells) if (cell.col === 0 && cell.colSpan === grid.cols && cell.rowSpan === 1) full.set(cell.row, cell);
  return full;
};

/**
 * Cuts a table at rows that are chapter headings. Long lines across the whole width of such a table are prose; a table without
 * chapter headings stays whole.
 */
export const splitAtChapters = (grid: RawGrid): TablePart[] => {
  const full = grid.cols > 1 ? fullRows(grid) : new Map<number, GridCell>();
  if (![...full.values()].some((cell) => isChapter(cell.text))) return [{ grid }];
  const parts: TablePart[] = [];
  let from = 0;
  const cut = (to: number): void => {
    const part = sliceRows(grid, from, to);
    if (part.cells.some((cell) => cell.text !== '')) parts.push({ grid: part });
  };
  for (const [row, cell] of [...full].sort(([a], [b]) => a - b)) {
    if (!isChapter(cell.text) && cell.text.length <= 60) continue;
    cut(row);
    from = row + 1;
    for (const text of cell.text.split('\n')) parts.push({ text, node: cell.node });
  }
  cut(grid.rows);
  return parts;
};

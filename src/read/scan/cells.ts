// The cells of a table on a straight page, cut out and looked at by the glyph reader: which hold figures, which labels, which nothing.
import { findTables, type GridCell, type GridTable } from '../grid.js';
import { type GlyphReading, readGlyphs } from './glyphs/index.js';
import { withoutGhost } from './image/ghost.js';
import type { StraightPage } from './image/index.js';
import { cut, type Grey, type PixelBox } from './picture.js';
import { findRules } from './rules/index.js';
import { withWallsSeen } from './rules/walls.js';

export interface CutCell extends GridCell {
  /** The interior, in pixels of the straight page. */
  readonly inside: PixelBox;
  /** Whether lines of ink were taken from its sides for a rule. */
  readonly rim: { readonly left: boolean; readonly right: boolean };
  readonly glyphs: GlyphReading;
  readonly role: 'figure' | 'label' | 'blank';
}

export interface CutTable {
  /** Lines in points of the straight page. */
  readonly grid: GridTable;
  /** In the order of `grid.cells`. */
  readonly cells: readonly CutCell[];
}

const POINTS = 72;
/** Points cut away inside each line of the grid: half a thick rule, and the pixel or two that straightening leaves. */
const INSET = 1;
/** A row with so many readable figures holds figures in its other cells, too, however smudged. */
const FIGURES_IN_ROW = 2;
/** Among so many figures of its row anything is a figure. */
const MANY_FIGURES = 4;
/** No heading has so many that surely are. */
const SURELY_FIGURES = 3;
/** What only has the size of a figure counts so much towards a column of them; what begins a row is its label. */
const LIKE_FIGURE = 0.5;
/** A smudged figure is at most so much taller than the others of its table; text over two lines is no figure. */
const TALLER = 1.7;

const insideOf = ({ xs, ys }: GridTable, cell: GridCell, dpi: number): PixelBox => {
  const at = (lines: readonly number[], line: number, inset: number): number => Math.round((((lines[line] ?? 0) + inset) * dpi) / POINTS);
  return [at(xs, cell.col, INSET), at(ys, cell.row, INSET), at(xs, cell.col + cell.colSpan, -INSET), at(ys, cell.row + cell.rowSpan, -INSET)];
};

/**
 * A line of pixels this full of ink at the rim of a cell is a rule: a thick one, the second of a double one, one not quite level. Other than a
 * digit, which may be as long in a low row, it reaches a rule across, with white of this share of the cell at most.
 */
const RULE_SHARE = 0.55;
const RULE_INK = 40;
const RULE_WHITE = 0.06;
/** How far into the cell the rules of its rim reach, points. */
const RIM = 3;

/** The interior without what is left of its rules. */
const withoutRim = ({ width, data }: Grey, [x0, top, x1, bottom]: PixelBox, dpi: number): PixelBox => {
  const reach = Math.round((RIM * dpi) / POINTS);
  /** @param step bytes from one pixel of the line to the next */
  const isRule = (from: number, step: number, length: number): boolean => {
    let [ink, first, last] = [0, length, -1];
    for (let k = 0; k < length; k += 1) {
      if (255 - (data[from + k * step] as number) < RULE_INK) continue;
      ink += 1;
      first = Math.min(first, k);
      last = k;
    }
    const white = Math.max(1, RULE_WHITE * length);
    return ink >= RULE_SHARE * length && (first <= white || length - 1 - last <= white);
  };
  const past = (from: number, step: 1 | -1, is: (at: number) => boolean): number => {
    let inside = from;
    for (let k = 0; k < reach; k += 1) if (is(from + k * step)) inside = from + (k + 1) * step;
    return inside;
  };
  if (x1 - x0 < 3 * reach || bottom - top < 3 * reach) return [x0, top, x1, bottom];
  const row = (y: number): boolean => isRule(y * width + x0, 1, x1 - x0);
  const [upper, lower] = [past(top, 1, row), past(bottom - 1, -1, row) + 1];
  const column = (x: number): boolean => isRule(upper * width + x, width, lower - upper);
  return [past(x0, 1, column), upper, past(x1 - 1, -1, column) + 1, lower];
};

const clipped = ({ width, height }: Grey, [x0, top, x1, bottom]: PixelBox): PixelBox => {
  const [left, upper] = [Math.max(0, x0), Math.max(0, top)];
  return [left, upper, Math.max(left, Math.min(width, x1)), Math.max(upper, Math.min(height, bottom))];
};

type Looked = Omit<CutCell, 'role'>;

const isFigure = ({ glyphs }: Looked): boolean => glyphs.kind === 'number' || glyphs.kind === 'mark';

/** Surely read as a figure. */
const SURE = 0.8;

const isSurely = (cell: Looked): boolean => isFigure(cell) && cell.glyphs.confidence >= SURE;

const heightOf = ({ ink }: GlyphReading): number => (ink ? ink[3] - ink[1] : 0);

/** Higher and wider than this, in heights of a figure, is a heading: figures that cannot be read are as low as others, and of a few digits. */
const WIDER = 4.2;

/** What cannot be read, but has the size of a figure. */
const isLikeFigure = ({ glyphs }: Looked, height: number): boolean => glyphs.kind === 'other' && heightOf(glyphs) <= TALLER * height && widthOf(glyphs) <= WIDER * height;

const widthOf = ({ ink }: GlyphReading): number => (ink ? ink[2] - ink[0] : 0);

const medianHeight = (cells: readonly Looked[]): number => {
  const heights = cells.filter(isFigure).map(({ glyphs }) => heightOf(glyphs)).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
};

/** Columns that hold figures wherever a row does, and all right of them: labels stand on the left, and a column of smudges is one of figures, too, but one alone is none. */
const figureColumns = (rows: Iterable<readonly Looked[]>, height: number): ReadonlySet<number> => {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const figures = row.filter(isFigure).length;
    // Worn headings look like a figure here and there.
    if (figures < FIGURES_IN_ROW || figures < row.filter(({ glyphs }) => glyphs.kind === 'other').length) continue;
    for (const cell of row) counts.set(cell.col, (counts.get(cell.col) ?? 0) + (isFigure(cell) ? 1 : isLikeFigure(cell, height) && cell !== row[0] ? LIKE_FIGURE : cell.glyphs.kind === 'other' ? -1 : 0));
  }
  const leftmost = Math.min(...[...counts].flatMap(([col, count]) => (count > LIKE_FIGURE ? [col] : [])));
  return new Set([...counts.keys()].filter((col) => col >= leftmost));
};

/** Where no row has several figures, the column that holds surely so many, and more of them than of anything else; and all right of it. */
const FIGURES_IN_COLUMN = 3;

const soleColumn = (cells: readonly Looked[]): ReadonlySet<number> => {
  const columns = [...new Set(cells.map(({ col }) => col))];
  const isSole = (col: number): boolean => {
    const own = cells.filter((cell) => cell.col === col && cell.glyphs.kind !== 'blank');
    const figures = own.filter(isSurely).length;
    return figures >= FIGURES_IN_COLUMN && 2 * figures > own.length;
  };
  const first = Math.min(...columns.filter(isSole));
  return new Set(columns.filter((col) => col >= first));
};

const rowsOf = <C extends GridCell>(cells: readonly C[]): Map<number, C[]> => {
  const rows = new Map<number, C[]>();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return rows;
};

/**
 * Rows that hold figures: of what is printed in the columns of figures at least half is one. Worn headings look like a figure here and there;
 * what only has the size of a figure counts beside one, or where it stands alone beside a label.
 */
const figureRows = (rows: ReadonlyMap<number, readonly Looked[]>, columns: ReadonlySet<number>, height: number): ReadonlyMap<number, number> =>
  new Map(
    [...rows].flatMap(([row, own]) => {
      const printed = own.filter(({ col, glyphs }) => columns.has(col) && glyphs.kind !== 'blank');
      const read = printed.filter(isFigure).length;
      // Headings over columns of several depths reach down beside those that are parted further; figures do not.
      if (printed.some((cell) => cell.rowSpan > 1 && !isSurely(cell))) return [];
      // What is smudged beside them is a figure under a seal, however many.
      if (printed.filter(isSurely).length >= SURELY_FIGURES) return [[row, Math.max(MANY_FIGURES, read)] as const];
      const alone = printed.length === 1 && own.some(({ col }) => !columns.has(col));
      const figures = read > 0 || alone ? read + printed.filter((cell) => isLikeFigure(cell, height)).length : 0;
      return figures > 0 && 2 * figures >= printed.length ? [[row, figures] as const] : [];
    }),
  );

const withRoles = (cells: readonly Looked[]): CutCell[] => {
  const rows = rowsOf(cells);
  const height = medianHeight(cells);
  const several = figureColumns(rows.values(), height);
  const columns = several.size > 0 ? several : soleColumn(cells);
  const figures = figureRows(rows, columns, height);
  const othersIn = (row: number): number => (rows.get(row) ?? []).filter(({ glyphs }) => glyphs.kind === 'other').length;
  const roleOf = (cell: Looked): CutCell['role'] => {
    if (cell.glyphs.kind === 'blank') return 'blank';
    const inRow = figures.get(cell.row) ?? 0;
    // Where no row has several figures, a figure is what stands alone beside a label.
    if (columns.size === 0) return isFigure(cell) && othersIn(cell.row) <= 1 ? 'figure' : 'label';
    if (inRow === 0 || !columns.has(cell.col)) return 'label';
    // What is smudged among many figures is one, however tall the smudge.
    return isFigure(cell) || inRow >= MANY_FIGURES || isLikeFigure(cell, height) || (inRow >= FIGURES_IN_ROW && heightOf(cell.glyphs) <= TALLER * height) ? 'figure' : 'label';
  };
  const first = cells.map((cell): CutCell => ({ ...cell, role: roleOf(cell) }));
  const labels = labelColumns(first, columns);
  return first.map((cell) => (cell.role === 'blank' && labels.has(cell.col) ? { ...cell, role: 'label' } : cell));
};

/** Columns in which rows of figures have their labels: what is blank there is an empty label, not a blank figure. */
const labelColumns = (cells: readonly CutCell[], figures: ReadonlySet<number>): ReadonlySet<number> => {
  const rows = new Set(cells.filter(({ role }) => role === 'figure').map(({ row }) => row));
  return new Set(cells.filter(({ role, row, col }) => role === 'label' && rows.has(row) && !figures.has(col)).map(({ col }) => col));
};

/** A part of the page as figures are read from it: without what shines through from the other side. */
export const figureCut = ({ grey, ghost }: StraightPage, box: PixelBox): Grey => withoutGhost(cut(grey, box), ghost);

const cutTable = (grid: GridTable, page: StraightPage): CutTable => {
  const looked = grid.cells.map((cell): Looked => {
    const within = clipped(page.grey, insideOf(grid, cell, page.dpi));
    const inside = withoutRim(page.grey, within, page.dpi);
    return { ...cell, inside, rim: { left: inside[0] > within[0], right: inside[2] < within[2] }, glyphs: readGlyphs(figureCut(page, inside), { dpi: page.dpi }) };
  });
  return { grid, cells: withRoles(looked) };
};

/** The tables of a page from top to bottom, each cell looked at once. */
export const cutTables = (page: StraightPage): CutTable[] => findTables(findRules(page)).map((grid) => cutTable(withWallsSeen(grid, page), page));

/** Ink of a cell in pixels of the straight page, a pixel of paper around it. */
export const inkOf = ({ inside, glyphs }: CutCell): PixelBox => {
  const [x0, top, x1, bottom] = glyphs.ink ?? [0, 0, inside[2] - inside[0], inside[3] - inside[1]];
  return [inside[0] + x0 - 1, inside[1] + top - 1, inside[0] + x1 + 1, inside[1] + bottom + 1];
};

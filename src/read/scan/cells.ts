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
  /** Whether the rule at its sides is seen where its line is; else there may be a digit beyond it. */
  readonly seen: { readonly left: boolean; readonly right: boolean };
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
/** Points cut away inside a line of the grid where no rule is seen: half a thick one, and the pixel or two that straightening leaves. */
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

/** Its four lines, pixels. */
const outlineOf = ({ xs, ys }: GridTable, cell: GridCell, dpi: number): PixelBox => {
  const at = (lines: readonly number[], line: number): number => Math.round(((lines[line] ?? 0) * dpi) / POINTS);
  return [at(xs, cell.col), at(ys, cell.row), at(xs, cell.col + cell.colSpan), at(ys, cell.row + cell.rowSpan)];
};

/**
 * A line of pixels this full of ink at the rim of a cell is a rule: a thick one, the second of a double one, one not quite level. Other than a
 * digit, which may be as long in a low row, it reaches a rule across, with white of this share of the cell at most.
 */
const RULE_SHARE = 0.55;
const RULE_INK = 40;
const RULE_WHITE = 0.06;
/** How far outside its line the rule of this cell may lie, where those of other rows are a little off, and how far into the cell rules reach, points. */
const OUTSIDE = 2;
const RIM = 4;
/** Cells less high or wide are left as they are, points. */
const LOWEST = 9;

const clipped = ({ width, height }: Grey, [x0, top, x1, bottom]: PixelBox): PixelBox => {
  const [left, upper] = [Math.max(0, x0), Math.max(0, top)];
  return [left, upper, Math.max(left, Math.min(width, x1)), Math.max(upper, Math.min(height, bottom))];
};

/** The interior, from where its own rules end on every side. @param outline its lines */
const insideOf = (page: Grey, outline: PixelBox, dpi: number): Pick<CutCell, 'inside' | 'seen'> => {
  const { width, data } = page;
  const px = (points: number): number => Math.round((points * dpi) / POINTS);
  const [x0, top, x1, bottom] = outline;
  const inner = clipped(page, [x0 + px(INSET), top + px(INSET), x1 - px(INSET), bottom - px(INSET)]);
  if (Math.min(x1 - x0, bottom - top) < px(LOWEST)) return { inside: inner, seen: { left: false, right: false } };
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
  /** The first line of pixels that is no rule any more, and so far from the middle of the last one that nothing of its edge is left. */
  const past = (line: number, step: 1 | -1, [least, most]: readonly [number, number], is: (at: number) => boolean): number | undefined => {
    const isAt = (k: number): boolean => line + k * step >= least && line + k * step < most && is(line + k * step);
    let last = px(RIM);
    while (last >= -px(OUTSIDE) && !isAt(last)) last -= 1;
    if (last < -px(OUTSIDE)) return undefined;
    let first = last;
    while (first > -px(OUTSIDE) && isAt(first - 1)) first -= 1;
    return line + step * Math.max(last + 1, Math.round((first + last) / 2) + px(INSET));
  };
  const row = (y: number): boolean => isRule(y * width + inner[0], 1, inner[2] - inner[0]);
  const [upper, lower] = [past(top, 1, [0, page.height], row) ?? inner[1], (past(bottom, -1, [0, page.height], row) ?? inner[3] - 1) + 1];
  const column = (x: number): boolean => isRule(upper * width + x, width, lower - upper);
  const [left, right] = [past(x0, 1, [0, width], column), past(x1, -1, [0, width], column)];
  return {
    inside: clipped(page, [left ?? inner[0], upper, (right ?? inner[2] - 1) + 1, lower]),
    seen: { left: left !== undefined, right: right !== undefined },
  };
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
    const { inside, seen } = insideOf(page.grey, outlineOf(grid, cell, page.dpi), page.dpi);
    return { ...cell, inside, seen, glyphs: readGlyphs(figureCut(page, inside), { dpi: page.dpi }) };
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

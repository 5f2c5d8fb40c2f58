// Where along the lines of a grid is there a rule, and where has it been lost or never been? Once it is known where a line runs and how dark it
// is, each piece of it between two lines across is looked at by itself: a rule is nearly as dark as the rest of its line from end to end, however
// pale that is; a stroke of text keeps a distance from the rules above and below.
import { cellsOf, compact, type GridTable } from '../../grid.js';
import type { StraightPage } from '../image/index.js';
import { areJoined, joinsAt, THROUGHOUT } from './joints.js';
import { END, type Lattice, lookAt, type Looked } from './looked.js';
import { lostLines } from './lost.js';
import { clearSides, type Drawn, drawnOf, isAmidText } from './pieces.js';

const POINTS = 72;
/** Between two pieces that are rules, what is drawn by so much is one, too; a little more between one and the edge of the table. */
const DRAWN_BETWEEN = 0.35;
const DRAWN_AT_EDGE = 0.45;
/** Of all pieces that are rules so many are not whole where the rules are worn; elsewhere what is half drawn is a stroke of text, and so is most of what stands alone. */
const WORN = 0.1;
/** Drawn by so much, and from a rule, a piece is one whatever stands beside it. */
const WHOLE = 0.95;

/** No stroke of text is longer, points. */
const LONGEST_STROKE = 22;

/** `walls[line][slot]` of one axis. */
const wallsOf = (page: StraightPage, looked: Looked): boolean[][] => {
  const { axis, lines, slots, pieces, usual } = looked;
  const joined = areJoined(page, looked);
  const px = (points: number): number => Math.round((points * page.dpi) / POINTS);
  const isLow = (slot: number): boolean => (slots[slot + 1] ?? 0) - (slots[slot] ?? 0) <= LONGEST_STROKE;
  const all = pieces.map((own, line) => own.map((contrast) => drawnOf(contrast, usual.own[line] ?? usual.all, page)));
  const rules = all.flat().filter(({ sure }) => sure);
  const worn = rules.filter(({ share }) => share < WHOLE).length >= WORN * rules.length;
  return all.map((seen, line) => {
    if (line === 0 || line === lines.length - 1) return seen.map(() => true);
    const throughout = seen.filter(({ sure }) => sure).length >= THROUGHOUT * seen.length;
    const pieceAt = (slot: number) => [px(lines[line] ?? 0), px((slots[slot] ?? 0) + END), px((slots[slot + 1] ?? 0) - END)] as const;
    // In rows hardly higher than their text, strokes of it reach from rule to rule; lines of it fill narrow columns, but reach no rule.
    const isStroke = ({ share, ends, sure }: Drawn, slot: number): boolean => {
      const amid = (): boolean => isAmidText(page, axis, ...pieceAt(slot), usual.all);
      const clear = clearSides(page, axis, ...pieceAt(slot), usual.all);
      const isLoose = (): boolean => joined && !joinsAt(page, looked, pieceAt(slot)[0], slot);
      if (throughout) return clear < 2 && isLoose();
      if (isLoose()) return true;
      if (axis === 'h') return ends === 0 && amid();
      if (share >= WHOLE && ends > 0) return joined && clear < 2 && isLow(slot) && amid();
      // No stroke goes on in the next row, unless the same characters stand there again.
      if (sure && clear === 2 && [slot - 1, slot + 1].some((next) => seen[next]?.sure === true && !(joined && isAmidText(page, axis, ...pieceAt(next), usual.all)))) return false;
      return clear === 0 || amid();
    };
    const drawn = seen.map((each, slot) => (each.share > 0 && isStroke(each, slot) ? { ...each, sure: false, share: 0, pale: false } : each));
    return drawn.map(({ share, ends, sure, pale }, slot) => {
      const [before, after] = [drawn[slot - 1]?.sure, drawn[slot + 1]?.sure];
      if (sure && before === false && after === false) return worn || share >= WHOLE;
      if (sure || before === false || after === false) return sure;
      return pale || (worn && ends > 0 && share >= (before === true && after === true ? DRAWN_BETWEEN : DRAWN_AT_EDGE));
    });
  });
};

/** The lattice with more lines, its cells spread over them. */
const withLines = ({ xs, ys, cells }: Lattice, moreXs: readonly number[], moreYs: readonly number[]): Lattice => {
  const merged = (lines: readonly number[], more: readonly number[]) => {
    const all = [...lines, ...more].sort((a, b) => a - b);
    return { all, index: lines.map((line) => all.indexOf(line)) };
  };
  const [x, y] = [merged(xs, moreXs), merged(ys, moreYs)];
  const span = (index: readonly number[], from: number, length: number): [number, number] => {
    const start = index[from] ?? 0;
    return [start, (index[from + length] ?? start) - start];
  };
  return {
    xs: x.all,
    ys: y.all,
    cells: cells.map(({ row, col, rowSpan, colSpan }) => {
      const [[newRow, rows], [newCol, cols]] = [span(y.index, row, rowSpan), span(x.index, col, colSpan)];
      return { row: newRow, col: newCol, rowSpan: rows, colSpan: cols };
    }),
  };
};

/** The grid with lines that tracing lost, and all walls looked at again on the page. */
export const withWallsSeen = (grid: GridTable, page: StraightPage): GridTable => {
  const across = lookAt(page, 'h', grid);
  const lostAcross = lostLines(page, across);
  const rows = lostAcross.length > 0 ? withLines(grid, [], lostAcross) : grid;
  const down = lookAt(page, 'v', rows);
  const lostDown = lostLines(page, down);
  const lattice = lostDown.length > 0 ? withLines(rows, lostDown, []) : rows;
  const { xs, ys } = lattice;
  const h = lattice === grid ? across : lookAt(page, 'h', lattice);
  const v = lattice === rows ? down : lookAt(page, 'v', lattice);
  return compact(xs, ys, cellsOf(wallsOf(page, h), wallsOf(page, v), ys.length - 1, xs.length - 1));
};

// Where along the lines of a grid is there a rule, and where has it been lost or never been? Once it is known where a line runs and how dark it
// is, each piece of it between two lines across is looked at by itself: a rule is nearly as dark as the rest of its line from end to end, however
// pale that is; a stroke of text keeps a distance from the rules above and below.
import { cellsOf, compact, type GridCell, type GridTable } from '../../grid.js';
import type { StraightPage } from '../image/index.js';
import type { Grey } from '../picture.js';

const POINTS = 72;
/** Inches by which a piece may lie beside its line: what straightening leaves. */
const OFF = 0.018;
/** Inches from a rule at which its paper is seen; the nearer may lie on the second rule of a pair, the farther on text. */
const BESIDE = [0.028, 0.045] as const;
/** Points left out at both ends: the thickness of the rule across. */
const END = 1.3;
/** Points over which darkness is averaged: dots and dashes come out even. */
const WINDOW = 3;
/** Points at each end that must be drawn for the piece to reach the rule across. */
const REACH = 1.6;
/** Share of the usual darkness of the line from which on it is there. */
const THERE = 0.3;
/** Grey levels, and times the noise, from which on a line may be there that is far paler than elsewhere. */
const PALE = 26;
const NOISE = 5;
/** Share of a piece that must be there for a wall; more where it does not reach both rules across. */
const DRAWN = 0.6;
const DRAWN_ONE_END = 0.72;
const DRAWN_NO_END = 0.9;
/** Between two pieces that are rules, what is drawn by so much is one, too; a little more between one and the edge of the table. */
const DRAWN_BETWEEN = 0.35;
const DRAWN_AT_EDGE = 0.45;

type Axis = 'h' | 'v';

/** How to walk along a piece: bytes to the next pixel along it and across it, and how many lines of pixels there are across. */
const stepsOf = ({ width, height }: Grey, axis: Axis): { step: number; across: number; breadth: number; length: number } =>
  axis === 'h' ? { step: 1, across: width, breadth: height, length: width } : { step: width, across: 1, breadth: width, length: height };

/** Mean darkness of one line of pixels of a piece; what lies outside the page is paper. */
const darknessOf = (grey: Grey, axis: Axis, at: number, from: number, to: number): number => {
  const { step, across, breadth, length } = stepsOf(grey, axis);
  if (at < 0 || at >= breadth || to <= from) return 0;
  let sum = 0;
  const [start, end] = [Math.max(0, from), Math.min(length, to)];
  for (let i = start, place = start * step + at * across; i < end; i += 1, place += step) sum += 255 - (grey.data[place] as number);
  return sum / (to - from);
};

/** Along a piece the darkest of three pixels across it; what lies outside the page is paper. */
const along = (grey: Grey, axis: Axis, at: number, from: number, to: number): Float32Array => {
  const values = new Float32Array(Math.max(0, to - from));
  const { step, across, breadth, length } = stepsOf(grey, axis);
  const [first, last] = [Math.max(0, at - 1), Math.min(breadth - 1, at + 1)];
  for (let i = Math.max(0, from); i < Math.min(length, to); i += 1) {
    let darkest = 255;
    for (let k = first; k <= last; k += 1) {
      const value = grey.data[i * step + k * across] as number;
      if (value < darkest) darkest = value;
    }
    values[i - from] = 255 - darkest;
  }
  return values;
};

const meanOf = (values: Float32Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / Math.max(1, values.length);
};

/** Mean over a window around each place, within the piece. */
const smoothed = (values: Float32Array, window: number): Float32Array => {
  const half = window >> 1;
  const sums = new Float32Array(values.length + 1);
  for (let i = 0; i < values.length; i += 1) sums[i + 1] = (sums[i] as number) + (values[i] as number);
  return values.map((_, i) => {
    const [from, to] = [Math.max(0, i - half), Math.min(values.length, i + half + 1)];
    return ((sums[to] as number) - (sums[from] as number)) / (to - from);
  });
};

/** The darkest of three pixels is this much darker than one, times the noise. */
const OF_THREE = 0.85;

/** How much darker than the paper beside it the line is along one piece. */
const contrastAlong = ({ grey, dpi, noise }: StraightPage, axis: Axis, at: number, from: number, to: number): Float32Array => {
  const off = Math.round(OFF * dpi);
  const darkness = Array.from({ length: 2 * off + 3 }, (_, k) => darknessOf(grey, axis, at - off - 1 + k, from, to));
  let [shift, darkest] = [0, -1];
  for (let k = 1; k + 1 < darkness.length; k += 1) {
    // Of equals the one nearest to the line.
    const mean = (darkness[k - 1] as number) + (darkness[k] as number) + (darkness[k + 1] as number) - Math.abs(k - 1 - off);
    if (mean > darkest) [shift, darkest] = [k - 1 - off, mean];
  }
  const place = at + shift;
  const beside = BESIDE.map((inches) => Math.max(3, Math.round(inches * dpi)));
  const paper = Math.min(...beside.flatMap((distance) => [darknessOf(grey, axis, place - distance, from, to), darknessOf(grey, axis, place + distance, from, to)])) + OF_THREE * noise;
  return along(grey, axis, place, from, to).map((value) => value - paper);
};

const median = (values: readonly number[]): number | undefined => Float32Array.from(values).sort()[values.length >> 1];

/** How much of a piece is drawn, against how dark its line is elsewhere; `sure` where that makes it a rule whatever is beside it. */
interface Drawn {
  readonly share: number;
  /** How many of the rules across it reaches. */
  readonly ends: number;
  readonly sure: boolean;
  /** From end to end it is darker than the paper beside it. */
  readonly pale: boolean;
}

const drawnOf = (contrast: Float32Array, usual: number, { dpi, noise }: StraightPage): Drawn => {
  if (contrast.length === 0) return { share: 1, ends: 2, sure: true, pale: true };
  const scale = dpi / POINTS;
  const even = smoothed(contrast, Math.round(WINDOW * scale));
  const reach = Math.max(2, Math.round(REACH * scale));
  const at = (level: number) => ({
    share: even.reduce((sum, value) => sum + (value >= level ? 1 : 0), 0) / even.length,
    ends: [contrast.subarray(0, reach), contrast.subarray(-reach)].filter((end) => meanOf(end) >= level).length,
  });
  const { share, ends } = at(THERE * usual);
  const faint = at(Math.max(PALE, NOISE * noise));
  return { share, ends, sure: share >= (ends === 2 ? DRAWN : ends === 1 ? DRAWN_ONE_END : DRAWN_NO_END), pale: faint.ends === 2 && faint.share >= DRAWN_ONE_END };
};

/** For each place of the lattice the cell that covers it. */
const coverOf = (cells: readonly GridCell[], rows: number, cols: number): (GridCell | undefined)[][] => {
  const cover = Array.from({ length: rows }, () => new Array<GridCell | undefined>(cols).fill(undefined));
  for (const cell of cells) for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) cover[row]?.fill(cell, cell.col, cell.col + cell.colSpan);
  return cover;
};

interface Lattice {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly GridCell[];
}

type Pieces = readonly (readonly Float32Array[])[];

/** Every piece of every line of one axis, as it is on the page. */
const piecesOf = (page: StraightPage, axis: Axis, lines: readonly number[], slots: readonly number[]): Pieces => {
  const px = (points: number): number => Math.round((points * page.dpi) / POINTS);
  return lines.map((line) => slots.slice(1).map((end, slot) => contrastAlong(page, axis, px(line), px((slots[slot] ?? end) + END), px(end - END))));
};

/** Whether the traced rules part the cells on both sides of a piece. */
const parted = ({ xs, ys, cells }: Lattice, axis: Axis): ((line: number, slot: number) => boolean) => {
  const cover = coverOf(cells, ys.length - 1, xs.length - 1);
  return axis === 'h' ? (line, slot) => cover[line - 1]?.[slot] !== cover[line]?.[slot] : (line, slot) => cover[slot]?.[line - 1] !== cover[slot]?.[line];
};

interface Usual {
  /** Of each line, where traced rules run along it. */
  readonly own: readonly (number | undefined)[];
  readonly all: number;
}

const usualOf = (pieces: Pieces, wasWall: (line: number, slot: number) => boolean): Usual => {
  const own = pieces.map((line, i) => median(line.flatMap((contrast, slot) => (wasWall(i, slot) ? [meanOf(contrast)] : []))));
  const inner = own.slice(1, -1).flatMap((dark) => dark ?? []);
  return { own, all: median(inner.length > 0 ? inner : own.flatMap((dark) => dark ?? [])) ?? 0 };
};

/** The lines of one axis of a lattice, looked at piece by piece. */
interface Looked {
  readonly axis: Axis;
  readonly lines: readonly number[];
  readonly slots: readonly number[];
  readonly pieces: Pieces;
  readonly usual: Usual;
}

const lookAt = (page: StraightPage, axis: Axis, lattice: Lattice): Looked => {
  const [lines, slots] = axis === 'h' ? [lattice.ys, lattice.xs] : [lattice.xs, lattice.ys];
  const pieces = piecesOf(page, axis, lines, slots);
  return { axis, lines, slots, pieces, usual: usualOf(pieces, parted(lattice, axis)) };
};

/** Share of the paper beside a rule that may be print. */
const STROKES = 0.12;

/** On how many sides of a piece there is paper: strokes of a character have others beside them. */
const clearSides = ({ grey, dpi }: StraightPage, axis: Axis, at: number, from: number, to: number, usual: number): number =>
  [1, -1].filter((side) =>
    BESIDE.some((inches) => {
      const beside = along(grey, axis, at + side * Math.max(3, Math.round(inches * dpi)), from, to);
      let dark = 0;
      for (const value of beside) if (value >= usual / 2) dark += 1;
      return dark <= STROKES * beside.length;
    }),
  ).length;

/** Of a line that parts so many of its pieces none is a stroke of text. */
const THROUGHOUT = 0.8;

/** `walls[line][slot]` of one axis. */
const wallsOf = (page: StraightPage, { axis, lines, slots, pieces, usual }: Looked): boolean[][] => {
  const px = (points: number): number => Math.round((points * page.dpi) / POINTS);
  return pieces.map((own, line) => {
    if (line === 0 || line === lines.length - 1) return own.map(() => true);
    const seen = own.map((contrast) => drawnOf(contrast, usual.own[line] ?? usual.all, page));
    const throughout = seen.filter(({ sure }) => sure).length >= THROUGHOUT * seen.length;
    // In rows hardly higher than their text, strokes of it reach from rule to rule.
    const isStroke = (slot: number): boolean =>
      axis === 'v' && !throughout && clearSides(page, axis, px(lines[line] ?? 0), px((slots[slot] ?? 0) + END), px((slots[slot + 1] ?? 0) - END), usual.all) === 0;
    const drawn = seen.map((each, slot) => (each.sure && isStroke(slot) ? { ...each, sure: false, share: 0, pale: false } : each));
    return drawn.map(({ share, ends, sure, pale }, slot) => {
      const [before, after] = [drawn[slot - 1]?.sure, drawn[slot + 1]?.sure];
      if (sure || before === false || after === false) return sure;
      return pale || (before === true && after === true ? share >= DRAWN_BETWEEN : ends > 0 && share >= DRAWN_AT_EDGE);
    });
  });
};

/** No line is nearer to another, points. */
const NEAREST = 6;
/** A piece of a line that was not traced at all is drawn whole from this share on. */
const DRAWN_WHOLE = 0.97;
/** Rows lower than this hold no text, points; a line across that was lost is as long as this share of the table is wide. */
const HIGH = 11;
const LONG = 0.4;

/** Share of its pieces that must be drawn: strokes of characters one below another leave more white. */
const DRAWN_LOST = 0.88;
/** What is this much darker than the rules of the table is a stroke of text. */
const DARKER = 1.5;

/** Mean darkness of each line of pixels along an axis, between two places across it. */
const profileOf = ({ width, height, data }: Grey, axis: Axis, from: number, to: number, first: number, last: number): Float32Array => {
  const sums = new Float32Array(last - first);
  const [breadth, length] = axis === 'h' ? [width, height] : [height, width];
  const [start, end] = [Math.max(0, from), Math.min(breadth, to)];
  for (let across = Math.max(0, first); across < Math.min(length, last); across += 1) {
    let sum = 0;
    if (axis === 'h') for (let at = across * width + start, stop = across * width + end; at < stop; at += 1) sum += data[at] as number;
    else for (let at = start * width + across, stop = end * width + across; at < stop; at += width) sum += data[at] as number;
    sums[across - first] = 255 - sum / Math.max(1, end - start);
  }
  return sums;
};

/** Places at which a line of pixels stands out against the paper on both sides, beyond the share of it that a rule may have lost. */
const ridgesOf = (profile: Float32Array, reach: number, least: number): number[] => {
  const ridges: number[] = [];
  for (let i = reach; i + reach < profile.length; i += 1) {
    const value = profile[i] as number;
    if (value < least || value < (profile[i - 1] as number) || value <= (profile[i + 1] as number)) continue;
    const paper = Math.max(Math.min(...profile.subarray(i - reach, i - 1)), Math.min(...profile.subarray(i + 2, i + reach + 1)));
    if (value - paper >= least) ridges.push(i);
  }
  return ridges;
};

interface SeenPiece {
  readonly at: number;
  readonly slot: number;
  readonly share: number;
  readonly ends: number;
}

/**
 * Whether pieces drawn in one place between lines across are a line. One that runs down is drawn whole between two rows, or in two
 * neighbouring ones: no stroke is so long. One that runs across is long, since characters side by side fill a narrow column.
 */
const isLine = (axis: Axis, pieces: readonly SeenPiece[], slots: readonly number[]): boolean => {
  const length = ({ slot }: SeenPiece): number => (slots[slot + 1] ?? 0) - (slots[slot] ?? 0);
  const near = pieces.filter(({ slot }) => pieces.some((other) => Math.abs(other.slot - slot) === 1));
  const drawn = near.reduce((sum, { share }) => sum + share, 0) >= DRAWN_LOST * near.length;
  if (axis === 'h') return drawn && near.reduce((sum, piece) => sum + length(piece), 0) >= LONG * ((slots.at(-1) ?? 0) - (slots[0] ?? 0));
  return (near.length > 0 && drawn) || pieces.some((piece) => piece.ends === 2 && piece.share >= DRAWN_WHOLE && length(piece) >= HIGH);
};

/** Lines of one axis that tracing lost: too worn or too short for it, but plain once the lines across are known. */
const lostLines = (page: StraightPage, { axis, lines, slots, usual: { all } }: Looked): number[] => {
  const scale = page.dpi / POINTS;
  const px = (points: number): number => Math.round(points * scale);
  const [first, last] = [px(lines[0] ?? 0), px(lines.at(-1) ?? 0)];
  const reach = Math.max(4, Math.round(BESIDE[0] * page.dpi));
  const seen = slots.slice(1).flatMap((end, slot) => {
    const [from, to] = [px((slots[slot] ?? end) + END), px(end - END)];
    return ridgesOf(profileOf(page.grey, axis, from, to, first, last), reach, THERE * all)
      .filter((at) => lines.every((line) => Math.abs(line * scale - first - at) >= NEAREST * scale))
      .flatMap((at) => {
        const contrast = contrastAlong(page, axis, first + at, from, to);
        const { share, ends, sure } = drawnOf(contrast, all, page);
        return sure && meanOf(contrast) <= DARKER * all && clearSides(page, axis, first + at, from, to, all) === 2 ? [{ at: (first + at + 0.5) / scale, slot, share, ends }] : [];
      });
  });
  const lost: number[] = [];
  for (const { at } of seen) {
    if (lost.some((line) => Math.abs(line - at) < NEAREST)) continue;
    const own = seen.filter((other) => Math.abs(other.at - at) < NEAREST / 2);
    const pieces = [...new Set(own.map(({ slot }) => slot))].map((slot) => own.filter((piece) => piece.slot === slot).reduce((best, piece) => (piece.share > best.share ? piece : best)));
    if (isLine(axis, pieces, slots)) lost.push(pieces.reduce((sum, piece) => sum + piece.at, 0) / pieces.length);
  }
  return lost;
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

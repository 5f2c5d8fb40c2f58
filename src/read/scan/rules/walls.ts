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
const THERE = 0.45;
/** Share of a piece that must be there for a wall; more where it does not reach both rules across. */
const DRAWN = 0.6;
const DRAWN_ONE_END = 0.72;
const DRAWN_NO_END = 0.9;

type Axis = 'h' | 'v';

/** Along a piece the darkest of three pixels across it; what lies outside the page is paper. */
const along = ({ width, height, data }: Grey, axis: Axis, at: number, from: number, to: number): Float32Array => {
  const values = new Float32Array(Math.max(0, to - from));
  const [step, across, breadth, length] = axis === 'h' ? [1, width, height, width] : [width, 1, width, height];
  for (let i = Math.max(0, from); i < Math.min(length, to); i += 1) {
    let lightest = 255;
    for (let k = Math.max(0, at - 1); k <= Math.min(breadth - 1, at + 1); k += 1) lightest = Math.min(lightest, data[i * step + k * across] as number);
    values[i - from] = 255 - lightest;
  }
  return values;
};

const meanOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Mean over a window around each place, within the piece. */
const smoothed = (values: Float32Array, window: number): Float32Array => {
  const half = window >> 1;
  return values.map((_, i) => meanOf(values.subarray(Math.max(0, i - half), Math.min(values.length, i + half + 1))));
};

/** How much darker than the paper beside it the line is along one piece. */
const contrastAlong = ({ grey, dpi }: StraightPage, axis: Axis, at: number, from: number, to: number): Float32Array => {
  const off = Math.round(OFF * dpi);
  let [best, place, darkest] = [along(grey, axis, at, from, to), at, -1];
  for (let shift = -off; shift <= off; shift += 1) {
    const values = along(grey, axis, at + shift, from, to);
    // Of equals the one nearest to the line.
    const mean = meanOf(values) - Math.abs(shift) / 4;
    if (mean > darkest) [best, place, darkest] = [values, at + shift, mean];
  }
  const paper = ([1, -1] as const).map((side) => Math.min(...BESIDE.map((inches) => meanOf(along(grey, axis, place + side * Math.max(3, Math.round(inches * dpi)), from, to)))));
  const lightest = Math.min(...paper);
  return best.map((value) => value - lightest);
};

const median = (values: number[]): number | undefined => values.sort((a, b) => a - b)[values.length >> 1];

/** Whether the piece is drawn, against how dark its line is elsewhere. */
const isDrawn = (contrast: Float32Array, usual: number, scale: number): boolean => {
  if (contrast.length === 0) return true;
  const even = smoothed(contrast, Math.round(WINDOW * scale));
  const level = THERE * usual;
  const share = even.reduce((sum, value) => sum + (value >= level ? 1 : 0), 0) / even.length;
  const reach = Math.max(2, Math.round(REACH * scale));
  const ends = [contrast.subarray(0, reach), contrast.subarray(-reach)].filter((end) => meanOf(end) >= level).length;
  return share >= (ends === 2 ? DRAWN : ends === 1 ? DRAWN_ONE_END : DRAWN_NO_END);
};

/** For each place of the lattice the cell that covers it. */
const coverOf = (cells: readonly GridCell[], rows: number, cols: number): (GridCell | undefined)[][] => {
  const cover = Array.from({ length: rows }, () => new Array<GridCell | undefined>(cols).fill(undefined));
  for (const cell of cells) for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) cover[row]?.fill(cell, cell.col, cell.col + cell.colSpan);
  return cover;
};

/** `walls[line][slot]` of one axis, looked at piece by piece. @param wasWall what the traced rules say of a piece */
const wallsOf = (page: StraightPage, axis: Axis, lines: readonly number[], slots: readonly number[], wasWall: (line: number, slot: number) => boolean): boolean[][] => {
  const scale = page.dpi / POINTS;
  const px = (points: number): number => Math.round(points * scale);
  const pieces = lines.map((line) => slots.slice(1).map((end, slot) => contrastAlong(page, axis, px(line), px((slots[slot] ?? end) + END), px(end - END))));
  const usual = (line: number): number | undefined => median((pieces[line] ?? []).flatMap((contrast, slot) => (wasWall(line, slot) ? [...contrast] : [])));
  const all = median(lines.slice(1, -1).flatMap((_, i) => usual(i + 1) ?? [])) ?? 0;
  return pieces.map((own, line) => {
    const outer = line === 0 || line === lines.length - 1;
    const dark = usual(line) ?? all;
    return own.map((contrast) => outer || isDrawn(contrast, dark, scale));
  });
};

/** The same lattice with its walls looked at again on the page. */
export const withWallsSeen = (grid: GridTable, page: StraightPage): GridTable => {
  const { xs, ys } = grid;
  const [rows, cols] = [ys.length - 1, xs.length - 1];
  const cover = coverOf(grid.cells, rows, cols);
  const across = wallsOf(page, 'h', ys, xs, (line, slot) => cover[line - 1]?.[slot] !== cover[line]?.[slot]);
  const down = wallsOf(page, 'v', xs, ys, (line, slot) => cover[slot]?.[line - 1] !== cover[slot]?.[line]);
  return compact(xs, ys, cellsOf(across, down, rows, cols));
};

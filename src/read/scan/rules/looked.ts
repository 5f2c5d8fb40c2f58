// A lattice looked at piece by piece: every piece of every line of one axis, and how dark the line usually is.
import type { GridCell } from '../../grid.js';
import type { StraightPage } from '../image/index.js';
import { type Axis, contrastAlong, meanOf } from './pieces.js';

const POINTS = 72;
/** Points left out at both ends: the thickness of the rule across. */
export const END = 1.3;

const median = (values: readonly number[]): number | undefined => Float32Array.from(values).sort()[values.length >> 1];

/** For each place of the lattice the cell that covers it. */
const coverOf = (cells: readonly GridCell[], rows: number, cols: number): (GridCell | undefined)[][] => {
  const cover = Array.from({ length: rows }, () => new Array<GridCell | undefined>(cols).fill(undefined));
  for (const cell of cells) for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) cover[row]?.fill(cell, cell.col, cell.col + cell.colSpan);
  return cover;
};

export interface Lattice {
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
export interface Looked {
  readonly axis: Axis;
  readonly lines: readonly number[];
  readonly slots: readonly number[];
  readonly pieces: Pieces;
  readonly usual: Usual;
}

export const lookAt = (page: StraightPage, axis: Axis, lattice: Lattice): Looked => {
  const [lines, slots] = axis === 'h' ? [lattice.ys, lattice.xs] : [lattice.xs, lattice.ys];
  const pieces = piecesOf(page, axis, lines, slots);
  return { axis, lines, slots, pieces, usual: usualOf(pieces, parted(lattice, axis)) };
};

// Dashes that have run into the first digit: a thin stroke about the middle of the line that sticks out to its left, where no digit has one.
import type { Grey } from '../picture.js';
import type { Piece } from './line.js';

/** In heights of the digit: so long is a stroke that may be a dash, so thick at most; and where its middle stands. */
const LONG = 0.14;
const THICK = 0.2;
const WITHIN = [0.25, 0.78] as const;
/** Ink counts from this share of full darkness on: a dash may be pale. */
const INK = 0.3;

/** The rows between the first and the last ink of a column; `undefined` for a column of paper. */
const extentOf = ({ width, data }: Grey, x: number, top: number, bottom: number, least: number): readonly [from: number, to: number] | undefined => {
  const isInk = (y: number): boolean => 255 - (data[y * width + x] as number) >= least;
  let [from, to] = [top, bottom];
  while (from < to && !isInk(from)) from += 1;
  while (to > from && !isInk(to - 1)) to -= 1;
  return to > from ? [from, to] : undefined;
};

/**
 * Whether a number without a sign may hide one: its leftmost columns are those of a dash.
 * @param full darkness of full strokes, grey levels
 */
export const isDashed = (cell: Grey, pieces: readonly Piece[], full: number): boolean => {
  const [first] = pieces;
  if (!first || !/^\d$/.test(first.options[0]?.text ?? '')) return false;
  const [x0, top, x1, bottom] = first.box;
  const height = bottom - top;
  for (let x = x0; x < Math.min(x1, x0 + Math.ceil(LONG * height)); x += 1) {
    const extent = extentOf(cell, x, top, bottom, INK * full);
    if (!extent) continue;
    const middle = ((extent[0] + extent[1]) / 2 - top) / height;
    if (extent[1] - extent[0] > Math.max(2, THICK * height) || middle < WITHIN[0] || middle > WITHIN[1]) return false;
  }
  return true;
};

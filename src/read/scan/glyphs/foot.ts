// Points that have run into the foot of a digit: ink on the line between two digits, beyond what either reaches higher up.
import type { Grey, PixelBox } from '../picture.js';
import type { Piece } from './line.js';

/** Height of a point, and of the room above it that is free, in heights of a digit; and where its neighbours are looked at. */
const POINT = 0.2;
const HIGHER = 0.45;
/** How far from where two digits meet a point may stand, and how far from it there is less ink, in heights of a digit. */
const BESIDE = 0.2;
const AROUND = 0.3;
/** Shares of full darkness: a point has at least so much, mean over its height; its sides and what is above it so much less. */
const LEAST = 0.35;
const SIDES = 0.85;
const ABOVE = 0.5;
const INK = 0.34;
/** A point runs into a digit where print is tight: what is left of the room beside it is less, in heights of a digit. */
const TIGHT = 0.1;

/** Mean darkness of each column between two rows; 0 outside of the cell. */
const profileOf = ({ width, height, data }: Grey, top: number, bottom: number) => (x: number): number => {
  if (x < 0 || x >= width) return 0;
  let sum = 0;
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 1) sum += 255 - (data[y * width + x] as number);
  return sum / (bottom - top);
};

/** The columns that the upper part of a digit reaches. */
const upperOf = ({ width, data }: Grey, [x0, top, x1]: PixelBox, bottom: number, least: number): readonly [from: number, to: number] => {
  let [from, to] = [x1, x0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      if (255 - (data[y * width + x] as number) < least) continue;
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
  }
  return [from, to];
};

const columns = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const hidesPoint = (cell: Grey, before: PixelBox, after: PixelBox, height: number, full: number): boolean => {
  const bottom = Math.max(before[3], after[3]);
  const deep = Math.max(2, Math.round(POINT * height));
  const upper = bottom - Math.round(HIGHER * height);
  const [foot, above] = [profileOf(cell, bottom - deep, bottom), profileOf(cell, bottom - 2 * deep - 1, bottom - deep - 1)];
  const [beside, around] = [Math.round(BESIDE * height), Math.round(AROUND * height)];
  const from = Math.max(before[2] - beside, upperOf(cell, before, upper, INK * full)[1] + 1);
  const to = Math.min(after[0] + beside + 1, upperOf(cell, after, upper, INK * full)[0]);
  return columns(from, to).some((x) => {
    const dark = foot(x);
    const falls = (side: readonly number[]): boolean => side.some((other) => foot(other) <= SIDES * dark);
    return dark >= LEAST * full && above(x) <= ABOVE * dark && falls(columns(x - around, x)) && falls(columns(x + 1, x + around + 1));
  });
};

const isDigit = ({ options }: Piece): boolean => /^\d$/.test(options[0]?.text ?? '');

/**
 * Whether a number without a point may hide one; the foot of a 1 in a face with serifs looks the same.
 * @param full darkness of full strokes, grey levels
 */
export const isFooted = (cell: Grey, pieces: readonly Piece[], full: number): boolean => {
  const height = Math.max(...pieces.map(({ box }) => box[3] - box[1]));
  return pieces.every(({ options }) => options[0]?.text !== '.') && pieces.some((piece, i) => {
    const before = pieces[i - 1];
    return before !== undefined && isDigit(before) && isDigit(piece) && piece.box[0] - before.box[2] <= TIGHT * height && hidesPoint(cell, before.box, piece.box, height, full);
  });
};

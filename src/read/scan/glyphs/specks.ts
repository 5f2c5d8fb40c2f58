// Dirt beside the figure of a cell: what is far smaller than its digits and stands where neither a point nor a sign nor a piece of a digit can.
import type { PixelBox } from '../picture.js';
import { boxAround, type Component } from './ink.js';

/** Shares of the tallest component: digits are at least so tall, dirt is at most so large on both sides. */
const TALL = 0.6;
const SMALL = 0.34;
/** A point stands within this share of the height of the line above its foot, and as far below it. */
const FOOT = 0.34;
const BELOW = 0.12;
/** A sign is at least so wide (share of the line) and no higher than wide, and stands left of the digits about the middle of the line. */
const WIDE = 0.18;
const MIDDLE = [0.2, 0.8] as const;

const between = (value: number, [from, to]: readonly [number, number]): boolean => value >= from && value <= to;

const overlaps = (a: PixelBox, b: PixelBox): boolean => Math.min(a[2], b[2]) > Math.max(a[0], b[0]);

/** Components that may be part of the figure. Where there is no digit tall enough to tell by, all are. */
export const withoutSpecks = (components: readonly Component[]): readonly Component[] => {
  const tallest = Math.max(...components.map(({ box }) => box[3] - box[1]));
  const digits = components.filter(({ box }) => box[3] - box[1] >= TALL * tallest);
  const [left, top, right, bottom] = boxAround(digits);
  const line = bottom - top;
  const belongs = ({ box }: Component): boolean => {
    const [x0, y0, x1, y1] = box;
    if (x1 - x0 > SMALL * line || y1 - y0 > SMALL * line) return true;
    const middle = (y0 + y1) / 2;
    // A piece of a broken digit lies above or below another piece, within the line.
    if (digits.some((digit) => overlaps(digit.box, box)) && middle > top && middle < bottom) return true;
    const isPoint = y0 >= bottom - FOOT * line && y1 <= bottom + BELOW * line && x0 > left && x1 < right;
    const isSign = x1 - x0 >= WIDE * line && x1 - x0 >= y1 - y0 && x1 <= left && between((middle - top) / line, MIDDLE);
    return isPoint || isSign;
  };
  return tallest < 4 ? components : components.filter((component) => digits.includes(component) || belongs(component));
};

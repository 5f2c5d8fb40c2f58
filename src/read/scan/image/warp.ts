// Plane projective maps (homographies) and the one resampling of a page: bilinear, what lies outside is paper.
import type { Grey } from '../picture.js';
import { fresh, type Take } from './memory.js';

/** Row by row; maps (x, y, 1), the last coordinate divides. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

export type Point = readonly [x: number, y: number];

export const apply = (h: Homography, x: number, y: number): Point => {
  const w = h[6] * x + h[7] * y + h[8];
  return [(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w];
};

export const times = (a: Homography, b: Homography): Homography => {
  const cell = (r: number, c: number): number => (a[3 * r] ?? 0) * (b[c] ?? 0) + (a[3 * r + 1] ?? 0) * (b[c + 3] ?? 0) + (a[3 * r + 2] ?? 0) * (b[c + 6] ?? 0);
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)];
};

/** The map of the unit square's corners (0,0) (1,0) (1,1) (0,1) to four points (Heckbert). */
export const fromUnitSquare = ([a, b, c, d]: readonly [Point, Point, Point, Point]): Homography => {
  const [sx, sy] = [a[0] - b[0] + c[0] - d[0], a[1] - b[1] + c[1] - d[1]];
  const [dx1, dx2, dy1, dy2] = [b[0] - c[0], d[0] - c[0], b[1] - c[1], d[1] - c[1]];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  return [b[0] - a[0] + g * b[0], d[0] - a[0] + h * d[0], a[0], b[1] - a[1] + g * b[1], d[1] - a[1] + h * d[1], a[1], g, h, 1];
};

/** Places in fixed point, this many bits for the part of a pixel: exact to 0.02 pixels over a page, on pages of up to 32,000 pixels. */
const BITS = 16;
const ONE = 1 << BITS;
/** Along so many pixels a perspective is straight: it is worked out at their ends only. */
const SPAN = 64;

/** A stretch of one row of the result that lies in the source: where it begins there, and how far a pixel is from the next one. Fixed point. */
const drawInside = (data: Uint8Array, stride: number, into: Uint8Array, from: number, to: number, u0: number, v0: number, du: number, dv: number): void => {
  for (let at = from, u = u0, v = v0; at < to; at += 1, u = (u + du) | 0, v = (v + dv) | 0) {
    const place = Math.imul(v >> BITS, stride) + (u >> BITS);
    const a = data[place] as number;
    const b = data[place + 1] as number;
    const c = data[place + stride] as number;
    const d = data[place + stride + 1] as number;
    const fx = (u >> 8) & 255;
    const upper = (a << 8) + Math.imul(b - a, fx);
    const lower = (c << 8) + Math.imul(d - c, fx);
    into[at] = ((upper << 8) + Math.imul(lower - upper, (v >> 8) & 255) + 32768) >> 16;
  }
};

/** A stretch of one row of the result; what lies outside the source stays as it is. */
const drawSpan = ({ data, width, height }: Grey, into: Uint8Array, from: number, to: number, u0: number, v0: number, du: number, dv: number): void => {
  const isInside = (u: number, v: number): boolean => u >= 0 && v >= 0 && u < (width - 1) * ONE && v < (height - 1) * ONE;
  const last = to - from - 1;
  if (isInside(u0, v0) && isInside(u0 + last * du, v0 + last * dv)) drawInside(data, width, into, from, to, u0, v0, du, dv);
  else for (let i = 0; i <= last; i += 1) if (isInside(u0 + i * du, v0 + i * dv)) drawInside(data, width, into, from + i, from + i + 1, u0 + i * du, v0 + i * dv, 0, 0);
};

const drawRow = (grey: Grey, h: Homography, into: Uint8Array, y: number, width: number): void => {
  let [u, v] = apply(h, 0, y);
  for (let x = 0; x < width; x += SPAN) {
    const end = Math.min(width, x + SPAN);
    const [nextU, nextV] = apply(h, end, y);
    const pixels = end - x;
    drawSpan(grey, into, y * width + x, y * width + end, (u * ONE) | 0, (v * ONE) | 0, (((nextU - u) * ONE) / pixels) | 0, (((nextV - v) * ONE) / pixels) | 0);
    [u, v] = [nextU, nextV];
  }
};

/** The page as seen through `h`, which maps places of the result to places of `grey`. Bilinear. */
export const resample = (grey: Grey, h: Homography, width: number, height: number, take: Take = fresh): Grey => {
  const data = take(width * height).fill(255);
  for (let y = 0; y < height; y += 1) drawRow(grey, h, data, y, width);
  return { width, height, data };
};

/** Quarter turns clockwise that set a page upright. */
export type Turn = 0 | 1 | 2 | 3;

export const turned = (grey: Grey, quarters: Turn, take: Take = fresh): Grey => {
  if (quarters === 0) return grey;
  const { width, height } = grey;
  const swapped = quarters % 2 === 1;
  const [w, h] = swapped ? [height, width] : [width, height];
  const data = take(w * h);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const at = quarters === 1 ? (height - 1 - x) * width + y : quarters === 2 ? (height - 1 - y) * width + width - 1 - x : x * width + width - 1 - y;
      data[y * w + x] = grey.data[at] as number;
    }
  }
  return { width: w, height: h, data };
};

/** From places of the turned page back to those before the turn. */
export const beforeTurn = (quarters: Turn, width: number, height: number): Homography => {
  if (quarters === 1) return [0, 1, 0, -1, 0, height, 0, 0, 1];
  if (quarters === 2) return [-1, 0, width, 0, -1, height, 0, 0, 1];
  if (quarters === 3) return [0, -1, width, 1, 0, 0, 0, 0, 1];
  return [1, 0, 0, 0, 1, 0, 0, 0, 1];
};

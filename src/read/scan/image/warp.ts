// Plane projective maps (homographies) and the one resampling of a page: bilinear, what lies outside is paper.
import type { Grey } from '../picture.js';

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

/** The page as seen through `h`, which maps places of the result to places of `grey`. */
export const resample = (grey: Grey, h: Homography, width: number, height: number): Grey => {
  const data = new Uint8Array(width * height);
  const source = grey.data;
  const stride = grey.width;
  const [lastX, lastY] = [grey.width - 2, grey.height - 2];
  const flat = Math.abs(h[6]) < 1e-9 && Math.abs(h[7]) < 1e-9;
  for (let y = 0; y < height; y += 1) {
    let px = h[1] * y + h[2];
    let py = h[4] * y + h[5];
    let pw = h[7] * y + h[8];
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const u = flat ? px : px / pw;
      const v = flat ? py : py / pw;
      px += h[0];
      py += h[3];
      pw += h[6];
      const i = u | 0;
      const j = v | 0;
      if (u < 0 || v < 0 || i > lastX || j > lastY) {
        data[at] = 255;
        continue;
      }
      const fx = u - i;
      const fy = v - j;
      const p = j * stride + i;
      const upper = (source[p] as number) * (1 - fx) + (source[p + 1] as number) * fx;
      const lower = (source[p + stride] as number) * (1 - fx) + (source[p + stride + 1] as number) * fx;
      data[at] = upper + (lower - upper) * fy + 0.5;
    }
  }
  return { width, height, data };
};

/** A quarter turn clockwise, `quarters` times. */
export const turned = (grey: Grey, quarters: 0 | 1 | 2 | 3): Grey => {
  if (quarters === 0) return grey;
  const { width, height } = grey;
  const swapped = quarters % 2 === 1;
  const [w, h] = swapped ? [height, width] : [width, height];
  const data = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const at = quarters === 1 ? (height - 1 - x) * width + y : quarters === 2 ? (height - 1 - y) * width + width - 1 - x : x * width + width - 1 - y;
      data[y * w + x] = grey.data[at] as number;
    }
  }
  return { width: w, height: h, data };
};

/** From places of the turned page back to those before the turn. */
export const beforeTurn = (quarters: 0 | 1 | 2 | 3, width: number, height: number): Homography => {
  if (quarters === 1) return [0, 1, 0, -1, 0, height, 0, 0, 1];
  if (quarters === 2) return [-1, 0, width, 0, -1, height, 0, 0, 1];
  if (quarters === 3) return [0, -1, width, 1, 0, 0, 0, 0, 1];
  return [1, 0, 0, 0, 1, 0, 0, 0, 1];
};

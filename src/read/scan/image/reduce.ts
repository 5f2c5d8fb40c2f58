// Fewer pixels by averaging: what a scanner at a lower resolution would have seen, with less noise.
import type { Grey } from '../picture.js';
import { fresh, type Take } from './memory.js';

/** @param factor how many pixels become one, along each axis; more than 1 */
export const reduce = ({ width: stride, height: rows, data: source }: Grey, factor: number, take: Take = fresh): Grey => {
  const width = Math.floor(stride / factor);
  const height = Math.floor(rows / factor);
  const data = take(width * height);
  const starts = Int32Array.from({ length: width + 1 }, (_, x) => Math.round(x * factor));
  const sums = new Uint32Array(width);
  for (let y = 0; y < height; y += 1) {
    const from = Math.round(y * factor);
    const to = Math.max(from + 1, Math.round((y + 1) * factor));
    sums.fill(0);
    for (let row = from; row < to; row += 1) {
      const base = row * stride;
      for (let x = 0; x < width; x += 1) {
        let sum = 0;
        for (let at = base + (starts[x] as number), end = base + (starts[x + 1] as number); at < end; at += 1) sum += source[at] as number;
        sums[x] = (sums[x] as number) + sum;
      }
    }
    for (let x = 0; x < width; x += 1) data[y * width + x] = (sums[x] as number) / ((to - from) * ((starts[x + 1] as number) - (starts[x] as number)));
  }
  return { width, height, data };
};

/** Half as many pixels along each axis. */
export const halved = ({ width, height, data: source }: Grey, take: Take = fresh): Grey => {
  const [w, h] = [width >> 1, height >> 1];
  const data = take(w * h);
  for (let y = 0, to = 0; y < h; y += 1) {
    for (let x = 0, at = 2 * y * width; x < w; x += 1, at += 2, to += 1) {
      data[to] = ((source[at] as number) + (source[at + 1] as number) + (source[at + width] as number) + (source[at + width + 1] as number) + 2) >> 2;
    }
  }
  return { width: w, height: h, data };
};

// Darkness of a page in strips: for each strip across one axis the mean darkness of each line along it. A hairline, faint or dotted, is one
// dark line in strip after strip, where text is not.
import type { Grey } from '../picture.js';

/** `values[strip * length + at]`: mean darkness, 0 (paper) to 255 (ink), of the pixels of one strip on one line. */
export interface Strips {
  readonly count: number;
  /** Pixels a strip. */
  readonly size: number;
  /** Lines in each strip. */
  readonly length: number;
  readonly values: Uint8Array;
  /** Lines by which each strip is shifted, so that sloping rules run level. */
  readonly shifts: Int32Array;
}

/** @param slope of the rules looked for: pixels along the other axis for each pixel along them */
const shiftsOf = (count: number, size: number, slope: number): Int32Array => Int32Array.from({ length: count }, (_, strip) => Math.round((strip + 0.5) * size * slope));

/** Strips side by side: for rules that run from left to right. */
export const stripsAcross = ({ width, height, data }: Grey, size: number, slope: number): Strips => {
  const count = Math.floor(width / size);
  const shifts = shiftsOf(count, size, slope);
  const values = new Uint8Array(count * height);
  for (let y = 0; y < height; y += 1) {
    let at = y * width;
    for (let strip = 0; strip < count; strip += 1) {
      let sum = 0;
      for (const end = at + size; at < end; at += 1) sum += data[at] as number;
      const line = y - (shifts[strip] as number);
      if (line >= 0 && line < height) values[strip * height + line] = 255 - sum / size;
    }
  }
  return { count, size, length: height, values, shifts };
};

const ROWS = 4;

/** Strips one under another: for rules that run from top to bottom. */
export const stripsDown = ({ width, height, data }: Grey, size: number, slope: number): Strips => {
  const count = Math.floor(height / size);
  const shifts = shiftsOf(count, size, slope);
  const values = new Uint8Array(count * width);
  const sums = new Uint32Array(width);
  for (let strip = 0; strip < count; strip += 1) {
    sums.fill(0);
    let at = strip * size * width;
    let row = 0;
    // Several rows at once: the sums are fetched and put back less often.
    for (; row + ROWS <= size; row += ROWS, at += (ROWS - 1) * width) {
      for (let x = 0; x < width; x += 1, at += 1) sums[x] = (sums[x] as number) + (data[at] as number) + (data[at + width] as number) + (data[at + 2 * width] as number) + (data[at + 3 * width] as number);
    }
    for (; row < size; row += 1) for (let x = 0; x < width; x += 1, at += 1) sums[x] = (sums[x] as number) + (data[at] as number);
    const shift = shifts[strip] as number;
    const from = Math.max(0, shift);
    const to = Math.min(width, width + shift);
    for (let x = from; x < to; x += 1) values[strip * width + x - shift] = 255 - (sums[x] as number) / size;
  }
  return { count, size, length: width, values, shifts };
};

// The slope of a page by projection profiles (Postl): along the true slope the dark points of lines of text and of rules fall on few
// lines, so the profile is sharpest.
import type { Grey } from '../picture.js';

/** Slopes looked at, degrees, and the steps from coarse to fine. */
const WIDEST = 6;
const COARSE = 0.25;
const FINE = 0.04;
/** Every so many pixels become one point. */
const BLOCK = 4;
/** A block this much darker than paper holds ink. */
const INK = 70;
const MOST_POINTS = 12_000;

interface Points {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

const darkPoints = ({ width, height, data }: Grey): Points => {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = 0; y + BLOCK <= height; y += BLOCK) {
    for (let x = 0; x + BLOCK <= width; x += BLOCK) {
      let darkest = 255;
      for (let r = y; r < y + BLOCK; r += 1) for (let at = r * width + x, end = at + BLOCK; at < end; at += 1) if ((data[at] as number) < darkest) darkest = data[at] as number;
      if (darkest < 255 - INK) {
        xs.push(x / BLOCK);
        ys.push(y / BLOCK);
      }
    }
  }
  const step = Math.max(1, Math.ceil(xs.length / MOST_POINTS));
  const some = (values: readonly number[]): Float32Array => Float32Array.from(values.filter((_, i) => i % step === 0));
  return { xs: some(xs), ys: some(ys) };
};

/** How sharp the profile is: sum of squared differences of neighbouring bins. */
const sharpness = ({ xs, ys }: Points, slope: number, bins: Float64Array): number => {
  bins.fill(0);
  const middle = bins.length / 4;
  for (let i = 0; i < xs.length; i += 1) {
    const at = (ys[i] as number) - slope * (xs[i] as number) + middle;
    const bin = Math.floor(at);
    if (bin < 0 || bin + 1 >= bins.length) continue;
    bins[bin] = (bins[bin] as number) + 1 - (at - bin);
    bins[bin + 1] = (bins[bin + 1] as number) + (at - bin);
  }
  let sum = 0;
  for (let i = 1; i < bins.length; i += 1) sum += ((bins[i] as number) - (bins[i - 1] as number)) ** 2;
  return sum;
};

const sharpest = (points: Points, from: number, to: number, step: number, bins: Float64Array): number => {
  let best = 0;
  let most = -1;
  for (let degrees = from; degrees <= to + 1e-9; degrees += step) {
    const now = sharpness(points, Math.tan((degrees * Math.PI) / 180), bins);
    // Of equals the one nearest to level.
    if (now > most * 1.0001 || (now > most * 0.9999 && Math.abs(degrees) < Math.abs(best))) {
      most = Math.max(most, now);
      best = degrees;
    }
  }
  return best;
};

/** Slope of the lines of the page: pixels down for each pixel to the right. 0 for a page with next to nothing on it. */
export const slopeOf = (grey: Grey): number => {
  const points = darkPoints(grey);
  if (points.xs.length < 100) return 0;
  const bins = new Float64Array(Math.ceil((2 * grey.height) / BLOCK));
  const coarse = sharpest(points, -WIDEST, WIDEST, COARSE, bins);
  const fine = sharpest(points, coarse - COARSE, coarse + COARSE, FINE, bins);
  return Math.tan((fine * Math.PI) / 180);
};

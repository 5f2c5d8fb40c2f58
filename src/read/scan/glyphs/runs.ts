// The ink of a cell as runs, and which of them hang together (connected components by runs: Rosenfeld and Pfaltz).
import type { Grey, PixelBox } from '../picture.js';

/** Neighbouring pixels of ink, row by row: run `i` covers `from[i]` to `to[i]`, which is just outside, of row `rows[i]`. */
export interface Runs {
  readonly rows: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The runs of a part of a cell: of what is darker than paper by `least` and has no label yet. */
export const runsOf = ({ width, data }: Grey, [x0, top, x1, bottom]: PixelBox, least: number, labels: Uint16Array): Runs => {
  const lightest = 255 - Math.ceil(least);
  const [rows, from, to]: [number[], number[], number[]] = [[], [], []];
  const isInk = (at: number): boolean => (data[at] as number) <= lightest && labels[at] === 0;
  for (let y = top; y < bottom; y += 1) {
    const [start, end] = [y * width + x0, y * width + x1];
    for (let at = start; at < end; at += 1) {
      if (!isInk(at)) continue;
      rows.push(y);
      from.push(at - start + x0);
      while (at < end && isInk(at)) at += 1;
      to.push(at - start + x0);
    }
  }
  return { rows, from, to };
};

/** The first run of the component that a run is known to belong to. */
const firstOf = (parents: Int32Array, run: number): number => {
  let at = run;
  while (parents[at] !== at) at = parents[at] as number;
  return at;
};

/** For each run the number of its component, from 0 in the order of their first runs; runs of neighbouring rows hang together over corners, too. */
export const connected = ({ rows, from, to }: Runs): { readonly numbers: Int32Array; readonly count: number } => {
  const parents = new Int32Array(rows.length);
  // The first run of the row above that may touch the next run.
  let above = 0;
  for (let i = 0; i < rows.length; i += 1) {
    parents[i] = i;
    const [row, start, end] = [(rows[i] as number) - 1, from[i] as number, to[i] as number];
    while (above < i && ((rows[above] as number) < row || (rows[above] === row && (to[above] as number) < start))) above += 1;
    for (let k = above; k < i && rows[k] === row && (from[k] as number) <= end; k += 1) {
      const [a, b] = [firstOf(parents, i), firstOf(parents, k)];
      if (a < b) parents[b] = a;
      else parents[a] = b;
    }
  }
  let count = 0;
  const numbers = new Int32Array(rows.length);
  // A component's first run comes before its others.
  for (let i = 0; i < rows.length; i += 1) numbers[i] = parents[i] === i ? count++ : (numbers[firstOf(parents, i)] as number);
  return { numbers, count };
};

// Specks of one pixel away: dirt on the glass, salt and pepper of a bad copy. Print has no strokes of one pixel alone.
import type { Grey } from '../picture.js';

/** Grey levels by which a speck stands out against everything around it. */
const OUT = 70;

/** In place: the picture given is changed. */
export const despeckle = ({ width, height, data }: Grey): void => {
  for (let y = 1; y + 1 < height; y += 1) {
    for (let x = 1, at = y * width + 1; x + 1 < width; x += 1, at += 1) {
      const value = data[at] as number;
      const left = data[at - 1] as number;
      const right = data[at + 1] as number;
      if (Math.abs(value - left) < OUT || Math.abs(value - right) < OUT) continue;
      const [up, down] = [at - width, at + width];
      const near = [left, right, data[up - 1] as number, data[up] as number, data[up + 1] as number, data[down - 1] as number, data[down] as number, data[down + 1] as number];
      // One neighbour may be a speck, too.
      near.sort((a, b) => a - b);
      if (value + OUT < (near[1] as number)) data[at] = near[4] as number;
      else if (value - OUT > (near[6] as number)) data[at] = near[3] as number;
    }
  }
};

// Specks of one pixel away: dirt on the glass, salt and pepper of a bad copy. Print has no strokes of one pixel alone.
import type { Grey } from '../picture.js';

/** Grey levels by which a speck stands out against everything around it. */
const OUT = 70;

/** Rows looked at first: where these hold no more specks than this for each thousand pixels, the page is clean and stays as it is. */
const SAMPLE = 12;
const CLEAN = 0.8;

/** In place: the picture given is changed. */
export const despeckle = (grey: Grey): void => {
  const looked = ((grey.width - 2) * Math.floor((grey.height - 2) / SAMPLE)) / 1000;
  if (cleanRows(grey, SAMPLE) > CLEAN * looked) cleanRows(grey, 1);
};

/** Cleans every `step`-th row; each pixel is held against its neighbours as they were, or a thin line would go from its end on. @returns the number of specks */
const cleanRows = ({ width, height, data }: Grey, step: number): number => {
  let specks = 0;
  let above = data.slice(0, width);
  let own = new Uint8Array(width);
  for (let y = 1; y + 1 < height; y += step) {
    if (step > 1) above.set(data.subarray((y - 1) * width, y * width));
    own.set(data.subarray(y * width, (y + 1) * width));
    for (let x = 1, at = y * width + 1; x + 1 < width; x += 1, at += 1) {
      const value = own[x] as number;
      const left = own[x - 1] as number;
      if (value - left < OUT && left - value < OUT) continue;
      const right = own[x + 1] as number;
      if (value - right < OUT && right - value < OUT) continue;
      const near = [left, right, above[x - 1] as number, above[x] as number, above[x + 1] as number, data[at + width - 1] as number, data[at + width] as number, data[at + width + 1] as number];
      const darker = value - left < 0;
      let alike = 0;
      for (const other of near) if (darker ? other - value <= OUT : value - other <= OUT) alike += 1;
      // One neighbour may be a speck, too.
      if (alike > 1) continue;
      data[at] = near.sort((a, b) => a - b)[darker ? 4 : 3] as number;
      specks += 1;
    }
    [above, own] = [own, above];
  }
  return specks;
};

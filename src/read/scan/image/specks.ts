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

/** Pixels from one dot of a dotted rule to the next, at most, and so many in a row that no dirt lies so by chance. */
const FARTHEST = 8;
const DOTS = 4;

/** Whether a speck is one of many, evenly apart along either axis, paper between them, up to a pixel beside their line. @param limit what is darker is a dot */
const isOfDots = (data: Uint8Array, width: number, at: number, limit: number): boolean =>
  [[1, width] as const, [width, 1] as const].some(([along, across]) => {
    const isDot = (place: number): boolean => (data[place] as number) <= limit || (data[place - across] as number) <= limit || (data[place + across] as number) <= limit;
    const isRow = (step: number, from: number): boolean => {
      for (let k = from; k <= from + DOTS; k += 1) {
        if (k !== 0 && !isDot(at + k * step * along)) return false;
        if (k > from && isDot(at + (k * step - (step >> 1)) * along)) return false;
      }
      return true;
    };
    for (let step = 2; step <= FARTHEST; step += 1) if (isRow(step, -DOTS / 2) || isRow(step, 0) || isRow(step, -DOTS)) return true;
    return false;
  });

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
      if (alike > 1 || (darker && isOfDots(data, width, at, value + OUT / 2))) continue;
      data[at] = near.sort((a, b) => a - b)[darker ? 4 : 3] as number;
      specks += 1;
    }
    [above, own] = [own, above];
  }
  return specks;
};

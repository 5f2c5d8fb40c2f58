// Copies in black and white, as faxes make them: thin strokes are in pieces, edges are steps. Read as grey print again, a little out of focus,
// the pieces of a stroke meet.
import type { Grey } from '../picture.js';
import { fresh, type Take } from './memory.js';

/** What is darker is ink, and what is lighter paper, grey levels; print scanned in grey has edges between them. */
const INK = 64;
const PAPER = 192;
/**
 * Pixels of edges for each of ink: on pages of the tuning fonts at 150 and 200 pixels an inch 0.79 and more in grey, 0.75 and less in black
 * and white (JPEG blurs that a little).
 */
const EDGES = 0.77;

/** One pixel of so many tells, from row to row another one, so that rules of either axis count as much as they should. */
const SAMPLE = 3;

/** Whether the picture was made black and white at this resolution. */
export const isBilevel = ({ width, height, data }: Grey): boolean => {
  let [edges, ink] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let at = y * width + (y % SAMPLE), end = (y + 1) * width; at < end; at += SAMPLE) {
      const value = data[at] as number;
      if (value < INK) ink += 1;
      else if (value < PAPER) edges += 1;
    }
  }
  return ink > 0 && edges < EDGES * ink;
};

/** Each pixel with its neighbours, weighed 1 2 1 along both axes; the rim is kept. */
export const softened = ({ width, height, data }: Grey, take: Take = fresh): Grey => {
  const result = take(data.length);
  result.set(data);
  for (let y = 1; y + 1 < height; y += 1) {
    let [before, here] = [0, 0];
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const after = (data[at - width] as number) + 2 * (data[at] as number) + (data[at + width] as number);
      if (x > 1) result[at - 1] = (before + 2 * here + after) >> 4;
      [before, here] = [here, after];
    }
  }
  return { width, height, data: result };
};

import { describe, expect, it } from 'vitest';
import { isBilevel, softened } from '../../../src/read/scan/image/bilevel.js';
import type { Grey } from '../../../src/read/scan/picture.js';

const SIZE = 60;

/** Upright strokes, two pixels of ink each; `edge` is the level of the pixel on both sides of them. */
const strokes = (edge: number): Grey => {
  const data = new Uint8Array(SIZE * SIZE).fill(255);
  for (let y = 5; y < SIZE - 5; y += 1) for (let x = 10; x < SIZE - 10; x += 10) data.set([edge, 0, 0, edge], y * SIZE + x);
  return { width: SIZE, height: SIZE, data };
};

describe('copies in black and white', () => {
  it('are told from print in grey by its edges', () => {
    expect([isBilevel(strokes(255)), isBilevel(strokes(130)), isBilevel({ width: 2, height: 1, data: Uint8Array.of(255, 255) })]).toEqual([true, false, false]);
  });

  it('are put a little out of focus, so that a stroke in pieces is one', () => {
    const page = strokes(255);
    page.data.fill(255, 30 * SIZE, 31 * SIZE);
    const soft = softened(page);
    const at = (x: number, y: number): number => soft.data[y * SIZE + x] as number;
    expect(at(11, 30)).toBeLessThan(200);
    expect([at(11, 20), at(5, 20)]).toEqual([63, 255]);
    expect([at(0, 0), at(SIZE - 1, SIZE - 1)]).toEqual([255, 255]);
  });
});

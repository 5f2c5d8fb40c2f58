import { describe, expect, it } from 'vitest';
import { toGrey } from '../../../src/read/scan/image/grey.js';

type Colour = readonly [number, number, number];
const PAPER: Colour = [250, 250, 250];
const STAMP: Colour = [225, 100, 106];
/** Half a stroke of a stamp, whose colour JPEG has spread. */
const EDGE: Colour = [181, 150, 150];
const PRINT: Colour = [60, 60, 60];

/** One row of pixels, as grey; far more paper beside it. */
const greyOf = (...colours: readonly Colour[]): number[] => {
  const row = [...Array.from({ length: 60 }, () => PAPER), ...colours, PAPER, PAPER, PAPER];
  const { data } = toGrey({ width: row.length, height: 1, channels: 3, data: Uint8Array.from(row.flat()) });
  return [...data.slice(60, 60 + colours.length)];
};

describe('toGrey', () => {
  it('takes a stamp away with its edges', () => {
    expect(Math.min(...greyOf(EDGE, STAMP, STAMP, STAMP, EDGE))).toBeGreaterThan(220);
  });

  it('leaves print beside a stamp, and what is as pale elsewhere', () => {
    expect(greyOf(STAMP, STAMP, EDGE, PRINT, PRINT)[4]).toBe(60);
    expect(greyOf(STAMP, STAMP, PRINT)[2]).toBeLessThan(90);
    expect(greyOf(EDGE, PRINT, PRINT, EDGE)[3]).toBeLessThan(200);
  });

  it('leaves the light of a photograph as it is', () => {
    const warm = Array.from({ length: 100 }, (): Colour => [250, 220, 190]);
    expect(greyOf(...warm, [230, 200, 170], [230, 200, 170], ...warm)[100]).toBe(Math.floor(230 + 0.45 * 36));
  });
});

import { describe, expect, it } from 'vitest';
import { despeckle } from '../../../src/read/scan/image/specks.js';

const [WIDTH, HEIGHT] = [120, 90];

const pageWith = (dark: (x: number, y: number) => boolean) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (dark(i % WIDTH, Math.floor(i / WIDTH)) ? 0 : 255)),
});

const isSpeck = (x: number, y: number): boolean => x > 62 && x < 119 && y > 0 && y < 89 && (x + 5 * y) % 23 === 0;

describe('specks', () => {
  it('go, and rules of one pixel stay', () => {
    const page = pageWith((x, y) => isSpeck(x, y) || (x === 20 && y >= 10 && y < 80) || (y === 50 && x >= 20 && x < 50));
    despeckle(page);
    const ink = [...page.data.keys()].filter((i) => page.data[i] === 0);
    expect(ink.filter((i) => i % WIDTH > 61)).toEqual([]);
    expect(ink.filter((i) => i % WIDTH === 20)).toHaveLength(68);
    expect(ink.filter((i) => Math.floor(i / WIDTH) === 50)).toHaveLength(30);
  });

  it('are no dots of a rule, not even of one that is not quite straight', () => {
    const isDot = (x: number, y: number): boolean => y >= 10 && y < 70 && y % 3 === 0 && x === 30 + Math.floor(y / 25);
    const page = pageWith((x, y) => isSpeck(x, y) || isDot(x, y));
    despeckle(page);
    expect([...page.data.keys()].filter((i) => page.data[i] === 0)).toHaveLength(20);
  });
});

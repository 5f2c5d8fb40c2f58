import { describe, expect, it } from 'vitest';
import type { Block } from 'tesseract.js';
import { readingsOf, stripOf } from '../../../src/read/scan/tesseract/strip.js';
import type { Grey } from '../../../src/read/scan/picture.js';

const picture = (width: number, height: number, value = 0): Grey => ({ width, height, data: new Uint8Array(width * height).fill(value) });

const LAYOUT = { height: 30, squeeze: 1, leading: 10, gap: 6, alike: false };

/** What the engine gives back: symbols with their boxes. */
const blocks = (symbols: readonly (readonly [text: string, x: number, confidence: number])[]): Block[] => [
  { paragraphs: [{ lines: [{ words: [{ symbols: symbols.map(([text, x, confidence]) => ({ text, confidence, bbox: { x0: x - 3, x1: x + 3, y0: 0, y1: 10 } })) }] }] }] } as unknown as Block,
];

describe('stripOf', () => {
  it('puts pictures side by side, apart, in their order', () => {
    const { places, picture: strip } = stripOf([picture(10, 30), picture(20, 30), picture(10, 30)], LAYOUT);
    expect(places.map(({ from, to }) => to - from)).toEqual([22, 32, 22]);
    expect(places.every(({ from }, i) => i === 0 || from > (places[i - 1]?.to ?? 0))).toBe(true);
    expect(strip.height).toBe(30 + 2 * LAYOUT.leading);
  });

  it('draws a stroke between two pictures', () => {
    const { places, picture: strip } = stripOf([picture(10, 30, 255), picture(10, 30, 255)], LAYOUT);
    const between = strip.data.slice(25 * strip.width + (places[0]?.to ?? 0), 25 * strip.width + (places[1]?.from ?? 0));
    expect(Math.min(...between)).toBeLessThan(60);
  });

  it('keeps a point small beside digits, and brings lines of several sizes to one', () => {
    const sizes = (alike: boolean) => stripOf([picture(30, 30), picture(30, 30), picture(60, 60)], { ...LAYOUT, alike }).places.map(({ from, to }) => to - from - 12);
    expect(sizes(false)).toEqual([30, 30, 60]);
    expect(sizes(true)).toEqual([30, 30, 30]);
  });
});

describe('readingsOf', () => {
  const places = [{ from: 0, to: 20 }, { from: 32, to: 52 }, { from: 64, to: 84 }];

  it('gives symbols to the picture they stand on, left to right, and leaves the separators out', () => {
    const readings = readingsOf(blocks([['2', 14, 90], ['1', 8, 95], ['/', 26, 99], ['7', 40, 80], ['/', 58, 99]]), places);
    expect(readings).toEqual([{ text: '12', confidence: 0.9 }, { text: '7', confidence: 0.8 }, { text: '', confidence: 0 }]);
  });

  it('drops what stands on no picture', () => {
    expect(readingsOf(blocks([['3', 56, 90]]), places).map(({ text }) => text)).toEqual(['', '', '']);
  });
});

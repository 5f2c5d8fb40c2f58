import { describe, expect, it } from 'vitest';
import { alikeness, patternsOf, readAdapted } from '../../../src/read/scan/adapt.js';
import type { Figure } from '../../../src/read/scan/decide.js';
import { type AskedCell, trusted } from '../../../src/read/scan/figures.js';
import type { GlyphReading } from '../../../src/read/scan/glyphs/index.js';
import { FRAME_HEIGHT, FRAME_WIDTH, SHAPE_SIZE } from '../../../src/read/scan/glyphs/shape.js';

type Drawing = (x: number, y: number) => boolean;

/** Strokes of a made font; `wear` lightens every third pixel of them. */
const shapeOf = (drawing: Drawing, wear = 0): Float32Array => {
  const shape = new Float32Array(SHAPE_SIZE);
  for (let y = 0; y < FRAME_HEIGHT; y += 1) for (let x = 0; x < FRAME_WIDTH; x += 1) if (drawing(x, y)) shape[y * FRAME_WIDTH + x] = (x + y) % 3 === 0 ? 1 - wear : 1;
  return shape;
};

const ONE: Drawing = (x) => x > 6 && x < 10;
const ZERO: Drawing = (x, y) => x < 4 || x > 11 || y < 4 || y > 15;
/** A zero with a stroke through it: like none of the others. */
const OTHER: Drawing = (x, y) => ZERO(x, y) || Math.abs(x - y) < 3;

const reading = (text: string, confidence: number, ...shapes: readonly Float32Array[]): GlyphReading => ({
  kind: 'number',
  text,
  confidence,
  candidates: [{ text, weight: confidence }],
  ink: [0, 0, 10, 10],
  full: 255,
  doubtful: false,
  roomy: false,
  footed: false,
  dashed: false,
  pieces: shapes.map((shape, at) => ({ shape, box: [0, 0, 10, 10] as const, options: [{ text: text[at] ?? '', weight: confidence }] })),
});

const agreed = [0, 0.1, 0.2].flatMap((wear) => [reading('1', 0.99, shapeOf(ONE, wear)), reading('0', 0.99, shapeOf(ZERO, wear))]);
const patterns = patternsOf(agreed);

describe('the font of a page', () => {
  it('is learnt from digits with enough examples', () => {
    expect(patterns.map(({ text }) => text).sort()).toEqual(['0', '1']);
    expect(patternsOf(agreed.slice(0, 4))).toEqual([]);
  });

  it('tells what the reader was unsure of', () => {
    expect(readAdapted(reading('01', 0.3, shapeOf(ONE, 0.15), shapeOf(ZERO, 0.15)), patterns)).toMatchObject({ text: '10', confidence: 0.8 });
  });

  it('does not tell a digit it has never seen', () => {
    const unknown = reading('8', 0.4, shapeOf(OTHER));
    expect(readAdapted(unknown, patterns)).toBe(unknown);
  });

  it('holds no glyph against other digits only because its own was not learnt', () => {
    const options = (weight: number) => [{ text: '1', weight: 0.9 - weight }, { text: '3', weight }];
    const glyph = (weight: number): GlyphReading => ({ ...reading('1', 0.5), pieces: [{ shape: shapeOf(ONE, 0.15), box: [0, 0, 10, 10], options: options(weight) }] });
    expect([0.05, 0.3].map((weight) => readAdapted(glyph(weight), patterns).confidence)).toEqual([0.8, 0.5]);
  });

  it('leaves a reading without glyphs as it is', () => {
    const none: GlyphReading = { ...reading('', 0), kind: 'other', pieces: [], doubtful: false, roomy: false, footed: false, dashed: false };
    expect(readAdapted(none, patterns)).toBe(none);
  });

  it('is no font where digits of one kind differ as by hand, and surely one where many are alike', () => {
    const hand = [0, 1, 2, 3].map((shift) => reading('0', 0.99, shapeOf((x, y) => ZERO((x + 2 * shift) % FRAME_WIDTH, (y + shift) % FRAME_HEIGHT))));
    const many = Array.from({ length: 5 }, () => agreed).flat();
    expect([patterns, patternsOf(hand), [], patternsOf(many)].map(alikeness)).toEqual([undefined, 'loose', undefined, 'tight']);
  });
});

describe('a page on which the readers differ on a quarter of the figures', () => {
  const figures = new Map(
    Array.from({ length: 40 }, (_, col): readonly [AskedCell, Figure] => {
      const isApart = col % 4 === 0;
      const cell: AskedCell = { row: 0, col, rowSpan: 1, colSpan: 1, at: { page: 1 }, role: 'figure', glyphs: reading('1', 0.99), cut: { width: 0, height: 0, data: new Uint8Array() } };
      const readings = ['glyphs', 'tesseract'].map((reader, at) => ({ reader, text: isApart && at === 1 ? '7' : '1', confidence: 0.99 }));
      return [cell, { text: '1', double: { readings, candidates: [{ text: '1', weight: 0.99 }], agreed: !isApart } }];
    }),
  );
  const apart = new Set([...figures].flatMap(([cell, { double }]) => (double.agreed ? [] : [cell])));

  it('has no values where it may be written by hand', () => {
    const read = trusted({ figures, apart, alike: undefined }, 1);
    expect(read.findings.map(({ type }) => type)).toEqual(['print-unknown']);
    expect([...read.figures.values()].some(({ double }) => double.agreed)).toBe(false);
  });

  it('keeps those on which they agree where it was surely printed', () => {
    const read = trusted({ figures, apart, alike: 'tight' }, 1);
    expect(read.findings).toEqual([]);
    expect([...read.figures.values()].filter(({ double }) => double.agreed)).toHaveLength(30);
  });
});

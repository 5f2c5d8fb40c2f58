import { describe, expect, it } from 'vitest';
import { isLoose, patternsOf, readAdapted } from '../../../src/read/scan/adapt.js';
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
    expect(readAdapted(reading('77', 0.3, shapeOf(ONE, 0.15), shapeOf(ZERO, 0.15)), patterns)).toMatchObject({ text: '10', confidence: 0.8 });
  });

  it('does not tell a digit it has never seen', () => {
    const unknown = reading('8', 0.4, shapeOf(OTHER));
    expect(readAdapted(unknown, patterns)).toBe(unknown);
  });

  it('leaves a reading without glyphs as it is', () => {
    const none: GlyphReading = { ...reading('', 0), kind: 'other', pieces: [], doubtful: false, roomy: false };
    expect(readAdapted(none, patterns)).toBe(none);
  });

  it('is no font where digits of one kind differ as by hand', () => {
    const hand = [0, 1, 2, 3].map((shift) => reading('0', 0.99, shapeOf((x, y) => ZERO((x + 2 * shift) % FRAME_WIDTH, (y + shift) % FRAME_HEIGHT))));
    expect([isLoose(patterns), isLoose(patternsOf(hand)), isLoose([])]).toEqual([false, true, false]);
  });
});

// Figures of a page by both readers, the engine saying what the test says.
import { describe, expect, it } from 'vitest';
import { type AskedCell, readFigures } from '../../../src/read/scan/figures.js';
import type { GlyphReading } from '../../../src/read/scan/glyphs/index.js';
import type { Ocr } from '../../../src/read/scan/ocr.js';

const dash: GlyphReading = { kind: 'mark', text: '-', confidence: 0.95, candidates: [{ text: '-', weight: 0.95 }], ink: [0, 0, 10, 3], full: 255, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false };

/** How many dashes both readers take for no digit, of so many; the engine takes the last for a 1. */
const agreedOf = async (count: number): Promise<number> => {
  const asked = Array.from({ length: count }, (_, col): AskedCell => ({ row: 0, col, rowSpan: 1, colSpan: 1, at: { page: 1 }, role: 'figure', glyphs: dash, cut: { width: 10, height: 3, data: new Uint8Array(30) } }));
  let left = count;
  const read = (cuts: readonly unknown[]) => Promise.resolve(cuts.map(() => ({ text: (left -= 1) === 0 ? '1' : '', confidence: 0.9 })));
  const ocr: Ocr = { id: 'said', digits: read, again: (cuts) => Promise.resolve(cuts.map(() => ({ text: '1', confidence: 0.9 }))), lines: () => Promise.reject(new Error('no labels here')) };
  const { figures } = await readFigures(asked, ocr);
  return [...figures.values()].filter(({ double }) => double.agreed).length;
};

describe('dashes', () => {
  it('are all dashes on a page that is full of them, whatever the engine makes of one', async () => {
    expect([await agreedOf(3), await agreedOf(9)]).toEqual([2, 9]);
  });
});

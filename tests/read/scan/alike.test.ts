import { describe, expect, it } from 'vitest';
import { kindsOf, readAlike, type Shown } from '../../../src/read/scan/alike.js';
import type { OcrReading } from '../../../src/read/scan/ocr.js';
import type { Grey } from '../../../src/read/scan/picture.js';

/** A ring of ink, or a bar: 0 and 1. `pale` takes ink away, as wear does. */
const picture = (digit: '0' | '1', pale = 0): Grey => {
  const [width, height] = [12, 18];
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const ring = x < 4 || x > 7 || y < 4 || y > 13;
      if (digit === '0' ? ring : x > 4 && x < 8) data[y * width + x] = pale;
    }
  }
  return { width, height, data };
};

const shown = (digit: '0' | '1', { text, confidence = 0.99, pale = 0 }: { text?: string; confidence?: number; pale?: number } = {}): Shown => ({
  glyphs: { kind: 'number', text: text ?? digit, confidence, candidates: [{ text: text ?? digit, weight: confidence }], ink: [1, 1, 11, 17], full: 255, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false },
  cut: picture(digit, pale),
});

const zeros = (count: number): Shown[] => Array.from({ length: count }, () => shown('0'));

const engine = (answers: readonly string[]) => {
  const calls: number[] = [];
  const left = [...answers];
  const read = (cuts: readonly Grey[]): Promise<OcrReading[]> => {
    calls.push(cuts.length);
    return Promise.resolve(cuts.map(() => ({ text: left.shift() ?? '0', confidence: 0.9 })));
  };
  return { calls, read };
};

describe('figures that look alike', () => {
  it('are of one kind when both their picture and what our reader says are the same', () => {
    expect(kindsOf([shown('0'), shown('1'), shown('0'), shown('0', { text: '8' })])).toEqual([[0, 2], [1], [3]]);
  });

  it('are not taken together where our reader is unsure, or wear has changed them', () => {
    expect(kindsOf([shown('0'), shown('0', { confidence: 0.7 }), shown('0', { pale: 90 })])).toEqual([[0], [1], [2]]);
  });

  it('are shown three at a time, and the rest share the answer', async () => {
    const { calls, read } = engine([]);
    const readings = await readAlike([...zeros(9), shown('1')], read);
    expect(calls).toEqual([4]);
    expect(readings.map(({ text, shared }) => (shared ? `${text}*` : text)).join('')).toBe('0000*0*0*0*0*0*0');
  });

  it('are read one by one where the answers differ', async () => {
    const { calls, read } = engine(['0', '6', '0', '0', '0']);
    const readings = await readAlike(zeros(5), read);
    expect(calls).toEqual([3, 2]);
    expect(readings.some(({ shared }) => shared)).toBe(false);
    expect(readings.map(({ text }) => text).join('')).toBe('06000');
  });
});

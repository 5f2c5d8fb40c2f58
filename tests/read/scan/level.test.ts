// Traced rules → the map that makes a page level.
import { describe, expect, it } from 'vitest';
import { levelling } from '../../../src/read/scan/image/level.js';
import { apply } from '../../../src/read/scan/image/warp.js';
import type { Track } from '../../../src/read/scan/rules/trace.js';

const [WIDTH, HEIGHT] = [1654, 2339];
const track = (offset: number, length: number, slope: number): Track => ({ from: 100, to: 100 + length, offset, slope, darkness: 90, seen: length / 16 });

describe('levelling', () => {
  const rules = [200, 400, 600, 800, 1000].map((offset) => track(offset, 1200, 0.01));
  const slopeOf = (tracks: readonly Track[]): number => {
    const map = levelling(tracks, tracks.map((each) => ({ ...each, slope: -each.slope })), 0.01, WIDTH, HEIGHT);
    const [[x0, y0], [x1, y1]] = [apply(map, 200, 1000), apply(map, 1400, 1000)];
    return (y1 - y0) / (x1 - x0);
  };

  it('follows the rules', () => {
    expect(slopeOf(rules)).toBeCloseTo(0.01, 4);
  });

  it('is not led astray by lines of strokes that waver', () => {
    expect(slopeOf([...rules, ...[0.002, 0.006, 0.003, 0.007, 0.001, 0.005].map((slope, i) => track(250 + 100 * i, 900, slope))])).toBeCloseTo(0.01, 4);
  });
});

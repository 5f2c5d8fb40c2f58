// Figures as a hand writes them: strokes that waver. They stand for what no reader of print can be trusted with.
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from '../random.js';

/** Strokes of each digit in a unit square, as points of a polyline. */
const STROKES: Readonly<Record<string, readonly (readonly (readonly [number, number])[])[]>> = {
  '0': [[[0.5, 0], [0.1, 0.4], [0.2, 0.9], [0.6, 1], [0.9, 0.5], [0.6, 0.05], [0.4, 0]]],
  '1': [[[0.4, 0.1], [0.55, 0], [0.5, 1]]],
  '2': [[[0.1, 0.2], [0.5, 0], [0.9, 0.3], [0.1, 1], [0.95, 0.95]]],
  '3': [[[0.1, 0.1], [0.8, 0.1], [0.45, 0.45], [0.85, 0.75], [0.3, 1], [0.1, 0.9]]],
  '4': [[[0.6, 0], [0.1, 0.65], [0.95, 0.6]], [[0.65, 0.35], [0.6, 1]]],
  '5': [[[0.85, 0], [0.25, 0.05], [0.2, 0.45], [0.8, 0.55], [0.7, 0.95], [0.1, 1]]],
  '6': [[[0.75, 0], [0.2, 0.5], [0.3, 0.98], [0.8, 0.85], [0.6, 0.5], [0.2, 0.65]]],
  '7': [[[0.1, 0.05], [0.9, 0], [0.4, 1]]],
  '8': [[[0.8, 0.15], [0.4, 0], [0.2, 0.25], [0.8, 0.7], [0.5, 1], [0.15, 0.8], [0.85, 0.2]]],
  '9': [[[0.85, 0.3], [0.4, 0.45], [0.2, 0.2], [0.6, 0], [0.85, 0.3], [0.6, 1]]],
  '-': [[[0.1, 0.55], [0.9, 0.5]]],
  '.': [[[0.45, 0.95], [0.55, 1]]],
};

/** @param y baseline */
export const drawByHand = (context: SKRSContext2D, text: string, x: number, y: number, size: number, random: Random): void => {
  const waver = (): number => (random.next() - 0.5) * 0.28;
  context.lineWidth = size / 11;
  context.lineCap = 'round';
  Array.from(text).forEach((digit, i) => {
    const [dx, lean, tall] = [x + i * size * 0.62, waver(), size * (0.75 + waver() / 2)];
    for (const stroke of STROKES[digit] ?? []) {
      context.beginPath();
      stroke.forEach(([u, v], k) => {
        const px = dx + (u + waver() + lean * (1 - v)) * size * 0.5;
        const py = y - (1 - v + waver() / 2) * tall;
        if (k === 0) context.moveTo(px, py);
        else context.lineTo(px, py);
      });
      context.stroke();
    }
  });
  context.lineCap = 'butt';
};

// Draws texts as a scanner would see them: size, slant, blur, noise, thin and thick strokes, fax.
import { createCanvas } from '@napi-rs/canvas';
import type { Grey } from '../../src/read/scan/picture.js';
import { seeded, type Random } from '../factory/random.js';

export { seeded };

const SIDE = 132;

const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** Mean of neighbours, `passes` times: near enough to a Gaussian. */
const blur = (data: Float32Array, width: number, height: number, sigma: number): Float32Array => {
  if (sigma < 0.15) return data;
  const radius = Math.ceil(2 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const sum = kernel.reduce((a, b) => a + b, 0);
  const along = (source: Float32Array, step: number, size: number, at: (i: number) => number): Float32Array =>
    source.map((_, i) => {
      let value = 0;
      const place = at(i);
      kernel.forEach((weight, k) => {
        const off = Math.max(-place, Math.min(size - 1 - place, k - radius));
        value += (weight / sum) * (source[i + off * step] as number);
      });
      return value;
    });
  return along(along(data, 1, width, (i) => i % width), width, height, (i) => Math.floor(i / width));
};

const smallest = (data: Float32Array, width: number, height: number, thicker: boolean): Float32Array =>
  data.map((value, i) => {
    let best = value;
    for (const off of [i % width > 0 ? -1 : 0, i % width < width - 1 ? 1 : 0, i >= width ? -width : 0, i < width * (height - 1) ? width : 0]) {
      const near = data[i + off] as number;
      best = thicker ? Math.min(best, near) : Math.max(best, near);
    }
    return value + 0.6 * (best - value);
  });

/** What a face looks like after a copier and a scanner; the same random numbers give the same picture. */
export const scanned = (text: string, face: string, random: Random): Grey => {
  const size = 9 + 30 * random.next() ** 1.5;
  const canvas = createCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIDE, SIDE);
  context.fillStyle = '#000';
  context.translate(14 + random.next(), 90 + random.next());
  context.transform(1 + 0.08 * gaussian(random), 0.02 * gaussian(random), 0.03 * gaussian(random), 1, 0, 0);
  context.font = `${random.next() < 0.25 ? 'bold ' : ''}${size}px "${face}"`;
  context.fillText(text, 0, 0);
  const pixels = context.getImageData(0, 0, SIDE, SIDE).data;
  let data = Float32Array.from({ length: SIDE * SIDE }, (_, i) => pixels[4 * i] as number);
  const change = random.next();
  if (change < 0.12 && size > 16) data = smallest(data, SIDE, SIDE, true);
  else if (change < 0.2 && size > 22) data = smallest(data, SIDE, SIDE, false);
  data = blur(data, SIDE, SIDE, Math.min(size / 13, 1.6) * random.next());
  const contrast = 0.45 + 0.55 * random.next();
  const noise = random.next() < 0.6 ? 14 * random.next() : 34 * random.next();
  const fax = random.next() < 0.16 ? 90 + 90 * random.next() : undefined;
  const out = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < out.length; i += 1) {
    let value = 255 - contrast * (255 - (data[i] as number)) + noise * gaussian(random);
    if (fax !== undefined) value = value < 255 - contrast * (255 - fax) ? 0 : 255;
    out[i] = Math.max(0, Math.min(255, value));
  }
  return { width: SIDE, height: SIDE, data: out };
};

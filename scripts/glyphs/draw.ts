// Draws texts as a scanner would see them: size, slant, blur, noise, thin and thick strokes, fax.
import { createCanvas } from '@napi-rs/canvas';
import type { Grey } from '../../src/read/scan/picture.js';
import { seeded, type Random } from '../factory/random.js';

export { seeded };

const SIDE = 76;

/** One for all: canvases are freed only when the program waits. */
const canvas = createCanvas(SIDE, SIDE);
const context = canvas.getContext('2d');

const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

type Plane = Float32Array<ArrayBuffer>;

/** Along rows or columns: `step` to the next pixel, `across` to the next line. */
const blurAlong = (source: Plane, step: number, across: number, kernel: readonly number[]): Plane => {
  const result = new Float32Array(source.length);
  const radius = kernel.length >> 1;
  for (let line = 0; line < SIDE; line += 1) {
    for (let i = 0; i < SIDE; i += 1) {
      let value = 0;
      for (let k = 0; k < kernel.length; k += 1) value += (kernel[k] as number) * (source[line * across + Math.max(0, Math.min(SIDE - 1, i + k - radius)) * step] as number);
      result[line * across + i * step] = value;
    }
  }
  return result;
};

const blur = (data: Plane, sigma: number): Plane => {
  if (sigma < 0.15) return data;
  const radius = Math.ceil(2 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const sum = kernel.reduce((a, b) => a + b, 0);
  const even = kernel.map((weight) => weight / sum);
  return blurAlong(blurAlong(data, 1, SIDE, even), SIDE, 1, even);
};

/** Strokes thicker (the darkest neighbour) or thinner (the lightest) by less than a pixel. */
const restroked = (data: Plane, thicker: boolean): Plane => {
  const result = new Float32Array(data);
  for (let y = 1; y + 1 < SIDE; y += 1) {
    for (let x = 1; x + 1 < SIDE; x += 1) {
      const at = y * SIDE + x;
      const near = [data[at - 1] as number, data[at + 1] as number, data[at - SIDE] as number, data[at + SIDE] as number, data[at] as number];
      const best = thicker ? Math.min(...near) : Math.max(...near);
      result[at] = (data[at] as number) + 0.6 * (best - (data[at] as number));
    }
  }
  return result;
};

/** What a face looks like after a copier and a scanner; the same random numbers give the same picture. */
export const scanned = (text: string, face: string, random: Random): Grey => {
  const size = 11 + 28 * random.next() ** 1.4;
  context.resetTransform();
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIDE, SIDE);
  context.fillStyle = '#000';
  context.translate(10 + random.next(), 56 + random.next());
  context.transform(1 + 0.08 * gaussian(random), 0.02 * gaussian(random), 0.03 * gaussian(random), 1, 0, 0);
  context.font = `${random.next() < 0.25 ? 'bold ' : ''}${size}px "${face}"`;
  context.fillText(text, 0, 0);
  const pixels = context.getImageData(0, 0, SIDE, SIDE).data;
  let data: Plane = Float32Array.from({ length: SIDE * SIDE }, (_, i) => pixels[4 * i] as number);
  const change = random.next();
  if (change < 0.12 && size > 16) data = restroked(data, true);
  else if (change < 0.2 && size > 22) data = restroked(data, false);
  data = blur(data, Math.min(size / 14, 1.5) * random.next());
  const contrast = 0.5 + 0.5 * random.next();
  const noise = (random.next() < 0.7 ? 12 : 28) * random.next();
  const fax = random.next() < 0.16 ? 90 + 90 * random.next() : undefined;
  const out = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < out.length; i += 1) {
    let value = 255 - contrast * (255 - (data[i] as number)) + noise * gaussian(random);
    if (fax !== undefined) value = value < 255 - contrast * (255 - fax) ? 0 : 255;
    out[i] = Math.max(0, Math.min(255, value));
  }
  return { width: SIDE, height: SIDE, data: out };
};

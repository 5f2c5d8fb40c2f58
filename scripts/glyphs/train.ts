// Trains the glyph reader's perceptron: stochastic gradient descent with momentum over batches, cross entropy, everything seeded.
import { CLASSES } from '../../src/read/scan/glyphs/net.js';
import { SHAPE_SIZE } from '../../src/read/scan/glyphs/shape.js';
import { seeded, type Random } from '../factory/random.js';
import type { Sample } from './samples.js';

export interface Net {
  readonly hidden: number;
  readonly w1: Float32Array;
  readonly b1: Float32Array;
  readonly w2: Float32Array;
  readonly b2: Float32Array;
}

const BATCH = 32;
const MOMENTUM = 0.9;
/** Confident answers on what was never seen are what this reader must not give. */
const SMOOTHING = 0.02;

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

export const untrained = (hidden: number, seed: number): Net => {
  const random = seeded(seed);
  const weights = (inputs: number, outputs: number): Float32Array => Float32Array.from({ length: inputs * outputs }, () => normal(random) * Math.sqrt(2 / inputs));
  return { hidden, w1: weights(SHAPE_SIZE, hidden), b1: new Float32Array(hidden), w2: weights(hidden, CLASSES.length), b2: new Float32Array(CLASSES.length) };
};

/** Probabilities, and the hidden values when a place is given for them. */
export const answer = (net: Net, shape: Float32Array, h = new Float32Array(net.hidden)): Float32Array => {
  for (let j = 0; j < net.hidden; j += 1) {
    let sum = net.b1[j] as number;
    for (let i = 0, at = j * SHAPE_SIZE; i < SHAPE_SIZE; i += 1, at += 1) sum += (net.w1[at] as number) * (shape[i] as number);
    h[j] = sum > 0 ? sum : 0;
  }
  const out = new Float32Array(CLASSES.length);
  for (let k = 0; k < out.length; k += 1) {
    let sum = net.b2[k] as number;
    for (let j = 0; j < net.hidden; j += 1) sum += (net.w2[k * net.hidden + j] as number) * (h[j] as number);
    out[k] = sum;
  }
  const most = Math.max(...out);
  let total = 0;
  for (let k = 0; k < out.length; k += 1) total += out[k] = Math.exp((out[k] as number) - most);
  for (let k = 0; k < out.length; k += 1) out[k] = (out[k] as number) / total;
  return out;
};

interface Gradients {
  readonly w1: Float32Array;
  readonly b1: Float32Array;
  readonly w2: Float32Array;
  readonly b2: Float32Array;
}

const zeros = ({ w1, b1, w2, b2 }: Net): Gradients => ({ w1: new Float32Array(w1.length), b1: new Float32Array(b1.length), w2: new Float32Array(w2.length), b2: new Float32Array(b2.length) });

const addGradient = (net: Net, { shape, target }: Sample, into: Gradients, h: Float32Array<ArrayBuffer>): void => {
  const out = answer(net, shape, h);
  const back = new Float32Array(net.hidden);
  for (let k = 0; k < out.length; k += 1) {
    const wanted = (k === target ? 1 - SMOOTHING : 0) + SMOOTHING / out.length;
    const error = (out[k] as number) - wanted;
    into.b2[k] = (into.b2[k] as number) + error;
    for (let j = 0; j < net.hidden; j += 1) {
      const at = k * net.hidden + j;
      into.w2[at] = (into.w2[at] as number) + error * (h[j] as number);
      back[j] = (back[j] as number) + error * (net.w2[at] as number);
    }
  }
  for (let j = 0; j < net.hidden; j += 1) {
    if ((h[j] as number) <= 0) continue;
    const error = back[j] as number;
    into.b1[j] = (into.b1[j] as number) + error;
    for (let i = 0, at = j * SHAPE_SIZE; i < SHAPE_SIZE; i += 1, at += 1) into.w1[at] = (into.w1[at] as number) + error * (shape[i] as number);
  }
};

/** One pass over the samples in a shuffled order. @param rate of learning for this pass */
export const pass = (net: Net, samples: readonly Sample[], rate: number, speed: Gradients, random: Random): void => {
  const order = Uint32Array.from(samples, (_, i) => i);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random.whole(0, i);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const h = new Float32Array(net.hidden);
  for (let start = 0; start + BATCH <= order.length; start += BATCH) {
    const sum = zeros(net);
    for (let i = start; i < start + BATCH; i += 1) addGradient(net, samples[order[i] as number] as Sample, sum, h);
    for (const part of ['w1', 'b1', 'w2', 'b2'] as const) {
      const [weights, velocity, gradient] = [net[part], speed[part], sum[part]];
      for (let i = 0; i < weights.length; i += 1) {
        velocity[i] = MOMENTUM * (velocity[i] as number) - (rate / BATCH) * (gradient[i] as number);
        weights[i] = (weights[i] as number) + (velocity[i] as number);
      }
    }
  }
};

export const still = zeros;

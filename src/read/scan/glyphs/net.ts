// Shape → how likely each digit is: a perceptron with one hidden layer, trained by scripts/glyphs/ on digits that it draws itself from free
// fonts and damages; the weights are ours. Small on purpose: it answers in microseconds and always the same.
import { SHAPE_SIZE } from './shape.js';
import { WEIGHTS } from './weights.js';

/** What a glyph may be; the last is anything else: Chinese characters, parts of digits, several digits at once. */
export const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '/', '+', ''] as const;

export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** `weights[output * inputs + input]`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** One byte a weight, scaled for each layer; biases as 32-bit floats, little-endian. */
const unpack = (inputs: number, outputs: number, packed: { readonly scale: number; readonly weights: string; readonly bias: string }): Layer => {
  const bytes = new Int8Array(Buffer.from(packed.weights, 'base64'));
  const bias = Buffer.from(packed.bias, 'base64');
  return { inputs, outputs, weights: Float32Array.from(bytes, (byte) => byte * packed.scale), bias: Float32Array.from({ length: outputs }, (_, i) => bias.readFloatLE(4 * i)) };
};

let layers: readonly [Layer, Layer] | undefined;

const loaded = (): readonly [Layer, Layer] => (layers ??= [unpack(SHAPE_SIZE, WEIGHTS.hidden, WEIGHTS.first), unpack(WEIGHTS.hidden, CLASSES.length, WEIGHTS.second)]);

export const forward = ({ inputs, outputs, weights, bias }: Layer, input: Float32Array): Float32Array => {
  const result = new Float32Array(outputs);
  for (let o = 0; o < outputs; o += 1) {
    // Two sums side by side: one would wait for itself.
    let [even, odd] = [bias[o] as number, 0];
    const base = o * inputs;
    for (let i = 0; i < inputs; i += 2) {
      even += (weights[base + i] as number) * (input[i] as number);
      odd += (weights[base + i + 1] as number) * (input[i + 1] as number);
    }
    result[o] = even + odd;
  }
  return result;
};

export const softmax = (values: Float32Array): Float32Array => {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};

/** Probabilities in the order of `CLASSES`. */
export const classify = (shape: Float32Array): Float32Array => {
  const [first, second] = loaded();
  return softmax(forward(second, forward(first, shape).map((value) => Math.max(0, value))));
};

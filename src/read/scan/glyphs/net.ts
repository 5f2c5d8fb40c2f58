// Shape → how likely each digit is: a perceptron with one hidden layer, trained by scripts/glyphs/ on digits that it draws itself from free
// fonts and damages; the weights are ours. Small on purpose: it answers in microseconds and always the same.
import { SHAPE_SIZE } from './shape.js';
import { WEIGHTS } from './weights.js';

/** What a glyph may be; the last is anything else: Chinese characters, parts of digits, several digits at once. */
export const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '/', '+', ''] as const;

export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** `weights[input * outputs + output]`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** One byte a weight, output by output, scaled for each layer; biases as 32-bit floats, little-endian. */
const unpack = (inputs: number, outputs: number, packed: { readonly scale: number; readonly weights: string; readonly bias: string }): Layer => {
  const bytes = new Int8Array(Buffer.from(packed.weights, 'base64'));
  const bias = Buffer.from(packed.bias, 'base64');
  const weights = new Float32Array(bytes.length);
  for (let o = 0; o < outputs; o += 1) for (let i = 0; i < inputs; i += 1) weights[i * outputs + o] = (bytes[o * inputs + i] as number) * packed.scale;
  return { inputs, outputs, weights, bias: Float32Array.from({ length: outputs }, (_, i) => bias.readFloatLE(4 * i)) };
};

let layers: readonly [Layer, Layer] | undefined;

const loaded = (): readonly [Layer, Layer] => (layers ??= [unpack(SHAPE_SIZE, WEIGHTS.hidden, WEIGHTS.first), unpack(WEIGHTS.hidden, CLASSES.length, WEIGHTS.second)]);

export const forward = ({ inputs, outputs, weights, bias }: Layer, input: Float32Array): Float32Array => {
  const result = Float32Array.from(bias);
  // Input by input, since half of them are paper and add nothing.
  for (let i = 0; i < inputs; i += 1) {
    const value = input[i] as number;
    if (value === 0) continue;
    for (let o = 0, at = i * outputs; o < outputs; o += 1, at += 1) result[o] = (result[o] as number) + (weights[at] as number) * value;
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

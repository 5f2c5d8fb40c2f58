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

/** Inputs taken together: the sums are fetched and put back less often. */
const TOGETHER = 4;

export const forward = ({ inputs, outputs, weights, bias }: Layer, input: Float32Array): Float32Array => {
  const sums = Float64Array.from(bias);
  // Half of the inputs are paper and add nothing.
  const inked: number[] = [];
  for (let i = 0; i < inputs; i += 1) if (input[i] !== 0) inked.push(i);
  let k = 0;
  for (; k + TOGETHER <= inked.length; k += TOGETHER) {
    const [a, b, c, d] = [inked[k] as number, inked[k + 1] as number, inked[k + 2] as number, inked[k + 3] as number];
    const [va, vb, vc, vd] = [input[a] as number, input[b] as number, input[c] as number, input[d] as number];
    for (let o = 0, atA = a * outputs, atB = b * outputs, atC = c * outputs, atD = d * outputs; o < outputs; o += 1) {
      sums[o] = (sums[o] as number) + (weights[atA + o] as number) * va + (weights[atB + o] as number) * vb + (weights[atC + o] as number) * vc + (weights[atD + o] as number) * vd;
    }
  }
  for (; k < inked.length; k += 1) {
    const [i, value] = [inked[k] as number, input[inked[k] as number] as number];
    for (let o = 0, at = i * outputs; o < outputs; o += 1) sums[o] = (sums[o] as number) + (weights[at + o] as number) * value;
  }
  return Float32Array.from(sums);
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

// npx tsx scripts/glyphs/main.ts: makes src/read/scan/glyphs/weights.ts from the free fonts of this machine. Using the reader never needs this.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seeded } from '../factory/random.js';
import { learntFaces } from './fonts.js';
import { sample, type Sample } from './samples.js';
import { answer, type Net, pass, still, untrained } from './train.js';

const FILE = 'src/read/scan/glyphs/weights.ts';
const RATES = [0.06, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01, 0.004];

const { values } = parseArgs({ options: { samples: { type: 'string', default: '160000' }, hidden: { type: 'string', default: '80' }, 'leave-out': { type: 'string' }, dry: { type: 'boolean', default: false } } });

const many = (count: number, faces: Parameters<typeof sample>[0], seed: number): Sample[] => {
  const random = seeded(seed);
  const samples: Sample[] = [];
  while (samples.length < count) {
    const one = sample(faces, random);
    if (one) samples.push(one);
  }
  return samples;
};

interface Score {
  readonly wrong: number;
  readonly surelyWrong: number;
  readonly sure: number;
}

const SURE = 0.9;

/** Over digits: share wrong, share wrong though sure, share sure. */
const score = (net: Net, samples: readonly Sample[]): Score => {
  const digits = samples.filter(({ target }) => target < 10);
  let [wrong, surelyWrong, sure] = [0, 0, 0];
  for (const { shape, target } of digits) {
    const out = answer(net, shape);
    const best = out.indexOf(Math.max(...out));
    if (best !== target) wrong += 1;
    if ((out[best] as number) >= SURE) sure += 1;
    if (best !== target && best < 10 && (out[best] as number) >= SURE) surelyWrong += 1;
  }
  return { wrong: wrong / digits.length, surelyWrong: surelyWrong / digits.length, sure: sure / digits.length };
};

const packed = (weights: Float32Array, bias: Float32Array) => {
  const scale = Math.max(...weights.map(Math.abs)) / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  const out = Buffer.alloc(4 * bias.length);
  bias.forEach((value, i) => out.writeFloatLE(value, 4 * i));
  return { scale, weights: Buffer.from(bytes.buffer).toString('base64'), bias: out.toString('base64') };
};

const faces = learntFaces();
const left = values['leave-out'] === undefined ? undefined : new RegExp(values['leave-out']);
const learnt = left ? faces.filter(({ family }) => !left.test(family)) : faces;
const tested = left ? faces.filter(({ family }) => left.test(family)) : faces;
console.log(`${learnt.length} faces learnt, ${tested.length} tested${left ? ' (left out of learning)' : ''}`);
const samples = many(Number(values.samples), learnt, 1);
const test = many(20_000, tested, 2);
console.log('samples drawn');
const net = untrained(Number(values.hidden), 3);
const speed = still(net);
const random = seeded(4);
for (const [i, rate] of RATES.entries()) {
  pass(net, samples, rate, speed, random);
  const { wrong, surelyWrong, sure } = score(net, test);
  console.log(`pass ${i + 1}: ${(100 * wrong).toFixed(2)} % wrong, ${(100 * surelyWrong).toFixed(3)} % wrong though sure, ${(100 * sure).toFixed(1)} % sure`);
}
if (!values.dry) {
  const data = { hidden: net.hidden, first: packed(net.w1, net.b1), second: packed(net.w2, net.b2) };
  writeFileSync(FILE, `// Made by scripts/glyphs/main.ts from ${learnt.length} faces of free fonts; see scripts/glyphs/fonts.ts. Not to be edited.\nexport const WEIGHTS = ${JSON.stringify(data, null, 2)} as const;\n`);
}

// Lone digits that look the same are one picture many times over: a form of zeros. The engine is shown a few of each kind; what it reads
// on all of them holds for the rest.
import type { GlyphReading } from './glyphs/index.js';
import type { OcrReading } from './ocr.js';
import type { Grey } from './picture.js';

/** Size of the reduced picture in which two figures are compared. */
const WIDE = 6;
const HIGH = 9;
/** Root of the mean squared difference of two reduced pictures, in shares of full ink, up to which they are the same figure. */
const SAME = 0.1;
/** Ink of the same figure differs in size by at most so many pixels. */
const SIZE = 1;
/** Our own reader must be so sure of each. */
const SURE = 0.9;

/** So many of each kind are shown. */
const SHOWN = 3;

/** A figure cut out for the engine, with what our own reader says of it. */
export interface Shown {
  readonly glyphs: GlyphReading;
  readonly cut: Grey;
}

interface Look {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  /** Darkness in shares of full ink. */
  readonly picture: Float32Array;
}

/** Mean darkness in each of the fields of a grid over the picture. */
const reduced = ({ width, height, data }: Grey, full: number): Float32Array => {
  const sums = new Float32Array(WIDE * HIGH);
  const counts = new Float32Array(WIDE * HIGH);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * HIGH) / height) * WIDE;
    for (let x = 0; x < width; x += 1) {
      const at = row + Math.floor((x * WIDE) / width);
      sums[at] = (sums[at] as number) + 255 - (data[y * width + x] as number);
      counts[at] = (counts[at] as number) + 1;
    }
  }
  return sums.map((sum, at) => sum / (full * Math.max(1, counts[at] as number)));
};

/** `undefined` for what is not surely a lone digit. */
const lookOf = ({ glyphs, cut }: Shown): Look | undefined =>
  glyphs.kind === 'number' && /^\d$/.test(glyphs.text) && glyphs.confidence >= SURE ? { text: glyphs.text, width: cut.width, height: cut.height, picture: reduced(cut, glyphs.full) } : undefined;

const differenceOf = (a: Float32Array, b: Float32Array): number => Math.sqrt(a.reduce((sum, value, at) => sum + (value - (b[at] as number)) ** 2, 0) / a.length);

const isAlike = (a: Look, b: Look): boolean =>
  a.text === b.text && Math.abs(a.width - b.width) <= SIZE && Math.abs(a.height - b.height) <= SIZE && differenceOf(a.picture, b.picture) <= SAME;

/** Positions of figures that look like the first of their kind; what is like no other is a kind of its own. */
export const kindsOf = (figures: readonly Shown[]): number[][] => {
  const kinds: { readonly look: Look | undefined; readonly members: number[] }[] = [];
  figures.forEach((figure, at) => {
    const look = lookOf(figure);
    const kind = look && kinds.find((known) => known.look && isAlike(known.look, look));
    if (kind) kind.members.push(at);
    else kinds.push({ look, members: [at] });
  });
  return kinds.map(({ members }) => members);
};

/** What the shown ones of a kind say together, where they say one thing. */
const agreedOn = (readings: readonly (OcrReading | undefined)[]): OcrReading | undefined => {
  const [first] = readings;
  if (!first || readings.some((reading) => reading?.text !== first.text)) return undefined;
  return { text: first.text, confidence: Math.min(...readings.map((reading) => reading?.confidence ?? 0)), shared: true };
};

/** A reading for each figure in their order. Where the shown ones of a kind differ, the rest of it is read one by one. */
export const readAlike = async (figures: readonly Shown[], read: (cuts: readonly Grey[]) => Promise<readonly OcrReading[]>): Promise<OcrReading[]> => {
  const kinds = kindsOf(figures);
  const readings = new Map<number, OcrReading>();
  const ask = async (positions: readonly number[]): Promise<void> => {
    const answers = positions.length > 0 ? await read(positions.flatMap((at) => figures[at]?.cut ?? [])) : [];
    positions.forEach((at, i) => readings.set(at, answers[i] ?? { text: '', confidence: 0 }));
  };
  await ask(kinds.flatMap((members) => members.slice(0, SHOWN)).sort((a, b) => a - b));
  const open: number[] = [];
  for (const members of kinds) {
    const common = agreedOn(members.slice(0, SHOWN).map((at) => readings.get(at)));
    for (const at of members.slice(SHOWN)) if (common) readings.set(at, common); else open.push(at);
  }
  await ask(open.sort((a, b) => a - b));
  return figures.map((_, at) => readings.get(at) ?? { text: '', confidence: 0 });
};

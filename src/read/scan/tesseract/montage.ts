// Many small pictures on one, one below another, so that the engine reads them at once; what it reads is given back to the pictures by where
// its symbols stand, never by the order of its words. Side by side they would disturb each other: lone digits are dropped, equal ones merge.
import type { Block } from 'tesseract.js';
import type { OcrReading } from '../ocr.js';
import type { Grey } from '../picture.js';

export interface MontageLayout {
  /** Height of most pictures on the montage, pixels. */
  readonly height: number;
  /** Share of its width to which each is squeezed. */
  readonly squeeze: number;
  /** White at both sides, pixels. */
  readonly margin: number;
  /** White between two pictures, pixels. */
  readonly leading: number;
}

/** Lines of the montage that belong to one picture. `bottom` is just outside. */
interface Placed {
  readonly top: number;
  readonly bottom: number;
}

export interface Montage {
  readonly picture: Grey;
  /** Where each of the pictures stands, in their order. */
  readonly places: readonly Placed[];
}

/** No picture is blown up more than this: there is nothing more to see. */
const MOST_SCALE = 4;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 1;

/** Bilinear, sampled at the middle of each pixel; strong reductions do not occur here. */
const draw = (from: Grey, into: Grey, x0: number, y0: number, width: number, height: number): void => {
  const [sx, sy] = [from.width / width, from.height / height];
  for (let y = 0; y < height; y += 1) {
    const v = Math.max(0, Math.min(from.height - 1, (y + 0.5) * sy - 0.5));
    const j = Math.floor(v);
    const below = Math.min(from.height - 1, j + 1);
    for (let x = 0; x < width; x += 1) {
      const u = Math.max(0, Math.min(from.width - 1, (x + 0.5) * sx - 0.5));
      const i = Math.floor(u);
      const right = Math.min(from.width - 1, i + 1);
      const at = (row: number, column: number): number => from.data[row * from.width + column] as number;
      const upper = at(j, i) + (at(j, right) - at(j, i)) * (u - i);
      const lower = at(below, i) + (at(below, right) - at(below, i)) * (u - i);
      into.data[(y0 + y) * into.width + x0 + x] = upper + (lower - upper) * (v - j) + 0.5;
    }
  }
};

/** One scale for all, so that a point stays small beside a digit. */
export const montageOf = (pictures: readonly Grey[], { height, squeeze, margin, leading }: MontageLayout): Montage => {
  const scale = Math.min(MOST_SCALE, height / median(pictures.map((picture) => picture.height)));
  const sizes = pictures.map((picture) => ({ width: Math.max(1, Math.round(picture.width * scale * squeeze)), height: Math.max(1, Math.min(2 * height, Math.round(picture.height * scale))) }));
  const widest = 2 * margin + Math.max(...sizes.map((size) => size.width));
  const total = sizes.reduce((sum, size) => sum + Math.max(height, size.height) + leading, leading);
  const picture: Grey = { width: widest, height: total, data: new Uint8Array(widest * total).fill(255) };
  let top = leading;
  const places = pictures.map((each, i): Placed => {
    const size = sizes[i] ?? { width: 1, height: 1 };
    const tall = Math.max(height, size.height);
    draw(each, picture, margin, top + ((tall - size.height) >> 1), size.width, size.height);
    const place = { top: top - (leading >> 1), bottom: top + tall + (leading >> 1) };
    top += tall + leading;
    return place;
  });
  return { picture, places };
};

interface Symbol {
  readonly text: string;
  readonly confidence: number;
  readonly x: number;
  readonly y: number;
}

const symbolsOf = (blocks: readonly Block[]): Symbol[] =>
  blocks
    .flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines.flatMap((line) => line.words.flatMap((word) => word.symbols))))
    .map(({ text, confidence, bbox: { x0, y0, y1 } }) => ({ text, confidence: confidence / 100, x: x0, y: (y0 + y1) / 2 }));

/** The symbols that stand on each picture, left to right; a picture is as sure as its least sure symbol. */
export const readingsOf = (blocks: readonly Block[], places: readonly Placed[]): OcrReading[] => {
  const symbols = symbolsOf(blocks);
  const own: Symbol[][] = places.map(() => []);
  for (const symbol of symbols) own[places.findIndex(({ top, bottom }) => symbol.y >= top && symbol.y < bottom)]?.push(symbol);
  return own.map((found) => {
    const sorted = [...found].sort((a, b) => a.x - b.x);
    return { text: sorted.map(({ text }) => text).join(''), confidence: Math.min(1, ...sorted.map(({ confidence }) => confidence)) * (sorted.length > 0 ? 1 : 0) };
  });
};

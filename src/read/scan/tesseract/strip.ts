// Many small pictures side by side on one strip, so that the engine reads them as a single raw line: no search for the layout, no line begun
// anew for each. A drawn slash stands between two pictures: with it lone digits are not dropped and equal ones do not merge. What is read is
// given back to the pictures by where its symbols stand, never by the order of its words.
import type { Block } from 'tesseract.js';
import type { OcrReading } from '../ocr.js';
import type { Grey } from '../picture.js';

export interface StripLayout {
  /** Height of most pictures on the strip, pixels. */
  readonly height: number;
  /** Share of its width to which each is squeezed. */
  readonly squeeze: number;
  /** White above and below, pixels: it tells the engine how large the characters are. */
  readonly leading: number;
  /** White at both sides of each, pixels: next to a slash that is too near the last character is lost. */
  readonly gap: number;
  /** Lines of text of several sizes each come to the height; figures have one scale for all, so that a point stays small beside a digit. */
  readonly alike: boolean;
}

/** Columns of the strip that belong to one picture. `to` is just outside. */
interface Placed {
  readonly from: number;
  readonly to: number;
}

export interface Strip {
  readonly picture: Grey;
  /** Where each of the pictures stands, in their order. */
  readonly places: readonly Placed[];
}

export const SEPARATOR = '/';
/** Room of a separator and its thickness, pixels. */
const SLASH = 12;
const THICK = 3;
const DARK = 20;
/** No picture is blown up more than this: there is nothing more to see. */
const MOST_SCALE = 4;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 1;

/** Bilinear, sampled at the middle of each pixel; strong reductions do not occur here. */
const draw = (from: Grey, into: Grey, x0: number, y0: number, width: number, height: number): void => {
  const { data, width: stride } = from;
  const [sx, sy] = [from.width / width, from.height / height];
  for (let y = 0; y < height; y += 1) {
    const v = Math.max(0, Math.min(from.height - 1, (y + 0.5) * sy - 0.5));
    const j = Math.floor(v);
    const [above, below, fy] = [j * stride, Math.min(from.height - 1, j + 1) * stride, v - j];
    for (let x = 0, to = (y0 + y) * into.width + x0; x < width; x += 1, to += 1) {
      const u = Math.max(0, Math.min(stride - 1, (x + 0.5) * sx - 0.5));
      const i = Math.floor(u);
      const right = i + 1 < stride ? i + 1 : i;
      const [a, c] = [data[above + i] as number, data[below + i] as number];
      const upper = a + ((data[above + right] as number) - a) * (u - i);
      const lower = c + ((data[below + right] as number) - c) * (u - i);
      into.data[to] = upper + (lower - upper) * fy + 0.5;
    }
  }
};

/** A slanted stroke as a printer would set it, its edges soft. */
const drawSlash = ({ width, data }: Grey, x0: number, top: number, height: number): void => {
  for (let y = 0; y < height; y += 1) {
    const middle = x0 + (SLASH - 1) * (1 - y / (height - 1));
    for (let x = Math.floor(middle - THICK / 2 - 1); x <= middle + THICK / 2 + 1; x += 1) {
      const outside = Math.max(0, Math.min(1, Math.abs(x - middle) - THICK / 2));
      const at = (top + y) * width + x;
      data[at] = Math.min(data[at] as number, DARK + (255 - DARK) * outside);
    }
  }
};

/** A line this much lower than most is a dash or 一, not small print. */
const LOW = 0.6;

/** At least one picture. */
export const stripOf = (pictures: readonly Grey[], { height, squeeze, leading, gap, alike }: StripLayout): Strip => {
  const usual = median(pictures.map((picture) => picture.height));
  const sizes = pictures.map((picture) => {
    const scale = Math.min(MOST_SCALE, height / (alike ? Math.max(picture.height, LOW * usual) : usual));
    return { width: Math.max(1, Math.round(picture.width * scale * squeeze)), height: Math.max(1, Math.min(2 * height, Math.round(picture.height * scale))) };
  });
  const tall = Math.max(height, ...sizes.map((size) => size.height));
  const width = sizes.reduce((sum, size) => sum + size.width + 2 * gap + SLASH, 2 * gap);
  const total = tall + 2 * leading;
  const picture: Grey = { width, height: total, data: new Uint8Array(width * total).fill(255) };
  let x = gap;
  const places = pictures.map((each, i): Placed => {
    const size = sizes[i] ?? { width: 1, height: 1 };
    draw(each, picture, x + gap, leading + ((tall - size.height) >> 1), size.width, size.height);
    const place = { from: x, to: x + size.width + 2 * gap };
    drawSlash(picture, place.to, leading + ((tall - height) >> 1) - 1, height + 2);
    x = place.to + SLASH;
    return place;
  });
  return { picture, places };
};

interface Symbol {
  readonly text: string;
  readonly confidence: number;
  readonly x: number;
}

const symbolsOf = (blocks: readonly Block[]): Symbol[] =>
  blocks
    .flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines.flatMap((line) => line.words.flatMap((word) => word.symbols))))
    .map(({ text, confidence, bbox: { x0, x1 } }) => ({ text, confidence: confidence / 100, x: (x0 + x1) / 2 }));

/** The symbols that stand on each picture, left to right; a picture is as sure as its least sure symbol. */
export const readingsOf = (blocks: readonly Block[], places: readonly Placed[]): OcrReading[] => {
  const own: Symbol[][] = places.map(() => []);
  for (const symbol of symbolsOf(blocks)) if (symbol.text !== SEPARATOR) own[places.findIndex(({ from, to }) => symbol.x >= from && symbol.x < to)]?.push(symbol);
  return own.map((found) => {
    const sorted = [...found].sort((a, b) => a.x - b.x);
    return { text: sorted.map(({ text }) => text).join(''), confidence: sorted.length > 0 ? Math.min(...sorted.map(({ confidence }) => confidence)) : 0 };
  });
};

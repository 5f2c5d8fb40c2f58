// Many small pictures on one: cells side by side in rows, so that the engine reads them at once; what it reads is given back to the cells by
// where its symbols stand, never by the order of its words.
import type { Block } from 'tesseract.js';
import type { OcrReading } from '../ocr.js';
import type { Grey } from '../picture.js';

export interface MontageLayout {
  /** Height of most pictures on the montage, pixels: what the engine was trained on. */
  readonly height: number;
  /** White between two pictures of a row and around everything, pixels. */
  readonly gap: number;
  /** White between two rows. */
  readonly leading: number;
  /** A row is closed when it would be wider than this. */
  readonly width: number;
}

interface Placed {
  readonly from: number;
  readonly to: number;
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

/** One scale for all, so that a point stays small beside a digit; each picture in the middle of its row. */
export const montageOf = (pictures: readonly Grey[], { height, gap, leading, width }: MontageLayout): Montage => {
  const scale = Math.min(MOST_SCALE, height / median(pictures.map((picture) => picture.height)));
  const sizes = pictures.map((picture) => ({ width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.min(2 * height, Math.round(picture.height * scale))) }));
  const rows: { index: number; x: number }[][] = [[]];
  let x = gap;
  sizes.forEach((size, index) => {
    if (x + size.width + gap > width && (rows.at(-1)?.length ?? 0) > 0) {
      rows.push([]);
      x = gap;
    }
    rows.at(-1)?.push({ index, x });
    x += size.width + gap;
  });
  const heights = rows.map((row) => Math.max(height, ...row.map(({ index }) => sizes[index]?.height ?? 0)));
  const total = heights.reduce((sum, value) => sum + value + leading, leading);
  const widest = Math.max(...rows.map((row) => Math.max(...row.map(({ index, x: at }) => at + (sizes[index]?.width ?? 0) + gap))));
  const picture: Grey = { width: widest, height: total, data: new Uint8Array(widest * total).fill(255) };
  const places = new Array<Placed>(pictures.length);
  let top = leading;
  rows.forEach((row, r) => {
    const tall = heights[r] ?? height;
    for (const { index, x: left } of row) {
      const [cell, size] = [pictures[index], sizes[index]];
      if (!cell || !size) continue;
      draw(cell, picture, left, top + ((tall - size.height) >> 1), size.width, size.height);
      places[index] = { from: left, to: left + size.width, top: top - (leading >> 1), bottom: top + tall + (leading >> 1) };
    }
    top += tall + leading;
  });
  return { picture, places };
};

interface Symbol {
  readonly text: string;
  readonly confidence: number;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
}

const symbolsOf = (blocks: readonly Block[]): Symbol[] =>
  blocks
    .flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines.flatMap((line) => line.words.flatMap((word) => word.symbols))))
    .map(({ text, confidence, bbox: { x0, x1, y0, y1 } }) => ({ text, confidence: confidence / 100, x0, x1, y: (y0 + y1) / 2 }));

/** The symbols that stand on each picture, left to right; a picture is as sure as its least sure symbol. */
export const readingsOf = (blocks: readonly Block[], places: readonly Placed[]): OcrReading[] => {
  const symbols = symbolsOf(blocks);
  const own: Symbol[][] = places.map(() => []);
  for (const symbol of symbols) {
    let best = -1;
    let most = 0;
    places.forEach((place, i) => {
      if (symbol.y < place.top || symbol.y > place.bottom) return;
      const shared = Math.min(symbol.x1, place.to) - Math.max(symbol.x0, place.from);
      if (shared > most) {
        most = shared;
        best = i;
      }
    });
    own[best]?.push(symbol);
  }
  return own.map((found) => {
    const sorted = [...found].sort((a, b) => a.x0 - b.x0);
    return { text: sorted.map(({ text }) => text).join(''), confidence: Math.min(1, ...sorted.map(({ confidence }) => confidence)) * (sorted.length > 0 ? 1 : 0) };
  });
};

// Uneven light away: the level of the paper is told tile by tile and every pixel is measured against it (flat-field correction).
import type { Grey } from '../picture.js';
import { fresh, type Take } from './memory.js';

/** Side of a tile, inches: wider than a stroke, narrower than the shadow of a fold. */
const TILE = 0.16;
/** Share of the pixels of a tile that may be lighter than its paper. */
const LIGHTER = 0.2;
/** A tile this much darker than those around it is ink or a dark ground, not paper in the shade. */
const SHADE = 0.75;
/** Paper in the deepest shade that is still believed, grey levels. */
const DARKEST = 60;

interface Levels {
  readonly columns: number;
  readonly rows: number;
  readonly size: number;
  readonly values: Float32Array;
}

const levelOf = ({ width, height, data }: Grey, x0: number, y0: number, size: number, counts: Uint32Array): number => {
  counts.fill(0);
  let total = 0;
  for (let y = y0; y < Math.min(height, y0 + size); y += 2) {
    for (let at = y * width + x0, end = y * width + Math.min(width, x0 + size); at < end; at += 2) {
      const value = data[at] as number;
      counts[value] = (counts[value] as number) + 1;
      total += 1;
    }
  }
  let rest = total * LIGHTER;
  for (let value = 255; value > 0; value -= 1) {
    rest -= counts[value] as number;
    if (rest < 0) return value;
  }
  return 0;
};

const rawLevels = (grey: Grey, dpi: number): Levels => {
  const size = Math.max(8, Math.round(TILE * dpi));
  const columns = Math.ceil(grey.width / size);
  const rows = Math.ceil(grey.height / size);
  const counts = new Uint32Array(256);
  const values = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) for (let column = 0; column < columns; column += 1) values[row * columns + column] = levelOf(grey, column * size, row * size, size, counts);
  return { columns, rows, size, values };
};

/** Tiles that are no paper take the level of those around them; all are smoothed by the median of their neighbourhood. */
const smoothed = ({ columns, rows, size, values }: Levels): Levels => {
  const result = new Float32Array(values.length);
  const around = new Float32Array(25);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let count = 0;
      for (let r = Math.max(0, row - 2); r <= Math.min(rows - 1, row + 2); r += 1) for (let c = Math.max(0, column - 2); c <= Math.min(columns - 1, column + 2); c += 1) around[count++] = values[r * columns + c] as number;
      // Above the middle: ink only darkens.
      const usual = around.subarray(0, count).sort()[Math.floor(count * 0.7)] as number;
      const own = values[row * columns + column] as number;
      result[row * columns + column] = Math.max(DARKEST, own < SHADE * usual ? usual : (own + usual) / 2);
    }
  }
  return { columns, rows, size, values: result };
};

/** Rows that share their gains: light does not change from one to the next. */
const SAME_GAIN = 8;

/** The picture with its paper at 255 everywhere. */
export const evenLight = (grey: Grey, dpi: number, take: Take = fresh): Grey => {
  const { columns, rows, size, values } = smoothed(rawLevels(grey, dpi));
  const { width, height, data: source } = grey;
  const data = take(width * height);
  const level = new Float32Array(columns);
  // Fixed point, 16 bits for the fraction: paper of 60 or more needs a gain of 4.25 at most.
  const gains = new Int32Array(width);
  for (let y = 0; y < height; y += 1) {
    if (y % SAME_GAIN === 0) {
      // Levels stand for the middle of their tiles; between them they are interpolated.
      const at = Math.max(0, Math.min(rows - 1, (y + SAME_GAIN / 2) / size - 0.5));
      const row = Math.min(rows - 1, Math.floor(at));
      const below = Math.min(rows - 1, row + 1);
      for (let c = 0; c < columns; c += 1) level[c] = (values[row * columns + c] as number) * (1 - at + row) + (values[below * columns + c] as number) * (at - row);
      for (let x = 0; x < width; x += 1) {
        const place = Math.max(0, Math.min(columns - 1, x / size - 0.5));
        const column = Math.floor(place);
        const here = (level[column] as number) * (1 - place + column) + (level[Math.min(columns - 1, column + 1)] as number) * (place - column);
        gains[x] = (255 * 65536) / here;
      }
    }
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const value = Math.imul(source[at] as number, gains[x] as number) >> 16;
      // At most 255, without a branch that noise would make the processor guess wrong: what is more becomes -1, whose byte is 255.
      data[at] = value | ((255 - value) >> 31);
    }
  }
  return { width, height, data };
};

/** Standard deviation of the paper, grey levels, from the differences of neighbours that are both paper; robust against ink. */
export const noiseOf = ({ width, height, data }: Grey): number => {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let y = 1; y < height; y += 3) {
    for (let x = 1; x < width; x += 3) {
      const value = data[y * width + x] as number;
      const next = data[y * width + x - 1] as number;
      // What is lighter than paper was cut off at 255 and says nothing.
      if (value < 200 || next < 200 || value === 255 || next === 255) continue;
      const difference = Math.abs(value - next);
      counts[difference] = (counts[difference] as number) + 1;
      total += 1;
    }
  }
  let rest = total / 2;
  for (let difference = 0; difference < 256; difference += 1) {
    rest -= counts[difference] as number;
    if (rest < 0) return (1.4826 * difference) / Math.SQRT2;
  }
  return 0;
};

/** Share of the pixels of a page that are full strokes, at least: a page of print has ten times as many. */
const FULL_SHARE = 0.004;
/** Darkness to which full strokes are brought, and below which they are no print at all, grey levels. */
const FULL = 215;
const NO_PRINT = 40;

/** Faded print made dark again, in place: all darkness is multiplied so that full strokes are full. */
export const darken = ({ data }: Grey): void => {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i += 3) counts[255 - (data[i] as number)] = (counts[255 - (data[i] as number)] as number) + 1;
  let rest = (FULL_SHARE * data.length) / 3;
  let full = 255;
  while (full > 0 && (rest -= counts[full] as number) > 0) full -= 1;
  if (full >= FULL || full < NO_PRINT) return;
  const table = Uint8Array.from({ length: 256 }, (_, value) => 255 - Math.min(255, ((255 - value) * FULL) / full));
  for (let i = 0; i < data.length; i += 1) data[i] = table[data[i] as number] as number;
};

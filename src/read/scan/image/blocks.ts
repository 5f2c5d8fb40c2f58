// A page in small blocks: how dark each gets. What is print, what is paper, and what is paler than print can be told from them at little cost.
import type { Grey } from '../picture.js';

/** Nothing so light is told from paper, grey levels: the palest that anybody looks for in blocks, a ghost, is darker. */
const LIGHT = 231;
/** Side of a block, inches: a line of text is three blocks high, a stroke of a seal one block wide. */
const BLOCK = 0.036;

export interface Blocks {
  readonly columns: number;
  readonly rows: number;
  /** Pixels on a side. */
  readonly size: number;
  /** Darkness of the fourth darkest pixel of each block, since noise alone seldom has four; at least that of the lightest ink. Grey levels, row by row. */
  readonly values: Uint8Array;
}

export const blocksOf = ({ width, height, data }: Grey, dpi: number): Blocks => {
  const size = Math.max(4, Math.round(BLOCK * dpi));
  const columns = Math.floor(width / size);
  const rows = Math.floor(height / size);
  const values = new Uint8Array(columns * rows);
  // Of each column of blocks the four darkest pixels so far, the darkest first.
  const darkest = new Uint8Array(4 * columns);
  for (let row = 0; row < rows; row += 1) {
    darkest.fill(LIGHT);
    for (let y = row * size; y < (row + 1) * size; y += 1) {
      for (let column = 0, at = y * width; column < columns; column += 1) {
        let limit = darkest[4 * column + 3] as number;
        for (const end = at + size; at < end; at += 1) if ((data[at] as number) < limit) limit = sortIn(darkest, 4 * column, data[at] as number);
      }
    }
    for (let column = 0; column < columns; column += 1) values[row * columns + column] = 255 - (darkest[4 * column + 3] as number);
  }
  return { columns, rows, size, values };
};

/** Puts a value, less than the last, where it belongs among the four from `first` on; the last of them goes. @returns what is the last now */
const sortIn = (values: Uint8Array, first: number, value: number): number => {
  let at = first + 3;
  for (; at > first && value < (values[at - 1] as number); at -= 1) values[at] = values[at - 1] as number;
  values[at] = value;
  return values[first + 3] as number;
};

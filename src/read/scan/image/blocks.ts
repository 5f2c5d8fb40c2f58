// A page in small blocks: how dark each gets. What is print, what is paper, and what is paler than print can be told from them at little cost.
import type { Grey } from '../picture.js';

/** Side of a block, inches: a line of text is three blocks high, a stroke of a seal one block wide. */
const BLOCK = 0.036;

export interface Blocks {
  readonly columns: number;
  readonly rows: number;
  /** Pixels on a side. */
  readonly size: number;
  /** Darkness of the fourth darkest pixel of each block: noise alone seldom has four. Grey levels, row by row. */
  readonly values: Uint8Array;
}

export const blocksOf = ({ width, height, data }: Grey, dpi: number): Blocks => {
  const size = Math.max(4, Math.round(BLOCK * dpi));
  const columns = Math.floor(width / size);
  const rows = Math.floor(height / size);
  const values = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let [first, second, third, fourth] = [255, 255, 255, 255];
      for (let y = row * size; y < (row + 1) * size; y += 1) {
        for (let at = y * width + column * size, end = at + size; at < end; at += 1) {
          const value = data[at] as number;
          if (value >= fourth) continue;
          fourth = value < third ? third : value;
          if (value >= third) continue;
          third = value < second ? second : value;
          if (value >= second) continue;
          second = value < first ? first : value;
          if (value < first) first = value;
        }
      }
      values[row * columns + column] = 255 - fourth;
    }
  }
  return { columns, rows, size, values };
};

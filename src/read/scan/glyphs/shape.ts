// One glyph → a small picture of fixed size: its height fills the frame, its proportions stay, its darkness counts from the paper (0) to
// full strokes (1).
import type { Grey, PixelBox } from '../picture.js';

export const FRAME_WIDTH = 16;
export const FRAME_HEIGHT = 20;
/** The picture, and the proportions that the frame may have cut: width to height, height to the line. */
export const SHAPE_SIZE = FRAME_WIDTH * FRAME_HEIGHT + 2;

/**
 * @param box what to show; parts of it that belong to other glyphs are left out by `own`
 * @param full darkness of full strokes, grey levels
 * @param line height of the line the glyph stands on, pixels
 */
export const shapeOf = (cell: Grey, box: PixelBox, own: (at: number) => boolean, full: number, line: number): Float32Array => {
  const [x0, y0, x1, y1] = box;
  const [w, h] = [x1 - x0, y1 - y0];
  const shape = new Float32Array(SHAPE_SIZE);
  // A glyph wider than the frame is squeezed into it; its true proportion is told apart.
  const scaleY = h / FRAME_HEIGHT;
  const scaleX = Math.max(scaleY, w / FRAME_WIDTH);
  const left = (FRAME_WIDTH - w / scaleX) / 2;
  const edges = Float64Array.from({ length: FRAME_WIDTH + 1 }, (_, column) => Math.max(x0, Math.min(x1, x0 + (column - left) * scaleX)));
  const sums = new Float64Array(FRAME_WIDTH);
  for (let row = 0; row < FRAME_HEIGHT; row += 1) {
    const [top, bottom] = [y0 + row * scaleY, y0 + (row + 1) * scaleY];
    sums.fill(0);
    for (let y = Math.floor(top); y < bottom && y < y1; y += 1) addRow(sums, cell, y, Math.min(y + 1, bottom) - Math.max(y, top), edges, own);
    for (let column = 0; column < FRAME_WIDTH; column += 1) {
      const area = ((edges[column + 1] as number) - (edges[column] as number)) * scaleY;
      if (area > 0) shape[row * FRAME_WIDTH + column] = Math.min(1, (sums[column] as number) / (area * full));
    }
  }
  shape[FRAME_WIDTH * FRAME_HEIGHT] = Math.min(2, w / h);
  shape[FRAME_WIDTH * FRAME_HEIGHT + 1] = h / line;
  return shape;
};

/** Adds the darkness of one row of pixels to the sums of the columns between the edges, each pixel by the part of it that lies there. */
const addRow = (sums: Float64Array, { width, data }: Grey, y: number, part: number, edges: Float64Array, own: (at: number) => boolean): void => {
  for (let column = 0; column < sums.length; column += 1) {
    const from = edges[column] as number;
    const to = edges[column + 1] as number;
    let sum = 0;
    for (let x = Math.floor(from); x < to; x += 1) {
      const at = y * width + x;
      if (data[at] !== 255 && own(at)) sum += (Math.min(x + 1, to) - Math.max(x, from)) * (255 - (data[at] as number));
    }
    sums[column] = (sums[column] as number) + part * sum;
  }
};

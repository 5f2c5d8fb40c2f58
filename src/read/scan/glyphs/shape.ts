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
  for (let row = 0; row < FRAME_HEIGHT; row += 1) {
    const [top, bottom] = [y0 + row * scaleY, y0 + (row + 1) * scaleY];
    for (let column = 0; column < FRAME_WIDTH; column += 1) {
      const from = Math.max(x0, x0 + (column - left) * scaleX);
      const to = Math.min(x1, x0 + (column + 1 - left) * scaleX);
      if (to <= from) continue;
      shape[row * FRAME_WIDTH + column] = average(cell, from, top, to, bottom, own) / full;
    }
  }
  for (let i = 0; i < shape.length; i += 1) if ((shape[i] as number) > 1) shape[i] = 1;
  shape[FRAME_WIDTH * FRAME_HEIGHT] = Math.min(2, w / h);
  shape[FRAME_WIDTH * FRAME_HEIGHT + 1] = h / line;
  return shape;
};

/** Mean darkness of a rectangle that cuts through pixels. */
const average = ({ width, height, data }: Grey, x0: number, y0: number, x1: number, y1: number, own: (at: number) => boolean): number => {
  let [sum, weight] = [0, 0];
  for (let y = Math.floor(y0); y < y1 && y < height; y += 1) {
    const wy = Math.min(y + 1, y1) - Math.max(y, y0);
    for (let x = Math.floor(x0); x < x1 && x < width; x += 1) {
      const part = wy * (Math.min(x + 1, x1) - Math.max(x, x0));
      weight += part;
      const at = y * width + x;
      if (own(at)) sum += part * (255 - (data[at] as number));
    }
  }
  return weight === 0 ? 0 : sum / weight;
};

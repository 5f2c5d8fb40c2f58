// From a text origin, an advance and a matrix to a glyph with its em box; shared by both engines so that the boxes agree.
import { ASCENT, type Direction, type Glyph } from './engine.js';
import type { Matrix } from './matrix.js';

/** Sine of the slant from which on text counts as a watermark and is left out (about 6 degrees). */
const SLANT = 0.1;

/** Radicals and compatibility forms that some writers put for the plain character, because both share one shape. */
const LOOKALIKE = /[\u2e80-\u2fdf\uf900-\ufaff]/u;
/** NUL, other controls, private use and noncharacters: the font does not say what the shape is. */
const isUnmapped = (code: number): boolean =>
  code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000 || (code & 0xfffe) === 0xfffe;

const SPACE = /^[\s\u00ad\u200b-\u200f\u2060\ufeff]*$/;

/** The text of a glyph as the reader gives it; `''` for white space and marks without ink. */
export const glyphText = (text: string): string => {
  if (text === '\u0000') return '\ufffd';
  if (SPACE.test(text)) return '';
  if (isUnmapped(text.codePointAt(0) ?? 0)) return '\ufffd';
  return LOOKALIKE.test(text) ? text.normalize('NFKC') : text;
};

/** Of the baseline's vector in page space; nothing for slanted text. */
export const directionOf = (dx: number, dy: number): Direction | undefined => {
  const length = Math.hypot(dx, dy);
  if (length === 0) return undefined;
  if (Math.abs(dy) < SLANT * length) return dx > 0 ? 'right' : 'left';
  if (Math.abs(dx) < SLANT * length) return dy > 0 ? 'down' : 'up';
  return undefined;
};

/** Places the em box of a glyph. `x`, `y`: origin on the baseline, page space; `advance` along the baseline, in points. */
export const glyphAt = (
  text: string,
  x: number,
  y: number,
  advance: number,
  size: number,
  direction: Direction,
  spaced: boolean,
): Glyph => {
  const above = ASCENT * size;
  const below = size - above;
  switch (direction) {
    case 'right':
      return { text, x0: x, top: y - above, x1: x + advance, bottom: y + below, size, direction, spaced };
    case 'left':
      return { text, x0: x - advance, top: y - below, x1: x, bottom: y + above, size, direction, spaced };
    case 'down':
      return { text, x0: x - below, top: y, x1: x + above, bottom: y + advance, size, direction, spaced };
    case 'up':
      return { text, x0: x - above, top: y - advance, x1: x + below, bottom: y, size, direction, spaced };
  }
};

/** Height of the em of a font of size 1 under `matrix`: the length of its upward vector. */
export const emScale = (matrix: Matrix): number => Math.hypot(matrix[2], matrix[3]);

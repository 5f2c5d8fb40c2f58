// From a text origin, an advance and a matrix to a glyph with its em box; shared by both engines so that the boxes agree.
import { ASCENT, type Direction, type Glyph } from './engine.js';
import type { Matrix } from './matrix.js';

/** Sine of the slant from which on text counts as a watermark and is left out (about 6 degrees). */
const SLANT = 0.1;

/** Radicals, ligatures, compatibility and vertical forms that browsers write for the plain character of the same shape. */
const LOOKALIKE = /[\u2e80-\u2fdf\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe4f\ufb00-\ufb06\u2012]/gu;

/** The radicals that NFKC leaves alone, each before the character of its shape (Unicode, EquivalentUnifiedIdeograph.txt). */
const RADICALS = new Map(
  (
    '⺁厂 ⺅亻 ⺆冂 ⺉刂 ⺊卜 ⺍小 ⺎兀 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺩王 ⺪疋 ⺬示 ⺭礻 ⺮竹 ⺯糹 ' +
    '⺰纟 ⺱罓 ⺲罒 ⺶羊 ⺹耂 ⺺肀 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ' +
    '⻜飞 ⻝食 ⻟飠 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟 ‒–'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
);

const plainForm = (character: string): string => RADICALS.get(character) ?? character.normalize('NFKC');
/** NUL, other controls, private use and noncharacters: the font does not say what the shape is. */
const isUnmapped = (code: number): boolean =>
  code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000 || (code & 0xfffe) === 0xfffe;

const SPACE = /^[\s\u00ad\u200b-\u200f\u2060\ufeff]*$/;

/** The text of a glyph as the reader gives it; `''` for white space and marks without ink. */
export const glyphText = (text: string): string => {
  const code = text.codePointAt(0) ?? 0;
  // Nearly all glyphs are Latin or common Chinese characters.
  if (text.length === 1 && ((code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code < 0xa000))) return text;
  if (text === '\u0000') return '\ufffd';
  if (SPACE.test(text)) return '';
  if (isUnmapped(code)) return '\ufffd';
  return text.replace(LOOKALIKE, plainForm);
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

// Glyphs → lines of text. A blank is printed only where the paper shows a gap; how wide a gap must be depends on what stands
// on both sides, because Chinese text is set solid while digits must neither be torn apart nor glued together.
import type { Box } from '../../model/index.js';
import type { Glyph } from './engine.js';

export interface Line {
  /** Sorted from left to right. */
  readonly glyphs: readonly Glyph[];
  readonly box: Box;
  /** Size of most of its glyphs, points. */
  readonly size: number;
}

/** Glyphs whose middles differ by less than this share of their size stand on one line. */
const SAME_LINE = 0.45;
/** Gap in em that reads as a blank in letter-spaced Chinese or between Chinese and digits (automatic spacing is 0.25). */
const WIDE_GAP = 0.45;
/** Gap in em between two digits that parts two numbers when the file has no blank there. */
const DIGIT_GAP = 0.5;
/** Gap in em that confirms a blank character of the file; justified text squeezes blanks to about this. */
const BLANK_GAP = 0.12;
/** Gap in em between Latin letters that reads as a blank without a blank character. */
const WORD_GAP = 0.25;

const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…《》]/u;
const DIGIT = /^[\d.,]$/;

const middle = (glyph: Glyph): number => (glyph.top + glyph.bottom) / 2;

/** Whether the gap between neighbours on a line is printed as a blank. */
export const isBlankBetween = (a: Glyph, b: Glyph): boolean => {
  const gap = (b.x0 - a.x1) / Math.min(a.size, b.size);
  if (gap < BLANK_GAP) return false;
  const digits = DIGIT.test(a.text) && DIGIT.test(b.text);
  if (digits) return b.spaced || gap >= DIGIT_GAP;
  if (HAN.test(a.text) || HAN.test(b.text)) return gap >= WIDE_GAP;
  return b.spaced || gap >= WORD_GAP;
};

export const textOf = (glyphs: readonly Glyph[]): string => {
  let text = '';
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    if (before && isBlankBetween(before, glyph)) text += ' ';
    text += glyph.text;
    before = glyph;
  }
  return text;
};

export const boxOf = (items: readonly { readonly x0: number; readonly top: number; readonly x1: number; readonly bottom: number }[]): Box => {
  let [x0, top, x1, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const item of items) {
    if (item.x0 < x0) x0 = item.x0;
    if (item.top < top) top = item.top;
    if (item.x1 > x1) x1 = item.x1;
    if (item.bottom > bottom) bottom = item.bottom;
  }
  return [x0, top, x1, bottom];
};

const lineOf = (glyphs: Glyph[]): Line => {
  glyphs.sort((a, b) => a.x0 - b.x0);
  const sizes = glyphs.map((glyph) => glyph.size).sort((a, b) => a - b);
  return { glyphs, box: boxOf(glyphs), size: sizes[sizes.length >> 1] ?? 0 };
};

/** From top to bottom, each from left to right. */
export const toLines = (glyphs: readonly Glyph[]): Line[] => {
  const sorted = [...glyphs].sort((a, b) => middle(a) - middle(b));
  const groups: { glyphs: Glyph[]; middle: number; size: number }[] = [];
  for (const glyph of sorted) {
    const last = groups.at(-1);
    const at = middle(glyph);
    if (last && at - last.middle < SAME_LINE * Math.min(last.size, glyph.size)) {
      last.glyphs.push(glyph);
      // The line follows its biggest glyphs, so that small raised or lowered ones join it.
      if (glyph.size > last.size) Object.assign(last, { middle: at, size: glyph.size });
    } else groups.push({ glyphs: [glyph], middle: at, size: glyph.size });
  }
  return groups.map((group) => lineOf(group.glyphs));
};

/** Cuts a line where the gap is at least `em` of its size. */
export const cutAtGaps = (line: Line, em: number): Line[] => {
  const pieces: Glyph[][] = [];
  let before: Glyph | undefined;
  for (const glyph of line.glyphs) {
    if (!before || glyph.x0 - before.x1 >= em * line.size) pieces.push([]);
    pieces.at(-1)?.push(glyph);
    before = glyph;
  }
  return pieces.map(lineOf);
};

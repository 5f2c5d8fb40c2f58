// A page ready to be read: glyphs that print twice taken once, text that runs along the side of the sheet turned upright.
import type { Box } from '../../model/index.js';
import type { Rule } from '../lattice.js';
import type { Direction, Glyph, PageContent } from './engine.js';

export interface ReadablePage {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly Rule[];
  /** From the turned page back to the page as it is shown. */
  readonly place: (box: Box) => Box;
}

/** The same character again within this share of its size is a shadow or a bold print made of two. */
const TWICE = 0.15;

/** Height of the bands (points) in which the second print is looked for; no glyph is raised by more than a band. */
const BAND = 4;

/** Without the second print of doubled characters. */
export const withoutDoubles = (glyphs: readonly Glyph[]): Glyph[] => {
  // Kept glyphs by first character and band: the code point times 2^16, plus the band.
  const seen = new Map<number, Glyph[]>();
  const kept: Glyph[] = [];
  for (const glyph of glyphs) {
    const limit = TWICE * glyph.size;
    const key = (glyph.text.codePointAt(0) ?? 0) * 0x10000 + Math.round(glyph.top / BAND);
    let twice = false;
    for (let near = key - 1; near <= key + 1 && !twice; near += 1) {
      for (const other of seen.get(near) ?? []) {
        twice ||= Math.abs(other.x0 - glyph.x0) < limit && Math.abs(other.top - glyph.top) < limit && other.text === glyph.text;
      }
    }
    if (twice) continue;
    kept.push(glyph);
    const own = seen.get(key);
    if (own) own.push(glyph);
    else seen.set(key, [glyph]);
  }
  return kept;
};

const QUARTERS: Readonly<Record<Direction, number>> = { right: 0, up: 1, left: 2, down: 3 };
const DIRECTIONS: readonly Direction[] = ['right', 'up', 'left', 'down'];

/** A box turned clockwise by quarter turns, in a sheet of the size before the turn. */
const turnBox = ([x0, top, x1, bottom]: Box, quarters: number, width: number, height: number): Box => {
  if (quarters === 1) return [height - bottom, x0, height - top, x1];
  if (quarters === 2) return [width - x1, height - bottom, width - x0, height - top];
  if (quarters === 3) return [top, width - x1, bottom, width - x0];
  return [x0, top, x1, bottom];
};

const turnGlyph = (glyph: Glyph, quarters: number, width: number, height: number): Glyph => {
  const [x0, top, x1, bottom] = turnBox([glyph.x0, glyph.top, glyph.x1, glyph.bottom], quarters, width, height);
  // Clockwise: text that ran up now runs right.
  const direction = DIRECTIONS[(QUARTERS[glyph.direction] - quarters + 4) % 4] ?? 'right';
  return { ...glyph, x0, top, x1, bottom, direction };
};

const turnRule = (rule: Rule, quarters: number, width: number, height: number): Rule => {
  const box: Box = rule.axis === 'h' ? [rule.from, rule.at, rule.to, rule.at] : [rule.at, rule.from, rule.at, rule.to];
  const [x0, top, x1, bottom] = turnBox(box, quarters, width, height);
  return quarters % 2 === 0
    ? { ...rule, at: rule.axis === 'h' ? top : x0, from: rule.axis === 'h' ? x0 : top, to: rule.axis === 'h' ? x1 : bottom }
    : { ...rule, axis: rule.axis === 'h' ? 'v' : 'h', at: rule.axis === 'h' ? x0 : top, from: rule.axis === 'h' ? top : x0, to: rule.axis === 'h' ? bottom : x1 };
};

/** Glyphs turned clockwise by quarter turns; for text that runs along one side of its cell. */
export const turnGlyphs = (glyphs: readonly Glyph[], direction: Direction): Glyph[] =>
  glyphs.map((glyph) => turnGlyph(glyph, QUARTERS[direction], 0, 0));

/** The direction of more than half of the glyphs. */
export const mainDirection = (glyphs: readonly Glyph[]): Direction => {
  for (const direction of DIRECTIONS) {
    if (2 * glyphs.filter((glyph) => glyph.direction === direction).length > glyphs.length) return direction;
  }
  return 'right';
};

/** A page whose text runs along the side of the sheet (a wide table on an upright sheet) is turned until it reads. */
export const readable = (page: PageContent, glyphs: readonly Glyph[]): ReadablePage => {
  const { width, height, rules } = page;
  const single = withoutDoubles(glyphs);
  const quarters = QUARTERS[mainDirection(single)];
  if (quarters === 0) return { width, height, glyphs: single, rules, place: (box) => box };
  const turned = quarters % 2 === 0 ? { width, height } : { width: height, height: width };
  return {
    ...turned,
    glyphs: single.map((glyph) => turnGlyph(glyph, quarters, width, height)),
    rules: rules.map((rule) => turnRule(rule, quarters, width, height)),
    place: (box) => turnBox(box, 4 - quarters, turned.width, turned.height),
  };
};

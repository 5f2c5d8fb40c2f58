// Two sheets printed on one page, side by side (last year's report and this year's): the page is cut along the gutter between them and
// the left halves of all pages are read before the right halves.
import type { PageTable } from '../stitch.js';
import type { Glyph } from './engine.js';
import type { ReadablePage } from './page.js';

/** The gutter lies so near the middle of the page (share of its width). */
const MIDDLE = 0.1;
/** Tables of a report have so many columns; smaller ones side by side are one layout. */
const FEWEST_COLUMNS = 4;
const TOLERANCE = 1;

const alike = (a: PageTable, b: PageTable): boolean =>
  a.xs.length === b.xs.length && a.ys.length === b.ys.length && a.xs.length > FEWEST_COLUMNS && a.box[1] < b.box[3] && b.box[1] < a.box[3];

/** Where the page is to be cut, in points from its left edge; `undefined` unless two tables of the same shape stand side by side. */
export const gutterOf = (tables: readonly PageTable[], width: number): number | undefined => {
  for (const left of tables) {
    const right = tables.find((table) => table.box[0] > left.box[2] + TOLERANCE && alike(left, table));
    const gutter = right ? (left.box[2] + right.box[0]) / 2 : 0;
    if (right && Math.abs(gutter / width - 0.5) <= MIDDLE) return gutter;
  }
  return undefined;
};

const isLeft = (glyph: Glyph, gutter: number): boolean => (glyph.x0 + glyph.x1) / 2 < gutter;

/** One half of a page; places stay those of the whole page. */
export const halfOf = (page: ReadablePage, gutter: number, side: 'left' | 'right'): ReadablePage => ({
  ...page,
  glyphs: page.glyphs.filter((glyph) => isLeft(glyph, gutter) === (side === 'left')),
  rules: page.rules.filter((rule) => ((rule.axis === 'h' ? (rule.from + rule.to) / 2 : rule.at) < gutter) === (side === 'left')),
});

// The printed lines outside the tables of a page. Only those that name the report are read: the big lines at the top of the first page
// and the signature; all of them on demand.
import type { Box } from '../../model/index.js';
import type { Glyph } from '../pdf/engine.js';
import type { Line } from '../pdf/lines.js';
import type { CutTable } from './cells.js';
import type { StraightPage } from './image/index.js';
import type { Ocr } from './ocr.js';
import { cut, type Grey, type PixelBox } from './picture.js';
import { textLines } from './text-lines.js';

/** Which lines are wanted: the big ones of a first page, the last ones, all. */
export type Wanted = 'title' | 'signature' | 'all';

const POINTS = 72;
/** A title is this much taller than the text. */
const TITLE_HEIGHT = 1.2;
/** A title stands in the upper part of the page, and has at most so many lines. */
const TITLE_WITHIN = 0.6;
const MOST_TITLE_LINES = 4;
/** Without big lines the first few may be the title. */
const FIRST_LINES = 2;
/** Name and date at the end. */
const SIGNATURE_LINES = 2;

/** Page numbers and running heads stand within this share of the height from the edge. */
const MARGIN = 0.085;

/** Lines of the text itself: neither running head nor page number. */
export const bodyLines = (boxes: readonly PixelBox[], { grey }: StraightPage): PixelBox[] => boxes.filter(([, top, , bottom]) => bottom > MARGIN * grey.height && top < (1 - MARGIN) * grey.height);

/** Printed lines above, between and below the tables. */
export const linesAround = ({ grey, dpi }: StraightPage, tables: readonly CutTable[]): Around => {
  const px = (points: number): number => Math.round((points * dpi) / POINTS);
  const bounds = tables.map(({ grid: { ys } }) => [px(ys[0] ?? 0) - 2, px(ys.at(-1) ?? 0) + 2] as const).sort((a, b) => a[0] - b[0]);
  const boxes: PixelBox[] = [];
  let top = 0;
  for (const [from, to] of [...bounds, [grey.height, grey.height] as const]) {
    if (from > top) boxes.push(...textLines(grey, [0, top, grey.width, from], { dpi }).map(({ box }) => box));
    top = Math.max(top, to);
  }
  const [first, last] = [bounds[0]?.[0] ?? grey.height, Math.max(0, ...bounds.map(([, to]) => to))];
  return { all: boxes, above: boxes.filter((box) => box[3] <= first), below: boxes.filter((box) => box[1] >= last) };
};

const heightOf = (box: PixelBox): number => box[3] - box[1];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** The printed lines of a page outside its tables, in pixels of the straight page. */
export interface Around {
  /** Above the first table, or all of a page without one. */
  readonly above: readonly PixelBox[];
  /** Below the last table, or all of a page without one. */
  readonly below: readonly PixelBox[];
  readonly all: readonly PixelBox[];
}

const titleLines = ({ above, all }: Around, page: StraightPage): PixelBox[] => {
  const usual = median(all.map(heightOf));
  const upper = above.filter((box) => box[1] < TITLE_WITHIN * page.grey.height);
  const big = upper.filter((box) => heightOf(box) > TITLE_HEIGHT * usual).slice(0, MOST_TITLE_LINES);
  return big.length > 0 ? big : bodyLines(upper, page).slice(0, FIRST_LINES);
};

const chosen = (around: Around, page: StraightPage, wanted: Wanted): readonly PixelBox[] => {
  if (wanted === 'all') return around.all;
  return wanted === 'title' ? titleLines(around, page) : bodyLines(around.below, page).slice(-SIGNATURE_LINES);
};

/** The engine gives a text for a line; for the code that lays out pages each character stands in an equal share of the line. */
const glyphsOf = (text: string, [x0, top, x1, bottom]: Box): Glyph[] => {
  const characters = Array.from(text);
  const width = (x1 - x0) / Math.max(1, characters.length);
  return characters.map((character, i) => ({
    text: character,
    x0: x0 + i * width,
    top,
    x1: x0 + (i + 1) * width,
    bottom,
    size: bottom - top,
    direction: 'right',
    spaced: false,
  }));
};

/** A line cut out. */
export interface LookedLine {
  /** Points of the straight page. */
  readonly box: Box;
  readonly picture: Grey;
}

/** The wanted ones of the lines of a page, each once. */
export const wantedLines = (page: StraightPage, around: Around, wanted: readonly Wanted[]): LookedLine[] => {
  const scale = POINTS / page.dpi;
  return [...new Set(wanted.flatMap((lines) => chosen(around, page, lines)))].map((pixels) => ({ box: [pixels[0] * scale, pixels[1] * scale, pixels[2] * scale, pixels[3] * scale], picture: cut(page.grey, pixels) }));
};

export const readLines = async (lines: readonly LookedLine[], ocr: Ocr): Promise<Line[]> => {
  const readings = lines.length > 0 ? await ocr.lines(lines.map(({ picture }) => picture)) : [];
  return lines.flatMap(({ box }, i) => {
    const text = readings[i]?.text ?? '';
    return text === '' ? [] : [{ glyphs: glyphsOf(text, box), box, size: box[3] - box[1] }];
  });
};

// The text of one cell: lines joined by `\n`; labels printed along the side or as a stack of characters read in their order.
import type { Box } from '../../model/index.js';
import type { Glyph } from './engine.js';
import { type Line, textOf, toLines } from './lines.js';
import { mainDirection, turnGlyphs } from './page.js';

export interface CellText {
  readonly text: string;
  /** The last line fills the width of the cell, so that what follows may be its continuation. */
  readonly full: boolean;
}

/** Stacked columns stand further apart than their characters: pitch in em, along and across. */
const STACK_PITCH = 1.2;
const COLUMN_PITCH = 1.3;
/** A column of a stack has at least so many characters. */
const STACK_HEIGHT = 3;
/** White space (points) at both sides of a cell together: Word's 5.4 each, and a little. */
const PADDING = 12;

const DIGITS_ONLY = /^[\d.,]+$/;

const centre = (glyph: Glyph): number => (glyph.x0 + glyph.x1) / 2;

/** Upright characters set in columns from right to left: each column from top to bottom, or nothing if this is no stack. */
const stackedColumns = (glyphs: readonly Glyph[], box: Box): Glyph[][] | undefined => {
  if (glyphs.length < 2 * STACK_HEIGHT || box[3] - box[1] < box[2] - box[0]) return undefined;
  const columns: Glyph[][] = [];
  for (const glyph of [...glyphs].sort((a, b) => centre(b) - centre(a))) {
    const last = columns.at(-1);
    const head = last?.[0];
    if (last && head && centre(head) - centre(glyph) < glyph.size / 2) last.push(glyph);
    else columns.push([glyph]);
  }
  if (columns.length < 2 || columns.some((column, i) => column.length < (i === columns.length - 1 ? 1 : STACK_HEIGHT))) return undefined;
  for (const column of columns) column.sort((a, b) => a.top - b.top);
  const tight = columns.every((column) =>
    column.every((glyph, i) => i === 0 || glyph.top - (column[i - 1]?.top ?? 0) < STACK_PITCH * glyph.size),
  );
  const apart = columns.every((column, i) => {
    const [own, before] = [column[0], columns[i - 1]?.[0]];
    return !own || !before || centre(before) - centre(own) > COLUMN_PITCH * own.size;
  });
  return tight && apart ? columns : undefined;
};

const widthOf = (line: Line): number => line.box[2] - line.box[0];

const fills = (line: Line, width: number, ems: number): boolean => width - widthOf(line) < ems * line.size + PADDING;

/** A number broken by the narrow cell goes on without a break; two lines of a list keep theirs. */
const joinLines = (lines: readonly Line[], width: number): string => {
  let text = '';
  let before: { line: Line; text: string } | undefined;
  for (const line of lines) {
    const own = textOf(line.glyphs);
    const broken = before && DIGITS_ONLY.test(before.text) && DIGITS_ONLY.test(own) && fills(before.line, width, 0.5);
    text += before && !broken ? `\n${own}` : own;
    before = { line, text: own };
  }
  return text;
};

/** Reads the glyphs of one cell; `box` is the cell. */
export const cellText = (glyphs: readonly Glyph[], box: Box): CellText => {
  if (glyphs.length === 0) return { text: '', full: false };
  const direction = mainDirection(glyphs);
  const sideways = direction === 'up' || direction === 'down';
  const width = sideways ? box[3] - box[1] : box[2] - box[0];
  const columns = direction === 'right' ? stackedColumns(glyphs, box) : undefined;
  if (columns) return { text: columns.map((column) => column.map((glyph) => glyph.text).join('')).join('\n'), full: true };
  const lines = toLines(direction === 'right' ? glyphs : turnGlyphs(glyphs, direction));
  const last = lines.at(-1);
  return { text: joinLines(lines, width), full: last !== undefined && fills(last, width, 1.5) };
};

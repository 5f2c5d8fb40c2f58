// Lines cut into the pieces that can be cells of a table without rules.
import type { Box } from '../../model/index.js';
import { halfWidth } from '../../number.js';
import { plain } from '../../text.js';
import type { Glyph } from './engine.js';
import { boxOf, cutAtGaps, textOf } from './lines.js';
import type { PrintedLine } from './printed.js';

/** A piece of a line that stands by itself. */
export interface Piece {
  readonly text: string;
  readonly box: Box;
  readonly size: number;
  readonly number: boolean;
  readonly line: PrintedLine;
}

/** One printed line with its pieces, and how many of them are figures. */
export interface Row {
  readonly line: PrintedLine;
  readonly pieces: readonly Piece[];
  readonly figures: number;
}

/** Gap (em) between two cells of a line; between figures, and before what begins anew, less is enough. */
const CELL_GAP = 0.8;
const SMALL_GAP = 0.4;

/** Gaps of a spread label differ by at most this share. */
const EQUAL_GAP = 0.2;

const SPREAD = /^(?:[^\s\d]|\d{1,2}[.．、])$/u;
const NUMBER = /^(?:[-+－−]?\d[\d,，]*(?:\.\d+)?(?:元|万元|件|个|项|%)?|[-—–－/／])$/;
/** A printed number at the start of a label: `一、`, `（二）`, `3.`. */
export const ENUMERATED = /^(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．]|\d{1,2}[、.．]\D)/;

/** A piece of some neighbouring glyphs of a line. */
export const pieceOf = (glyphs: readonly Glyph[], line: PrintedLine): Piece => {
  const text = textOf(glyphs);
  return { text, box: boxOf(glyphs), size: line.size, number: NUMBER.test(halfWidth(text)), line };
};

/** Glyphs of one line, cut where the gap is wide; figures at the end and a label that begins anew also where it is small. */
const cutCells = (line: PrintedLine): Glyph[][] => {
  const small = cutAtGaps(line, SMALL_GAP);
  const texts = small.map((part) => pieceOf(part.glyphs, line));
  const lastLabel = texts.findLastIndex((piece) => !piece.number);
  const figures = texts.length - 1 - lastLabel >= 2 ? lastLabel + 1 : texts.length;
  const groups: Glyph[][] = [];
  small.forEach((part, i) => {
    const gap = part.box[0] - (small[i - 1]?.box[2] ?? -Infinity);
    const cut = gap >= CELL_GAP * line.size || i >= figures || ENUMERATED.test(plain(texts[i]?.text ?? ''));
    if (cut) groups.push([...part.glyphs]);
    else groups.at(-1)?.push(...part.glyphs);
  });
  return groups;
};

/** A character, or a number with its point, of a label spread over the width of its cell. */
const isSpread = (piece: Piece | undefined): piece is Piece => piece !== undefined && !piece.number && SPREAD.test(piece.text);

const gapOf = (a: Piece, b: Piece): number => b.box[0] - a.box[2];

/** How many pieces from `start` on are one label spread over its cell: characters with equal gaps, or two before figures. */
const spreadLength = (pieces: readonly Piece[], start: number): number => {
  const [first, second] = [pieces[start], pieces[start + 1]];
  if (!isSpread(first) || !isSpread(second)) return 1;
  const gap = gapOf(first, second);
  let length = 2;
  for (let before = second; ; length += 1) {
    const next = pieces[start + length];
    if (!isSpread(next) || Math.abs(gapOf(before, next) - gap) > EQUAL_GAP * gap + 0.5) break;
    before = next;
  }
  return length > 2 || pieces[start + 2]?.number === true ? length : 1;
};

const piecesOf = (line: PrintedLine): Piece[] => {
  const groups = cutCells(line);
  const cells = groups.map((glyphs) => pieceOf(glyphs, line));
  const pieces: Piece[] = [];
  for (let i = 0; i < cells.length; ) {
    const length = spreadLength(cells, i);
    pieces.push(pieceOf(groups.slice(i, i + length).flat(), line));
    i += length;
  }
  return pieces;
};

export const rowOf = (line: PrintedLine): Row => {
  const pieces = piecesOf(line);
  return { line, pieces, figures: pieces.filter((piece) => piece.number).length };
};

/** A line with figures that can be a row: figures in columns, or one figure beside its label. */
export const isFigureRow = (row: Row): boolean =>
  row.figures >= 2 || (row.figures === 1 && row.pieces.length === 2 && row.pieces[1]?.number === true);

/** A line with nothing but figures: a row whose label stands a little higher or lower, once a table has begun. */
export const isFigures = (row: Row): boolean => row.figures > 0 && row.figures === row.pieces.length;

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

const NUMBER = /^(?:[-+－−]?\d[\d,，]*(?:\.\d+)?(?:元|万元|件|个|项|%)?|[-—–－/／])$/;
/** A printed number at the start of a label: `一、`, `（二）`, `3.`. */
export const ENUMERATED = /^(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．]|\d{1,2}[、.．]\D)/;

/** A piece of some neighbouring glyphs of a line. */
export const pieceOf = (glyphs: readonly Glyph[], line: PrintedLine): Piece => {
  const text = textOf(glyphs);
  return { text, box: boxOf(glyphs), size: line.size, number: NUMBER.test(halfWidth(text)), line };
};

/** Cut where the gap is wide; a row of figures at the end, and a label that begins anew, also where it is small. */
const piecesOf = (line: PrintedLine): Piece[] => {
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
  return groups.map((glyphs) => pieceOf(glyphs, line));
};

export const rowOf = (line: PrintedLine): Row => {
  const pieces = piecesOf(line);
  return { line, pieces, figures: pieces.filter((piece) => piece.number).length };
};

/** A line with figures that can be a row: figures in columns, or one figure beside its label. */
export const isFigureRow = (row: Row): boolean =>
  row.figures >= 2 || (row.figures === 1 && row.pieces.length === 2 && row.pieces[1]?.number === true);

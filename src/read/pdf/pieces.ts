// Lines cut into the pieces that can be cells of a table without rules.
import type { Box } from '../../model/index.js';
import { plain } from '../../text.js';
import { boxOf, cutAtGaps, type Line, textOf } from './lines.js';
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

/** Gap (em) between two cells of a line, and before a figure after its label. */
const CELL_GAP = 0.8;
const FIGURE_GAP = 0.4;

const NUMBER = /^(?:[-+－−]?\d[\d,，]*(?:\.\d+)?(?:元|万元|件|个|项|%)?|[-—–－/／])$/;

const pieceOf = (line: Line, own: PrintedLine): Piece => {
  const text = textOf(line.glyphs);
  return { text, box: line.box, size: line.size, number: NUMBER.test(plain(text)), line: own };
};

/** The pieces of a line; figures are cut off their label also where the gap is small. */
const piecesOf = (line: PrintedLine): Piece[] =>
  cutAtGaps(line, CELL_GAP).flatMap((part) => {
    const whole = pieceOf(part, line);
    if (whole.number) return [whole];
    const small = cutAtGaps(part, FIGURE_GAP).map((piece) => pieceOf(piece, line));
    const figures = small.length - 1 - small.findLastIndex((piece) => !piece.number);
    if (figures === 0 || figures === small.length) return [whole];
    const rest = small.slice(0, small.length - figures);
    const glyphs = part.glyphs.filter((glyph) => glyph.x0 < (small.at(-figures)?.box[0] ?? Infinity));
    return [
      ...(rest.length > 0 ? [pieceOf({ glyphs, box: boxOf(glyphs), size: part.size }, line)] : []),
      ...small.slice(small.length - figures),
    ];
  });

export const rowOf = (line: PrintedLine): Row => {
  const pieces = piecesOf(line);
  return { line, pieces, figures: pieces.filter((piece) => piece.number).length };
};

/** A line with figures that can be a row: figures in columns, or one figure beside its label. */
export const isFigureRow = (row: Row): boolean => row.figures >= 2 || (row.figures === 1 && row.pieces.length === 2 && row.pieces[1]?.number === true);

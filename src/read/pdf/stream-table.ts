// The grid of a table without rules: columns from the bands in which figures stand, rows from the lines with figures. Labels
// go to the nearest row, so that a wrapped label with its figures between its two lines stays one row.
import type { Box } from '../../model/index.js';
import { plain } from '../../text.js';
import type { PageCell, PageTable } from '../stitch.js';
import { type Band, bandAt, bandsOf, labelBandAt, labelBandsOf, spanOf, withHeadings } from './bands.js';
import { boxOf, cutAtGaps } from './lines.js';
import { ENUMERATED, isFigureRow, type Piece, pieceOf, type Row } from './pieces.js';
import type { PrintedLine } from './printed.js';

/** The lines of one label or heading are at most this far apart (em). */
const WRAP = 1.7;
/** A label belongs to a line of figures no further than this (em) from its edge. */
const NEAR = 0.4;
/** Gap (em) between two cells of a heading; headings are printed closer than figures. */
const HEADING_GAP = 0.3;

/** A cell before its grid is complete. */
interface Loose {
  row: number;
  readonly col: number;
  rowSpan: number;
  readonly colSpan: number;
  readonly pieces: Piece[];
}

const middleOf = (piece: { readonly box: Box }): number => (piece.box[1] + piece.box[3]) / 2;

const SINGLE = /^.$/u;

/** Characters that stand one under the other in the label columns: a label printed as a stack. */
const stacksOf = (pieces: readonly Piece[]): Piece[][] => {
  const stacks: Piece[][] = [];
  for (const piece of pieces.filter(({ text, number }) => SINGLE.test(text) && !number)) {
    const open = stacks.find((stack) => Math.abs((stack[0]?.box[0] ?? 0) - piece.box[0]) < piece.size / 2);
    if (open) open.push(piece);
    else stacks.push([piece]);
  }
  return stacks.filter((stack) => stack.length >= 4);
};

interface Plan {
  readonly labels: readonly Band[];
  readonly bands: readonly Band[];
  /** Where the labels end and the figures begin. */
  readonly border: number;
}

const isLabel = (border: number, piece: Piece): boolean => !piece.number && (piece.box[0] + piece.box[2]) / 2 < border;

const planOf = (rows: readonly Row[], firstFigure: number): Plan => {
  const figures = bandsOf(rows.filter((row) => row.figures > 0).map((row) => row.pieces.filter((piece) => piece.number)));
  const below = rows.slice(firstFigure).flatMap((row) => row.pieces);
  const first = figures[0]?.from ?? Infinity;
  const labelsEnd = Math.max(0, ...below.filter((piece) => isLabel(first, piece)).map((piece) => piece.box[2]));
  const heading = rows.slice(0, firstFigure).flatMap((row) => row.pieces);
  const bands = withHeadings(figures, heading.filter((piece) => piece.box[0] > labelsEnd));
  const border = bands[0]?.from ?? Infinity;
  // Headings between the rows stand centred over their column and would make columns of their own.
  const beside = rows.slice(firstFigure).filter((row) => row.figures > 0 || row.pieces.every((piece) => isLabel(border, piece)));
  const labels = labelBandsOf(beside.flatMap((row) => row.pieces.filter((piece) => isLabel(border, piece))));
  return { labels: labels.length > 0 ? labels : [{ from: 0, to: border }], bands, border };
};

/** One label, with all its lines. */
interface Label {
  readonly col: number;
  readonly pieces: Piece[];
  /** Lines of figures it stands on. */
  readonly lines: number[];
}

interface LabelPiece {
  readonly piece: Piece;
  readonly line: number;
  /** On a line of figures, and no other label between it and them. */
  readonly leaf: boolean;
  readonly onFigures: boolean;
}

/** Whether a piece goes on with the label above it, or starts one of its own. */
const goesOn = (label: Label, { piece, leaf, onFigures }: LabelPiece): boolean => {
  const last = label.pieces.at(-1);
  if (!last || ENUMERATED.test(plain(piece.text)) || last.line.page !== piece.line.page) return false;
  if (piece.box[1] - last.box[1] > WRAP * piece.size) return false;
  return !(onFigures && leaf && label.lines.length > 0);
};

/** The labels beside and between the lines of figures, each put together from its lines. */
const labelsOf = (rows: readonly Row[], plan: Plan, firstFigure: number, stacked: ReadonlySet<Piece>): Label[] => {
  const labels: Label[] = [];
  const open = new Map<number, Label>();
  rows.forEach((row, line) => {
    const own = row.pieces.filter((piece) => !stacked.has(piece) && isLabel(plan.border, piece));
    if (line < firstFigure - 2 || (row.figures === 0 && own.length < row.pieces.filter((piece) => !stacked.has(piece)).length)) return;
    own.forEach((piece, i) => {
      const col = labelBandAt(plan.labels, piece.box);
      const onFigures = row.figures > 0;
      const before = open.get(col);
      const label = before && goesOn(before, { piece, line, onFigures, leaf: i === own.length - 1 }) ? before : { col, pieces: [], lines: [] };
      if (label !== before) labels.push(label);
      label.pieces.push(piece);
      if (onFigures) label.lines.push(line);
      open.set(col, label);
    });
  });
  return labels;
};

/** The line of figures a label belongs to; undefined if none is near: a row without figures. */
const lineOfLabel = (label: Label, rows: readonly Row[]): number | undefined => {
  const [first, last] = [label.pieces[0], label.pieces.at(-1)];
  if (!first || !last) return undefined;
  if (label.lines.length > 0) return label.lines[label.lines.length >> 1];
  const middle = (first.box[1] + last.box[3]) / 2;
  let best: number | undefined;
  let reach = (last.box[3] - first.box[1]) / 2 + NEAR * first.size;
  rows.forEach((row, i) => {
    const away = Math.abs(middleOf(row.line) - middle);
    if (row.figures === 0 || row.line.page !== first.line.page || away > reach) return;
    reach = away;
    best = i;
  });
  return best;
};

const extentOf = ({ pieces }: Label): readonly [top: number, bottom: number] => [pieces[0]?.box[1] ?? 0, pieces.at(-1)?.box[3] ?? 0];

/** The line of a deeper label that stands beside this one. */
const lineBeside = (label: Label, known: ReadonlyMap<Label, number>): number | undefined => {
  const [top, bottom] = extentOf(label);
  for (const [other, line] of known) {
    const [otherTop, otherBottom] = extentOf(other);
    const samePage = other.pieces[0]?.line.page === label.pieces[0]?.line.page;
    if (other.col > label.col && samePage && Math.min(bottom, otherBottom) > Math.max(top, otherTop)) return line;
  }
  return undefined;
};

const place = (cells: Loose[], piece: Piece, row: number, col: number, colSpan: number): void => {
  const same = cells.find((cell) => cell.row === row && cell.col === col);
  if (same) same.pieces.push(piece);
  else cells.push({ row, col, rowSpan: 1, colSpan, pieces: [piece] });
};

const columnsFor = (plan: Plan, piece: Piece): { col: number; colSpan: number } => {
  const offset = plan.labels.length;
  if (piece.number) return { col: offset + bandAt(plan.bands, piece.box), colSpan: 1 };
  if (isLabel(plan.border, piece)) return { col: labelBandAt(plan.labels, piece.box), colSpan: 1 };
  const [from, to] = spanOf(plan.bands, piece.box);
  return { col: offset + from, colSpan: to - from + 1 };
};

/** Whether a cell of the heading is the next line of the cell above it. */
const isWrapOf = (above: Loose, cell: Loose): boolean => {
  const [upper, lower] = [above.pieces.at(-1), cell.pieces[0]];
  if (!upper || !lower || above.col !== cell.col || above.colSpan !== cell.colSpan) return false;
  return upper.line.page === lower.line.page && lower.box[1] - upper.box[1] < WRAP * lower.size;
};

/** Lines of one heading under each other in one column are one cell, also where other columns have their lines between. */
const joinHeading = (cells: readonly Loose[], headingRows: number): Loose[] => {
  const joined: Loose[] = [];
  for (const cell of [...cells].sort((a, b) => a.row - b.row || a.col - b.col)) {
    const above = cell.row < headingRows ? joined.findLast((other) => other.col < cell.col + cell.colSpan && cell.col < other.col + other.colSpan) : undefined;
    if (above && isWrapOf(above, cell)) {
      above.pieces.push(...cell.pieces);
      above.rowSpan = cell.row - above.row + 1;
    } else joined.push(cell);
  }
  return joined;
};

const cellText = (pieces: readonly Piece[]): string => {
  const sorted = [...pieces].sort((a, b) => a.line.page - b.line.page || a.line.box[1] - b.line.box[1] || a.box[0] - b.box[0]);
  return sorted.reduce((text, piece, i) => (i === 0 ? piece.text : `${text}${sorted[i - 1]?.line === piece.line ? ' ' : '\n'}${piece.text}`), '');
};

const boxOfPieces = (pieces: readonly Piece[]): Box =>
  boxOf(pieces.map(({ box: [x0, top, x1, bottom] }) => ({ x0, top, x1, bottom })));

const finish = (cell: Loose): PageCell => {
  const first = cell.pieces[0];
  const box = boxOfPieces(cell.pieces.filter((piece) => piece.line.page === first?.line.page));
  return {
    row: cell.row,
    col: cell.col,
    rowSpan: cell.rowSpan,
    colSpan: cell.colSpan,
    text: cellText(cell.pieces),
    full: false,
    at: first ? { page: first.line.page, box: first.line.place(box) } : {},
  };
};

/** Every place of the grid has a cell: those without ink are blank, at the place their row and column say. */
const withBlanks = (cells: readonly PageCell[], rows: number, plan: Plan, lines: readonly PrintedLine[]): PageCell[] => {
  const taken = new Set(
    cells.flatMap((cell) =>
      Array.from({ length: cell.rowSpan * cell.colSpan }, (_, i) => `${cell.row + Math.floor(i / cell.colSpan)},${cell.col + (i % cell.colSpan)}`),
    ),
  );
  const all = [...cells];
  const cols = plan.labels.length + plan.bands.length;
  for (let row = 0; row < rows; row += 1) {
    const line = lines[row];
    for (let col = 0; col < cols; col += 1) {
      if (taken.has(`${row},${col}`) || !line) continue;
      const band = plan.bands[col - plan.labels.length];
      const x0 = band?.from ?? plan.labels[col]?.from ?? 0;
      const x1 = band?.to ?? plan.labels[col]?.to ?? x0;
      const box = line.place([x0, line.box[1], Math.max(x0, x1), line.box[3]]);
      all.push({ row, col, rowSpan: 1, colSpan: 1, text: '', full: false, at: { page: line.page, box } });
    }
  }
  return all;
};

/** Cells of all pieces, in rows named by the index of their line. */
const looseCells = (rows: readonly Row[], plan: Plan, firstFigure: number): Loose[] => {
  const stacks = stacksOf(rows.slice(firstFigure).flatMap((row) => row.pieces));
  const stacked = new Set(stacks.flat());
  const labels = labelsOf(rows, plan, firstFigure, stacked);
  const labelled = new Set(labels.flatMap((label) => label.pieces));
  const cells: Loose[] = [];
  rows.forEach((row, line) => {
    for (const piece of row.pieces) {
      if (stacked.has(piece) || labelled.has(piece)) continue;
      const { col, colSpan } = columnsFor(plan, piece);
      place(cells, piece, line, col, colSpan);
    }
  });
  const lineOf = (piece: Piece): number => rows.findIndex((row) => row.line === piece.line);
  const linesOf = new Map<Label, number>();
  // The deepest labels first: a label of a group goes to a row of its group, also where that row has no figures.
  for (const label of [...labels].sort((x, y) => y.col - x.col)) {
    const line = lineOfLabel(label, rows) ?? lineBeside(label, linesOf) ?? rows.findIndex((row) => row.line === label.pieces[0]?.line);
    linesOf.set(label, line);
    for (const piece of label.pieces) place(cells, piece, line, label.col, 1);
  }
  for (const stack of stacks) {
    const [first] = stack;
    if (!first) continue;
    const line = lineOfLabel({ col: 0, pieces: stack, lines: stack.map(lineOf).filter((i) => (rows[i]?.figures ?? 0) > 0) }, rows);
    for (const piece of stack) place(cells, piece, line ?? lineOf(first), labelBandAt(plan.labels, first.box), 1);
  }
  return cells;
};

const recut = (row: Row): Row => ({ ...row, pieces: cutAtGaps(row.line, HEADING_GAP).map((part) => pieceOf(part.glyphs, row.line)) });

/** The table of some lines, of which at least one has figures. */
export const streamTable = (lines: readonly Row[]): PageTable | undefined => {
  const firstFigure = lines.findIndex(isFigureRow);
  const rows = lines.map((row, i) => (i < firstFigure ? recut(row) : row));
  const plan = planOf(rows, firstFigure);
  const [first, last] = [rows[0]?.line, rows.at(-1)?.line];
  if (!first || !last || plan.bands.length === 0) return undefined;
  const loose = looseCells(rows, plan, firstFigure);
  const used = [...new Set(loose.map((cell) => cell.row))].sort((a, b) => a - b);
  for (const cell of loose) cell.row = used.indexOf(cell.row);
  const heading = used.filter((line) => line < firstFigure).length;
  const own = used.map((line) => rows[line]?.line ?? first);
  const box = boxOfPieces(rows.flatMap((row) => row.pieces).filter((piece) => piece.line.page === first.page));
  return {
    kind: 'table',
    grid: 'stream',
    page: last.page,
    xs: [...plan.labels.map((band) => band.from), ...plan.bands.map((band) => band.from), plan.bands.at(-1)?.to ?? 0],
    ys: [...own.map((line) => line.box[1]), last.box[3]],
    cells: withBlanks(joinHeading(loose, heading).map(finish), used.length, plan, own),
    box,
    at: { page: first.page, box: first.place(box) },
  };
};

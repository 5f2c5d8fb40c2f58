// Columns of rows that are set out with blanks, as `pdftotext -layout` writes them: fields that stand over one another share a
// column. Width is counted as on a terminal, two for a Chinese character.
import { readNumber } from '../../number.js';
import { GAP } from './lines.js';

/** A field with its extent in terminal columns, from 0. */
interface Field {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u2018-\u201d]/;

const widthOf = (text: string): number => {
  let width = 0;
  for (const char of text) width += WIDE.test(char) ? 2 : 1;
  return width;
};

/** The fields of a line with their extents. */
export const fieldsOf = (line: string): Field[] => {
  const fields: Field[] = [];
  const gap = new RegExp(GAP.source, 'g');
  let start = 0;
  const add = (end: number): void => {
    const piece = line.slice(start, end);
    const text = piece.trim();
    if (text === '') return;
    const from = widthOf(line.slice(0, start)) + widthOf(piece.slice(0, piece.length - piece.trimStart().length));
    fields.push({ text, from, to: from + widthOf(text) });
  };
  for (const match of line.matchAll(gap)) {
    add(match.index);
    start = match.index + match[0].length;
  }
  add(line.length);
  return fields;
};

/** A field on the grid. */
export interface Placed {
  readonly col: number;
  readonly colSpan: number;
  readonly text: string;
}

interface Column {
  from: number;
  to: number;
}

const overlaps = (field: Column, column: Column): boolean => field.from < column.to && column.from < field.to;

/** Columns grown from the fullest rows; a field over several columns spans them and grows none. */
const columnsOf = (rows: readonly (readonly Field[])[]): Column[] => {
  let columns: Column[] = [];
  for (const row of [...rows].sort((a, b) => b.length - a.length)) {
    for (const { from, to } of row) {
      const touched = columns.filter((column) => overlaps({ from, to }, column));
      const [only] = touched;
      if (!only) columns = [...columns, { from, to }].sort((a, b) => a.from - b.from);
      else if (touched.length === 1) {
        only.from = Math.min(only.from, from);
        only.to = Math.max(only.to, to);
      }
    }
  }
  return columns;
};

const place = (row: readonly Field[], columns: readonly Column[]): Placed[] | undefined => {
  let next = 0;
  const placed: Placed[] = [];
  for (const field of row) {
    const first = columns.findIndex((column, index) => index >= next && overlaps(field, column));
    if (first === -1) return undefined;
    let last = first;
    while (last + 1 < columns.length && overlaps(field, columns[last + 1] ?? field)) last++;
    placed.push({ col: first, colSpan: last - first + 1, text: field.text });
    next = last + 1;
  }
  return placed;
};

const isValue = ({ text }: Field): boolean => /^(?:number|mark)$/.test(readNumber(text).kind);

/** How many fields at the end of a row are numbers or printed dashes. */
const tailLength = (row: readonly Field[]): number => row.length - 1 - row.findLastIndex((field) => !isValue(field));

/** Two numbers move together by chance less often than one; three in a row of three need no further sign. */
const MIN_TAIL = 2;
const SURE_TAIL = 3;

/** The tail length most rows have, and the extents of the tails that stand over one another most often. */
const commonTail = (rows: readonly (readonly Field[])[]): readonly Field[] | undefined => {
  const tails = rows.map((row) => row.slice(row.length - tailLength(row))).filter((tail) => tail.length >= MIN_TAIL);
  const votes = tails.map((tail) => tails.filter((other) => stacked(tail, other)).length);
  const most = Math.max(...votes);
  return 2 * most > tails.length ? tails[votes.indexOf(most)] : undefined;
};

const stacked = (tail: readonly Field[], other: readonly Field[]): boolean =>
  tail.length === other.length && tail.every((field, i) => Math.abs(field.from - (other[i]?.from ?? Infinity)) <= 2 || Math.abs(field.to - (other[i]?.to ?? Infinity)) <= 2);

/** Whether one number after the other stands the same distance further right. */
const isShifted = (tail: readonly Field[], common: readonly Field[]): boolean =>
  new Set(tail.map((field, i) => field.from - (common[i]?.from ?? 0))).size === 1;

/** Whether a label reaches into the column that begins next to its right in any row. */
const overflows = (label: Field | undefined, rows: readonly (readonly Field[])[]): boolean =>
  label !== undefined && rows.some((row) => row.some((field) => field.from > label.from && field.from <= label.to));

/** A label longer than its column pushes the numbers behind it to the right; with all its numbers there, they go back into line. */
const realign = (rows: readonly Field[][]): Field[][] => {
  const common = commonTail(rows);
  const [first] = common ?? [];
  if (!common || !first) return [...rows];
  return rows.map((row) => {
    const start = row.length - tailLength(row);
    const tail = row.slice(start);
    if (tail.length !== common.length || stacked(tail, common)) return row;
    const labels = row.slice(0, start).map((field) => ({ ...field, to: Math.min(field.to, first.from - 1) }));
    const sure = tail.length >= SURE_TAIL || (overflows(row[start - 1], rows) && isShifted(tail, common));
    const pushed = sure && labels.every((field) => field.from < field.to);
    return pushed ? [...labels, ...tail.map((field, i) => ({ ...field, from: common[i]?.from ?? field.from, to: common[i]?.to ?? field.to }))] : row;
  });
};

/** Puts set-out lines on a grid. Where two fields of a line fall into one column, the fields of that line are counted instead. */
export const alignColumns = (lines: readonly string[]): { readonly cols: number; readonly rows: readonly (readonly Placed[])[] } => {
  const fields = realign(lines.map(fieldsOf));
  const columns = columnsOf(fields);
  const rows = fields.map((row) => place(row, columns) ?? row.map(({ text }, col) => ({ col, colSpan: 1, text })));
  return { cols: Math.max(columns.length, ...rows.map((row) => row.length)), rows };
};

// Columns of rows that are set out with blanks, as `pdftotext -layout` writes them: fields that stand over one another share a
// column. Width is counted as on a terminal, two for a Chinese character.
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

/** Puts set-out lines on a grid. Where two fields of a line fall into one column, the fields of that line are counted instead. */
export const alignColumns = (lines: readonly string[]): { readonly cols: number; readonly rows: readonly (readonly Placed[])[] } => {
  const fields = lines.map(fieldsOf);
  const columns = columnsOf(fields);
  const rows = fields.map((row) => place(row, columns) ?? row.map(({ text }, col) => ({ col, colSpan: 1, text })));
  return { cols: Math.max(columns.length, ...rows.map((row) => row.length)), rows };
};

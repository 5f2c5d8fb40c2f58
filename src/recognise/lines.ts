// A document as lines: each row of a table, each paragraph. A line is a label with the values after it, whatever the format.
import { readNumber, type Reading } from '../number.js';
import type { Block, Document, DoubleReading, Grid, Place, Table } from '../model/index.js';

export interface Slot {
  readonly text: string;
  readonly reading: Reading;
  /** Grid column, from 0, and how many it covers. */
  readonly col: number;
  readonly colSpan: number;
  readonly at: Place;
  /** Only for a figure read from a picture. */
  readonly double?: DoubleReading;
}

export interface Line {
  /** Position in the document, from 0. */
  readonly index: number;
  /** `prose` = a paragraph or heading; else the grid of the table. */
  readonly grid: Grid | 'prose';
  readonly table: Table | null;
  readonly block: Block;
  /** Of a picture: text that is no figure seen by two readers holds none. */
  readonly pictured: boolean;
  /** Cells that begin in this row, left to right. */
  readonly slots: readonly Slot[];
}

const slotOf = (text: string, col: number, colSpan: number, at: Place): Slot => ({ text, reading: readNumber(text), col, colSpan, at });

const linesOfTable = (table: Table, first: number): Line[] => {
  const rows = Array.from({ length: table.rows }, (): Slot[] => []);
  for (const cell of table.cells) rows[cell.row]?.push({ ...slotOf(cell.text, cell.col, cell.colSpan, cell.at), ...(cell.double ? { double: cell.double } : {}) });
  const pictured = table.cells.some(({ double }) => double !== undefined);
  return rows.map((slots, row) => ({ index: first + row, grid: table.grid, table, block: table, pictured, slots }));
};

export const linesOf = (document: Document): Line[] => {
  const lines: Line[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'table') lines.push(...linesOfTable(block, lines.length));
    else
      lines.push({ index: lines.length, grid: 'prose', table: null, block, pictured: block.pictured === true, slots: [slotOf(block.text, 0, 1, block.at)] });
  }
  return lines;
};

export const isText = (slot: Slot): boolean => slot.reading.kind === 'text';

export const isNumber = (slot: Slot): boolean => slot.reading.kind === 'number';

/** A value that is not blank: a number or a mark of nothing. */
export const isPrinted = (slot: Slot): boolean => slot.reading.kind === 'number' || slot.reading.kind === 'mark';

/** Whether the grid is told by tabs or gaps and may be shifted or ragged. */
export const isLoose = (line: Line): boolean => line.grid === 'text' || line.grid === 'stream';

/** Printed as a value: a number, a mark of nothing, or a blank. */
export const isValue = (slot: Slot): boolean => slot.reading.kind !== 'text';

/** All that the line says, as one text. */
export const textOf = (line: Line): string => line.slots.map((slot) => slot.text).join(' ');

// What recognising one table of the form gives.
import type { Edition, Entry, FieldId, Finding, FormTable, Place } from '../model/index.js';
import type { Line, Slot } from './lines.js';

export interface TableReading {
  readonly edition: Edition;
  readonly form: FormTable;
  readonly entries: ReadonlyMap<FieldId, Entry>;
  readonly findings: readonly Finding[];
  /** Cells that were taken as label or value: each is used once. */
  readonly used: ReadonlySet<Slot>;
  /** Whether the grid of its rows was told by gaps or tabs. */
  readonly loose: boolean;
  /** Lines that belong to the table: index of the first and the last. */
  readonly range: readonly [first: number, last: number];
}

export const placeOf = (slots: readonly Slot[]): Place => slots[0]?.at ?? {};

const QUOTED = 80;

/** The printed cells of a line for a message, shortened. */
export const quote = (line: Line): string =>
  line.slots
    .map((slot) => slot.text.trim())
    .filter((text) => text !== '')
    .join(' | ')
    .slice(0, QUOTED);

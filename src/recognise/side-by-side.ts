// Two reports printed side by side in the same tables (this year and last): the right half becomes lines of its own.
import { halfWidth } from '../number.js';
import { squeeze } from '../text.js';
import type { Seen, Table } from '../model/index.js';
import { foldings } from './labels.js';
import { isText, type Line, type Slot } from './lines.js';

export interface Side {
  readonly lines: readonly Line[];
  /** Year printed over this half. */
  readonly year: Seen<number> | null;
}

/** Headings that stand once on a line of the form. */
const ONCE = /^(?:自然人|现行有效件数?|对外公开总数量|未经复议直接起诉|本年处理决定数量|处理决定数量|本年收费金额|采购总金额)/;

interface Cut {
  /** Columns of row labels that both halves share. */
  readonly labels: number;
  /** Width of one half in columns. */
  readonly width: number;
}

const isOnce = (slot: Slot): boolean => isText(slot) && foldings(slot.text).some((text) => ONCE.test(text));

const cutOf = (table: Table, lines: readonly Line[]): Cut | undefined => {
  for (const line of lines) {
    const marks = line.slots.filter(isOnce);
    const [first, second] = marks;
    const same = first && second && foldings(first.text)[0] === foldings(second.text)[0];
    if (same && marks.length === 2) {
      const width = second.col - first.col;
      return { width, labels: Math.max(0, table.cols - 2 * width) };
    }
  }
  return undefined;
};

const half = (line: Line, cut: Cut, side: 0 | 1): Line => {
  const from = cut.labels + side * cut.width;
  const slots = line.slots.flatMap((slot): Slot[] => {
    const end = slot.col + slot.colSpan;
    if (slot.col < cut.labels) return [slot];
    if (slot.col >= from && slot.col < from + cut.width) return [{ ...slot, col: slot.col - side * cut.width, colSpan: Math.min(slot.colSpan, from + cut.width - slot.col) }];
    return slot.col < from && end > from ? [{ ...slot, col: cut.labels, colSpan: Math.min(end - from, cut.width) }] : [];
  });
  return { ...line, slots };
};

const yearOver = (lines: readonly Line[]): Seen<number> | null => {
  for (const slot of lines.flatMap((line) => line.slots)) {
    const match = /^(20\d{2})年度?/.exec(squeeze(halfWidth(slot.text)));
    if (isText(slot) && match?.[1]) return { value: Number(match[1]), from: 'column heading', text: slot.text.trim(), at: slot.at };
  }
  return null;
};

/** One side with all lines, or two; lines outside such tables belong to both. */
export const sidesOf = (lines: readonly Line[]): Side[] => {
  const cuts = new Map<Table, Cut>();
  for (const table of new Set(lines.flatMap((line) => line.table ?? []))) {
    const exact = table.grid === 'markup' || table.grid === 'ruled';
    const cut = exact ? cutOf(table, lines.filter((line) => line.table === table)) : undefined;
    if (cut) cuts.set(table, cut);
  }
  if (cuts.size === 0) return [{ lines, year: null }];
  const side = (which: 0 | 1): Side => {
    const own = lines.map((line) => {
      const cut = line.table ? cuts.get(line.table) : undefined;
      return cut ? half(line, cut, which) : line;
    });
    return { lines: own, year: yearOver(own.filter((line) => line.table && cuts.has(line.table))) };
  };
  return [side(0), side(1)];
};

// In ragged text a row may be torn: its label on one line, its figures on the next, alone or behind the rest of the label. Torn rows are
// put together where that makes a better label, and never where the second line is a row of its own.
import { FORMS } from '../form/index.js';
import { SIMILAR, similarity } from './labels.js';
import { isLoose, isPrinted, isText, type Line, type Slot } from './lines.js';

const ROWS = [...new Set(FORMS.flatMap(({ tables }) => [...tables.t2.rows, ...tables.t3.rows]).map((row) => row.labels))];

/** A label with its group has so many pieces at most; a line of headings has more. */
const MOST_TEXTS = 3;

const fitOf = (text: string): number => ROWS.reduce((best, labels) => Math.max(best, similarity(text, labels)), 0);

const texts = (line: Line): Slot[] => line.slots.filter(isText);

const isLabelOnly = (line: Line): boolean => isLoose(line) && !line.slots.some(isPrinted) && texts(line).length > 0 && texts(line).length <= MOST_TEXTS;

const lastText = (line: Line): string => texts(line).at(-1)?.text ?? '';

/** No text, or only pieces of the group's label, left of the row's own label. */
const beside = (label: Line, rest: readonly Slot[]): boolean => {
  const col = texts(label).at(-1)?.col ?? 0;
  return rest.every((slot) => slot.col < col);
};

/** Figures behind nothing, or behind text that is the rest of the label above. */
const continues = (label: Line, next: Line): boolean => {
  if (next.table !== label.table || !next.slots.some(isPrinted)) return false;
  const rest = texts(next);
  const start = fitOf(lastText(label));
  if (beside(label, rest)) return start >= SIMILAR;
  if (rest.length > MOST_TEXTS || fitOf(lastText(next)) >= SIMILAR) return false;
  return fitOf(lastText(label) + lastText(next)) >= Math.max(SIMILAR, start);
};

const join = (label: Line, next: Line): Line => {
  const head = label.slots.slice(0, label.slots.findLastIndex(isText));
  const rest = next.slots.findLastIndex(isText);
  const whole = label.slots.findLast(isText);
  if (!whole) return next;
  return { ...next, slots: [...head, { ...whole, text: whole.text + (beside(label, texts(next)) ? '' : lastText(next)) }, ...next.slots.slice(rest + 1)] };
};

export const mend = (lines: readonly Line[]): Line[] => {
  const result: Line[] = [];
  for (const line of lines) {
    const above = result.at(-1);
    if (above && isLabelOnly(above) && isLoose(line) && continues(above, line)) result[result.length - 1] = join(above, line);
    else result.push(line);
  }
  return result;
};

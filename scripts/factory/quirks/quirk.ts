// A quirk is one way in which real reports leave the clean form. It changes the sheet and, where the paper then says something
// else, the truth with it.
import type { Figures, Values } from '../figures.js';
import { numbersOf, type Cell, type Grid, type Sheet } from '../paper.js';
import type { Random } from '../random.js';

export interface Quirk {
  /** What it looks like and where it was seen; "made" where no real example is known. */
  readonly about: string;
  /** Changes the sheet in place. `value` is what stands after `=` in the recipe, `''` without. */
  apply(sheet: Sheet, value: string, random: Random): void;
}

const valuesAt = (figures: Figures, field: string): [Values, string] => {
  const [table = '', row = '', column] = field.split('.');
  if (table === 'table2') return [figures.table2, row];
  const rows = table === 'table3' ? figures.table3 : figures.table4;
  return [(rows[row] ??= {}), column ?? ''];
};

/** The truth of a number cell; `undefined` = not printed. */
export const truthOf = (sheet: Sheet, field: string): number | null | undefined => {
  const [values, code] = valuesAt(sheet.figures, field);
  return values[code];
};

/** Prints `text` in the cell and makes `value` its truth. */
export const put = (sheet: Sheet, each: Cell, value: number | null, text: string): void => {
  if (each.field === undefined) throw new Error(`Expected a number cell, got the label ${each.text}`);
  const [values, code] = valuesAt(sheet.figures, each.field);
  values[code] = value;
  each.text = text;
};

/** Takes the fields of these cells out of the truth; the caller takes the cells off the paper. */
export const forget = (sheet: Sheet, cells: readonly Cell[]): void => {
  for (const { field } of cells) {
    if (field === undefined) continue;
    const [values, code] = valuesAt(sheet.figures, field);
    Reflect.deleteProperty(values, code);
  }
  for (const rows of [sheet.figures.table3, sheet.figures.table4])
    for (const [row, values] of Object.entries(rows)) if (Object.keys(values).length === 0) Reflect.deleteProperty(rows, row);
};

/** The cell of one field, named as in the truth; throws when a recipe names a field the sheet has not. */
export const numberCell = (sheet: Sheet, field: string): Cell => {
  const found = numbersOf(sheet).find((each) => each.field === field);
  if (!found) throw new Error(`Expected a field of the report, got ${field}`);
  return found;
};

/** Replaces one table by several blocks. */
export const replaceTable = (sheet: Sheet, old: Grid, blocks: Sheet['blocks']): void => {
  sheet.blocks = sheet.blocks.flatMap((block) => (block === old ? blocks : [block]));
};

/** Parts `a:b` at the first colon. */
export const halves = (value: string): [string, string] => {
  const at = value.indexOf(':');
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
};

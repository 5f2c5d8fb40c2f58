// The figures of one report: what goes into a document and what must come out again. `null` = printed blank, an absent key =
// the row or column is not printed, 0 = zero.
import { readFileSync } from 'node:fs';
import { tableOf } from '../../src/form/index.js';
import type { Edition } from '../../src/model/index.js';

/** Values by code: a column code in sections three and four, a field code in section two. */
export type Values = Record<string, number | null>;

/** Tables that are not printed are empty and have no edition. */
export interface Figures {
  body: string;
  year: number;
  form_table2?: Edition;
  form_table3?: Edition;
  table2: Values;
  table3: Record<string, Values>;
  table4: Record<string, Values>;
}

export const T3_COLUMNS = tableOf('2021', 't3').columns.map(({ code }) => code);
export const T4_COLUMNS = tableOf('2021', 't4').columns.map(({ code }) => code);
export const T4_GROUPS = tableOf('2021', 't4').rows.map(({ code }) => code);

/** Figures as they are kept on disk: sections three and four as lists in the order of the columns. */
export interface CompactFigures {
  readonly body: string;
  readonly year: number;
  readonly table2: Values;
  readonly table3: Record<string, readonly (number | null)[]>;
  readonly table4: Record<string, readonly (number | null)[]>;
}

const unfold = (rows: CompactFigures['table3'], columns: readonly string[]): Record<string, Values> =>
  Object.fromEntries(
    Object.entries(rows).map(([row, values]) => [row, Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]))]),
  );

/** The edition of each table follows from its rows. */
export const fromCompact = ({ body, year, table2, table3, table4 }: CompactFigures): Figures => ({
  body,
  year,
  form_table2: 'regulations_made' in table2 ? '2019' : '2021',
  form_table3: 'other_processing' in table3 ? '2019' : '2021',
  table2: { ...table2 },
  table3: unfold(table3, T3_COLUMNS),
  table4: unfold(table4, T4_COLUMNS),
});

/** Reads `figures/<name>.json` beside this file. */
export const loadFigures = (name: string): Figures => {
  const text = readFileSync(new URL(`figures/${name}.json`, import.meta.url), 'utf8');
  return fromCompact(JSON.parse(text) as CompactFigures);
};

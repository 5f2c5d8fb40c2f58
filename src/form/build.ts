// Expands rows × columns into fields and row or column rules into edit rules, so that a rule is written once, not seven times.
import type { Edition, EditRule, Field, FormHeading, FormTable, TableId, Unit } from '../model/index.js';


export const heading = (code: string, english: string, labels: readonly string[], under: readonly string[] = []): FormHeading => ({
  code,
  labels,
  english,
  under,
});

/** Unit and type of a column; where absent the table's default counts. */
export interface Measure {
  readonly unit: Unit;
  readonly type: Field['type'];
}

const official = (h: FormHeading): string => h.labels[0] ?? h.code;

/**
 * Makes the field of one row and one column.
 * @param id how the table builds its ids: `t2.<row>_<column>`, `t3.<row>.<column>`, `t4.<group>.<column>`.
 */
export const makeField = (table: TableId, row: FormHeading, column: FormHeading, measure: Measure): Field => ({
  id: `${table}.${row.code}${table === 't2' ? '_' : '.'}${column.code}`,
  table,
  row: row.code,
  column: column.code,
  label: [...row.under, official(row), ...column.under, official(column)].join(' › '),
  english: `${row.english}: ${column.english}`,
  ...measure,
});

type RuleText = Pick<EditRule, 'id' | 'label' | 'description' | 'origin' | 'severity'>;

/** `target = Σ plus − Σ minus`, as Σ coefficient·field == 0. */
export const balance = (text: RuleText, target: string, plus: readonly string[], minus: readonly string[] = []): EditRule => ({
  ...text,
  target,
  terms: Object.fromEntries([[target, 1], ...plus.map((id) => [id, -1] as const), ...minus.map((id) => [id, 1] as const)]),
  op: '==',
  constant: 0,
  tolerance: 0,
});

/** `target ≤ limit`, as limit − target >= 0; the target's coefficient is −1. */
export const atMost = (text: RuleText, target: string, limit: string): EditRule => ({
  ...text,
  target,
  terms: { [target]: -1, [limit]: 1 },
  op: '>=',
  constant: 0,
  tolerance: 0,
});

export const formTable = (
  table: TableId,
  edition: Edition,
  rows: readonly FormHeading[],
  columns: readonly FormHeading[],
  fields: readonly Field[],
  rules: readonly EditRule[],
): FormTable => ({ table, edition, rows, columns, fields, rules });

// A ragged grid may be read one row or one column off throughout. Real reports break an identity here and there; where a ragged table
// breaks many, the reading is the likelier culprit, and its values are withdrawn rather than published wrong.
import { evaluate } from '../form/evaluate.js';
import type { Entry, FieldId, Finding, FormTable } from '../model/index.js';
import { finding } from '../model/index.js';

/** So many violated identities, and such a share of those that could be confronted, are our mistake and not the body's. */
const FEWEST_VIOLATED = 4;
const VIOLATED_SHARE = 0.25;

/** Whether the arithmetic of the table is broken so widely that the grid cannot have been understood. */
export const isSuspect = (form: FormTable, entries: ReadonlyMap<FieldId, Entry>): boolean => {
  const outcomes = form.rules.map((rule) => evaluate(rule, (field) => (entries.get(field)?.status === 'U' ? undefined : entries.get(field)?.value)).outcome);
  const violated = outcomes.filter((outcome) => outcome === 'violated').length;
  const assessed = violated + outcomes.filter((outcome) => outcome === 'held').length;
  return violated >= FEWEST_VIOLATED && violated > VIOLATED_SHARE * assessed;
};

/** The same entries without values, the printed text kept, and the finding that says so. */
export const withdraw = (entries: ReadonlyMap<FieldId, Entry>, table: string): { entries: Map<FieldId, Entry>; finding: Finding } => ({
  entries: new Map([...entries].map(([field, entry]) => [field, { ...entry, value: null, status: 'U' as const }])),
  finding: finding(
    'alignment-doubtful',
    `Expected a table of ${table} whose identities mostly hold, found many violated in a grid told by gaps or tabs; its figures may stand in wrong fields, so they have no value`,
    { fields: [...entries.keys()], cause: 'reading' },
  ),
});

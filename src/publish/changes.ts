// Two states of one report → what is not as it was. They are compared by what was extracted from them, so page chrome and view
// counters are no change.
import type { Entry, FieldId, Report } from '../model/index.js';
import { plain } from '../text.js';
import { bodyKey } from './organisation.js';

export type RevisionKind =
  | 'value'
  | 'blank-filled'
  | 'blanked'
  | 'field-added'
  | 'field-gone'
  | 'text'
  | 'withdrawn'
  | 'moved'
  | 're-published';

/** One thing that is not as it was. `field` is a field id, or one of `TOLD`; absent where the report as a whole is meant. */
export interface Change {
  readonly kind: RevisionKind;
  readonly field?: FieldId;
  readonly old?: Pick<Entry, 'value' | 'raw'>;
  readonly new?: Pick<Entry, 'value' | 'raw'>;
}

const figureKind = (before: Entry, after: Entry): RevisionKind => (before.value === null ? 'blank-filled' : after.value === null ? 'blanked' : 'value');

/** A doubtful value is not known, so it cannot be said to have changed. */
const figureChange = (field: FieldId, before: Entry | undefined, after: Entry | undefined): Change[] => {
  if (before?.status === 'U' || after?.status === 'U') return [];
  if (before && after) return before.value === after.value ? [] : [{ kind: figureKind(before, after), field, old: before, new: after }];
  if (after) return [{ kind: 'field-added', field, new: after }];
  return before ? [{ kind: 'field-gone', field, old: before }] : [];
};

/** What a report says of itself besides its figures. */
const TOLD = ['title', 'body', 'year', 'scope', 'published'] as const;

const textChange = (field: (typeof TOLD)[number], before: Report, after: Report): Change[] => {
  const [was, is] = [before[field], after[field]].map((seen) => String(seen?.value ?? ''));
  if (was === undefined || is === undefined || plain(was) === plain(is)) return [];
  return [{ kind: 'text', field, old: { value: null, raw: was }, new: { value: null, raw: is } }];
};

/** Figures in the order of the newer report, then those it no longer has; then what else the report says of itself. */
export const changesBetween = (before: Report, after: Report): Change[] => {
  const fields = [...new Set([...after.entries.keys(), ...before.entries.keys()])];
  return [
    ...fields.flatMap((field) => figureChange(field, before.entries.get(field), after.entries.get(field))),
    ...TOLD.flatMap((field) => textChange(field, before, after)),
  ];
};

/** Of the figures that are not zero in both, the share that must agree for two reports with different names or years to be one corrected report. */
const ALIKE = 0.5;

const sameFigures = (a: Report, b: Report): boolean => {
  const fields = [...new Set([...a.entries.keys(), ...b.entries.keys()])];
  const telling = fields.filter((field) => Boolean(a.entries.get(field)?.value) || Boolean(b.entries.get(field)?.value));
  const equal = telling.filter((field) => a.entries.get(field)?.value === b.entries.get(field)?.value);
  return telling.length > 0 && equal.length >= ALIKE * telling.length;
};

const sameSubject = (a: Report, b: Report): boolean =>
  a.body !== null && b.body !== null && a.year !== null && bodyKey(a.body.value) === bodyKey(b.body.value) && a.year.value === b.year?.value;

/**
 * The same report in another state of its address: the one of this body, year and scope, or the only one with mostly the same figures.
 * `undefined` when the address holds another report, or none.
 */
export const counterpart = (report: Report, others: readonly Report[]): Report | undefined => {
  const subject = others.filter((other) => sameSubject(report, other));
  return subject.find((other) => other.scope.value === report.scope.value) ?? subject[0] ?? others.find((other) => sameFigures(report, other));
};

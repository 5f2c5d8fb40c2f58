// The arithmetic of one edit rule (statistical data editing after Fellegi and Holt): held, violated, or dependent on a blank.
import type { Check, EditRule, FieldId } from '../model/index.js';

/** A number, `null` for a printed blank, `undefined` for a field that is absent or doubtful. */
export type ValueOf = (field: FieldId) => number | null | undefined;

/** Decimal amounts are added as binary fractions; no form prints more than six decimals. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Only whole counts, 0 or more, can stand in the blank of an identity. */
const possible = (value: number): boolean => value >= 0 && Number.isInteger(value);

const holds = (rule: EditRule, sum: number): boolean =>
  rule.op === '==' ? Math.abs(sum - rule.constant) <= rule.tolerance : sum >= rule.constant - rule.tolerance;

interface Sum {
  /** Σ coefficient·value over the fields with a number. */
  readonly sum: number;
  readonly numbers: number;
  readonly blanks: readonly FieldId[];
}

const termsOf = new WeakMap<EditRule, readonly (readonly [FieldId, number])[]>();

const entriesOf = (rule: EditRule): readonly (readonly [FieldId, number])[] => {
  const known = termsOf.get(rule) ?? Object.entries(rule.terms);
  termsOf.set(rule, known);
  return known;
};

const sumOf = (rule: EditRule, valueOf: ValueOf): Sum | undefined => {
  const blanks: FieldId[] = [];
  let sum = 0;
  let numbers = 0;
  for (const [field, coefficient] of entriesOf(rule)) {
    const value = valueOf(field);
    if (value === undefined) return undefined;
    if (value === null) blanks.push(field);
    else {
      sum += coefficient * value;
      numbers += 1;
    }
  }
  return { sum: round(sum), numbers, blanks };
};

/**
 * Evaluates one rule; blanks count as 0 where the rule then holds.
 * Outcome `all-blank`: not one number printed; `not-found`: a field is absent or doubtful, nothing can be said.
 */
export const evaluate = (rule: EditRule, valueOf: ValueOf): Check => {
  const base = { rule: rule.id, target: rule.target, blanks: [], expected: null, found: null };
  const total = sumOf(rule, valueOf);
  if (!total) return { ...base, outcome: 'not-found' };
  const { sum, numbers, blanks } = total;
  if (numbers === 0) return { ...base, outcome: 'all-blank', blanks };
  const found = valueOf(rule.target) ?? null;
  const coefficient = rule.terms[rule.target] ?? 1;
  const expected = round((rule.constant - (sum - coefficient * (found ?? 0))) / coefficient);
  const known = { ...base, blanks, expected, found };
  if (holds(rule, sum)) return { ...known, outcome: 'held' };
  if (rule.op === '>=') return { ...known, outcome: blanks.length > 0 ? 'depends-on-blank' : 'violated' };
  const needed = blanks.map((blank) => round((rule.constant - sum) / (rule.terms[blank] ?? 1)));
  if (!needed.some(possible)) return { ...known, outcome: 'violated' };
  const [only] = needed;
  return { ...known, outcome: 'depends-on-blank', ...(needed.length === 1 && only !== undefined ? { implied: only } : {}) };
};

// Confronts a report with the edit rules of its form (statistical data editing after Fellegi and Holt): every rule is held,
// violated, or depends on a printed blank. Nothing is changed here.
import type { Check, EditRule, Entry, FieldId, Report } from '../model/index.js';

type Entries = Report['entries'];

interface Terms {
  /** Fields without a number: printed blanks and marks. */
  readonly blanks: readonly FieldId[];
  /** Σ coefficient·value over the fields with a number. */
  readonly sum: number;
  readonly numbers: number;
}

/** `undefined` when a field of the rule is absent or doubtful: nothing can be said then. */
const termsOf = (rule: EditRule, entries: Entries): Terms | undefined => {
  const blanks: FieldId[] = [];
  let sum = 0;
  let numbers = 0;
  for (const [field, coefficient] of Object.entries(rule.terms)) {
    const entry = entries.get(field);
    if (!entry || entry.status === 'U') return undefined;
    if (entry.value === null) blanks.push(field);
    else {
      sum += coefficient * entry.value;
      numbers += 1;
    }
  }
  return { blanks, sum: round(sum), numbers };
};

/** Decimal amounts are added as binary fractions; four decimals are the most that is printed. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

const holds = (rule: EditRule, sum: number): boolean =>
  rule.op === '==' ? Math.abs(sum - rule.constant) <= rule.tolerance : sum >= rule.constant - rule.tolerance;

/** What the target should be when blanks count as 0: solve the rule for it. */
const expectedOf = (rule: EditRule, entries: Entries, sum: number): number => {
  const coefficient = rule.terms[rule.target] ?? 1;
  const printed = entries.get(rule.target)?.value ?? 0;
  return round((rule.constant - (sum - coefficient * printed)) / coefficient);
};

/** The value each single blank would need; only counts, 0 or more and whole, can stand in a field. */
const needed = (rule: EditRule, blank: FieldId, sum: number): number => round((rule.constant - sum) / (rule.terms[blank] ?? 1));

const possible = (value: number): boolean => value >= 0 && Number.isInteger(value);

/** Confronts one rule. Outcome `all-blank`: not one number printed; `not-found`: a field is absent or doubtful. */
export const confrontRule = (rule: EditRule, entries: Entries): Check => {
  const base = { rule: rule.id, target: rule.target, blanks: [], expected: null, found: null };
  const terms = termsOf(rule, entries);
  if (!terms) return { ...base, outcome: 'not-found' };
  const { blanks, sum, numbers } = terms;
  if (numbers === 0) return { ...base, outcome: 'all-blank', blanks };
  const found = (entries.get(rule.target) as Entry).value;
  const known = { ...base, blanks, expected: expectedOf(rule, entries, sum), found };
  if (holds(rule, sum)) return { ...known, outcome: 'held' };
  if (rule.op === '>=' && blanks.length > 0) return { ...known, outcome: 'depends-on-blank' };
  // Several blanks share what is missing; each alone could carry it, if any of them can.
  if (!blanks.some((blank) => possible(needed(rule, blank, sum)))) return { ...known, outcome: 'violated' };
  const [only] = blanks;
  return {
    ...known,
    outcome: 'depends-on-blank',
    ...(blanks.length === 1 && only !== undefined ? { implied: needed(rule, only, sum) } : {}),
  };
};

/** Every rule of the forms the report uses, in the order of the form. */
export const confront = (report: Pick<Report, 'entries'>, rules: readonly EditRule[]): Check[] =>
  rules.map((rule) => confrontRule(rule, report.entries));

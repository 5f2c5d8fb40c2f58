// Compares what the pipeline made of a document with its truth, cell by cell.
import type { Check, Entry, FieldId, FindingType, Report } from '../../src/model/index.js';
import { squeeze } from '../../src/text.js';
import type { DocumentTruth, ReportTruth } from './truth.js';

/**
 * `right`: the printed number, or the printed blank as `null` (also filled in as status I with an empty raw text).
 * `wrong`: a number where the paper has another number, a blank, or no such field; `doubtful` says whether it is marked so.
 * `missing`: no entry, or `null` where the paper has a number. `doubtful`: status U without a wrong number.
 */
export type Verdict = 'right' | 'wrong' | 'missing' | 'doubtful';

export interface CellScore {
  readonly field: FieldId;
  readonly verdict: Verdict;
  /** Wrong and not marked as doubtful: the one thing that must not happen. */
  readonly silent: boolean;
  /** `undefined` where the field is not printed. */
  readonly expected: number | null | undefined;
  readonly found: number | null | undefined;
}

export interface ReportScore {
  readonly cells: readonly CellScore[];
  readonly body: boolean;
  readonly year: boolean;
  readonly forms: boolean;
  readonly violations: boolean;
  /** What is not right about the report itself, in words. */
  readonly remarks: readonly string[];
}

export interface DocumentScore {
  readonly reports: readonly ReportScore[];
  /** The finding of a document without a report; true where none is asked for. */
  readonly finding: boolean;
  readonly remarks: readonly string[];
}

/** As the pipeline gives it: a report and every rule confronted with it. */
export interface Audited {
  readonly report: Report;
  readonly checks: readonly Check[];
}

const judge = (expected: number | null | undefined, entry: Entry | undefined): Verdict => {
  if (!entry) return 'missing';
  const { value, status, raw } = entry;
  if (value !== null && value !== expected) return status === 'I' && expected === null && squeeze(raw) === '' ? 'right' : 'wrong';
  if (status === 'U') return 'doubtful';
  return value === expected ? 'right' : 'missing';
};

/** One field; `expected` is `undefined` for an entry the paper does not have. */
export const scoreCell = (field: FieldId, expected: number | null | undefined, entry: Entry | undefined): CellScore => {
  const verdict = judge(expected, entry);
  return { field, verdict, silent: verdict === 'wrong' && entry?.status !== 'U', expected, found: entry?.value };
};

/** Fields of the truth, and entries with a number that the paper does not have. */
export const scoreCells = (truth: ReportTruth['cells'], entries: Report['entries']): CellScore[] => [
  ...[...truth].map(([field, expected]) => scoreCell(field, expected, entries.get(field))),
  ...[...entries]
    .filter(([field, { value }]) => !truth.has(field) && value !== null)
    .map(([field, entry]) => scoreCell(field, undefined, entry)),
];

const IDENTITIES = ['T3-BAL', 'T3-SUM', 'T3-ROW', 'T4-SUM'];

/** `T3-SUM business`: a rule over a column is named by the column, one over a row or group by the row. */
const whereBroken = ({ rule, target }: Check): string => {
  const [, row = '', column = ''] = target.split('.');
  return `${rule} ${rule === 'T3-BAL' || rule === 'T3-SUM' ? column : row}`;
};

export const brokenIdentities = (checks: readonly Check[]): Set<string> =>
  new Set(checks.filter(({ rule, outcome }) => outcome === 'violated' && IDENTITIES.includes(rule)).map(whereBroken));

const difference = (what: string, expected: unknown, found: unknown): string[] =>
  expected === found ? [] : [`${what}: expected ${String(expected)}, found ${String(found)}`];

const formsText = (t2: string | undefined, t3: string | undefined): string => `t2 ${t2 ?? 'none'}, t3 ${t3 ?? 'none'}`;
const sorted = (items: ReadonlySet<string>): string => [...items].sort().join('; ') || 'none';

export const scoreReport = (truth: ReportTruth, found: Audited | undefined): ReportScore => {
  if (!found) {
    const cells = [...truth.cells].map(([field, expected]) => scoreCell(field, expected, undefined));
    return { cells, body: false, year: false, forms: false, violations: false, remarks: [`report not found: ${truth.body} ${truth.year}`] };
  }
  const { report, checks } = found;
  const body = difference('body', squeeze(truth.body), report.body ? squeeze(report.body.value) : undefined);
  const year = difference('year', truth.year, report.year?.value);
  const forms = difference('forms', formsText(truth.forms.t2, truth.forms.t3), formsText(report.forms.t2, report.forms.t3));
  const violations = difference('violations', sorted(truth.violations), sorted(brokenIdentities(checks)));
  return {
    cells: scoreCells(truth.cells, report.entries),
    body: body.length === 0,
    year: year.length === 0,
    forms: forms.length === 0,
    violations: violations.length === 0,
    remarks: [...body, ...year, ...forms, ...violations],
  };
};

const likeness = (truth: ReportTruth, { report }: Audited): number => {
  const same = [...truth.cells].filter(([field, value]) => report.entries.get(field)?.value === value).length;
  const sameBody = report.body !== null && squeeze(report.body.value) === squeeze(truth.body);
  return same / (truth.cells.size + 1) + (sameBody ? 2 : 0) + (report.year?.value === truth.year ? 2 : 0);
};

/** Each report of the truth with the report most like it; none is used twice. */
const paired = (truths: readonly ReportTruth[], found: readonly Audited[]): Map<ReportTruth, Audited> => {
  const candidates = truths.flatMap((truth) => found.map((audited) => ({ truth, audited, likeness: likeness(truth, audited) })));
  const pairs = new Map<ReportTruth, Audited>();
  const used = new Set<Audited>();
  for (const { truth, audited } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (pairs.has(truth) || used.has(audited)) continue;
    pairs.set(truth, audited);
    used.add(audited);
  }
  return pairs;
};

/** A report the paper does not have: every number in it is wrong. */
const invented = ({ report }: Audited): ReportScore => ({
  cells: scoreCells(new Map(), report.entries),
  body: false,
  year: false,
  forms: false,
  violations: false,
  remarks: [`report not on the paper: ${report.body?.value ?? '?'} ${String(report.year?.value ?? '?')}`],
});

export const scoreDocument = (truth: DocumentTruth, found: readonly Audited[], findings: readonly FindingType[]): DocumentScore => {
  const pairs = paired(truth.reports, found);
  const used = new Set(pairs.values());
  const reports = [...truth.reports.map((one) => scoreReport(one, pairs.get(one))), ...found.filter((one) => !used.has(one)).map(invented)];
  const finding = truth.finding === undefined || findings.includes(truth.finding);
  const remarks = finding ? [] : [`finding: expected ${truth.finding ?? ''}, found ${[...new Set(findings)].join(', ') || 'none'}`];
  return { reports, finding, remarks: [...reports.flatMap((report) => report.remarks), ...remarks] };
};

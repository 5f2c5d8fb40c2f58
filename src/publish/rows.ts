// One report → its rows in observations.csv, reports.csv and findings.csv, in the column order of schema.ts.
import type { Check, EditRule, Finding, Form, Place, Report, Seen, Severity } from '../model/index.js';
import type { Cell } from './csv.js';
import { observations } from './observations.js';
import { orgLevel } from './organisation.js';

/** A report under its published id, with everything the tables tell about it. */
export interface Published {
  readonly id: string;
  readonly region?: string;
  readonly report: Report;
  readonly checks: readonly Check[];
  /** Of the file, where it holds this report alone. */
  readonly fileFindings: readonly Finding[];
  /** Addresses of the copies. */
  readonly also: readonly string[];
}

const whoCells = ({ report, region }: Published): Cell[] => [
  region ?? null,
  report.body?.value ?? null,
  report.body ? orgLevel(report.body.value, region) : null,
  report.scope.value,
  report.year?.value ?? null,
];

const placeCells = (place: Place | undefined): Cell[] => [place?.page ?? null, place?.box?.join(' ') ?? null, place?.path ?? null];

const hex = (digest: string): string => digest.replace(/^sha256:/, '');

export const observationRows = (item: Published, forms: readonly Form[]): Cell[][] =>
  observations(item.report, item.id, forms).map((o) => [
    o.report,
    ...whoCells(item),
    o.form,
    o.table,
    o.indicator,
    o.applicantType,
    o.outcome,
    o.value,
    o.obsStatus,
    o.unitMeasure,
    o.raw,
    ...placeCells(o.place),
  ]);

/** How the checks of one report came out; a soft rule mostly, but not always, holds. */
interface CheckCounts {
  readonly held: number;
  readonly violated: number;
  readonly softViolated: number;
  readonly blank: number;
  readonly notFound: number;
}

const rulesById = (forms: readonly Form[]): ReadonlyMap<string, EditRule> =>
  new Map(forms.flatMap((form) => Object.values(form.tables).flatMap((table) => table.rules.map((rule) => [rule.id, rule] as const))));

const countChecks = (checks: readonly Check[], forms: readonly Form[]): CheckCounts => {
  const rules = rulesById(forms);
  const count = (test: (check: Check) => boolean): number => checks.filter(test).length;
  const soft = (check: Check): boolean => rules.get(check.rule)?.severity !== 'error';
  return {
    held: count(({ outcome }) => outcome === 'held'),
    violated: count((check) => check.outcome === 'violated' && !soft(check)),
    softViolated: count((check) => check.outcome === 'violated' && soft(check)),
    blank: count(({ outcome }) => outcome === 'depends-on-blank' || outcome === 'all-blank'),
    notFound: count(({ outcome }) => outcome === 'not-found'),
  };
};

const seenCell = <T>(seen: Seen<T> | null, withText = true): Cell => (seen ? [seen.from, ...(withText && seen.text !== '' ? [seen.text] : [])].join(': ') : null);

const SEVERITIES: readonly Severity[] = ['fatal', 'error', 'warning', 'note'];

export const reportRow = (item: Published, forms: readonly Form[]): Cell[] => {
  const { report, checks } = item;
  const { capture } = report;
  const entries = [...report.entries.values()];
  const numbers = entries.filter(({ value }) => value !== null).length;
  const { held, violated, softViolated, blank, notFound } = countChecks(checks, forms);
  const findings = [...report.findings, ...item.fileFindings];
  return [
    item.id,
    ...whoCells(item),
    report.forms.t2 ?? null,
    report.forms.t3 ?? null,
    report.forms.t4 ?? null,
    report.title?.value ?? null,
    report.published?.value ?? null,
    capture.uri,
    capture.date ?? null,
    hex(capture.digest),
    report.mediaType,
    report.reader,
    numbers,
    entries.length - numbers,
    held,
    violated,
    softViolated,
    blank,
    notFound,
    ...SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity).length),
    seenCell(report.body),
    seenCell(report.year),
    seenCell(report.scope),
    seenCell(report.title, false),
    capture.lead?.title ?? null,
    capture.lead?.foundOn ?? null,
    item.also.join(' '),
  ];
};

/** Where a finding has several places the first is told; the fields named carry the others. */
export const findingRows = (id: string | null, capture: Report['capture'], findings: readonly Finding[]): Cell[][] =>
  findings.map((finding) => [
    id,
    capture.uri,
    hex(capture.digest),
    finding.type,
    finding.severity,
    finding.rule ?? null,
    finding.fields?.join(' ') ?? null,
    finding.expected ?? null,
    finding.found ?? null,
    finding.cause ?? null,
    ...placeCells(finding.at?.[0]),
    finding.note,
  ]);

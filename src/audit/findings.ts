// Turns checks that did not hold into findings a person can act on.
import type { Check, EditRule, Finding, Place, Report } from '../model/index.js';
import { finding } from '../model/index.js';

const show = (value: number | null): string => (value === null ? 'blank' : String(value));

const placesOf = (report: Pick<Report, 'entries'>, fields: readonly string[]): Place[] =>
  fields.flatMap((field) => report.entries.get(field)?.place ?? []);

const violated = (check: Check, rule: EditRule, report: Pick<Report, 'entries'>, exact: boolean): Finding => {
  const hard = rule.severity === 'error';
  const note = `${rule.id}: expected ${rule.label} (${show(check.expected)}), found ${show(check.found)} in ${check.target}; the printed value is kept`;
  return finding(hard ? 'identity' : 'identity-soft', note, {
    severity: rule.severity,
    rule: rule.id,
    fields: [check.target],
    expected: check.expected,
    found: check.found,
    cause: exact ? 'source' : 'unknown',
    at: placesOf(report, [check.target]),
  });
};

const blankDecides = (check: Check, rule: EditRule, report: Pick<Report, 'entries'>, exact: boolean): Finding => {
  const implied = check.implied === undefined ? '' : `; the blank would have to be ${check.implied}`;
  return finding('depends-on-blank', `${rule.id}: expected ${rule.label}; blank in ${check.blanks.join(', ')}${implied}`, {
    rule: rule.id,
    fields: check.blanks,
    expected: check.implied ?? check.expected,
    found: check.implied === undefined ? check.found : null,
    cause: exact ? 'source' : 'unknown',
    at: placesOf(report, check.blanks),
  });
};

/** Whether every figure the rule speaks about comes from an exact source (HTML, text PDF, DOCX, text); a picture may have been misread. */
const isExact = (rule: EditRule, report: Pick<Report, 'entries'>): boolean => Object.keys(rule.terms).every((field) => report.entries.get(field)?.double === undefined);

/** One finding for each check that is violated or depends on a blank. The cause is the source where every figure is exact. */
export const auditFindings = (report: Pick<Report, 'entries'>, checks: readonly Check[], rules: readonly EditRule[]): Finding[] =>
  checks.flatMap((check, index) => {
    const rule = rules[index];
    if (!rule || check.outcome === 'held' || check.outcome === 'all-blank' || check.outcome === 'not-found') return [];
    return [(check.outcome === 'violated' ? violated : blankDecides)(check, rule, report, isExact(rule, report))];
  });

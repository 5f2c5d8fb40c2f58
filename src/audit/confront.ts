// Confronts a report with the edit rules of its form. Finding, locating and changing are separate steps: nothing is changed here.
import { evaluate } from '../form/evaluate.js';
import type { Check, EditRule, Report } from '../model/index.js';

/** Every rule against the report, in the order given; a doubtful entry counts as not found. */
export const confront = (report: Pick<Report, 'entries'>, rules: readonly EditRule[]): Check[] =>
  rules.map((rule) =>
    evaluate(rule, (field) => {
      const entry = report.entries.get(field);
      return entry === undefined || entry.status === 'U' ? undefined : entry.value;
    }),
  );

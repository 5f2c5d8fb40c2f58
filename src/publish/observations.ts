// Report → observations (SDMX): every entry becomes a key, a value and its attributes, with the place it was derived from.
import type { Field, Form, Observation, Report } from '../model/index.js';

/** SDMX code for "not applicable". */
export const NOT_APPLICABLE = '_Z';

/** The dimensions of one field: section two is told by its code alone, three by row and applicant, four by group and outcome. */
export const dimensionsOf = (field: Field): Pick<Observation, 'indicator' | 'applicantType' | 'outcome'> => ({
  indicator: field.table === 't2' ? field.id.slice('t2.'.length) : field.row,
  applicantType: field.table === 't3' ? field.column : NOT_APPLICABLE,
  outcome: field.table === 't4' ? field.column : NOT_APPLICABLE,
});

const fieldsOf = (report: Report, forms: readonly Form[]): Field[] =>
  (['t2', 't3', 't4'] as const).flatMap((table) => {
    const edition = report.forms[table];
    return forms.find((form) => form.edition === edition)?.tables[table].fields ?? [];
  });

/** In the order of the form; a field that was not found in the document has no observation. */
export const observations = (report: Report, id: string, forms: readonly Form[]): Observation[] =>
  fieldsOf(report, forms).flatMap((field) => {
    const entry = report.entries.get(field.id);
    const form = report.forms[field.table];
    if (!entry || !form) return [];
    return [
      {
        report: id,
        field: field.id,
        table: field.table,
        form,
        ...dimensionsOf(field),
        value: entry.value,
        raw: entry.raw,
        obsStatus: entry.status,
        unitMeasure: field.unit,
        place: entry.place,
      },
    ];
  });

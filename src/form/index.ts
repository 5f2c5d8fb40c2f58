// The editions of the national template. A new edition: one file of data and one line here.
import type { Edition, EditRule, Field, FieldId, Form, FormTable, TableId } from '../model/index.js';
import { FORM_2019 } from './edition-2019.js';
import { FORM_2021 } from './edition-2021.js';

/** Newest first: where headings fit several editions equally well, the newest counts. */
export const FORMS: readonly Form[] = [FORM_2021, FORM_2019];

export const TABLES: readonly TableId[] = ['t2', 't3', 't4'];

/** The table of one edition; throws for an edition that is not in `FORMS`, which is a bug. */
export const tableOf = (edition: Edition, table: TableId): FormTable => {
  const form = FORMS.find((candidate) => candidate.edition === edition);
  if (!form) throw new Error(`Expected a known form edition, got ${edition}`);
  return form.tables[table];
};

/** Fields of the tables that were found, in the order of the form. */
export const fieldsOf = (forms: Readonly<Partial<Record<TableId, Edition>>>): Field[] =>
  TABLES.flatMap((table) => {
    const edition = forms[table];
    return edition ? tableOf(edition, table).fields : [];
  });

/** Edit rules of the tables that were found, in the order of the form. */
export const rulesOf = (forms: Readonly<Partial<Record<TableId, Edition>>>): EditRule[] =>
  TABLES.flatMap((table) => {
    const edition = forms[table];
    return edition ? tableOf(edition, table).rules : [];
  });

const byId = new WeakMap<FormTable, ReadonlyMap<FieldId, Field>>();

/** The fields of a table by their ids. */
export const fieldsById = (table: FormTable): ReadonlyMap<FieldId, Field> => {
  const known = byId.get(table) ?? new Map(table.fields.map((field) => [field.id, field]));
  byId.set(table, known);
  return known;
};

// What a document really says: the truth beside it. One report has the flat shape, several or none stand under `reports`.
import { z } from 'zod';
import { FINDINGS, type FieldId, type FindingType } from '../../src/model/index.js';

const values = z.record(z.string(), z.number().nullable());
const edition = z.enum(['2019', '2021']);

const report = z.object({
  body: z.string(),
  year: z.int(),
  /** Absent: the table is not printed. */
  form_table2: edition.optional(),
  form_table3: edition.optional(),
  table2: values,
  table3: z.record(z.string(), values),
  table4: z.record(z.string(), values).default({}),
  violations: z.array(z.object({ code: z.string(), where: z.string() })).default([]),
});

const several = z.object({ reports: z.array(report), finding: z.enum(Object.keys(FINDINGS) as [FindingType]).optional() });

export interface ReportTruth {
  readonly body: string;
  readonly year: number;
  readonly forms: { readonly t2: string | undefined; readonly t3: string | undefined };
  /** `null` = printed blank; a field that is not here is not printed. */
  readonly cells: ReadonlyMap<FieldId, number | null>;
  /** `T3-SUM business`: rule and where it is broken. */
  readonly violations: ReadonlySet<string>;
}

export interface DocumentTruth {
  readonly reports: readonly ReportTruth[];
  /** What must be found where there is no report. */
  readonly finding?: FindingType;
}

const cellsOf = ({ table2, table3, table4 }: z.infer<typeof report>): Map<FieldId, number | null> => {
  const rows = (table: string, all: Record<string, Record<string, number | null>>): [FieldId, number | null][] =>
    Object.entries(all).flatMap(([row, columns]) =>
      Object.entries(columns).map(([column, value]): [FieldId, number | null] => [`${table}.${row}.${column}`, value]),
    );
  return new Map([
    ...Object.entries(table2).map(([code, value]): [FieldId, number | null] => [`t2.${code}`, value]),
    ...rows('t3', table3),
    ...rows('t4', table4),
  ]);
};

const reportTruth = (json: z.infer<typeof report>): ReportTruth => ({
  body: json.body,
  year: json.year,
  forms: { t2: json.form_table2, t3: json.form_table3 },
  cells: cellsOf(json),
  violations: new Set(json.violations.map(({ code, where }) => `${code} ${where}`)),
});

/** Throws with the places that do not fit. */
export const parseTruth = (json: unknown): DocumentTruth => {
  if (typeof json !== 'object' || json === null || !('reports' in json)) return { reports: [reportTruth(report.parse(json))] };
  const { reports, finding } = several.parse(json);
  return { reports: reports.map(reportTruth), ...(finding ? { finding } : {}) };
};

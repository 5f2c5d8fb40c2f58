// Made reports for the tests of publishing: section two and four filled with figures, nothing read from a file.
import { FORMS, rulesOf } from '../../src/form/index.js';
import { confront } from '../../src/audit/index.js';
import type { Capture, Check, Entry, Finding, Report, Scope } from '../../src/model/index.js';
import type { Filed } from '../../src/publish/index.js';

export interface Made {
  readonly body?: string | null;
  readonly year?: number | null;
  readonly scope?: Scope;
  readonly uri?: string;
  readonly digest?: string;
  readonly date?: string;
  readonly reader?: string;
  readonly values?: Readonly<Record<string, number | null | Partial<Entry>>>;
  readonly findings?: readonly Finding[];
  readonly title?: string;
  /** `YYYY-MM-DD`, and where it is told, `PubDate` unless said otherwise. */
  readonly published?: string;
  readonly publishedFrom?: string;
  readonly source?: string;
  readonly foundOn?: string;
}

export const capture = (made: Made = {}): Capture => {
  const uri = made.uri ?? 'http://www.example.gov.cn/art/1.html';
  return {
    id: `id-of-${made.digest ?? 'a'.repeat(64)}-${made.date ?? ''}`,
    uri,
    date: made.date ?? '2025-02-01T00:00:00.000Z',
    digest: `sha256:${made.digest ?? 'a'.repeat(64)}`,
    lead: { source: made.source ?? 'example', uri, title: '某县2024年政府信息公开工作年度报告', foundOn: made.foundOn ?? 'http://www.example.gov.cn/' },
  };
};

const entryOf = (value: number | null | Partial<Entry>): Entry => {
  if (typeof value === 'number') return { value, raw: String(value), status: 'A', place: { path: 'html > td' } };
  if (value === null) return { value: null, raw: '', status: 'O', place: { path: 'html > td' } };
  return { value: null, raw: '', status: 'A', place: {}, ...value };
};

const seen = <T>(value: T) => ({ value, from: 'title', text: String(value) });

/** All of section four is 0 and the rest absent unless `values` says otherwise. */
export const report = (made: Made = {}): Report => {
  const t4 = FORMS[0]?.tables.t4.fields.map(({ id }) => [id, 0] as const) ?? [];
  const values = { 't2.normative_docs_issued': 3, ...Object.fromEntries(t4), ...made.values };
  return {
    capture: capture(made),
    mediaType: made.reader === 'pdf' ? 'application/pdf' : 'text/html',
    reader: made.reader ?? 'html',
    body: made.body === null ? null : seen(made.body ?? '某某市某某县人民政府'),
    year: made.year === null ? null : seen(made.year ?? 2024),
    scope: seen(made.scope ?? 'unknown'),
    title: seen(made.title ?? '某县2024年政府信息公开工作年度报告'),
    published: made.published === undefined ? null : { value: made.published, from: made.publishedFrom ?? 'PubDate', text: made.published },
    forms: { t2: '2021', t4: '2021' },
    entries: new Map(Object.entries(values).map(([field, value]) => [field, entryOf(value)])),
    findings: made.findings ?? [],
    corrections: [],
  };
};

export const checksOf = (made: Report): Check[] => confront(made, rulesOf(made.forms));

export const filed = (reports: readonly Report[], region?: string, findings: readonly Finding[] = []): Filed => ({
  capture: reports[0]?.capture ?? capture(),
  ...(region === undefined ? {} : { region }),
  load: () => Promise.resolve({ reports: reports.map((one) => ({ report: one, checks: checksOf(one) })), findings }),
});

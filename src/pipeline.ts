// The order of the stages for one document: read → recognise → settle → confront. Pure: bytes in, reports out.
import { auditFindings, confront, settle } from './audit/index.js';
import { FORMS, rulesOf } from './form/index.js';
import type { Capture, Check, Document, Finding, Report } from './model/index.js';
import { read, type ReadOptions } from './read/index.js';
import { recognise } from './recognise/index.js';

/** Part of the key of stored results: a result of another version is not used again. Raise it when a stage's output changes. */
export const PIPELINE_VERSION = '10';

export type ExtractOptions = ReadOptions;

export interface Audited {
  /** With the findings of recognition and audit. */
  readonly report: Report;
  /** Every edit rule of the report's forms, in the order of the form. */
  readonly checks: readonly Check[];
}

export interface Extraction {
  readonly document: Document;
  readonly reports: readonly Audited[];
  /** About the file as a whole: why it could not be read, or why it holds no report. */
  readonly findings: readonly Finding[];
}

const audit = (recognised: Report): Audited => {
  const rules = rulesOf(recognised.forms);
  const { report, findings } = settle(recognised, rules);
  const checks = confront(report, rules);
  return { report: { ...report, findings: [...report.findings, ...findings, ...auditFindings(report, checks, rules)] }, checks };
};

/** The reader of scans is told what tables to expect. */
const withForms = (options: ExtractOptions): ExtractOptions => (options.scan ? { ...options, scan: { known: FORMS.flatMap(({ tables }) => Object.values(tables)), ...options.scan } } : options);

/** Reads one document and everything it reports. */
export const extract = async (bytes: Uint8Array, capture: Capture, options: ExtractOptions = {}): Promise<Extraction> => {
  const document = await read(bytes, capture, withForms(options));
  const { reports, findings } = recognise(document);
  return { document, reports: reports.map(audit), findings: [...document.findings, ...findings] };
};

// A report as JSON: the shape other programs are written against, shared by `extract --json` and the package.
import type { Candidate, Decision, Entry, Finding, Reading, Report } from '../model/index.js';
import type { Published } from './rows.js';

export interface EntryJson {
  readonly value: number | null;
  readonly raw: string;
  readonly status: string;
  readonly place: Entry['place'];
  /** Only for a figure read from a picture. */
  readonly readings?: readonly Reading[];
  readonly candidates?: readonly Candidate[];
  readonly decision?: Decision;
}

export type FindingJson = Omit<Finding, 'at'>;

/** One report of one file. Keys and their order are fixed; absent optional keys of a finding are left out. */
export interface ReportJson {
  readonly body: string | null;
  readonly year: number | null;
  readonly forms: Report['forms'];
  readonly entries: Readonly<Record<string, EntryJson>>;
  readonly findings: readonly FindingJson[];
  readonly corrections: Report['corrections'];
}

const FINDING_KEYS = ['type', 'severity', 'rule', 'fields', 'expected', 'found', 'cause', 'note'] as const;

/** Places are left out: the note says where, and the fields named carry their own. */
export const findingToJson = (finding: Finding): FindingJson =>
  Object.fromEntries(FINDING_KEYS.flatMap((key) => (finding[key] === undefined ? [] : [[key, finding[key]]]))) as unknown as FindingJson;

const entryToJson = ({ value, raw, status, place, double }: Entry): EntryJson => ({
  value,
  raw,
  status,
  place,
  ...(double ? { readings: double.readings, candidates: double.candidates, decision: double.decision } : {}),
});

/** Entries keep the order of the form in which recognition found them. */
export const reportToJson = (report: Report): ReportJson => ({
  body: report.body?.value ?? null,
  year: report.year?.value ?? null,
  forms: report.forms,
  entries: Object.fromEntries([...report.entries].map(([field, entry]) => [field, entryToJson(entry)])),
  findings: report.findings.map(findingToJson),
  corrections: report.corrections,
});

/** What the package adds: which report this is, where each statement about it was seen, the file's findings, every check. */
export const publishedToJson = ({ id, report, checks, fileFindings, also, region }: Published) => ({
  id,
  title: report.title?.value ?? null,
  scope: report.scope.value,
  published: report.published?.value ?? null,
  refArea: region ?? null,
  mediaType: report.mediaType,
  reader: report.reader,
  capture: report.capture,
  also,
  seen: { body: report.body, year: report.year, scope: report.scope, title: report.title, published: report.published },
  ...reportToJson(report),
  fileFindings: fileFindings.map(findingToJson),
  checks,
});

// What was read from one capture ↔ JSON on the shelf. The capture itself is not stored: the archive has it.
import type { Capture, Check, Entry, Finding, Report } from '../../model/index.js';
import type { Extracted } from '../../publish/index.js';

/** Raise it when the shape below changes; results of another shape are made again. */
export const SHELF_VERSION = 2;

type StoredReport = Omit<Report, 'capture' | 'entries'> & { readonly entries: readonly (readonly [string, Entry])[] };

/** Address of a picture beside a page → digest of the bytes that were read; `null` where the archive had none. */
export type Pictures = Readonly<Record<string, string | null>>;

export interface Stored {
  readonly version: number;
  /** What the result rests on besides its own bytes. */
  readonly pictures?: Pictures;
  readonly reports: readonly { readonly report: StoredReport; readonly checks: readonly Check[] }[];
  readonly findings: readonly Finding[];
}

const withoutCapture = (report: Report): StoredReport => {
  const { mediaType, reader, body, year, scope, title, published, forms, entries, findings, corrections } = report;
  return { mediaType, reader, body, year, scope, title, published, forms, entries: [...entries], findings, corrections };
};

export const toStored = ({ reports, findings }: Extracted, pictures: Pictures = {}): Stored => ({
  version: SHELF_VERSION,
  ...(Object.keys(pictures).length > 0 ? { pictures } : {}),
  reports: reports.map(({ report, checks }) => ({ report: withoutCapture(report), checks })),
  findings,
});

export const fromStored = ({ reports, findings }: Stored, capture: Capture): Extracted => ({
  reports: reports.map(({ report, checks }) => ({ report: { ...report, capture, entries: new Map(report.entries) }, checks })),
  findings,
});

/** Results are written by this program alone and replaced whole, so their version is all that must be checked. */
export const parseStored = (data: unknown): Stored | undefined =>
  typeof data === 'object' && data !== null && 'version' in data && data.version === SHELF_VERSION ? (data as Stored) : undefined;

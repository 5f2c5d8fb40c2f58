// Names of reports: `<division code or host>-<org slug>-<year>[-<scope>]`, the same on every run and machine.
import type { Report } from '../model/index.js';
import { orgSlug } from './organisation.js';

type Named = Pick<Report, 'body' | 'year' | 'scope' | 'capture'>;

const ascii = (text: string): string => text.toLowerCase().replace(/[^a-z0-9.]+/g, '-').replace(/^-+|-+$/g, '');

const short = (report: Named): string => report.capture.digest.replace(/^sha256:/, '').slice(0, 8);

/** Host of the address, `file` for what was read from disk. */
export const hostOf = (uri: string): string => {
  if (!/^https?:/.test(uri) || !URL.canParse(uri)) return 'file';
  return ascii(new URL(uri).hostname) || 'file';
};

/**
 * Where `region` (the division code of the portal) is not known the host stands for it. A report without a body is named by
 * the digest of its file, one without a year `undated`; the scope is named only when the report says it.
 */
export const reportId = (report: Named, region?: string): string =>
  [
    region ?? hostOf(report.capture.uri),
    report.body ? orgSlug(report.body.value) : `unnamed-${short(report)}`,
    report.year ? String(report.year.value) : 'undated',
    ...(report.scope.value === 'unknown' ? [] : [report.scope.value]),
  ].join('-');

/**
 * Ids for several reports, in their order. Where two would be equal, every one of them gets the first digits of its file's
 * digest, and a number where even these are equal (one file with two such reports): no id depends on what else came first.
 */
export const reportIds = (reports: readonly { readonly report: Named; readonly region?: string }[]): string[] => {
  const plainIds = reports.map(({ report, region }) => reportId(report, region));
  const count = new Map<string, number>();
  for (const id of plainIds) count.set(id, (count.get(id) ?? 0) + 1);
  const taken = new Map<string, number>();
  return plainIds.map((id, at) => {
    const report = reports[at]?.report;
    if (count.get(id) === 1 || !report) return id;
    const longer = `${id}-${short(report)}`;
    const before = taken.get(longer) ?? 0;
    taken.set(longer, before + 1);
    return before === 0 ? longer : `${longer}-${before + 1}`;
  });
};

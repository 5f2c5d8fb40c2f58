// What is in a package, told to a person. Made from the published files alone, as any stranger would read them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { unescapeCell } from '../../publish/index.js';
import { fit } from './width.js';

type Row = Readonly<Record<string, string>>;

const readTable = async (folder: string, name: string): Promise<Row[]> => {
  const text = await readFile(join(folder, `${name}.csv`), 'utf8');
  return Papa.parse<Row>(text.replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data;
};

const sumOf = (rows: readonly Row[], column: string): number => rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);

const countBy = (values: readonly (string | undefined)[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
};

export interface Violation {
  readonly report: string;
  readonly body: string;
  readonly year: number | null;
  readonly rule: string;
  readonly field: string;
  readonly expected: number | null;
  readonly found: number | null;
}

export interface PackageSummary {
  readonly reports: number;
  readonly bodies: number;
  readonly years: Readonly<Record<string, number>>;
  readonly readers: Readonly<Record<string, number>>;
  /** `t2 2021` → how many reports use it. */
  readonly forms: Readonly<Record<string, number>>;
  readonly fields: { readonly numbers: number; readonly blank: number };
  readonly checks: { readonly held: number; readonly violated: number; readonly softViolated: number; readonly blank: number; readonly notFound: number };
  readonly violated: readonly Violation[];
  /** Files that hold no report, with the worst that is said about them. */
  readonly withoutReport: readonly { readonly uri: string; readonly type: string; readonly severity: string; readonly note: string }[];
  /** Pages of which an attachment holds the report. */
  readonly carriers: number;
  readonly findings: Readonly<Record<string, number>>;
  /** Outcome → how many bodies × years have it, of coverage.csv. */
  readonly coverage: Readonly<Record<string, number>>;
  /** Kind → how many silent changes, of revisions.csv. */
  readonly revisions: Readonly<Record<string, number>>;
}

const number = (text: string | undefined): number | null => (text ? Number(text) : null);

const violationsOf = (findings: readonly Row[], reports: ReadonlyMap<string, Row>): Violation[] =>
  findings
    .filter(({ TYPE }) => TYPE === 'identity')
    .map((row) => {
      const report = reports.get(row.REPORT_ID ?? '');
      return {
        report: row.REPORT_ID ?? '',
        body: unescapeCell(report?.REPORTING_ORG ?? ''),
        year: number(report?.TIME_PERIOD),
        rule: row.RULE ?? '',
        field: row.FIELDS ?? '',
        expected: number(row.EXPECTED),
        found: number(row.FOUND),
      };
    });

const GRAVITY = ['fatal', 'error', 'warning', 'note'];

const withoutReport = (findings: readonly Row[], reports: readonly Row[]): PackageSummary['withoutReport'] => {
  const held = new Set(reports.map((row) => row.URL));
  const worst = new Map<string, Row>();
  for (const row of findings.filter((one) => one.REPORT_ID === '' && !held.has(one.URL))) {
    const known = worst.get(row.URL ?? '');
    if (!known || GRAVITY.indexOf(row.SEVERITY ?? '') < GRAVITY.indexOf(known.SEVERITY ?? '')) worst.set(row.URL ?? '', row);
  }
  return [...worst].map(([uri, row]) => ({ uri, type: row.TYPE ?? '', severity: row.SEVERITY ?? '', note: unescapeCell(row.NOTE ?? '') }));
};

export const summarisePackage = async (folder: string): Promise<PackageSummary> => {
  const reports = await readTable(folder, 'reports');
  const findings = await readTable(folder, 'findings');
  const forms = reports.flatMap((row) => ['t2', 't3', 't4'].flatMap((table) => (row[`FORM_${table.toUpperCase()}`] ? [`${table} ${row[`FORM_${table.toUpperCase()}`] ?? ''}`] : [])));
  const without = withoutReport(findings, reports);
  return {
    reports: reports.length,
    bodies: new Set(reports.map((row) => row.REPORTING_ORG)).size,
    years: countBy(reports.map((row) => row.TIME_PERIOD)),
    readers: countBy(reports.map((row) => row.READER)),
    forms: countBy(forms),
    fields: { numbers: sumOf(reports, 'VALUES'), blank: sumOf(reports, 'BLANKS') },
    checks: {
      held: sumOf(reports, 'CHECKS_HELD'),
      violated: sumOf(reports, 'CHECKS_VIOLATED'),
      softViolated: sumOf(reports, 'CHECKS_SOFT_VIOLATED'),
      blank: sumOf(reports, 'CHECKS_BLANK'),
      notFound: sumOf(reports, 'CHECKS_NOT_FOUND'),
    },
    violated: violationsOf(findings, new Map(reports.map((row) => [row.REPORT_ID ?? '', row]))),
    withoutReport: without.filter(({ severity }) => severity !== 'note'),
    carriers: without.filter(({ type, severity }) => type === 'not-a-report' && severity === 'note').length,
    findings: countBy(findings.map((row) => row.TYPE)),
    coverage: countBy((await readTable(folder, 'coverage')).map((row) => row.OUTCOME)),
    revisions: countBy((await readTable(folder, 'revisions')).map((row) => row.KIND)),
  };
};

/** Whether every file, or every one of these addresses, could be read; one that can be read and holds no report is nobody's failure. */
export const allRead = ({ withoutReport: without }: PackageSummary, of?: ReadonlySet<string>): boolean =>
  without.every(({ uri, severity }) => severity !== 'fatal' || of?.has(uri) === false);

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts).map(([name, count]) => `${name}: ${count}`).join(' · ');

const show = (value: number | null): string => (value === null ? 'blank' : String(value));

const grouped = (value: number): string => value.toLocaleString('en-US');

const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;

/** Lists longer than this end in "and n more"; all of it is in findings.csv. */
const MOST_LINES = 20;

const atMost = (lines: readonly string[]): string[] =>
  lines.length <= MOST_LINES ? [...lines] : [...lines.slice(0, MOST_LINES), `    … and ${lines.length - MOST_LINES} more in findings.csv`];

const violationLine = ({ body, year, rule, field, expected, found }: Violation): string =>
  `    ${body || 'unknown body'} ${year ?? ''}  ${rule}  ${field}: expected ${show(expected)}, printed ${show(found)}`;

const withoutLine = ({ uri, type, note }: PackageSummary['withoutReport'][number]): string => `    ${uri}  ${type}: ${fit(note, 100)}`;

/** Lines for the end of a run. */
export const summaryLines = (summary: PackageSummary, folder: string): string[] => {
  const { reports, bodies, years, readers, forms, fields, checks, violated, withoutReport: without, carriers, coverage, revisions } = summary;
  const span = Object.keys(years).sort();
  return [
    `${counted(reports, 'report')} of ${counted(bodies, 'body', 'bodies')}${span.length > 0 ? ` on ${[...new Set([span[0], span.at(-1)])].join('–')}` : ''}`,
    ...(reports > 0 ? [`  read from  ${listed(readers)}${carriers > 0 ? `; ${counted(carriers, 'page')} only leading to an attachment` : ''}`, `  forms      ${listed(forms)}`] : []),
    `  fields     ${grouped(fields.numbers)} with a number, ${grouped(fields.blank)} printed blank or doubtful`,
    `  identities ${grouped(checks.held)} held, ${grouped(checks.violated)} violated, ${grouped(checks.blank)} on blanks, ${grouped(checks.notFound)} not to be told`,
    ...(violated.length > 0 ? ['  violated as printed:', ...atMost(violated.map(violationLine))] : []),
    ...(without.length > 0 ? [`  ${counted(without.length, 'file')} without a report:`, ...atMost(without.map(withoutLine))] : []),
    ...(Object.keys(coverage).length > 0 ? [`  coverage   ${listed(coverage)}`] : []),
    ...(Object.keys(revisions).length > 0 ? [`  revisions  ${listed(revisions)}`] : []),
    `  package    ${join(folder, 'observations.csv')}, reports.csv, findings.csv, revisions.csv, coverage.csv, fields.csv, datapackage.json`,
  ];
};

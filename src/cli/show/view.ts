// One file's reports for the eye: section two as a list, three and four as grids, then how the arithmetic held, then the findings.
import { tableOf } from '../../form/index.js';
import type { Check, Entry, Finding, FormTable, Report, Seen, TableId } from '../../model/index.js';
import type { Audited, Extraction } from '../../pipeline.js';
import { fit, pad, printable, textWidth } from './width.js';

/** `·` a printed blank, `?` a doubtful cell; a field that was not found stays empty; `!` stands before a violated total. */
const LEGEND = '· printed blank   ? doubtful   ! breaks an identity   (empty) not found';

const LABEL_COLUMNS = 46;

const cellText = (entry: Entry | undefined): string => {
  if (!entry) return '';
  if (entry.status === 'U') return '?';
  return entry.value === null ? '·' : String(entry.value);
};

const labelOf = (heading: FormTable['rows'][number]): string => fit(heading.labels[0] ?? heading.code, LABEL_COLUMNS);

type Grid = readonly (readonly string[])[];

/** First column to the left, the others to the right; the first row is the head. */
const drawGrid = (rows: Grid): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))));
  return rows.map((row) => `  ${widths.map((width, at) => pad(row[at] ?? '', width, at === 0 ? 'left' : 'right')).join('  ')}`.trimEnd());
};

const gridOf = (report: Report, form: FormTable, broken: ReadonlySet<string>): string[] => {
  const head = ['', ...form.columns.map(({ labels }) => labels[0] ?? '')];
  const cell = (row: string, column: string): string => {
    const field = form.fields.find((candidate) => candidate.row === row && candidate.column === column);
    return field ? (broken.has(field.id) ? '!' : '') + cellText(report.entries.get(field.id)) : '';
  };
  return drawGrid([head, ...form.rows.map((row) => [labelOf(row), ...form.columns.map((column) => cell(row.code, column.code))])]);
};

/** Section two prints different columns in every block, so each field has a line of its own. */
const listOf = (report: Report, form: FormTable, broken: ReadonlySet<string>): string[] =>
  drawGrid(
    form.fields.map(({ id, label, unit }) => [
      label.split(' › ').filter((part) => !part.startsWith('第二十条')).join(' '),
      (broken.has(id) ? '!' : '') + cellText(report.entries.get(id)),
      report.entries.has(id) ? unit : '',
    ]),
  );

const TITLES: Readonly<Record<TableId, string>> = { t2: '二、主动公开政府信息情况', t3: '三、收到和处理政府信息公开申请情况', t4: '四、行政复议、行政诉讼情况' };

const tableLines = (report: Report, table: TableId, broken: ReadonlySet<string>): string[] => {
  const edition = report.forms[table];
  if (!edition) return ['', `${TITLES[table]}: not found`];
  const form = tableOf(edition, table);
  return ['', `${TITLES[table]} (form ${edition})`, ...(table === 't2' ? listOf : gridOf)(report, form, broken)];
};

const seenLine = (name: string, seen: Seen<unknown> | null): string =>
  `  ${pad(name, 6)} ${seen ? `${printable(String(seen.value))}   (${seen.from}${seen.text === '' ? '' : `: ${fit(printable(seen.text), 60)}`})` : 'not found'}`;

const findingLine = ({ severity, type, note }: Finding): string => `  ${pad(severity, 8)} ${type}: ${printable(note)}`;

const checkLine = (checks: readonly Check[]): string => {
  const count = (...outcomes: readonly Check['outcome'][]): number => checks.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return `Checks: ${count('held')} held, ${count('violated')} violated, ${count('depends-on-blank')} depend on a blank, ${count('all-blank')} all blank, ${count('not-found')} not to be told`;
};

const reportLines = ({ report, checks }: Audited): string[] => {
  const broken = new Set(checks.filter(({ outcome }) => outcome === 'violated').map(({ target }) => target));
  return [
    '',
    printable(report.title?.value ?? 'Report without a title'),
    seenLine('body', report.body),
    seenLine('year', report.year),
    seenLine('scope', report.scope),
    ...(['t2', 't3', 't4'] as const).flatMap((table) => tableLines(report, table, broken)),
    '',
    `  ${LEGEND}`,
    '',
    checkLine(checks),
    ...(report.findings.length > 0 ? ['Findings:', ...report.findings.map(findingLine)] : ['No findings.']),
  ];
};

/** The view of one file, ended by an empty line. */
export const viewOf = (file: string, { document, reports, findings }: Extraction): string => {
  const count = reports.length === 0 ? 'no report' : `${reports.length} report${reports.length === 1 ? '' : 's'}`;
  const lines = [`${file}   ${document.mediaType}, reader ${document.reader}, ${count}`, ...reports.flatMap(reportLines)];
  const about = findings.length > 0 ? [...(reports.length > 0 ? ['', 'About the file:'] : []), ...findings.map(findingLine)] : [];
  return `${[...lines, ...about].join('\n')}\n\n`;
};

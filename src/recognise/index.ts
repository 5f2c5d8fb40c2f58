// Document → Reports. Each report of the file is told apart, then each of its three tables is read from the same lines.
import type { Document, Edition, Entry, FieldId, Finding, Report, TableId } from '../model/index.js';
import { finding } from '../model/index.js';
import { gather } from './gather.js';
import { linesOf, type Line } from './lines.js';
import { mend } from './mend.js';
import type { TableReading } from './reading.js';
import { readSectionFour } from './section-four.js';
import { readSectionThree } from './section-three.js';
import { readSectionTwo } from './section-two.js';
import { segmentsOf } from './segments.js';
import { sidesOf, type Side } from './side-by-side.js';
import { isSuspect, withdraw } from './suspect.js';
import { identify } from './who.js';

export interface Recognised {
  readonly reports: readonly Report[];
  /** About the file as a whole. */
  readonly findings: readonly Finding[];
}

const TITLES: Readonly<Record<TableId, string>> = { t2: '二、主动公开政府信息情况', t3: '三、收到和处理政府信息公开申请情况', t4: '四、行政复议、行政诉讼情况' };

type Tables = Partial<Record<TableId, TableReading>>;

const tablesIn = (lines: readonly Line[]): Tables => {
  const t3 = readSectionThree(lines);
  const before = t3 ? lines.filter((line) => line.index < t3.range[0]) : lines;
  const t2 = readSectionTwo(before) ?? (t3 ? readSectionTwo(lines.filter((line) => line.index > t3.range[1])) : undefined);
  const after = t3 ? lines.filter((line) => line.index > t3.range[1]) : t2 ? lines.filter((line) => line.index > t2.range[1]) : lines;
  const edition: Edition = t2?.edition ?? t3?.edition ?? '2021';
  const t4 = readSectionFour(after, edition) ?? (t3 ? readSectionFour(before, edition) : undefined);
  const suspect = t3?.loose === true && isSuspect(t3.form, t3.entries);
  const trusted = (table: TableReading | undefined, id: TableId): Tables => {
    if (!table) return {};
    if (!suspect || !table.loose) return { [id]: table };
    const { entries, finding: why } = withdraw(table.entries, TITLES[id]);
    return { [id]: { ...table, entries, findings: [why] } };
  };
  return { ...trusted(t2, 't2'), ...trusted(t3, 't3'), ...trusted(t4, 't4') };
};

/** A mark of nothing (无, /) is a filled cell, too. */
const hasFigures = (tables: Tables): boolean => Object.values(tables).some((table) => [...table.entries.values()].some((entry) => entry.value !== null || entry.status === 'U' || entry.raw.trim() !== ''));

const reportOf = (document: Document, { lines, year }: Side, tables: Tables, alone: boolean): Report => {
  const entries = new Map<FieldId, Entry>();
  const forms: Partial<Record<TableId, Edition>> = {};
  const findings: Finding[] = [];
  for (const id of ['t2', 't3', 't4'] as const) {
    const table = tables[id];
    if (!table) {
      findings.push(finding('table-missing', `Expected the table of ${TITLES[id]}, not found; its fields are absent`));
      continue;
    }
    forms[id] = table.edition;
    for (const field of table.form.fields) {
      const entry = table.entries.get(field.id);
      if (entry) entries.set(field.id, entry);
    }
    findings.push(...table.findings);
  }
  const { findings: about, ...identity } = identify(document, lines, alone);
  return {
    capture: document.capture,
    mediaType: document.mediaType,
    reader: document.reader,
    ...identity,
    ...(year ? { year } : {}),
    forms,
    entries,
    findings: [...about, ...findings],
    corrections: [],
  };
};

const whyNone = (document: Document, blankForms: number): Finding[] => {
  if (blankForms > 0) return [finding('form-blank', 'Expected figures in the tables of the form, found none; this is the empty form or a report without figures')];
  if (document.blocks.length === 0 && document.findings.length > 0) return [];
  const attachments = document.links.filter((link) => link.kind === 'attachment').map((link) => link.uri);
  const pictures = document.links.filter((link) => link.kind === 'picture').length;
  const hint =
    attachments.length > 0 ? `; the report may be in an attachment: ${attachments.slice(0, 3).join(' ')}` : pictures > 0 ? `; the page holds ${pictures} pictures, the report may be one of them` : '';
  return [finding('not-a-report', `Expected at least one table of the official form, found none in ${document.blocks.length} blocks${hint}`)];
};

export const recognise = (document: Document): Recognised => {
  const sides = segmentsOf(linesOf(document)).flatMap(({ lines }) => sidesOf(lines));
  const read = sides.map((side) => ({ side, tables: tablesIn(mend(gather(side.lines))) })).filter(({ tables }) => Object.keys(tables).length > 0);
  const filled = read.filter(({ tables }) => hasFigures(tables));
  const reports = filled.map(({ side, tables }) => reportOf(document, side, tables, filled.length === 1));
  return { reports, findings: reports.length === 0 ? whyNone(document, read.length) : [] };
};

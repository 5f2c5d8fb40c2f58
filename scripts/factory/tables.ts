// Lays the figures out in the tables of the official form: the labels and spans of a clean page.
import { tableOf } from '../../src/form/index.js';
import type { FormHeading } from '../../src/model/index.js';
import { T3_COLUMNS, T4_COLUMNS, type Figures } from './figures.js';
import { cell, type Cell, type Grid, type Row } from './paper.js';

export const printed = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

const label = ({ labels, code }: FormHeading): string => labels[0] ?? code;

const headCells = (headings: readonly FormHeading[], more: Partial<Cell> = {}): Cell[] =>
  headings.map((heading) => cell(label(heading), 'head', { code: heading.code, ...more }));

/** Section two: four columns; a block with fewer numbers lets its last cell span the rest. */
export const sectionTwo = ({ table2, form_table2 }: Figures): Grid => {
  const form = tableOf(form_table2 ?? '2021', 't2');
  const rows: Row[] = [];
  for (const block of new Set(form.rows.map(({ under }) => under[0] ?? ''))) {
    const inBlock = form.rows.filter(({ under }) => under[0] === block);
    const codes = form.fields.filter(({ row }) => row === inBlock[0]?.code).map(({ column }) => column);
    const columns = codes.flatMap((code) => form.columns.filter((column) => column.code === code));
    const lastSpan = 4 - codes.length;
    const spanned = (cells: Cell[]): Cell[] => cells.map((each, i) => (i === cells.length - 1 ? { ...each, colSpan: lastSpan } : each));
    rows.push([cell(block, 'head', { colSpan: 4, code: block })]);
    rows.push([cell('信息内容', 'head', { code: 'content' }), ...spanned(headCells(columns))]);
    for (const row of inBlock) {
      const numbers = codes.map((column) => {
        const field = `${row.code}_${column}`;
        return cell(printed(table2[field]), 'number', { field: `table2.${field}` });
      });
      rows.push([cell(label(row), 'label', { code: row.code }), ...spanned(numbers)]);
    }
  }
  return { kind: 'table', section: 't2', rows, widths: [30, 23, 23, 24] };
};

const NOTE = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）';

const headOfThree = (): Row[] => {
  const { columns } = tableOf('2021', 't3');
  return [
    [cell(NOTE, 'note', { rowSpan: 3, colSpan: 3, code: 'note' }), cell('申请人情况', 'head', { colSpan: 7, code: 'applicants' })],
    [
      ...headCells(columns.slice(0, 1), { rowSpan: 2 }),
      cell('法人或其他组织', 'head', { colSpan: 5, code: 'organisations' }),
      ...headCells(columns.slice(-1), { rowSpan: 2 }),
    ],
    headCells(columns.slice(1, -1)),
  ];
};

/** Section three: three columns of labels with spans, seven of numbers. */
export const sectionThree = ({ table3, form_table3 }: Figures): Grid => {
  const form = tableOf(form_table3 ?? '2021', 't3');
  const rows = headOfThree();
  const inResult = form.rows.filter(({ under }) => under.length > 0).length;
  const seen = new Set<string>();
  for (const row of form.rows) {
    const labels: Cell[] = row.under.flatMap((group, level) => {
      if (seen.has(group)) return [];
      seen.add(group);
      const rowSpan = level === 0 ? inResult : form.rows.filter(({ under }) => under[1] === group).length;
      return [cell(group, 'label', { rowSpan, code: level === 0 ? 'result' : group })];
    });
    labels.push(cell(label(row), 'label', { colSpan: 3 - row.under.length, code: row.code }));
    const numbers = T3_COLUMNS.map((column) => cell(printed(table3[row.code]?.[column]), 'number', { field: `table3.${row.code}.${column}` }));
    rows.push([...labels, ...numbers]);
  }
  return { kind: 'table', section: 't3', rows, widths: [7, 10, 34, 7, 7, 7, 7, 7, 7, 7] };
};

/** Section four: fifteen numbers in one row under three rows of headings. */
export const sectionFour = ({ table4 }: Figures): Grid => {
  const { rows: groups, columns } = tableOf('2021', 't4');
  const [review, ...litigation] = groups;
  if (!review) throw new Error('Expected section four to have groups');
  const outcomes = (group: FormHeading, rowSpan: number): Cell[] => headCells(columns, { rowSpan }).map((each) => ({ ...each, code: `${group.code}.${each.code ?? ''}` }));
  return {
    kind: 'table',
    section: 't4',
    rows: [
      [cell(label(review), 'head', { colSpan: 5, code: 'review' }), cell('行政诉讼', 'head', { colSpan: 10, code: 'litigation' })],
      [...outcomes(review, 2), ...litigation.map((group) => cell(label(group), 'head', { colSpan: 5, code: group.code }))],
      litigation.flatMap((group) => outcomes(group, 1)),
      groups.flatMap(({ code }) => T4_COLUMNS.map((column) => cell(printed(table4[code]?.[column]), 'number', { field: `table4.${code}.${column}` }))),
    ],
    widths: Array.from({ length: 15 }, () => 1),
  };
};

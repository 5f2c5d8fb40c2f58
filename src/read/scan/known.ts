// Whether a scanned table has the rows and columns of a table of the form: as many figures in each row, labels indented alike, headings where
// the form has them. Only the shape is looked at; which labels would prove it is part of the answer.
import { distance } from 'fastest-levenshtein';
import type { FormTable } from '../../model/index.js';
import { plain, simplified } from '../../text.js';
import type { PageCell, PageTable } from '../stitch.js';

export interface OfficialLabel {
  readonly cell: PageCell;
  readonly labels: readonly string[];
}

export interface Fitting {
  readonly form: FormTable;
  /** The label of the form for each label cell that has one. */
  readonly labels: readonly OfficialLabel[];
  /** Those that tell this table from any other, in two rounds: the second is for when the first leaves a doubt. */
  readonly probes: readonly (readonly OfficialLabel[])[];
}

interface FigureRow {
  readonly row: number;
  /** Left to right. */
  readonly figures: readonly PageCell[];
  /** What may be its label: all cells before the figures that stand in this row alone; a group cut by a page break does, too. */
  readonly before: readonly PageCell[];
}

/** Left edges within this many points are the same indent. */
const SAME_INDENT = 8;

const isFigure = ({ double }: PageCell): boolean => double !== undefined;

/** Rows that end in figures (or printed blanks among them), with the label before them. */
const figureRows = ({ cells, ys }: PageTable): FigureRow[] =>
  ys.slice(1).flatMap((_, row) => {
    const own = cells.filter((cell) => cell.row === row).sort((a, b) => a.col - b.col);
    const first = own.findLastIndex((cell) => !isFigure(cell)) + 1;
    const figures = own.slice(first);
    const printed = figures.some(({ text }) => text !== '');
    const alone = own.slice(0, first).filter(({ rowSpan }) => rowSpan === 1);
    const before = alone.length > 0 ? alone : own.slice(Math.max(0, first - 1), first);
    return printed || (figures.length > 0 && first > 0) ? [{ row, figures, before }] : [];
  });

const plainly = (text: string): string => simplified(plain(text)).replace(/[()（）、.,，。:：“”"'\s]/g, '');

/** The number before a label, which a worn print loses first. */
const COUNTED = /^[一二三四五六七八九十\d](?=..)/;

/** 0–1: how much a reading is like the beginning of one of the labels; the first line of a label is enough. */
export const likeness = (text: string, labels: readonly string[]): number => {
  const read = plainly(text);
  if (read === '') return 0;
  return Math.max(
    ...labels.flatMap((label) => {
      const official = plainly(label);
      const forms = [official, official.replace(COUNTED, '')].flatMap((form) => [form, form.slice(0, read.length)]);
      return forms.map((form) => 1 - distance(read, form) / Math.max(read.length, form.length));
    }),
  );
};

/** For each row the label that is indented as the form has it; `undefined` where a row has none. Levels count from the left, from 0. */
const indented = (rows: readonly FigureRow[], { xs }: PageTable, form: FormTable): PageCell[] | undefined => {
  const leftOf = ({ col }: PageCell): number => xs[col] ?? 0;
  const levels: number[] = [];
  for (const left of rows.flatMap(({ before }) => before.map(leftOf)).sort((a, b) => a - b)) if (left - (levels.at(-1) ?? -Infinity) > SAME_INDENT) levels.push(left);
  const levelOf = (cell: PageCell): number => levels.findLastIndex((level) => leftOf(cell) >= level - 1);
  const found = rows.map(({ before }, i) => before.find((cell) => levelOf(cell) === form.rows[i]?.under.length));
  const pageOf = (row: FigureRow | undefined): number | undefined => row?.figures[0]?.at.page;
  // A wall a single row high is lost now and then where a page cuts a group off; then the label takes the place of its group.
  const isCutOff = (row: FigureRow, i: number): boolean => {
    const [cell, second] = row.before;
    const level = form.rows[i]?.under.length ?? 0;
    const alone = pageOf(rows[i - 1]) !== pageOf(row) || pageOf(rows[i + 1]) !== pageOf(row);
    return alone && i > 0 && i < rows.length - 1 && cell !== undefined && !second && levelOf(cell) === level - 1;
  };
  const labels = rows.flatMap((row, i) => found[i] ?? (isCutOff(row, i) ? row.before : []));
  return labels.length === rows.length && found.filter((label) => label === undefined).length <= 1 ? labels : undefined;
};

/** The lowest heading above a figure. */
const headingOver = (table: PageTable, figure: PageCell, above: number): PageCell | undefined =>
  table.cells
    .filter((cell) => !isFigure(cell) && cell.row < above && cell.col <= figure.col && cell.col + cell.colSpan > figure.col)
    .sort((a, b) => b.row - a.row)[0];

const pick = <T>(items: readonly T[], places: readonly number[]): T[] => [...new Set(places.map((place) => items.at(place)))].flatMap((item) => item ?? []);

/** Section three: as many rows as the form, seven figures each, indented as the form groups them. */
const fitThree = (table: PageTable, form: FormTable): Fitting | undefined => {
  const rows = figureRows(table);
  const width = form.columns.length;
  if (rows.length !== form.rows.length || rows.some(({ figures }) => figures.length !== width)) return undefined;
  const labels = indented(rows, table, form);
  if (!labels) return undefined;
  const rowLabels = labels.map((cell, i): OfficialLabel => ({ cell, labels: form.rows[i]?.labels ?? [] }));
  const headings = (rows[0]?.figures ?? []).flatMap((figure, i): OfficialLabel[] => {
    const cell = headingOver(table, figure, rows[0]?.row ?? 0);
    return cell ? [{ cell, labels: form.columns[i]?.labels ?? [] }] : [];
  });
  if (headings.length !== width || new Set(headings.map(({ cell }) => cell)).size !== width) return undefined;
  return { form, labels: [...rowLabels, ...headings], probes: [pick(rowLabels, [0, -1]), [...pick(rowLabels, [2, -2]), ...pick(headings, [-1, 0])]] };
};

/** Section two: blocks of rows under headings of their own, as many figures in each row as the form has fields. */
const fitTwo = (table: PageTable, form: FormTable): Fitting | undefined => {
  const rows = figureRows(table);
  if (rows.length !== form.rows.length) return undefined;
  const labels: OfficialLabel[] = [];
  const probes: OfficialLabel[] = [];
  for (const [i, { row, figures, before: [label] }] of rows.entries()) {
    const official = form.rows[i];
    const fields = form.fields.filter((field) => field.row === official?.code);
    if (!official || !label || figures.length !== fields.length) return undefined;
    const begins = official.under[0] !== form.rows[i - 1]?.under[0];
    if (i > 0 && begins === (row - (rows[i - 1]?.row ?? row) === 1)) return undefined;
    labels.push({ cell: label, labels: official.labels });
    if (!begins) continue;
    for (const [k, figure] of figures.entries()) {
      const cell = headingOver(table, figure, row);
      if (cell?.row !== row - 1) return undefined;
      labels.push({ cell, labels: form.columns.find(({ code }) => code === fields[k]?.column)?.labels ?? [] });
    }
    if (i === 0 || i === form.rows.length - 1) probes.push(...labels.slice(-figures.length).slice(0, 1));
  }
  const names = rows.flatMap(({ before: [label] }) => labels.filter(({ cell }) => cell === label));
  return { form, labels, probes: [pick(names, [1, -1]), [...probes, ...pick(names, [-2])]] };
};

/** Section four: one row of fifteen figures, a heading over each, and one over each group. */
const fitFour = (table: PageTable, form: FormTable): Fitting | undefined => {
  const [row, second] = figureRows(table);
  const width = form.columns.length;
  if (!row || second || row.figures.length !== form.fields.length) return undefined;
  const headings = row.figures.flatMap((figure, i): OfficialLabel[] => {
    const cell = headingOver(table, figure, row.row);
    return cell ? [{ cell, labels: form.columns[i % width]?.labels ?? [] }] : [];
  });
  if (new Set(headings.map(({ cell }) => cell)).size !== form.fields.length) return undefined;
  const groups = form.rows.flatMap((group, g): OfficialLabel[] => {
    const under = headings[g * width]?.cell;
    const figure = row.figures[g * width];
    const above = under && figure ? [headingOver(table, figure, under.row)] : [];
    return above.flatMap((cell): OfficialLabel[] => (cell !== undefined && cell.colSpan >= width ? [{ cell, labels: group.labels }] : []));
  });
  return { form, labels: [...headings, ...groups], probes: [[...pick(headings, [-1]), ...pick(groups, [-1])], [...pick(headings, [0, 1]), ...pick(groups, [0])]] };
};

const FITS: Readonly<Record<FormTable['table'], (table: PageTable, form: FormTable) => Fitting | undefined>> = { t2: fitTwo, t3: fitThree, t4: fitFour };

/** `undefined` where the shape is another one. */
export const fittingOf = (table: PageTable, form: FormTable): Fitting | undefined => FITS[form.table](table, form);

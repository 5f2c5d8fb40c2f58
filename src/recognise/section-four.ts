// 四、政府信息公开行政复议、行政诉讼情况 → entries. Fifteen figures in one line, three groups of five; or five in each of three lines.
import { tableOf } from '../form/index.js';
import type { Edition, Entry, FieldId, Finding, FormTable } from '../model/index.js';
import { finding } from '../model/index.js';
import { isExact } from './columns.js';
import { cuts, doubtful, fill, fillParted, isPartedByBlank } from './entry.js';
import { mentions, SIMILAR, similarity } from './labels.js';
import { isLoose, isNumber, isText, isValue, type Line, type Slot } from './lines.js';
import { blankLike, isUnder, placeExactly, spanOf, type Placing, type Span } from './placing.js';
import { placeOf, quote, type TableReading } from './reading.js';

const MARKS = /未经复议直接起诉|复议后起诉|结果维持|结果纠正|尚未审结/;
/** Lines between the first heading and the figures, at most (one heading a line). */
const FARTHEST = 30;

interface Region {
  readonly above: readonly Line[];
  readonly below: readonly Line[];
}

/** From the first line that names the table's headings to the line of figures and what follows. */
const regionOf = (lines: readonly Line[]): Region | undefined => {
  const isHeading = (line: Line): boolean =>
    line.slots.some((slot) => isText(slot) && slot.text.length < 40 && mentions(slot.text, MARKS));
  const first = lines.findIndex(isHeading);
  if (first < 0) return undefined;
  const near = lines.slice(first, first + FARTHEST + MOST_LINES);
  const figures = near.findIndex((line) => line.slots.length > 0 && line.slots.some(isNumber));
  const start = Math.max(0, first - 2);
  if (figures < 0) return { above: lines.slice(start, first + FARTHEST), below: [] };
  return { above: lines.slice(start, first + figures), below: near.slice(figures) };
};

const MOST_LINES = 20;

/** The five outcome headings under each group, left to right, as grid columns. */
const spansOf = (above: readonly Line[], form: FormTable): Span[] | undefined => {
  const columns = form.columns;
  const slots = above
    .flatMap((line) => line.slots)
    .filter((slot) => isText(slot) && columns.some((column) => similarity(slot.text, column.labels) >= SIMILAR))
    .sort((a, b) => a.col - b.col);
  return slots.length === form.fields.length ? slots.map(spanOf) : undefined;
};

interface Figures {
  readonly slots: readonly Slot[];
  readonly line: Line;
  /** Index of the first group the figures belong to. */
  readonly group: number;
  readonly groups: number;
}

/** Figures of the lines below the headings, as runs of five for each group or of fifteen. */
const labelledFigures = (lines: readonly Line[], form: FormTable): Figures[] =>
  lines.flatMap((line) => {
    const label = line.slots.findLastIndex((slot) => isText(slot));
    const values = line.slots.slice(label + 1);
    if (label < 0 || values.length !== form.columns.length || !values.some(isNumber)) return [];
    const group = form.rows.findIndex((row) => line.slots.slice(0, label + 1).some((slot) => similarity(slot.text, row.labels) >= SIMILAR));
    return group < 0 ? [] : [{ slots: values, line, group, groups: 1 }];
  });

const valueOf = (slot: Slot | null | undefined): number | null => (slot?.reading.kind === 'number' ? slot.reading.value : null);

/** Whether the five figures add up, really and not by being blank. */
const addsUp = (slots: readonly (Slot | null)[]): boolean => {
  const values = slots.map(valueOf);
  return values.slice(0, 4).reduce<number>((sum, value) => sum + (value ?? 0), 0) === (values[4] ?? 0);
};

const groupsOf = (slots: readonly Slot[], form: FormTable): (readonly Slot[])[] =>
  form.rows.map((_, group) => slots.slice(group * form.columns.length, (group + 1) * form.columns.length));

/** Ten or five figures for fifteen cells: which groups are blank? Only where just one choice adds up and none else can. */
const spread = (printed: readonly Slot[], size: number, groups: number): Placing[] => {
  if (printed.length % size !== 0 || printed.length === 0 || printed.length >= size * groups) return [];
  const runs = Array.from({ length: printed.length / size }, (_, k) => printed.slice(k * size, (k + 1) * size));
  if (!runs.every(addsUp)) return [];
  const masks = Array.from({ length: 1 << groups }, (_, mask) => mask).filter((mask) => mask.toString(2).replace(/0/g, '').length === runs.length);
  return masks.map((mask) => {
    let next = 0;
    return Array.from({ length: groups }, (_, g) => g).flatMap((g): (Slot | null)[] => (mask & (1 << g) ? [...(runs[next++] ?? [])] : Array<null>(size).fill(null)));
  });
};

interface Found {
  readonly placings: readonly Placing[];
  readonly line: Line;
}

/** One line with a cell for each field, however the grid is known. */
const fromOneLine = (region: Region, form: FormTable): Found | undefined => {
  const size = form.fields.length;
  const [line] = region.below;
  if (!line) return undefined;
  const row = region.below.find((l) => l.slots.some(isNumber) && (l.slots.filter(isValue).length >= form.columns.length || l.slots.length === 1)) ?? line;
  const lastText = row.slots.findLastIndex((slot, index) => isText(slot) && !row.slots.slice(0, index).some(isNumber));
  const values = row.slots.slice(lastText + 1);
  const spans = spansOf(region.above, form);
  const printed = values.filter((slot) => slot.reading.kind !== 'blank');
  // On a picture a wall may have been missed or made up: only a row with a cell for each field can be placed.
  if (values.some(({ double }) => double !== undefined)) return { placings: values.length === size ? [values] : [], line: row };
  if (printed.length === size) return { placings: [printed], line: row };
  // Gaps between words are no cells to be counted: there each figure must stand under its heading.
  const countable = row.grid !== 'stream';
  const trusted = isExact(row) || (countable && values.length === size) || (spans !== undefined && isUnder(printed, spans));
  const exact = trusted ? placeExactly(countable ? values : printed, size, spans) : undefined;
  if (exact) return { placings: [countable ? exact : exact.map((slot) => slot ?? (printed[0] ? blankLike(printed[0]) : null))], line: row };
  const [only, second] = values;
  if (only && !second) return { placings: cuts(only, size).filter((way) => groupsOf(way, form).every(addsUp)), line: row };
  return { placings: spread(printed, form.columns.length, form.rows.length), line: row };
};

const blankLine = (region: Region, form: FormTable): Found | undefined => {
  const line = region.above.find((l) => l.table !== null && l.slots.length >= form.fields.length && l.slots.every(isValue));
  return line && { placings: [line.slots.slice(0, form.fields.length)], line };
};

interface Outcome {
  readonly entries: Map<FieldId, Entry>;
  readonly findings: Finding[];
  readonly used: Set<Slot>;
}

const write = (out: Outcome, form: FormTable, offset: number, placing: Placing): void => {
  placing.forEach((slot, index) => {
    const field = form.fields[offset + index];
    if (!slot || !field) return;
    const filled = isPartedByBlank(slot.text) ? fillParted(slot, field) : fill(slot, field);
    out.entries.set(field.id, filled.entry);
    out.findings.push(...filled.findings);
    out.used.add(slot);
  });
};

const writeDoubt = (out: Outcome, form: FormTable, line: Line): void => {
  for (const field of form.fields) out.entries.set(field.id, doubtful(line.slots, placeOf(line.slots)));
  const note = `Expected ${form.fields.length} figures in section four, found "${quote(line)}"; they cannot be told apart, so they have no value`;
  out.findings.push(finding('alignment-doubtful', note, { fields: form.fields.map((field) => field.id), at: [placeOf(line.slots)] }));
};

/**
 * @param edition the edition of the report's section two: both print this table alike.
 * @returns `undefined` where the lines hold no such table.
 */
export const readSectionFour = (lines: readonly Line[], edition: Edition): TableReading | undefined => {
  const form = tableOf(edition, 't4');
  const region = regionOf(lines);
  if (!region) return undefined;
  const out: Outcome = { entries: new Map(), findings: [], used: new Set() };
  const labelled = labelledFigures([...region.above, ...region.below], form);
  const found = labelled.length > 0 ? undefined : (fromOneLine(region, form) ?? blankLine(region, form));
  labelled.forEach(({ slots, group }) => write(out, form, group * form.columns.length, slots));
  const [only, second] = found?.placings ?? [];
  if (only && !second) write(out, form, 0, only);
  else if (found) writeDoubt(out, form, found.line);
  if (out.entries.size === 0) return undefined;
  const absent = form.fields.filter((field) => !out.entries.has(field.id));
  if (absent.length > 0)
    out.findings.push(finding('row-missing', `Expected ${form.fields.length} figures in section four, found ${out.entries.size}`, { fields: absent.map((field) => field.id) }));
  const at = found?.line.index ?? labelled[0]?.line.index ?? 0;
  return { edition, form, entries: out.entries, findings: out.findings, used: out.used, loose: [...labelled, ...(found ? [found] : [])].some(({ line }) => isLoose(line)), range: [region.above[0]?.index ?? at, at] };
};

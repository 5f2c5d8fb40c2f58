// 二、主动公开政府信息情况 → entries. Four or five small blocks, each with its own headings: rows are found by label, columns by the
// headings last seen above the row; within a row the order of the cells counts, since spans seldom agree between rows.
import { FORMS } from '../form/index.js';
import type { Entry, Field, FieldId, Finding, FormHeading, FormTable } from '../model/index.js';
import { finding } from '../model/index.js';
import { alignInOrder } from './align.js';
import { isExact } from './columns.js';
import { cuts, doubtful, fill, fillParted, fillUnpriced, isPartedByBlank, unitIn } from './entry.js';
import { UNREAD } from '../text.js';
import { matchRows, type RowMatch } from './labelled.js';
import { foldings, SIMILAR, similarity } from './labels.js';
import { isLoose, isNumber, isText, type Line, type Slot } from './lines.js';
import { isUnder, leading, placeExactly, placeLoosely, spanOf, type Placing, type Span } from './placing.js';
import { placeOf, quote, type TableReading } from './reading.js';

const FEWEST_ROWS = 2;
/** What a heading of the edition is worth against a row label, and what a missing row costs. */
const HEADING_WORTH = 1;
const MISSING_ROW = 0.4;

interface HeadingMatch {
  readonly column: FormHeading;
  readonly slot: Slot;
}

/** The columns of the form whose headings stand on this line, in order. */
const headingsOn = (line: Line, columns: readonly FormHeading[]): HeadingMatch[] => {
  const texts = line.slots.filter(isText);
  const fit = (i: number, j: number): number => {
    const now = similarity(texts[i]?.text ?? '', columns[j]?.labels ?? []);
    return now >= SIMILAR ? now - SIMILAR / 2 : 0;
  };
  const { match } = alignInOrder(texts.length, columns.length, fit);
  const apart = match.flatMap((j, i) => {
    const column = columns[j];
    const slot = texts[i];
    return j >= 0 && column && slot ? [{ column, slot }] : [];
  });
  return apart.length > 0 ? apart : gluedHeadings(texts, columns);
};

/** `信息内容本年制发件数本年废止件数现行有效件数`: all headings in one text, in order. */
const gluedHeadings = (texts: readonly Slot[], columns: readonly FormHeading[]): HeadingMatch[] =>
  texts.map((slot) => headingsIn(slot, columns)).find((found) => found.length > 0) ?? [];

const headingsIn = (slot: Slot, columns: readonly FormHeading[]): HeadingMatch[] => {
  if (slot.text.length > LONGEST_HEADINGS) return [];
  const words = foldings(slot.text)[0] ?? '';
  let from = 0;
  return columns.flatMap((column) => {
    const label = foldings(column.labels[0] ?? '')[0] ?? '';
    const at = words.indexOf(label, from);
    if (label === '' || at < 0) return [];
    from = at + label.length;
    return [{ column, slot }];
  });
};

const LONGEST_HEADINGS = 80;

interface Block {
  readonly match: RowMatch;
  readonly fields: readonly Field[];
  /** Headings above the row, nearest first, of the columns this row has. */
  readonly headings: readonly HeadingMatch[];
}

const fieldsOfRow = (form: FormTable, row: FormHeading): Field[] => form.fields.filter((field) => field.row === row.code);

/** The nearest lines above (or the row's own line) that carry headings of the row's columns. */
const headingsFor = (lines: readonly Line[], match: RowMatch, form: FormTable, after: number): HeadingMatch[] => {
  const fields = fieldsOfRow(form, match.row);
  const columns = form.columns.filter((column) => fields.some((field) => field.column === column.code));
  const found: HeadingMatch[] = [];
  for (const line of lines.filter((l) => l.index <= match.line.index && l.index >= after).reverse()) {
    const here = headingsOn(line, columns).filter(({ column }) => !found.some((known) => known.column === column));
    found.push(...here);
    if (found.length === columns.length) break;
    if (found.length > 0 && line.grid !== 'prose') break;
  }
  return columns.flatMap((column) => found.find((known) => known.column === column) ?? []);
};

interface Candidate {
  readonly form: FormTable;
  readonly blocks: readonly Block[];
  readonly worth: number;
}

const readAs = (lines: readonly Line[], form: FormTable): Candidate => {
  const { matches, score } = matchRows(lines, form.rows);
  const start = (matches[0]?.line.index ?? 0) - LINES_ABOVE;
  const blocks = matches.map((match): Block => ({ match, fields: fieldsOfRow(form, match.row), headings: headingsFor(lines, match, form, start) }));
  const printed = new Set(blocks.flatMap((block) => block.headings.map(({ column }) => column.code)));
  const worth = score + printed.size * HEADING_WORTH - (form.rows.length - matches.length) * MISSING_ROW;
  return { form, blocks, worth };
};

/** Headings of the first block stand at most so many lines above its first row (one cell a line, wrapped headings). */
const LINES_ABOVE = 12;

const spansOf = (block: Block): Span[] | undefined =>
  block.headings.length === block.fields.length ? block.headings.map(({ slot }) => spanOf(slot)) : undefined;

const placingsOf = (block: Block): readonly Placing[] => {
  const count = block.fields.length;
  const values = leading(block.match.values);
  // On a picture a wall may have been missed or made up: only a row with a cell for each column can be placed.
  if (block.match.values.some(({ double }) => double !== undefined)) {
    const figures = block.match.values.filter(({ double }) => double !== undefined);
    const spare = figures.slice(count).every((slot) => slot.reading.kind === 'blank');
    return figures.length >= count && spare ? [figures.slice(0, count)] : [];
  }
  const [only, second] = values;
  const glued = only && !second && count > 1 ? cuts(only, count) : [];
  if (glued.length > 0) return glued;
  const printed = values.filter((slot) => slot.reading.kind !== 'blank');
  if (printed.length === count) return [printed];
  // Unmerged cells of the form's four-column grid: the value stands first, blanks fill up the row.
  if (printed.length < count && values.length > count && values.slice(count).every((slot) => slot.reading.kind === 'blank'))
    return [values.slice(0, count)];
  if (count === 1) return printed.length === 0 && values[0] ? [[values[0]]] : printed.map((slot) => [slot]);
  const spans = spansOf(block);
  if (isExact(block.match.line) || (spans && isUnder(values, spans))) {
    const exact = placeExactly(values, count, spans);
    if (exact) return [exact];
  }
  return placeLoosely(values, count, block.match.line.grid !== 'stream');
};

interface Outcome {
  readonly entries: Map<FieldId, Entry>;
  readonly findings: Finding[];
  readonly used: Set<Slot>;
}

/** `UNREAD` where there may be one that was not read. */
const headingUnit = (block: Block, field: Field): string | undefined => {
  const heading = block.headings.find(({ column }) => column.code === field.column)?.slot.text;
  if (heading === undefined || (field.unit !== '元' && field.unit !== '万元')) return undefined;
  return heading.includes(UNREAD) ? UNREAD : unitIn(heading);
};

const write = (out: Outcome, block: Block, placings: readonly Placing[]): void => {
  const { match } = block;
  const open: FieldId[] = [];
  block.fields.forEach((field, index) => {
    const slots = placings.map((placing) => placing[index] ?? null);
    const [first] = slots;
    if (first && slots.every((slot) => slot?.text.trim() === first.text.trim())) {
      const unit = headingUnit(block, field);
      const filled = isPartedByBlank(first.text) ? fillParted(first, field) : unit === UNREAD ? fillUnpriced(first, field) : fill(first, field, unit);
      out.entries.set(field.id, filled.entry);
      out.findings.push(...filled.findings);
      return;
    }
    if (placings.length === 1) return;
    out.entries.set(field.id, doubtful(match.values, placeOf(match.values.length > 0 ? match.values : match.line.slots)));
    open.push(field.id);
  });
  match.line.slots.forEach((slot) => out.used.add(slot));
  if (open.length > 0) {
    const note = `Expected ${block.fields.length} figures after ${match.row.labels[0] ?? match.row.code}, found "${quote(match.line)}"; their order cannot be told, so they have no value`;
    out.findings.push(finding('alignment-doubtful', note, { fields: open, at: [placeOf(match.line.slots)] }));
  }
};

const missing = (form: FormTable, blocks: readonly Block[]): Finding[] =>
  form.rows
    .filter((row) => !blocks.some((block) => block.match.row === row))
    .map((row) => {
      const note = `Expected the row ${row.labels[0] ?? row.code} in section two, not found; its fields are absent`;
      return finding('row-missing', note, { fields: fieldsOfRow(form, row).map((field) => field.id) });
    });

const leftOver = (lines: readonly Line[], matched: ReadonlySet<number>, range: readonly [number, number]): Finding[] =>
  lines
    .filter((line) => line.grid !== 'prose' && line.index > range[0] && line.index < range[1] && !matched.has(line.index) && line.slots.some(isNumber))
    .map((line) => finding('row-left-over', `Expected a row of section two, found "${quote(line)}"; its figures are not used`, { at: [placeOf(line.slots)] }));

/** `undefined` where the lines hold no such table. */
export const readSectionTwo = (lines: readonly Line[]): TableReading | undefined => {
  const best = FORMS.map(({ tables }) => readAs(lines, tables.t2)).reduce((a, b) => (b.worth > a.worth ? b : a));
  const { form, blocks } = best;
  const first = blocks[0]?.match.line;
  const last = blocks.at(-1)?.match.line;
  const titled = blocks.some((block) => block.headings.length > 0);
  if (!first || !last || blocks.length < FEWEST_ROWS || !titled) return undefined;
  const out: Outcome = { entries: new Map(), findings: [], used: new Set() };
  for (const block of blocks) write(out, block, placingsOf(block));
  const range = [first.index, last.index] as const;
  const matched = new Set(blocks.map((block) => block.match.line.index));
  return {
    edition: form.edition,
    form,
    entries: out.entries,
    findings: [...out.findings, ...missing(form, blocks), ...leftOver(lines, matched, range)],
    used: out.used,
    loose: blocks.some((block) => isLoose(block.match.line)),
    range,
  };
};

// 三、收到和处理政府信息公开申请情况 → entries. Rows by label in order, columns by heading; where a line is ragged the identities decide.
import { fieldsById, FORMS } from '../form/index.js';
import type { Entry, Field, FieldId, Finding, FormHeading, FormTable } from '../model/index.js';
import { finding } from '../model/index.js';
import { columnsAbove, isExact, type Columns } from './columns.js';
import { cuts, doubtful, fill, fillParted, isParted } from './entry.js';
import { matchRows, type Labelled, type RowMatch } from './labelled.js';
import { mentions } from './labels.js';
import { isLoose, isNumber, isPrinted, type Line, type Slot } from './lines.js';
import { blankLike, isUnder, leading, placeExactly, placeLoosely, type Placing } from './placing.js';
import { placeOf, quote, type TableReading } from './reading.js';
import { solve } from './solve.js';

/** So many rows must be found for the lines to be this table. */
const FEWEST_ROWS = 5;
/** What a row of the form costs that is not on the paper, in units of label fit; hardly anything on a picture, where its label may be unread. */
const MISSING_ROW = 0.4;
const MISSING_ON_PICTURE = 0.05;
/** Editions that differ by less in the fit of their labels are not told apart. */
const TOLD_APART = 0.3;

interface Candidate {
  readonly form: FormTable;
  readonly labelled: Labelled;
  readonly worth: number;
}

const isScanned = ({ values }: RowMatch): boolean => values.some(({ double }) => double !== undefined);

const bestForm = (lines: readonly Line[]): Candidate | undefined => {
  const candidates = FORMS.map(({ tables: { t3 } }): Candidate => {
    const labelled = matchRows(lines, t3.rows);
    const missing = t3.rows.length - labelled.matches.length;
    return { form: t3, labelled, worth: labelled.score - missing * (labelled.matches.some(isScanned) ? MISSING_ON_PICTURE : MISSING_ROW) };
  });
  const best = candidates.reduce<Candidate | undefined>((most, now) => (!most || now.worth > most.worth ? now : most), undefined);
  return best && withSharedRows(best, candidates);
};

/** On a picture, where no label tells two editions apart, only the rows that both have are known: 3.其他 is a row of one and like one of the other. */
const withSharedRows = (best: Candidate, candidates: readonly Candidate[]): Candidate => {
  const rivals = candidates.filter(({ form, labelled }) => form !== best.form && labelled.score > best.labelled.score - TOLD_APART);
  if (rivals.length === 0 || !best.labelled.matches.some(isScanned)) return best;
  const matches = best.labelled.matches.filter(({ row }) => rivals.every(({ form }) => form.rows.some(({ code }) => code === row.code)));
  return { ...best, labelled: { ...best.labelled, matches } };
};

/** With no headings on the paper all columns are taken to be there, in order, for rows that have just as many cells. */
const columnsOf = (lines: readonly Line[], first: Line, form: FormTable): Columns => {
  const above = lines.filter((line) => line.index < first.index);
  const top = above.findLastIndex((line) => line.slots.some((slot) => mentions(slot.text, /勾稽关系|申请人情况|自然人/)));
  const start = top < 0 ? above.length : Math.max(0, above.slice(0, top + 1).findLastIndex((line) => line.slots.some((s) => mentions(s.text, /勾稽关系|申请人情况/))));
  const found = columnsAbove(above.slice(start), form.columns);
  const fewest = form.columns.length - 2;
  return found.headings.length >= fewest ? found : { headings: form.columns, printed: [] };
};

interface Row extends RowMatch {
  readonly placings: readonly Placing[];
}

/**
 * Where headings of a ragged grid are not all understood: rows with a figure for every column of the form say that all are there;
 * gaps between words may have run two headings together, so there the missing ones are never taken for missing columns.
 */
const trustRows = (matches: readonly RowMatch[], columns: Columns, form: FormTable): Columns => {
  if (columns.headings.length === form.columns.length) return columns;
  // A heading of a picture that is not among those understood may as well be misread as missing.
  if (matches.some(isScanned)) return { headings: form.columns, printed: [] };
  const loose = matches.filter((match) => !isExact(match.line));
  const full = loose.filter((match) => match.values.filter(isPrinted).length === form.columns.length);
  const unsure = loose.some((match) => match.line.grid === 'stream') || full.length > loose.length / 2;
  return unsure ? { headings: form.columns, printed: [] } : columns;
};

/** In a ragged grid a label without figures above figures without label may be one torn row: not to be taken for blank. */
const isTorn = (row: Row, lines: readonly Line[], matched: ReadonlySet<Line>): boolean => {
  if (!isLoose(row.line) || row.values.some((slot) => slot.reading.kind !== 'blank')) return false;
  const at = lines.indexOf(row.line);
  return [lines[at - 1], lines[at + 1]].some((line) => line?.table === row.line.table && !matched.has(line) && line.slots.some(isPrinted));
};

/** A blank is told by one reader, without the engine: headings cut by a page break leave some. */
const hasInk = ({ double }: Slot): boolean => double !== undefined && double.readings.length > 1;

/**
 * On a picture the labels of neighbouring rows may be misread, and where a row with figures between them is known to nobody, theirs may be
 * another's: 3.其他 of one edition reads like （六）其他处理 of the other.
 */
const isBesideUnknown = (row: Row, lines: readonly Line[], matched: ReadonlySet<Line>): boolean => {
  if (!isScanned(row)) return false;
  const at = lines.indexOf(row.line);
  return [lines[at - 1], lines[at + 1]].some((line) => line?.table === row.line.table && !matched.has(line) && line.slots.some(hasInk));
};

/** So many rows of ragged text must keep to the columns of the headings for its grid to be believed, in the rows that do. */
const REGULAR_SHARE = 0.75;

/** The rows that stand under the headings, up to the last; none where too many others do not. */
const regularRows = (matches: readonly RowMatch[], { spans }: Columns): ReadonlySet<RowMatch> => {
  const end = spans?.at(-1)?.from ?? Infinity;
  const reaches = ({ values }: RowMatch): boolean => values.some((slot) => slot.col + slot.colSpan > end);
  const regular = spans ? matches.filter((match) => match.line.table !== null && reaches(match) && isUnder(match.values, spans)) : [];
  return new Set(regular.length >= REGULAR_SHARE * matches.length ? regular : []);
};

const placingsOf = (match: RowMatch, columns: Columns, regular: boolean): Row => {
  const count = columns.headings.length;
  const countable = match.line.grid !== 'stream';
  const values = leading(match.values);
  // On a picture a wall may have been missed or made up: only a row with a cell for each column can be placed.
  if (isScanned(match)) {
    const figures = match.values.filter(({ double }) => double !== undefined);
    return { ...match, placings: figures.length === count ? [figures] : [] };
  }
  const [only, second] = values;
  const glued = only && !second ? cuts(only, count) : [];
  if (glued.length > 0) return { ...match, placings: glued };
  if (!isExact(match.line) && regular && only) {
    // Nothing printed under a heading is a printed blank, whether or not the reader gave a cell for it.
    const placing = placeExactly(values, count, columns.spans)?.map((slot) => slot ?? blankLike(only));
    return { ...match, placings: placing ? [placing] : placeLoosely(values, count, countable) };
  }
  const exact = isExact(match.line) ? placeExactly(values, count, columns.spans) : undefined;
  return { ...match, placings: exact ? [exact] : placeLoosely(values, count, countable) };
};

const valueOf = (slot: Slot | null | undefined): number | null | undefined => {
  if (!slot) return undefined;
  if (slot.reading.kind === 'number') return slot.reading.value;
  return slot.reading.kind === 'text' ? undefined : null;
};

interface Outcome {
  readonly entries: Map<FieldId, Entry>;
  readonly findings: Finding[];
  readonly used: Set<Slot>;
}

const fieldAt = (form: FormTable, row: FormHeading, column: FormHeading): Field | undefined =>
  fieldsById(form).get(`t3.${row.code}.${column.code}`);

const write = (out: Outcome, form: FormTable, row: Row, columns: Columns, placing: Placing): void => {
  placing.forEach((slot, index) => {
    const column = columns.headings[index];
    const field = column && fieldAt(form, row.row, column);
    if (!slot || !field) return;
    const filled = fill(slot, field);
    out.entries.set(field.id, filled.entry);
    out.findings.push(...filled.findings);
    out.used.add(slot);
  });
};

/** Cells on which all options agree are as printed; the others have no value. */
const writeDoubt = (out: Outcome, form: FormTable, row: Row, columns: Columns, options: readonly Placing[]): void => {
  const open: FieldId[] = [];
  columns.headings.forEach((column, index) => {
    const field = fieldAt(form, row.row, column);
    if (!field) return;
    const slots = options.map((option) => option[index] ?? null);
    const [first] = slots;
    const agreed = first && slots.every((slot) => slot?.text.trim() === first.text.trim());
    if (agreed) out.entries.set(field.id, fill(first, field).entry);
    else {
      out.entries.set(field.id, doubtful(row.values, placeOf(row.values)));
      open.push(field.id);
    }
  });
  row.values.forEach((slot) => out.used.add(slot));
  const note = `Expected ${columns.headings.length} cells after the label, found "${quote(row.line)}"; several placings satisfy the identities as well, so the open cells have no value`;
  if (open.length > 0) out.findings.push(finding('alignment-doubtful', note, { fields: open, at: [placeOf(row.values)] }));
};

/** `1 2` in one cell may be 12 or two cells run together: without a proof it is neither. */
const withdrawParted = (out: Outcome, form: FormTable, row: Row, columns: Columns, placing: Placing): void => {
  placing.forEach((slot, index) => {
    const column = columns.headings[index];
    const field = column && fieldAt(form, row.row, column);
    if (!slot || !field || !isParted(slot.text)) return;
    const { entry, findings } = fillParted(slot, field);
    out.entries.set(field.id, entry);
    out.findings.push(...findings);
  });
};

/** Lines with one placing are written at once; the others wait for the identities. */
const resolve = (form: FormTable, rows: readonly Row[], columns: Columns): Outcome => {
  const out: Outcome = { entries: new Map(), findings: [], used: new Set() };
  const open: Row[] = [];
  for (const row of rows) {
    const [only, second] = row.placings;
    const parted = row.placings.length === 1 && only?.some((slot) => slot !== null && isParted(slot.text));
    if (!only) writeDoubt(out, form, row, columns, [[]]);
    else if (second === undefined && !parted) write(out, form, row, columns, only);
    else open.push(row);
  }
  const fixed = new Map([...out.entries].map(([field, entry]) => [field, entry.value] as const));
  const ids = (row: Row): FieldId[] => columns.headings.map((column) => fieldAt(form, row.row, column)?.id ?? '');
  const solved = solve(
    open.map((row) => ({ fields: ids(row), options: row.placings.map((placing) => placing.map(valueOf)) })),
    form.rules,
    fixed,
  );
  open.forEach((row, index) => {
    const { options, proven } = solved[index] ?? { options: [], proven: false };
    const left = options.map((option) => row.placings[option]).filter((placing) => placing !== undefined);
    const [only] = left;
    if (only && row.placings.length === 1) {
      write(out, form, row, columns, only);
      if (!proven) withdrawParted(out, form, row, columns, only);
    } else if (only && left.length === 1 && proven) {
      write(out, form, row, columns, only);
      const note = `Expected ${columns.headings.length} cells after the label, found "${quote(row.line)}"; only one placing satisfies the identities`;
      out.findings.push(finding('alignment-deduced', note, { fields: ids(row), at: [placeOf(row.values)] }));
    } else writeDoubt(out, form, row, columns, left.length > 1 ? left : [[]]);
  });
  return out;
};

const missing = (form: FormTable, rows: readonly Row[], columns: Columns): Finding[] => [
  ...form.rows
    .filter((row) => !rows.some((found) => found.row === row))
    .map((row) => finding('row-missing', `Expected the row ${row.labels[0] ?? row.code} in section three, not found; its fields are absent`, { fields: form.fields.filter((f) => f.row === row.code).map((f) => f.id) })),
  ...form.columns
    .filter((column) => !columns.headings.includes(column))
    .map((column) => finding('column-missing', `Expected the column ${column.labels[0] ?? column.code} in section three, not found; its fields are absent`, { fields: form.fields.filter((f) => f.column === column.code).map((f) => f.id) })),
];

/** Lines within the table that carry figures and were not matched. */
const leftOver = (lines: readonly Line[], rows: readonly Row[], columns: Columns, out: Outcome): Finding[] => {
  const first = rows[0]?.line.index ?? 0;
  const last = rows.at(-1)?.line.index ?? 0;
  const matched = new Set(rows.map((row) => row.line));
  const unknown = lines
    .filter((line) => line.index > first && line.index < last && !matched.has(line) && line.grid !== 'prose' && line.slots.some(isNumber))
    .map((line) => finding('row-left-over', `Expected a row of section three, found "${quote(line)}"; its figures are not used`, { at: [placeOf(line.slots)] }));
  const surplus = rows.flatMap((row) => {
    const rest = row.values.filter((slot) => isNumber(slot) && !out.used.has(slot));
    const texts = rest.map((slot) => slot.text.trim()).join(', ');
    const note = `Expected ${columns.headings.length} figures in the row ${row.row.labels[0] ?? ''}, found ${rest.length} more (${texts}); they are not used`;
    return rest.length > 0 ? [finding('cell-left-over', note, { at: rest.map((slot) => slot.at) })] : [];
  });
  return [...unknown, ...surplus];
};

/** `undefined` where the lines hold no such table. */
export const readSectionThree = (lines: readonly Line[]): TableReading | undefined => {
  const candidate = bestForm(lines);
  if (!candidate || candidate.labelled.matches.length < FEWEST_ROWS) return undefined;
  const { form, labelled } = candidate;
  const first = labelled.matches[0]?.line;
  const last = labelled.matches.at(-1)?.line;
  if (!first || !last) return undefined;
  const columns = trustRows(labelled.matches, columnsOf(lines, first, form), form);
  const regular = regularRows(labelled.matches, columns);
  const placed = labelled.matches.map((match) => placingsOf(match, columns, regular.has(match)));
  const matched = new Set(placed.map((row) => row.line));
  const rows = placed.map((row) => (isTorn(row, lines, matched) || isBesideUnknown(row, lines, matched) ? { ...row, placings: [] } : row));
  const out = resolve(form, rows, columns);
  return {
    edition: form.edition,
    form,
    entries: out.entries,
    findings: [...out.findings, ...missing(form, rows, columns), ...leftOver(lines, rows, columns, out)],
    used: out.used,
    loose: rows.some((row) => isLoose(row.line)),
    range: [first.index, last.index],
  };
};

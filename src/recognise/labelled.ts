// Finds the rows of a form among the lines of a document: every run of label cells is a candidate, the best order-keeping
// matching wins, and lines whose label is lost take the one free row between their neighbours.
import type { FormHeading } from '../model/index.js';
import { alignInOrder } from './align.js';
import { foldings, SIMILAR, similarity } from './labels.js';
import { isLoose, isNumber, isText, isValue, type Line, type Slot } from './lines.js';

/** A line found to be a row of the form. */
export interface RowMatch {
  readonly row: FormHeading;
  readonly line: Line;
  /** How well the label fits, 0–1; 0 = told by its place between neighbours alone. */
  readonly fit: number;
  /** Cells after the label. */
  readonly values: readonly Slot[];
}

interface Labelling {
  readonly fit: number;
  readonly end: number;
}

/** A label may be broken over so many cells or lines at most. */
const MOST_PIECES = 4;
/** Each text cell after the label makes it less likely to be the label. */
const TEXT_AFTER = 0.1;
const NONE: Labelling = { fit: 0, end: -1 };

/** The runs of text cells that may be a label, with what stands after them; a label without any cell after it is none. */
interface Run {
  readonly text: string;
  readonly end: number;
  readonly textsAfter: number;
}

const runsOf = (line: Line): Run[] => {
  const { slots } = line;
  const loose = isLoose(line);
  const runs: Run[] = [];
  let textsAfter = 0;
  let valuesAfter = 0;
  for (let end = slots.length - 1; end >= 0; end -= 1) {
    if (!isText(slots[end] as Slot)) {
      valuesAfter += 1;
      continue;
    }
    let text = '';
    let pieces = 0;
    for (let start = end; valuesAfter > 0 && start >= 0 && pieces < MOST_PIECES; start -= 1) {
      const slot = slots[start] as Slot;
      // Gaps within a label leave empty cells in a ragged grid.
      if (loose && slot.reading.kind === 'blank') continue;
      if (!isText(slot)) break;
      text = slot.text + text;
      pieces += 1;
      runs.push({ text, end, textsAfter });
    }
    textsAfter += 1;
  }
  return runs;
};

/** Rows by the folded forms of their labels. */
const indexes = new WeakMap<readonly FormHeading[], ReadonlyMap<string, readonly number[]>>();

const indexOf = (rows: readonly FormHeading[]): ReadonlyMap<string, readonly number[]> => {
  const known = indexes.get(rows);
  if (known) return known;
  const index = new Map<string, number[]>();
  rows.forEach((row, j) => {
    for (const form of new Set(row.labels.flatMap(foldings))) index.set(form, [...(index.get(form) ?? []), j]);
  });
  indexes.set(rows, index);
  return index;
};

/** Most labels are printed as they should be: then no other row is thought of. */
const exactly = (runs: readonly Run[], rows: readonly FormHeading[]): Labelling[] | undefined => {
  const [run] = runs;
  const hits = run && foldings(run.text).flatMap((form) => indexOf(rows).get(form) ?? []);
  if (!run || !hits || hits.length === 0) return undefined;
  const fits = new Array<Labelling>(rows.length).fill(NONE);
  for (const j of hits) fits[j] = { fit: 1, end: run.end };
  return fits;
};

const labelling = (runs: readonly Run[], labels: readonly string[]): Labelling => {
  let best = NONE;
  for (const { text, end, textsAfter } of runs) {
    const fit = similarity(text, labels) - textsAfter * TEXT_AFTER;
    if (fit > best.fit) best = { fit, end };
  }
  return best;
};

/** Lines without any label that may still be rows: only values, at least one of them printed. */
const isBare = (line: Line): boolean => line.grid !== 'prose' && line.slots.length > 0 && line.slots.every(isValue);

export interface Labelled {
  readonly matches: readonly RowMatch[];
  readonly score: number;
}

/** On a picture, where a rule may have been missed or a row torn, only one line between rows of its own part of the table has a place of its own. */
const isAlone = (bare: readonly Line[], neighbours: readonly (Line | undefined)[]): boolean => bare.length === 1 && neighbours.every((line) => line?.table === bare[0]?.table);

/** Bare lines right above the first matched row, or between two, take the rows that are free there, where just as many are. */
const fillGaps = (lines: readonly Line[], rows: readonly FormHeading[], match: readonly number[], ends: readonly number[]): RowMatch[] => {
  const found: RowMatch[] = [];
  let last: number | undefined;
  match.forEach((j, i) => {
    if (j < 0) return;
    const free = rows.slice(last === undefined ? 0 : (match[last] ?? 0) + 1, j);
    const above = last === undefined ? bareAbove(lines, i) : lines.slice(last + 1, i).filter(isBare);
    // The cell of the lost label is blank, too: figures begin where those of the labelled row below begin.
    const from = Math.min(...(lines[i] as Line).slots.slice(ends[i]).map((slot) => slot.col));
    if (free.length > 0 && above.length === free.length && (!above.some(({ pictured }) => pictured) || isAlone(above, [lines[last ?? i], lines[i]])))
      free.forEach((row, k) => found.push({ row, line: above[k] as Line, fit: 0, values: figuresFrom(above[k] as Line, lines[i] as Line, from) }));
    last = i;
  });
  return found;
};

const figuresFrom = (bare: Line, labelled: Line, from: number): readonly Slot[] =>
  bare.table === labelled.table ? bare.slots.filter((slot) => slot.col >= from || slot.reading.kind !== 'blank') : bare.slots;

const bareAbove = (lines: readonly Line[], at: number): Line[] => {
  let first = at;
  while (first > 0 && isBare(lines[first - 1] as Line) && (lines[first - 1] as Line).slots.some(isNumber)) first -= 1;
  return lines.slice(first, at);
};

export const matchRows = (lines: readonly Line[], rows: readonly FormHeading[]): Labelled => {
  const fits = lines.map((line) => {
    const runs = runsOf(line);
    return runs.length === 0 ? [] : (exactly(runs, rows) ?? rows.map((row) => labelling(runs, row.labels)));
  });
  const at = (i: number, j: number): Labelling => fits[i]?.[j] ?? NONE;
  const score = (i: number, j: number): number => {
    const { fit } = at(i, j);
    return fit >= SIMILAR ? fit - SIMILAR / 2 : 0;
  };
  const { match, score: total } = alignInOrder(lines.length, rows.length, score);
  const matches = match.flatMap((j, i): RowMatch[] => {
    const row = rows[j];
    const line = lines[i];
    if (j < 0 || !row || !line) return [];
    const { fit, end } = at(i, j);
    return [{ row, line, fit, values: line.slots.slice(end + 1) }];
  });
  const all = [...matches, ...fillGaps(lines, rows, match, match.map((j, i) => at(i, j).end + 1))];
  return { matches: all.sort((a, b) => a.line.index - b.line.index || rows.indexOf(a.row) - rows.indexOf(b.row)), score: total };
};

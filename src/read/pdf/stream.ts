// Tables without rules: where among the lines they are. Rows are the lines with figures; what stands between and above them
// belongs to the table unless it is prose or a chapter's heading.
import { isChapter } from '../chapters.js';
import type { PageTable } from '../stitch.js';
import { isFigureRow, isFigures, type Row, rowOf } from './pieces.js';
import type { PrintedLine } from './printed.js';
import type { Measure } from './prose.js';
import { streamTable } from './stream-table.js';

/** A line wider than this share of the text is prose. */
const PROSE_WIDTH = 0.7;
/** So many lines without figures may stand between two rows: a wrapped label, a heading of three lines. */
const MAX_BETWEEN = 5;
/** So many lines above the first row may be its heading. */
const MAX_HEADING = 8;
/** Lines of one heading are at most this far apart, the lines of a wrapped label this (em). */
const PITCH = 3;
const WRAP = 1.7;

/** Fewer equal lines at the top of a page are chance; elsewhere one more is wanted. */
const MIN_REPEATED = 2;

const SENTENCE_END = /[。；;：:]$/;

const isProse = ({ line, pieces }: Row, measure: Measure): boolean =>
  (pieces.length === 1 && SENTENCE_END.test(line.text)) ||
  pieces.some(({ box }) => box[2] - box[0] > PROSE_WIDTH * (measure.right - measure.left));

const isChapterRow = (row: Row): boolean => row.figures === 0 && row.pieces.length === 1 && isChapter(row.line.text);

const isBarrier = (row: Row, measure: Measure): boolean => isChapterRow(row) || (row.figures === 0 && isProse(row, measure));

interface Region {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const distance = (a: PrintedLine, b: PrintedLine): number => (a.page === b.page ? b.box[1] - a.box[1] : 0);

const headingStart = (rows: readonly Row[], first: number, floor: number, measure: Measure): number => {
  let start = first;
  while (start > floor && first - start < MAX_HEADING) {
    const above = rows[start - 1];
    const here = rows[start];
    if (!above || !here || isBarrier(above, measure) || distance(above.line, here.line) > PITCH * here.line.size) break;
    start -= 1;
  }
  return start;
};

const labelEnd = (rows: readonly Row[], last: number): number => {
  let end = last + 1;
  for (; end < rows.length; end += 1) {
    const before = rows[end - 1];
    const here = rows[end];
    if (before === undefined || here === undefined) break;
    if (here.pieces.length !== 1 || isChapter(here.line.text) || SENTENCE_END.test(here.line.text)) break;
    const figure = rows[last]?.pieces.find((piece) => piece.number);
    if (distance(before.line, here.line) > WRAP * here.line.size || !figure || here.line.box[2] > figure.box[0]) break;
  }
  return end;
};

/** Runs of figure rows with few other lines between them. */
const regionsOf = (rows: readonly Row[], measure: Measure): Region[] => {
  const regions: Region[] = [];
  let floor = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const here = rows[i];
    if (!here || !isFigureRow(here)) continue;
    let last = i;
    for (let j = i + 1; j < rows.length && j - last <= MAX_BETWEEN + 1; j += 1) {
      const row = rows[j];
      if (!row || isBarrier(row, measure)) break;
      if (isFigureRow(row) || isFigures(row)) last = j;
    }
    const own = rows.slice(i, last + 1).filter(isFigureRow);
    const enough = own.length >= 2 || (own[0]?.figures ?? 0) >= 3;
    if (enough && own.some((row) => row.figures >= 2 || own.length >= 2)) {
      const region = { start: headingStart(rows, i, floor, measure), end: labelEnd(rows, last) };
      regions.push(region);
      floor = region.end;
    }
    i = Math.max(i, last);
  }
  return regions;
};

/** How many lines from `start` on print lines before again; lines before `floor` belong to another table. */
const repeatedLines = (rows: readonly Row[], start: number, floor: number): number => {
  const head = rows[start];
  const again = rows.findIndex((row, i) => i >= floor && i < start && row.line.text === head?.line.text);
  let count = 0;
  while (again >= 0 && again + count < start && start + count < rows.length) {
    const [before, here] = [rows[again + count], rows[start + count]];
    if (!before || !here || here.figures > 0 || before.line.text !== here.line.text) break;
    count += 1;
  }
  return count;
};

/** Without the heading of a table that is printed again: on each page, or wherever the table was pasted in two. */
const withoutRepeats = (rows: readonly Row[]): Row[] => {
  let skip = 0;
  let floor = 0;
  return rows.filter((row, i) => {
    if (isChapterRow(row)) floor = i;
    if (skip <= 0) {
      const count = repeatedLines(rows, i, floor);
      skip = count >= (rows[i - 1]?.line.page === row.line.page ? MIN_REPEATED + 1 : MIN_REPEATED) ? count : 0;
    }
    skip -= 1;
    return skip < 0;
  });
};

/** Lines in reading order, also over page breaks → the tables among them and the lines that are left, in order. */
export const findStreams = (lines: readonly PrintedLine[], measure: Measure): (PrintedLine[] | PageTable)[] => {
  const rows = withoutRepeats(lines.map(rowOf));
  const found: (PrintedLine[] | PageTable)[] = [];
  let done = 0;
  const keep = (end: number): void => {
    if (end > done) found.push(rows.slice(done, end).map((row) => row.line));
  };
  for (const { start, end } of regionsOf(rows, measure)) {
    const table = streamTable(rows.slice(start, end));
    if (!table) continue;
    keep(start);
    found.push(table);
    done = end;
  }
  keep(rows.length);
  return found;
};

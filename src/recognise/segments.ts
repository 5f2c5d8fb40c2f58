// One file may hold several reports, one after the other. A new one begins where the tables start over.
import { plain, simplified, tidy } from '../text.js';
import { isPrinted, isText, type Line } from './lines.js';
import { isTitle } from './title.js';

export interface Segment {
  readonly lines: readonly Line[];
}

/** Words that stand in each report once, in the order of the sections. */
const ANCHORS: readonly RegExp[] = [/现行有效件|对外公开总数/, /本年新收政府信息/, /未经复议直接起诉/];
const LONGEST_HEADING = 60;

const anchorOf = (line: Line): number => {
  for (const slot of line.slots) {
    if (!isText(slot) || slot.text.length > LONGEST_HEADING) continue;
    const text = simplified(plain(slot.text));
    const anchor = ANCHORS.findIndex((words) => words.test(text));
    if (anchor >= 0) return anchor;
  }
  return -1;
};

const titleOn = (line: Line): boolean => line.grid === 'prose' && isTitle(tidy(line.slots[0]?.text ?? ''));

/** Index (into `lines`) at which each report begins. */
const starts = (lines: readonly Line[]): number[] => {
  const found: number[] = [];
  let last = -1;
  let lastAt = 0;
  lines.forEach((line, at) => {
    const anchor = anchorOf(line);
    if (anchor < 0) return;
    const title = lines.findIndex((l, k) => k > lastAt && k < at && titleOn(l));
    // A merged label may be printed once for each cell it covers; a new report has figures before it.
    const figures = lines.slice(lastAt + 1, at).some((line) => line.slots.some(isPrinted));
    const over = anchor < last || (anchor === last && figures && (title >= 0 || anchor === 1));
    if (last >= 0 && over) found.push(title >= 0 ? title : firstOfTable(lines, at));
    last = anchor;
    lastAt = at;
  });
  return found;
};

const firstOfTable = (lines: readonly Line[], at: number): number => {
  const table = lines[at]?.table;
  return table ? lines.findIndex((line) => line.table === table) : at;
};

/** At least one segment; the first begins with the document. */
export const segmentsOf = (lines: readonly Line[]): Segment[] => {
  const bounds = [0, ...starts(lines), lines.length];
  return bounds.slice(0, -1).map((from, index) => ({ lines: lines.slice(from, bounds[index + 1]) }));
};

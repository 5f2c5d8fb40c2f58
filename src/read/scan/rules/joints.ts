// Whether the rules of a table go on to those across them. Where nearly all do, a stroke of text, however long for its row, is told by the
// white at its ends; where they are broken or doubled that says nothing.
import type { StraightPage } from '../image/index.js';
import { END, type Looked } from './looked.js';
import { drawnOf, isJoined } from './pieces.js';

const POINTS = 72;
/** Of a line that parts so many of its pieces none is a stroke of text. */
export const THROUGHOUT = 0.8;
/** Of so many pieces at least nearly all are joined. */
const FEWEST = 8;
const NEARLY_ALL = 0.97;

/** Whether the piece of a line in a slot goes on to the rules at both its ends; no rule need be at the edge of the table, which may be open. */
export const joinsAt = (page: StraightPage, { axis, slots }: Pick<Looked, 'axis' | 'slots'>, at: number, slot: number): boolean => {
  const px = (points: number): number => Math.round((points * page.dpi) / POINTS);
  const margins = [slot === 0 ? 0 : px(END), slot >= slots.length - 2 ? 0 : px(END)] as const;
  return isJoined(page, axis, at, px((slots[slot] ?? 0) + END), px((slots[slot + 1] ?? 0) - END), margins);
};

/** Whether nearly all pieces of the lines that surely run through the table are joined. */
export const areJoined = (page: StraightPage, looked: Looked): boolean => {
  const { lines, pieces, usual } = looked;
  let [all, joined] = [0, 0];
  lines.forEach((line, i) => {
    const seen = (pieces[i] ?? []).map((contrast) => drawnOf(contrast, usual.own[i] ?? usual.all, page).sure);
    if (seen.filter(Boolean).length < THROUGHOUT * seen.length) return;
    seen.forEach((sure, slot) => {
      if (!sure) return;
      all += 1;
      if (joinsAt(page, looked, Math.round((line * page.dpi) / POINTS), slot)) joined += 1;
    });
  });
  return all >= FEWEST && joined >= NEARLY_ALL * all;
};

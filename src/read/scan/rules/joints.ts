// Whether the rules of a table go on to those across them. Where nearly all do, a stroke of text, however long for its row, is told by the
// white at its ends; where they are broken or doubled that says nothing.
import type { StraightPage } from '../image/index.js';
import { END, type Looked } from './looked.js';
import { clearSides, drawnOf, isAmidText, isJoined } from './pieces.js';

const POINTS = 72;
/** Of a line that parts so many of its pieces none is a stroke of text. */
export const THROUGHOUT = 0.8;
/** Of so many pieces at least nearly all are joined. */
const FEWEST = 8;
const NEARLY_ALL = 0.985;

/** Whether the piece of a line in a slot goes on to the rules at both its ends; no rule need be at the edge of the table, which may be open. */
export const joinsAt = (page: StraightPage, { axis, slots, usual }: Pick<Looked, 'axis' | 'slots' | 'usual'>, at: number, slot: number): boolean => {
  const px = (points: number): number => Math.round((points * page.dpi) / POINTS);
  const margins = [slot === 0 ? 0 : px(END), slot >= slots.length - 2 ? 0 : px(END)] as const;
  return isJoined(page, axis, at, px((slots[slot] ?? 0) + END), px((slots[slot + 1] ?? 0) - END), margins, usual.all);
};

const countJoined = (page: StraightPage, looked: Looked): boolean => {
  const { axis, lines, slots, pieces, usual } = looked;
  const px = (points: number): number => Math.round((points * page.dpi) / POINTS);
  let [all, joined] = [0, 0];
  lines.forEach((line, i) => {
    (pieces[i] ?? []).forEach((contrast, slot) => {
      const place = [px(line), px((slots[slot] ?? 0) + END), px((slots[slot + 1] ?? 0) - END), usual.all] as const;
      if (!drawnOf(contrast, usual.own[i] ?? usual.all, page).sure || clearSides(page, axis, ...place) < 2 || isAmidText(page, axis, ...place)) return;
      all += 1;
      if (joinsAt(page, looked, px(line), slot)) joined += 1;
    });
  });
  return all >= FEWEST && joined >= NEARLY_ALL * all;
};

const known = new WeakMap<Looked, boolean>();

/** Whether nearly all pieces are joined that surely are rules: drawn, and with paper on both sides. Asked for the lost lines and for the walls, counted once. */
export const areJoined = (page: StraightPage, looked: Looked): boolean => {
  const joined = known.get(looked) ?? countJoined(page, looked);
  known.set(looked, joined);
  return joined;
};

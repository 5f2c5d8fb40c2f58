// Which way up, and was the seal one? A table reads from its labels to its figures: labels stand left of the figures of their row. Digits
// alone do not tell, since 0, 1 and 8 look the same upside down.
import type { Picture } from './picture.js';
import { type CutCell, type CutTable, cutTables } from './cells.js';
import { evened, likelyTurns, straighten, type StraightPage, type Turn } from './image/index.js';
import { fresh, type Take } from './image/memory.js';

export interface UprightPage {
  readonly page: StraightPage;
  readonly tables: readonly CutTable[];
}

const signOf = (before: boolean, after: boolean): number => (before ? 1 : 0) - (after ? 1 : 0);

/** +1 where labels stand only before the figures along one axis, -1 where only after them. */
const leaning = (cells: readonly CutCell[], at: (cell: CutCell) => number): number => {
  const figures = cells.filter(({ role }) => role === 'figure').map(at);
  const labels = cells.filter(({ role }) => role === 'label').map(at);
  if (figures.length === 0) return 0;
  const [first, last] = [Math.min(...figures), Math.max(...figures)];
  return signOf(labels.some((label) => label < first), labels.some((label) => label > last));
};

/** How surely the tables stand upright: rows that begin with a label, and headings above the figures; negative for upside down. */
export const uprightness = (tables: readonly CutTable[]): number =>
  tables.reduce((sum, { cells }) => {
    const rows = new Map<number, CutCell[]>();
    for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
    const sideways = [...rows.values()].reduce((rowSum, row) => rowSum + leaning(row, ({ col }) => col), 0);
    return sum + sideways + leaning(cells, ({ row }) => row);
  }, 0);

const nonBlank = (tables: readonly CutTable[]): CutCell[] => tables.flatMap(({ cells }) => cells.filter(({ role }) => role !== 'blank'));

/** A dash may be a 1 that lies on its side; in a table of dashes it is none. */
const DASH_WORTH = 0.5;

/** Figures that read, each as far as the reader is sure of it: upside down a few digits are others, and most are none. */
const legible = (tables: readonly CutTable[]): number =>
  nonBlank(tables).reduce((sum, { role, glyphs }) => sum + (role !== 'figure' ? 0 : glyphs.kind === 'number' ? glyphs.confidence : glyphs.text === '-' ? DASH_WORTH : 0), 0);

/** Zeros read both ways up; then labels on the right side count so much. */
const UPRIGHT_WORTH = 0.3;

const worthOf = (tables: readonly CutTable[]): number => legible(tables) * (1 + UPRIGHT_WORTH * Math.sign(uprightness(tables)));

/** In a table that stands upright, so many of its cells are figures, and so sure is the reader of them on the whole; fewer and less sure where many labels stand where they should. */
const FIGURES = 0.3;
const SURE = 0.85;
const RATHER_SURE = 0.75;
const LABELLED = 5;

const figuresOf = (tables: readonly CutTable[]): number => nonBlank(tables).filter(({ role }) => role === 'figure').length;

const isUpright = (tables: readonly CutTable[]): boolean => {
  const [up, figures, legibly] = [uprightness(tables), figuresOf(tables), legible(tables)];
  if (up >= LABELLED && legibly >= FEWEST && legibly >= RATHER_SURE * figures) return true;
  return up > 0 && figures >= FIGURES * nonBlank(tables).length && legibly >= SURE * figures;
};

/** So many figures, and so many of them, read on no page that lies on its side: at most one in six on 700 pages of tables. */
const FEWEST = 5;
const NOT_SIDEWAYS = 0.4;

const isSideways = (tables: readonly CutTable[]): boolean => legible(tables) < Math.max(FEWEST, NOT_SIDEWAYS * figuresOf(tables));

/** What a label that is there counts beside a figure that reads. */
const LABEL_WORTH = 0.2;

const readable = (tables: readonly CutTable[]): number => legible(tables) + LABEL_WORTH * nonBlank(tables).filter(({ role }) => role === 'label').length;

/** Zeros and hairlines may look like a pale ring: where less reads without the seal than with it, there was none. */
const withoutFalseSeal = (page: StraightPage): UprightPage => {
  const cleaned = { page, tables: cutTables(page) };
  if (!page.sealed) return cleaned;
  const sealed = { page: page.sealed, tables: cutTables(page.sealed) };
  return readable(sealed.tables) > readable(cleaned.tables) ? sealed : cleaned;
};

/** Pages lie as their text suggests, unless another way up is better by this factor and so many figures: a page of blanks proves nothing. */
const BETTER = 1.15;
const MORE = 1;

/**
 * Straightens the page the way up on which its tables read; a page without a table stays as its text suggests.
 * Other turns are tried only where there is a table that does not read.
 */
export const turnUpright = (picture: Picture, take: Take = fresh): UprightPage => {
  const page = evened(picture, take);
  const read = (turn: Turn): UprightPage => withoutFalseSeal(straighten(page, { turn, take }));
  const asItIs = read(0);
  if (isUpright(asItIs.tables)) return asItIs;
  const [first, ...others] = likelyTurns(picture);
  const start = first === 0 ? asItIs : read(first);
  if (nonBlank(start.tables).length === 0 || isUpright(start.tables)) return start;
  const tried = isSideways(start.tables) ? others : others.filter((turn) => (turn - first) % 2 === 0);
  const [best] = tried.map((turn) => (turn === 0 ? asItIs : read(turn))).sort((a, b) => worthOf(b.tables) - worthOf(a.tables));
  return best && worthOf(best.tables) > BETTER * worthOf(start.tables) + MORE ? best : start;
};

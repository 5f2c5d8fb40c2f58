// The labels of scanned tables. Reading Chinese is slow and often wrong, so as few labels as are needed are read: where a table has the rows and
// columns of a table of the form, a few labels at its corners prove which one it is, and the form says the others. Elsewhere all are read.
import type { FormTable } from '../../model/index.js';
import { readNumber } from '../../number.js';
import { type PageCell, type PageTable, stitch } from '../stitch.js';
import type { CutCell } from './cells.js';
import type { StraightPage } from './image/index.js';
import { type Fitting, fittingOf, likeness } from './known.js';
import { asPriced, isPriced, pricedLabels } from './units.js';
import type { Ocr } from './ocr.js';
import { cut, type Grey } from './picture.js';
import { textLines } from './text-lines.js';

/** The printed lines of a label, cut out and not read yet. */
export interface LabelCrop {
  readonly lines: readonly Grey[];
}

/** Cells this many times taller than wide hold a group's label written from top to bottom; the rows beside say as much. */
const UPRIGHT_SCRIPT = 2.2;
/** Lines of a narrow cell, a few characters each, are shown as one, with so much white between them; in heights of the line. */
const SHORT_LINE = 4.5;
const BETWEEN = 0.15;
/** White space at both sides of a full line, together, in heights of the line. */
const FULL_WITHIN = 2;
/** A probe this like the official label is that label: half of the characters may be misread. */
const LIKE = 0.45;
/** Share of the probes that must agree; all of the first round. */
const AGREEING = 0.6;
/** So many more rounds hold the labels that are no probes, as long as this share agrees. */
const MORE_ROUNDS = 3;
const HOPE = 0.25;
/** All labels of a table of the right shape, however badly read, are this like those of the form, and so many times more than like each other's. */
const LIKE_ON_AVERAGE = 0.12;
const MORE_THAN_OTHERS = 2;
/** Longer labels say no more than the beginning of their first line, in heights of the line. */
const PROBE_LENGTH = 5.2;

const isShort = ({ width, height }: Grey): boolean => width <= SHORT_LINE * height;

/** Pictures side by side on one, their middles at one height. */
const inOneLine = (pictures: readonly Grey[]): Grey => {
  const height = Math.max(...pictures.map((each) => each.height));
  const gap = Math.round(BETWEEN * height);
  const width = pictures.reduce((sum, each) => sum + each.width + gap, -gap);
  const data = new Uint8Array(width * height).fill(255);
  let left = 0;
  for (const each of pictures) {
    const top = (height - each.height) >> 1;
    for (let y = 0; y < each.height; y += 1) data.set(each.data.subarray(y * each.width, (y + 1) * each.width), (top + y) * width + left);
    left += each.width + gap;
  }
  return { width, height, data };
};

export const cropLabel = ({ inside, rowSpan }: CutCell, { grey, dpi }: StraightPage): { readonly label: LabelCrop; readonly full: boolean } => {
  const [x0, top, x1, bottom] = inside;
  const upright = bottom - top > UPRIGHT_SCRIPT * (x1 - x0);
  const boxes = upright && rowSpan > 1 ? [] : textLines(grey, inside, { dpi }).map(({ box }) => box);
  const last = boxes.at(-1);
  const lines = boxes.map((box) => cut(grey, box));
  // The engine reads words, not characters by themselves.
  return { label: { lines: lines.length > 1 && lines.every(isShort) ? [inOneLine(lines)] : lines }, full: upright || (last !== undefined && x1 - x0 - (last[2] - last[0]) < FULL_WITHIN * (last[3] - last[1])) };
};

type Texts = Map<LabelCrop, string>;

/** Asks for lines to be read, round by round, and goes on with their texts. */
type Asking<T> = Generator<readonly Grey[], T, readonly string[]>;

/** Side by side: what all ask for in a round is read in one go, since each job of the engine costs as much as a short label. */
const together = async <T>(askings: readonly Asking<T>[], ocr: Ocr): Promise<T[]> => {
  let open = askings.map((asking) => ({ asking, step: asking.next([]) }));
  while (open.some(({ step }) => step.done !== true)) {
    const asked = open.map(({ step }) => (step.done === true ? [] : step.value));
    const texts = (await ocr.lines(asked.flat())).map(({ text }) => text);
    open = open.map(({ asking, step }, i) => ({ asking, step: step.done === true ? step : asking.next(texts.splice(0, asked[i]?.length)) }));
  }
  return open.map(({ step }) => step.value as T);
};

/** Into so many hands, so that each has some from all over. */
const dealt = <T>(items: readonly T[], hands: number): T[][] => Array.from({ length: hands }, (_, hand) => items.filter((_, i) => i % hands === hand));

function* readCrops(crops: readonly LabelCrop[]): Asking<Texts> {
  const texts = crops.length === 0 ? [] : [...(yield crops.flatMap(({ lines }) => lines))];
  const textOf = ({ lines }: LabelCrop): string => texts.splice(0, lines.length).filter((text) => text !== '').join('\n');
  return new Map(crops.map((crop) => [crop, textOf(crop)]));
}

const beginning = (line: Grey): Grey => cut(line, [0, 0, Math.min(line.width, Math.round(PROBE_LENGTH * line.height)), line.height]);

/** How the labels of one table became known. */
export interface Named {
  readonly table: PageTable;
  readonly read: number;
  readonly assumed: number;
  /** The table has the shape of this table of the form, but what was read does not say so. */
  readonly unproven?: FormTable;
}

const cropsOf = (cells: readonly PageCell[]): LabelCrop[] => [...new Set(cells.flatMap(({ label }) => label ?? []))];

/** Reads the beginnings of the probes until they prove it, then of the others while there is hope. @returns how many were read; 0 where they do not prove it */
function* prove({ probes, labels }: Fitting): Asking<number> {
  const others = labels.filter((label) => !probes.flat().includes(label));
  let read = 0;
  let agreeing = 0;
  for (const [i, round] of [...probes, ...dealt(others, MORE_ROUNDS)].entries()) {
    const asked = round.flatMap(({ cell, labels }) => (cell.label?.lines[0] ? [{ line: cell.label.lines[0], labels }] : []));
    const texts = yield asked.map(({ line }) => beginning(line));
    read += asked.length;
    agreeing += asked.filter(({ labels }, k) => likeness(texts[k] ?? '', labels) >= LIKE).length;
    if (read > 0 && agreeing >= (i === 0 ? 1 : AGREEING) * read) return read;
    if (i >= probes.length && agreeing < HOPE * read) break;
  }
  return 0;
}

/** How like all labels are to those of the form on average: each to its own, and each to those of the others. */
const meanLikeness = ({ labels }: Fitting, texts: Texts): { own: number; others: number } => {
  const read = labels.map(({ cell }) => (cell.label && texts.get(cell.label)) ?? '');
  const mean = (shift: number): number => labels.reduce((sum, _, i) => sum + likeness(read[i] ?? '', labels[(i + shift) % labels.length]?.labels ?? []), 0) / labels.length;
  const shifts = labels.slice(1).map((_, i) => i + 1);
  return { own: mean(0), others: shifts.reduce((sum, shift) => sum + mean(shift), 0) / Math.max(1, shifts.length) };
};

function* nameTable(table: PageTable, known: readonly FormTable[], texts: Texts): Asking<Named> {
  const all = cropsOf(table.cells);
  const fittings = known.flatMap((form) => fittingOf(table, form) ?? []);
  const take = ({ form, labels }: Fitting, read: number, printed: Texts): Named => {
    // What the form says stands for what was read, too: it was found to be the same.
    for (const { cell, labels: official } of labels) {
      const [label = ''] = official;
      if (cell.label) texts.set(cell.label, isPriced(official, form) ? asPriced(printed.get(cell.label) ?? '', label) : label);
    }
    for (const crop of all) if (!texts.has(crop)) texts.set(crop, '');
    return { table, read, assumed: labels.length - Math.min(read, labels.length) };
  };
  for (const fitting of fittings) {
    const read = yield* prove(fitting);
    if (read > 0) return take(fitting, read, yield* readCrops(cropsOf(fitting.labels.flatMap(({ cell, labels }) => (isPriced(labels, fitting.form) ? [cell] : [])))));
  }
  const read = yield* readCrops(all);
  const [likely] = fittings.map((fitting) => ({ fitting, ...meanLikeness(fitting, read) })).sort((a, b) => b.own - a.own);
  if (likely && likely.own >= Math.max(LIKE_ON_AVERAGE, MORE_THAN_OTHERS * likely.others)) return take(likely.fitting, read.size, read);
  const priced = known.flatMap(pricedLabels);
  for (const [crop, text] of read) {
    const label = priced.find((labels) => likeness(text, labels) >= LIKE)?.[0];
    texts.set(crop, label === undefined ? text : asPriced(text, label));
  }
  const [unproven] = fittings;
  return { table, read: all.length, assumed: 0, ...(unproven ? { unproven: unproven.form } : {}) };
}

/** A number where a label was expected was seen by one reader alone: it proves nothing by itself. */
const asLabel = (text: string): Pick<PageCell, 'text' | 'double'> =>
  readNumber(text).kind === 'number' ? { text, double: { readings: [{ reader: 'tesseract', text, confidence: ALONE }], candidates: [{ text, weight: ALONE }], agreed: false } } : { text };

/** What the engine for Chinese says of a number. */
const ALONE = 0.5;

/**
 * Names the labels of all tables, parts of a table on several pages taken together.
 * @returns the tables of each page with their labels, and how they became known
 */
export const nameLabels = async (pages: readonly (readonly PageTable[])[], known: readonly FormTable[], ocr: Ocr): Promise<{ pages: PageTable[][]; named: Named[] }> => {
  const texts: Texts = new Map();
  const whole = stitch(pages.flat()).flatMap((block) => ('cells' in block ? [block] : []));
  const named = await together(whole.map((table) => nameTable(table, known, texts)), ocr);
  const withTexts = (cell: PageCell): PageCell => (cell.label ? { ...cell, ...asLabel(texts.get(cell.label) ?? '') } : cell);
  return { pages: pages.map((tables) => tables.map((table) => ({ ...table, cells: table.cells.map(withTexts) }))), named };
};

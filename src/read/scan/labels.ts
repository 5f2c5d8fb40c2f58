// The labels of a table: the text of its label cells, line by line, read by the engine for Chinese.
import type { CutCell, CutTable } from './cells.js';
import type { StraightPage } from './image/index.js';
import type { Ocr } from './ocr.js';
import { cut, type Grey } from './picture.js';
import { textLines } from './text-lines.js';

export interface LabelText {
  readonly text: string;
  /** The last line fills the width of the cell. */
  readonly full: boolean;
}

/** Cells this many times taller than wide hold a group's label written from top to bottom; the rows beside say as much. */
const UPRIGHT_SCRIPT = 2.5;
/** White space at both sides of a full line, together, in heights of the line. */
const FULL_WITHIN = 2;

interface LabelLines {
  readonly cell: CutCell;
  readonly lines: readonly Grey[];
  readonly full: boolean;
}

const linesOf = (cell: CutCell, { grey, dpi }: StraightPage): LabelLines => {
  const [x0, top, x1, bottom] = cell.inside;
  const boxes = textLines(grey, cell.inside, { dpi }).map(({ box }) => box);
  const last = boxes.at(-1);
  const full = last !== undefined && x1 - x0 - (last[2] - last[0]) < FULL_WITHIN * (last[3] - last[1]);
  return { cell, full, lines: bottom - top > UPRIGHT_SCRIPT * (x1 - x0) ? [] : boxes.map((box) => cut(grey, box)) };
};

/** Reads the label cells given; the result has an entry for each of them. */
export const readLabels = async (cells: readonly CutCell[], page: StraightPage, ocr: Ocr): Promise<ReadonlyMap<CutCell, LabelText>> => {
  const all = cells.map((cell) => linesOf(cell, page));
  const readings = await ocr.lines(all.flatMap(({ lines }) => lines));
  let next = 0;
  return new Map(
    all.map(({ cell, lines, full }) => {
      const own = readings.slice(next, (next += lines.length));
      return [cell, { text: own.map(({ text }) => text).filter((text) => text !== '').join('\n'), full }];
    }),
  );
};

export const labelCells = (table: CutTable): CutCell[] => table.cells.filter(({ role }) => role === 'label');

// A page that was looked at → its tables and lines, by what our own reader and the engine say of them. Labels are left unread: `nameLabels`
// reads them for all pages.
import type { Finding } from '../../model/index.js';
import type { PagePieces } from '../pdf/assemble.js';
import { printed } from '../pdf/printed.js';
import { UNREAD } from '../../text.js';
import type { PageCell, PageTable } from '../stitch.js';
import type { Figure } from './decide.js';
import { type AskedCell, readFigures, trusted, unproven } from './figures.js';
import { type CutOff, type LookedCell, type LookedPage, type LookedTable, placer } from './look.js';
import type { Ocr } from './ocr.js';
import { readLines } from './prose.js';

export interface ScannedPage extends PagePieces {
  readonly findings: readonly Finding[];
}

/** What may have been cut is not proven, nor can it be: no part of a number at the edge of the picture is a candidate. */
const cutFigure = (figure: Figure, by: CutOff): Figure => unproven(by === 'wall' ? figure : { ...figure, double: { ...figure.double, candidates: [] } });

const whole = (figures: ReadonlyMap<AskedCell, Figure>): ReadonlyMap<AskedCell, Figure> =>
  new Map([...figures].map(([cell, figure]) => [cell, cell.role === 'figure' && cell.cutOff ? cutFigure(figure, cell.cutOff) : figure]));

const cellOf = (looked: LookedCell, figures: ReadonlyMap<AskedCell, Figure>): PageCell => {
  const { row, col, rowSpan, colSpan, at } = looked;
  const stands = { row, col, rowSpan, colSpan, at };
  if (looked.role === 'label') return { ...stands, text: UNREAD, label: looked.label, full: looked.full };
  return { ...stands, ...(figures.get(looked) as Figure), full: false };
};

const tableOf = (table: LookedTable, figures: ReadonlyMap<AskedCell, Figure>): PageTable => ({ ...table, cells: table.cells.map((cell) => cellOf(cell, figures)) });

/** @param number from 1 */
export const readPage = async ({ tables, lines, straight, findings }: LookedPage, number: number, ocr: Ocr): Promise<ScannedPage> => {
  const asked = tables.flatMap(({ cells }) => cells.flatMap((cell): AskedCell[] => (cell.role === 'label' ? [] : [cell])));
  const read = await readFigures(asked, ocr);
  const believed = trusted(read, number);
  const figures = whole(believed.figures);
  return {
    tables: tables.map((table) => tableOf(table, figures)),
    // As lines of a text PDF.
    lines: straight ? (await readLines(lines, ocr)).map((line) => ({ ...printed(line, number, placer(straight.placement), straight.sheet), pictured: true })) : [],
    findings: [...findings, ...believed.findings],
  };
};

// One picture of a page → its tables and lines, as small steps: image → grid → cells → figures, labels, prose.
import type { Box, Finding } from '../../model/index.js';
import { finding } from '../../model/index.js';
import type { PagePieces } from '../pdf/assemble.js';
import type { Line } from '../pdf/lines.js';
import { printed, type PrintedLine } from '../pdf/printed.js';
import type { PageCell, PageTable } from '../stitch.js';
import { type CutCell, type CutTable, inkOf } from './cells.js';
import type { Figure } from './decide.js';
import { readFigures, trusted, unproven } from './figures.js';
import { type StraightPage, toPicture, type WayBack } from './image/index.js';
import { withMemory } from './image/memory.js';
import { cropLabel, UNREAD } from './labels.js';
import type { Ocr } from './ocr.js';
import type { Picture, PixelBox } from './picture.js';
import { bodyLines, linesAround, readProse, type Wanted } from './prose.js';
import { turnUpright } from './turn.js';

export interface PageWhere {
  /** From 1. */
  readonly number: number;
  /** Points of the page for a pixel of the picture. */
  readonly scale: number;
  /** Address of a picture inside markup. */
  readonly path?: string;
}

/** All that is asked of a page; plain data, so that it can be sent to another thread. */
export interface PageTask {
  readonly picture: Picture;
  readonly where: PageWhere;
  /** Which of the lines outside tables to read. */
  readonly wanted: readonly Wanted[];
}

/** The way from the straight page to the page as it is shown; `scale` as in `PageWhere`. */
interface Placement {
  readonly back: WayBack;
  readonly dpi: number;
  readonly scale: number;
}

/** What stands on a page, as plain data. */
export interface PageReading {
  readonly tables: readonly PageTable[];
  /** In points of the straight page, whose size is `sheet`. */
  readonly prose?: { readonly lines: readonly Line[]; readonly sheet: PrintedLine['sheet']; readonly placement: Placement };
  readonly findings: readonly Finding[];
}

/** @param stop nobody waits for the page any more */
export type ReadPage = (task: PageTask, ocr: Ocr, stop: AbortSignal) => Promise<PageReading>;

export interface ScannedPage extends PagePieces {
  readonly findings: readonly Finding[];
}

const POINTS = 72;
/** Below this many pixels an inch the digits of a table have no shape any more. */
const COARSEST = 100;
/** Densities are rounded when they are told: 99.6 is 100. */
const ROUNDING = 1;

/** From a box on the straight page, in its points, to the page as it is shown. */
const placer = ({ back, dpi, scale }: Placement) => (box: Box): Box => {
  const pixels = dpi / POINTS;
  const corners = [box[0], box[2]].flatMap((x) => [box[1], box[3]].map((y) => toPicture(back, x * pixels, y * pixels)));
  const xs = corners.map(([x]) => x * scale);
  const ys = corners.map(([, y]) => y * scale);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return [round(Math.min(...xs)), round(Math.min(...ys)), round(Math.max(...xs)), round(Math.max(...ys))];
};

const tableOf = ({ grid, cells }: CutTable, figures: ReadonlyMap<CutCell, Figure>, page: StraightPage, where: PageWhere, place: (box: Box) => Box): PageTable => {
  const { xs, ys } = grid;
  const at = (box: Box) => ({ page: where.number, box: place(box), ...(where.path === undefined ? {} : { path: where.path }) });
  const outer: Box = [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0];
  return {
    kind: 'table',
    grid: 'ruled',
    page: where.number,
    xs,
    ys,
    box: outer,
    at: at(outer),
    cells: cells.map((cell): PageCell => {
      const { row, col, rowSpan, colSpan } = cell;
      const box: Box = [xs[col] ?? 0, ys[row] ?? 0, xs[col + colSpan] ?? 0, ys[row + rowSpan] ?? 0];
      const figure = figures.get(cell);
      const known = { row, col, rowSpan, colSpan, at: at(box) };
      return figure ? { ...known, ...figure, full: false } : { ...known, text: UNREAD, ...cropLabel(cell, page) };
    }),
  };
};

/** Ink nearer than this to the edge of the picture may have been cut off with it, inches. */
const EDGE = 0.04;

/** Whether the ink touches a side of its cell: a wall that is none may have cut it. */
const touchesWall = ({ inside, glyphs: { ink } }: CutCell): boolean => ink !== null && (ink[0] <= 0 || ink[2] >= inside[2] - inside[0]);

/** Figures that the edge of the picture or a wall may have cut: a part of a number is another number. */
const whole = (figures: ReadonlyMap<CutCell, Figure>, page: StraightPage, picture: Picture): ReadonlyMap<CutCell, Figure> => {
  const margin = (EDGE * page.dpi * picture.width) / Math.max(1, page.grey.width);
  const inside = ([x, y]: readonly [number, number]): boolean => x >= margin && y >= margin && x <= picture.width - margin && y <= picture.height - margin;
  return new Map(
    [...figures].map(([cell, figure]) => {
      const [x0, top, x1, bottom] = inkOf(cell);
      const corners = [toPicture(page.back, x0, top), toPicture(page.back, x1, top), toPicture(page.back, x1, bottom), toPicture(page.back, x0, bottom)];
      if (cell.role === 'blank' || (corners.every(inside) && !touchesWall(cell))) return [cell, figure];
      return [cell, corners.every(inside) ? unproven(figure) : unproven({ ...figure, double: { ...figure.double, candidates: [] } })];
    }),
  );
};

/** What stands above and below a table tells whether it may go on over a page break, whether or not it is read. */
const withText = (table: PageTable, body: readonly PixelBox[], { dpi }: StraightPage): PageTable => {
  const [top, bottom] = [((table.ys[0] ?? 0) * dpi) / POINTS, ((table.ys.at(-1) ?? 0) * dpi) / POINTS];
  return { ...table, unreadAbove: body.some((box) => box[3] <= top), unreadBelow: body.some((box) => box[1] >= bottom) };
};

const tooCoarse = (dpi: number, { number }: PageWhere): PageReading => {
  const note = `Expected at least ${COARSEST} pixels an inch on page ${number}, found ${Math.round(dpi)}; digits cannot be told apart, so nothing was read. Scan the page again at 200 or more.`;
  return { tables: [], findings: [finding('scan-too-coarse', note, { at: [{ page: number }], expected: COARSEST, found: Math.round(dpi) })] };
};

const sheetOf = ({ grey, dpi }: StraightPage): PrintedLine['sheet'] => ({ width: (grey.width * POINTS) / dpi, height: (grey.height * POINTS) / dpi });

/** Labels are cut out and left unread: `nameLabels` reads them for all pages. */
export const readPage = ({ picture, where, wanted }: PageTask, ocr: Ocr): Promise<PageReading> =>
  withMemory(async (take) => {
    if (picture.dpi !== undefined && picture.dpi < COARSEST - ROUNDING) return tooCoarse(picture.dpi, where);
    const { page, tables } = turnUpright(picture, take);
    if (page.dpi < COARSEST - ROUNDING) return tooCoarse(page.dpi, where);
    const cells = tables.flatMap((table) => table.cells);
    const placement: Placement = { back: page.back, dpi: page.dpi, scale: where.scale };
    const place = placer(placement);
    const read = await readFigures(cells, page, ocr);
    const { figures, findings } = trusted(whole(read.figures, page, picture), read, where.number);
    const around = linesAround(page, tables);
    const body = bodyLines(around.all, page);
    return {
      tables: tables.map((table) => withText(tableOf(table, figures, page, where, place), body, page)),
      prose: { lines: await readProse(page, around, wanted, ocr), sheet: sheetOf(page), placement },
      findings,
    };
  });

/** The page with its lines as those of a text PDF. @param number from 1 */
export const scannedPage = ({ tables, prose, findings }: PageReading, number: number): ScannedPage => ({
  tables,
  lines: prose ? prose.lines.map((line) => ({ ...printed(line, number, placer(prose.placement), prose.sheet), pictured: true })) : [],
  findings,
});

// One picture of a page → what can be seen on it without asking anybody: its tables with their cells cut out, the lines wanted. All the work
// on pixels is here, and it keeps a core busy; task and result are plain data, so that it can be done in another thread.
import type { Box, Finding } from '../../model/index.js';
import { finding } from '../../model/index.js';
import type { PageCell, PageTable } from '../stitch.js';
import { type CutCell, type CutTable, figureCut, inkOf } from './cells.js';
import type { GlyphReading } from './glyphs/index.js';
import { type StraightPage, toPicture, type WayBack } from './image/index.js';
import { withMemory } from './image/memory.js';
import { cropLabel, type LabelCrop } from './labels.js';
import type { Grey, Picture, PixelBox } from './picture.js';
import { bodyLines, linesAround, type LookedLine, type Wanted, wantedLines } from './prose.js';
import { turnUpright } from './turn.js';

export interface PageWhere {
  /** From 1. */
  readonly number: number;
  /** Points of the page for a pixel of the picture. */
  readonly scale: number;
  /** Address of a picture inside markup. */
  readonly path?: string;
}

export interface PageTask {
  readonly picture: Picture;
  readonly where: PageWhere;
  /** Which of the lines outside tables to cut out. */
  readonly wanted: readonly Wanted[];
}

/** The way from the straight page to the page as it is shown; `scale` as in `PageWhere`. */
export interface Placement {
  readonly back: WayBack;
  readonly dpi: number;
  readonly scale: number;
}

/** What may have cut a figure: a part of a number is another number. */
export type CutOff = 'edge' | 'wall';

/** Where a cell stands, and what is in it. */
export type LookedCell = Pick<PageCell, 'row' | 'col' | 'rowSpan' | 'colSpan' | 'at'> &
  (
    | { readonly role: 'figure'; readonly glyphs: GlyphReading; readonly cut: Grey; readonly cutOff?: CutOff }
    | { readonly role: 'blank'; readonly glyphs: GlyphReading }
    | { readonly role: 'label'; readonly label: LabelCrop; readonly full: boolean }
  );

export interface LookedTable extends Omit<PageTable, 'cells'> {
  readonly cells: readonly LookedCell[];
}

export interface LookedPage {
  readonly tables: readonly LookedTable[];
  readonly lines: readonly LookedLine[];
  /** Size of the straight page in points, and the way from it to the page as it is shown; absent where the page was not looked at. */
  readonly straight?: { readonly sheet: { readonly width: number; readonly height: number }; readonly placement: Placement };
  readonly findings: readonly Finding[];
}

/** @param stop nobody waits for the page any more */
export type LookAtPage = (task: PageTask, stop: AbortSignal) => LookedPage | Promise<LookedPage>;

const POINTS = 72;
/** Below this many pixels an inch the digits of a table have no shape any more. */
const COARSEST = 100;
/** Densities are rounded when they are told: 99.6 is 100. */
const ROUNDING = 1;

/** From a box on the straight page, in its points, to the page as it is shown. */
export const placer = ({ back, dpi, scale }: Placement) => (box: Box): Box => {
  const pixels = dpi / POINTS;
  const corners = [box[0], box[2]].flatMap((x) => [box[1], box[3]].map((y) => toPicture(back, x * pixels, y * pixels)));
  const xs = corners.map(([x]) => x * scale);
  const ys = corners.map(([, y]) => y * scale);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return [round(Math.min(...xs)), round(Math.min(...ys)), round(Math.max(...xs)), round(Math.max(...ys))];
};

/** Ink nearer than this to the edge of the picture may have been cut off with it, inches. */
const EDGE = 0.04;

/** Share of its height by which a figure may keep away from a side of its cell and touch it all the same: the side may be its own first or last digit. */
const CLOSE = 0.12;

/** A line that parts the cells of so many rows in a row is a rule: strokes of text do not stand one below another, each from rule to rule. */
const SURE_WALL = 3;

/** For each line down the table the rows in which it is a wall beyond doubt. */
const sureWalls = ({ grid: { ys, xs }, cells }: CutTable): readonly ReadonlySet<number>[] => {
  const rows = ys.length - 1;
  return xs.map((_, line) => {
    const walls = new Array<boolean>(rows).fill(line === xs.length - 1);
    for (const { col, row, rowSpan } of cells) if (col === line) walls.fill(true, row, row + rowSpan);
    const sure = new Set<number>();
    for (let row = 0; row < rows; row += 1) {
      let end = row;
      while (walls[end] === true) end += 1;
      if (end - row >= SURE_WALL) for (let at = row; at < end; at += 1) sure.add(at);
      row = Math.max(row, end);
    }
    return sure;
  });
};

/** Whether the ink touches a side of its cell that may be a stroke of it: a wall that is none, or a rim that was taken for one. */
const touchesWall = ({ inside, seen, row, rowSpan, col, colSpan, glyphs: { ink } }: CutCell, sure: readonly ReadonlySet<number>[]): boolean => {
  if (ink === null) return false;
  const close = CLOSE * (ink[3] - ink[1]);
  const isSure = (line: number): boolean => Array.from({ length: rowSpan }, (_, i) => row + i).every((at) => sure[line]?.has(at) === true);
  return (ink[0] <= close && !(seen.left && isSure(col))) || (ink[2] >= inside[2] - inside[0] - close && !(seen.right && isSure(col + colSpan)));
};

const cutOffBy = (cell: CutCell, sure: readonly ReadonlySet<number>[], page: StraightPage, picture: Picture): CutOff | undefined => {
  const margin = (EDGE * page.dpi * picture.width) / Math.max(1, page.grey.width);
  const isInside = ([x, y]: readonly [number, number]): boolean => x >= margin && y >= margin && x <= picture.width - margin && y <= picture.height - margin;
  const [x0, top, x1, bottom] = inkOf(cell);
  const corners = [toPicture(page.back, x0, top), toPicture(page.back, x1, top), toPicture(page.back, x1, bottom), toPicture(page.back, x0, bottom)];
  if (!corners.every(isInside)) return 'edge';
  return touchesWall(cell, sure) ? 'wall' : undefined;
};

const lookAtTable = (table: CutTable, page: StraightPage, { picture, where }: PageTask, place: (box: Box) => Box, body: readonly PixelBox[]): LookedTable => {
  const { grid: { xs, ys }, cells } = table;
  const sure = sureWalls(table);
  const at = (box: Box) => ({ page: where.number, box: place(box), ...(where.path === undefined ? {} : { path: where.path }) });
  const outer: Box = [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0];
  const [top, bottom] = [(outer[1] * page.dpi) / POINTS, (outer[3] * page.dpi) / POINTS];
  return {
    kind: 'table',
    grid: 'ruled',
    page: where.number,
    xs,
    ys,
    box: outer,
    at: at(outer),
    cells: cells.map((cell): LookedCell => {
      const { row, col, rowSpan, colSpan, role, glyphs } = cell;
      const stands = { row, col, rowSpan, colSpan, at: at([xs[col] ?? 0, ys[row] ?? 0, xs[col + colSpan] ?? 0, ys[row + rowSpan] ?? 0]) };
      if (role === 'label') return { ...stands, role, ...cropLabel(cell, page) };
      if (role === 'blank') return { ...stands, role, glyphs };
      const cutOff = cutOffBy(cell, sure, page, picture);
      return { ...stands, role, glyphs, cut: figureCut(page, inkOf(cell)), ...(cutOff ? { cutOff } : {}) };
    }),
    // What stands above and below a table tells whether it may go on over a page break, whether or not it is read.
    unreadAbove: body.some((box) => box[3] <= top),
    unreadBelow: body.some((box) => box[1] >= bottom),
  };
};

const tooCoarse = (dpi: number, { number }: PageWhere): LookedPage => {
  const note = `Expected at least ${COARSEST} pixels an inch on page ${number}, found ${Math.round(dpi)}; digits cannot be told apart, so nothing was read. Scan the page again at 200 or more.`;
  return { tables: [], lines: [], findings: [finding('scan-too-coarse', note, { at: [{ page: number }], expected: COARSEST, found: Math.round(dpi) })] };
};

const isTooCoarse = (dpi: number): boolean => dpi < COARSEST - ROUNDING;

export const lookAt = (task: PageTask): LookedPage =>
  withMemory((take) => {
    const { picture, where, wanted } = task;
    if (picture.dpi !== undefined && isTooCoarse(picture.dpi)) return tooCoarse(picture.dpi, where);
    const { page, tables } = turnUpright(picture, take);
    const { dpi, grey } = page;
    if (isTooCoarse(dpi)) return tooCoarse(dpi, where);
    const placement: Placement = { back: page.back, dpi, scale: where.scale };
    const around = linesAround(page, tables);
    const body = bodyLines(around.all, page);
    return {
      tables: tables.map((table) => lookAtTable(table, page, task, placer(placement), body)),
      lines: wantedLines(page, around, wanted),
      straight: { sheet: { width: (grey.width * POINTS) / dpi, height: (grey.height * POINTS) / dpi }, placement },
      findings: [],
    };
  });

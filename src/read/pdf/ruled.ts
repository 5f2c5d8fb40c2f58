// Glyphs into the cells of ruled tables. A glyph belongs to the cell that holds its middle; a number that is wider than its cell
// stays whole and goes to the cell that holds the middle of the number.
import type { Box } from '../../model/index.js';
import { findTables, type GridTable } from '../grid.js';
import type { PageTable } from '../stitch.js';
import { cellText } from './cell-text.js';
import type { Glyph } from './engine.js';
import type { ReadablePage } from './page.js';

/** Digits nearer than this (em) are one number; a gap that a wall goes through must be nearly closed. */
const SAME_NUMBER = 0.25;
const WALL_GAP = 0.08;

const DIGIT = /^[\d.,]$/;

interface Target {
  readonly table: GridTable;
  /** Cell index for each row and column. */
  readonly owner: readonly (readonly number[])[];
  readonly glyphs: Glyph[][];
}

const ownerOf = (table: GridTable): number[][] => {
  const owner = table.ys.slice(1).map(() => new Array<number>(table.xs.length - 1).fill(-1));
  table.cells.forEach((cell, index) => {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) owner[row]?.fill(index, cell.col, cell.col + cell.colSpan);
  });
  return owner;
};

/** The slot between two lines of the grid that holds `value`; -1 outside. */
const slotOf = (lines: readonly number[], value: number): number => {
  if (value < (lines[0] ?? Infinity) || value > (lines.at(-1) ?? -Infinity)) return -1;
  let slot = 0;
  while (slot + 2 < lines.length && value >= (lines[slot + 1] ?? Infinity)) slot += 1;
  return slot;
};

const cellAt = ({ table, owner }: Target, x: number, y: number): number => owner[slotOf(table.ys, y)]?.[slotOf(table.xs, x)] ?? -1;

/** What is collected for the cell at a point; undefined outside all tables. */
const glyphsAt = (targets: readonly Target[], x: number, y: number): Glyph[] | undefined => {
  for (const target of targets) {
    const glyphs = target.glyphs[cellAt(target, x, y)];
    if (glyphs) return glyphs;
  }
  return undefined;
};

const areaOf = ({ xs, ys }: GridTable): number => ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) * ((ys.at(-1) ?? 0) - (ys[0] ?? 0));

const continues = (a: Glyph, b: Glyph, walls: readonly number[]): boolean => {
  if (!DIGIT.test(a.text) || !DIGIT.test(b.text) || b.direction !== 'right') return false;
  const gap = b.x0 - a.x1;
  if (Math.abs(a.bottom - b.bottom) > SAME_NUMBER * a.size || Math.abs(gap) > SAME_NUMBER * a.size) return false;
  return gap < WALL_GAP * a.size || !walls.some((wall) => wall > a.x1 - 0.5 && wall < b.x0 + 0.5);
};

/** Numbers as runs of digits, everything else glyph by glyph. */
const runsOf = (glyphs: readonly Glyph[], walls: readonly number[]): Glyph[][] => {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last && before && continues(before, glyph, walls)) last.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
};

const outerBox = ({ xs, ys }: GridTable): Box => [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0];

const tableOf = ({ table, glyphs }: Target, page: number, place: (box: Box) => Box): PageTable => ({
  kind: 'table',
  grid: 'ruled',
  page,
  xs: table.xs,
  ys: table.ys,
  box: outerBox(table),
  at: { page, box: place(outerBox(table)) },
  cells: table.cells.map((cell, index) => {
    const box: Box = [
      table.xs[cell.col] ?? 0,
      table.ys[cell.row] ?? 0,
      table.xs[cell.col + cell.colSpan] ?? 0,
      table.ys[cell.row + cell.rowSpan] ?? 0,
    ];
    return { ...cell, ...cellText(glyphs[index] ?? [], box), at: { page, box: place(box) } };
  }),
});

/** The ruled tables of a page with their texts, and the glyphs outside all of them. `number` counts from 1. */
export const readRuled = (page: ReadablePage, number: number): { tables: PageTable[]; rest: readonly Glyph[] } => {
  const grids = page.rules.length === 0 ? [] : findTables(page.rules);
  if (grids.length === 0) return { tables: [], rest: page.glyphs };
  const targets = grids.map((table): Target => ({ table, owner: ownerOf(table), glyphs: table.cells.map(() => []) }));
  // A table in a cell of another one comes first.
  const inner = [...targets].sort((a, b) => areaOf(a.table) - areaOf(b.table));
  const rest: Glyph[] = [];
  for (const run of runsOf(page.glyphs, grids.flatMap((grid) => grid.xs))) {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) continue;
    const x = (first.x0 + last.x1) / 2;
    const y = (first.top + first.bottom) / 2;
    (glyphsAt(inner, x, y) ?? rest).push(...run);
  }
  const filled = targets.filter((target) => target.glyphs.some((glyphs) => glyphs.length > 0));
  return { tables: filled.map((target) => tableOf(target, number, page.place)), rest };
};

import { describe, expect, it } from 'vitest';
import { compact, findTables } from '../../src/read/grid.js';
import { mergeEdges, type Rule } from '../../src/read/lattice.js';

const h = (at: number, from: number, to: number): Rule => ({ axis: 'h', at, from, to, thickness: 0.5 });
const v = (at: number, from: number, to: number): Rule => ({ axis: 'v', at, from, to, thickness: 0.5 });

const full = (xs: readonly number[], ys: readonly number[]): Rule[] => [
  ...ys.map((y) => h(y, xs[0] ?? 0, xs.at(-1) ?? 0)),
  ...xs.map((x) => v(x, ys[0] ?? 0, ys.at(-1) ?? 0)),
];

/** Cells as `row,col rowSpan×colSpan`. */
const shape = (rules: readonly Rule[]): string[][] =>
  findTables(rules).map(({ cells }) => cells.map((cell) => `${cell.row},${cell.col} ${cell.rowSpan}x${cell.colSpan}`));

describe('merged edges', () => {
  it('joins the dashes of one line and drops specks', () => {
    const dashes = Array.from({ length: 20 }, (_, i) => h(100, 50 + 5 * i, 53 + 5 * i));
    expect(mergeEdges([...dashes, h(300, 10, 12)], 'h')).toEqual([{ at: 100, from: 50, to: 148 }]);
  });

  it('takes the two lines of a double rule as one', () => {
    expect(mergeEdges([h(100, 0, 90), h(102, 0, 90)], 'h')).toHaveLength(1);
  });

  it('keeps two lines on one height apart when nothing joins them', () => {
    expect(mergeEdges([h(100, 0, 90), h(100, 120, 200)], 'h')).toHaveLength(2);
  });
});

describe('tables', () => {
  it('finds the cells of a plain grid', () => {
    expect(shape(full([0, 50, 100], [0, 20, 40]))).toEqual([['0,0 1x1', '0,1 1x1', '1,0 1x1', '1,1 1x1']]);
  });

  it('finds spans over rows and columns', () => {
    const rules = [h(0, 0, 150), h(20, 50, 150), h(40, 0, 150), v(0, 0, 40), v(50, 0, 40), v(100, 20, 40), v(150, 0, 40)];
    expect(shape(rules)).toEqual([['0,0 2x1', '0,1 1x2', '1,1 1x1', '1,2 1x1']]);
  });

  it('closes joints that miss each other by up to 3 pt', () => {
    const rules = [h(0, 2.5, 98), h(21, 0, 47.5), h(19, 52, 99), h(40, 1, 100), v(1, 2, 40), v(50, 1, 18), v(51, 22, 38), v(99, 0, 41)];
    expect(shape(rules)).toEqual([['0,0 1x1', '0,1 1x1', '1,0 1x1', '1,1 1x1']]);
  });

  it('closes a table that is open at the page break', () => {
    const rules = [h(0, 0, 100), h(20, 0, 100), v(0, 0, 45), v(50, 0, 45), v(100, 0, 45)];
    expect(findTables(rules)[0]?.ys).toEqual([0, 20, 45]);
    const above = [h(40, 0, 100), h(20, 0, 100), v(0, -5, 40), v(50, -5, 40), v(100, -5, 40)];
    expect(findTables(above)[0]?.ys).toEqual([-5, 20, 40]);
  });

  it('closes a table without outer borders', () => {
    const rules = [h(0, 0, 150), h(20, 0, 150), h(40, 0, 150), v(50, 0, 40), v(100, 0, 40)];
    expect(findTables(rules)[0]?.xs).toEqual([0, 50, 100, 150]);
  });

  /** Two tables of two rows without outer borders, the second this far below the first. */
  const open = (gap: number, width = 150): Rule[] => [
    ...[0, 20, 40].map((y) => h(y, 0, 150)),
    v(50, 0, 40),
    ...[0, 20, 40].map((y) => h(40 + gap + y, 0, width)),
    v(80, 40 + gap, 80 + gap),
  ];

  it('goes on below a row over the whole width of a table without outer borders', () => {
    expect(shape(open(18))).toEqual([['0,0 1x1', '0,1 1x2', '1,0 1x1', '1,1 1x2', '2,0 1x3', '3,0 1x2', '3,2 1x1', '4,0 1x2', '4,2 1x1']]);
  });

  it('keeps tables apart that have more room between them, another width, or borders', () => {
    const framed = [...open(18), v(0, 0, 40), v(150, 0, 40), v(0, 58, 98), v(150, 58, 98)];
    expect([open(30), open(18, 130), framed].map((rules) => findTables(rules).length)).toEqual([2, 2, 2]);
  });

  it('gives two tables on one page their own edges', () => {
    const tables = findTables([...full([73, 200, 519], [100, 120, 140]), ...full([71, 150, 521], [300, 320, 340])]);
    expect(tables.map(({ xs }) => xs)).toEqual([
      [73, 200, 519],
      [71, 150, 521],
    ]);
  });

  it('takes no frame, underline or lone rule for a table', () => {
    expect(findTables([...full([0, 500], [0, 700]), h(50, 100, 300), h(90, 0, 400)])).toEqual([]);
  });

  it('finds a table inside a frame that it does not touch', () => {
    expect(findTables([...full([0, 500], [0, 700]), ...full([50, 100, 200], [50, 70, 90])])).toHaveLength(1);
  });

  it('drops the sliver between the lines of a wide double rule', () => {
    expect(shape(full([0, 50, 54, 100], [0, 20, 40]))).toEqual([['0,0 1x1', '0,1 1x1', '1,0 1x1', '1,1 1x1']]);
  });

  it('covers the whole grid once, also where a piece of a wall is missing', () => {
    const rules = [h(0, 0, 100), h(20, 0, 50), h(40, 0, 100), v(0, 0, 40), v(50, 20, 40), v(100, 0, 40)];
    const [table] = findTables(rules);
    const area = table?.cells.reduce((sum, cell) => sum + cell.rowSpan * cell.colSpan, 0);
    expect(area).toBe(4);
  });
});

describe('compact', () => {
  it('drops lines at which no cell begins', () => {
    const cells = [
      { row: 0, col: 0, rowSpan: 1, colSpan: 2 },
      { row: 1, col: 0, rowSpan: 1, colSpan: 2 },
    ];
    expect(compact([0, 50, 100], [0, 20, 40], cells)).toMatchObject({ xs: [0, 100], cells: [{ colSpan: 1 }, { row: 1, colSpan: 1 }] });
  });
});

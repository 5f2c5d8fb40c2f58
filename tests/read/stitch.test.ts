import { describe, expect, it } from 'vitest';
import { joinTables, type PageCell, type PageTable, stitch, toTable } from '../../src/read/stitch.js';

const ROW = 20;

interface Made {
  readonly page: number;
  readonly xs?: readonly number[];
  readonly rows: number;
  /** `[row, col, text, rowSpan, colSpan]`; a text that ends in `~` fills its line. */
  readonly cells: readonly (readonly [row: number, col: number, text: string, rowSpan?: number, colSpan?: number])[];
}

const XS = [0, 40, 120, 160, 200];

const table = ({ page, xs = XS, rows, cells }: Made): PageTable => ({
  kind: 'table',
  grid: 'ruled',
  page,
  xs,
  ys: Array.from({ length: rows + 1 }, (_, i) => 100 + ROW * i),
  box: [0, 100, 200, 100 + ROW * rows],
  at: { page },
  cells: cells.map(
    ([row, col, text, rowSpan = 1, colSpan = 1]): PageCell => ({
      row,
      col,
      rowSpan,
      colSpan,
      text: text.replace('~', ''),
      full: text.endsWith('~'),
      at: { page },
    }),
  ),
});

/** Rows of texts; a span stands once, with its size. */
const rowsOf = (joined: PageTable): string[][] => {
  const { rows, cells } = toTable(joined);
  return Array.from({ length: rows }, (_, row) =>
    cells.filter((cell) => cell.row === row).map((cell) => cell.text + (cell.rowSpan > 1 ? `{${cell.rowSpan}}` : '')),
  );
};

const HEAD = [
  [0, 0, '信息内容', 1, 2],
  [0, 2, '甲'],
  [0, 3, '乙'],
] as const;

describe('stitch', () => {
  const first = table({ page: 1, rows: 2, cells: [...HEAD, [1, 0, '一、规章', 1, 2], [1, 2, '1'], [1, 3, '']] });
  const next = table({ page: 2, rows: 1, cells: [[0, 0, '二、许可', 1, 2], [0, 2, '3'], [0, 3, '4']] });

  it('lays the columns of two photographs over each other, whose scales differ a little', () => {
    const wide = { ...next, xs: next.xs.map((x) => 30 + 1.025 * 2.5 * x) };
    const [joined, ...rest] = stitch([{ ...first, xs: first.xs.map((x) => 2.5 * x) }, wide]);
    expect([rest.length, joined && 'xs' in joined ? joined.xs.length : 0]).toEqual([0, 4]);
    expect(rowsOf(joined as PageTable).at(-1)).toEqual(['二、许可', '3', '4']);
  });

  it('joins a table with its rows on the next page, blanks kept', () => {
    const [joined, ...rest] = stitch([first, next]);
    expect(rest).toEqual([]);
    expect(rowsOf(joined as PageTable)).toEqual([
      ['信息内容', '甲', '乙'],
      ['一、规章', '1', ''],
      ['二、许可', '3', '4'],
    ]);
  });

  it('does not join over a line of text, over a missing page, or with another width', () => {
    expect(stitch<{ kind: 'lines' }>([first, { kind: 'lines' }, next])).toHaveLength(3);
    expect(stitch([first, { ...next, page: 3 }])).toHaveLength(2);
    expect(stitch([first, { ...next, xs: [0, 40, 120, 160, 260] }])).toHaveLength(2);
  });

  it('joins pages with mirrored margins', () => {
    expect(stitch([first, { ...next, xs: XS.map((x) => x + 25) }])).toHaveLength(1);
  });

  it('lays pages whose margins were cut off, one on the left and one on the right, by the lines within', () => {
    const wide = (page: number, xs: readonly number[]): PageTable => table({ page, xs, rows: 1, cells: xs.slice(1).map((_, col) => [0, col, String(col)] as const) });
    const [joined, ...rest] = stitch([wide(1, [70, 101, 132, 163, 194, 225, 251]), wide(2, [4, 25, 56, 87, 118, 149, 180])]);
    expect([rest.length, joined && 'xs' in joined ? joined.xs.length : 0]).toEqual([0, 7]);
  });

  it('prints a repeated heading once', () => {
    const again = table({ page: 2, rows: 2, cells: [...HEAD, [1, 0, '二、许可', 1, 2], [1, 2, '3'], [1, 3, '4']] });
    expect(rowsOf(joinTables(first, again))[2]).toEqual(['二、许可', '3', '4']);
  });

  it('keeps columns that only one page has', () => {
    const wide = table({ page: 2, xs: [0, 120, 200], rows: 1, cells: [[0, 0, '二、许可'], [0, 1, '9487']] });
    const { cols, cells } = toTable(joinTables(first, wide));
    expect(cols).toBe(3);
    expect(cells.find((cell) => cell.text === '9487')).toMatchObject({ col: 1, colSpan: 2 });
  });
});

describe('labels cut in two', () => {
  const above = table({ page: 1, rows: 1, cells: [[0, 0, '（四）无~'], [0, 1, '1.不掌握'], [0, 2, '31'], [0, 3, '31']] });

  it('joins the halves of a merged label beside whole rows', () => {
    const below = table({
      page: 2,
      rows: 2,
      cells: [[0, 0, '法提供', 2], [0, 1, '2.没有'], [0, 2, '1'], [0, 3, '1'], [1, 1, '3.不明'], [1, 2, '0'], [1, 3, '0']],
    });
    expect(rowsOf(joinTables(above, below))).toEqual([
      ['（四）无\n法提供{3}', '1.不掌握', '31', '31'],
      ['2.没有', '1', '1'],
      ['3.不明', '0', '0'],
    ]);
  });

  it('lets a label go on over rows whose part of it is blank', () => {
    const below = table({ page: 2, rows: 1, cells: [[0, 0, ''], [0, 1, '2.没有'], [0, 2, '1'], [0, 3, '']] });
    expect(rowsOf(joinTables(above, below))).toEqual([
      ['（四）无{2}', '1.不掌握', '31', '31'],
      ['2.没有', '1', ''],
    ]);
  });

  it('starts a new row where the label begins anew', () => {
    const below = table({ page: 2, rows: 1, cells: [[0, 0, '（五）不予~'], [0, 1, '1.信访'], [0, 2, '1'], [0, 3, '1']] });
    expect(rowsOf(joinTables(above, below))[1]).toEqual(['（五）不予', '1.信访', '1', '1']);
  });

  it('keeps a short label of the next row apart', () => {
    const short = table({ page: 1, rows: 1, cells: [[0, 0, '规章', 1, 2], [0, 2, '0'], [0, 3, '0']] });
    const below = table({ page: 2, rows: 1, cells: [[0, 0, '行政规范性文件', 1, 2], [0, 2, ''], [0, 3, '']] });
    expect(rowsOf(joinTables(short, below))).toEqual([
      ['规章', '0', '0'],
      ['行政规范性文件', '', ''],
    ]);
  });
});

describe('rows cut in two', () => {
  const label = [0, 0, '（二）部分公开（只计~', 1, 2] as const;

  it('joins the rest of a label to the row that has the figures', () => {
    const above = table({ page: 1, rows: 1, cells: [label, [0, 2, '9'], [0, 3, '9']] });
    const below = table({ page: 2, rows: 2, cells: [[0, 0, '这一情形）', 1, 2], [0, 2, ''], [0, 3, ''], [1, 0, '（三）', 1, 2], [1, 2, '7'], [1, 3, '7']] });
    expect(rowsOf(joinTables(above, below))).toEqual([
      ['（二）部分公开（只计\n这一情形）', '9', '9'],
      ['（三）', '7', '7'],
    ]);
  });

  it('takes the figures from the lower half', () => {
    const above = table({ page: 1, rows: 1, cells: [label, [0, 2, ''], [0, 3, '']] });
    const below = table({ page: 2, rows: 1, cells: [[0, 0, '这一情形）', 1, 2], [0, 2, '9'], [0, 3, '8']] });
    const joined = joinTables(above, below);
    expect(rowsOf(joined)).toEqual([['（二）部分公开（只计\n这一情形）', '9', '8']]);
    expect(toTable(joined).cells.map((cell) => cell.at.page)).toEqual([1, 2, 2]);
  });

  it('never joins figures with figures', () => {
    const above = table({ page: 1, rows: 1, cells: [label, [0, 2, '1'], [0, 3, '2']] });
    const below = table({ page: 2, rows: 1, cells: [[0, 0, '这一情形）', 1, 2], [0, 2, '3'], [0, 3, '4']] });
    expect(rowsOf(joinTables(above, below))).toHaveLength(2);
  });
});

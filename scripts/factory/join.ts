// Two years on one sheet: the tables of two reports side by side, fourteen numbers in a line (seen in a print of 宿迁 2023 | 2024).
import { cell, gridOf, tablesOf, type Block, type Grid, type Row, type Sheet } from './paper.js';

/** `once`: labels on the left only; `twice`: each year with its labels. */
export type Join = 'once' | 'twice';

const widthOf = (grid: Grid): number => gridOf(grid.rows)[0]?.length ?? 0;

const joinTables = (left: Grid, right: Grid, years: readonly [number, number], join: Join): Grid => {
  const numbers = (row: Row): Row => (join === 'twice' || left.section === 't4' ? row : row.filter(({ ink, code }) => ink === 'number' || (ink === 'head' && code !== 'content')));
  const rows = left.rows.map((row, i): Row => {
    const other = numbers(right.rows[i] ?? []);
    const [only] = row;
    // A block heading of section two spans the whole joined table where the labels stand once.
    if (join === 'once' && left.section === 't2' && row.length === 1 && only) return [{ ...only, colSpan: widthOf(left) * 2 - 1 }];
    return [...row, ...other];
  });
  const labels = left.section === 't3' ? 3 : left.section === 't2' ? 1 : 0;
  const own = widthOf(left) - labels;
  const heads: Row =
    join === 'once' && labels > 0
      ? [cell('项目', 'head', { colSpan: labels }), ...years.map((year) => cell(`${year}年`, 'head', { colSpan: own }))]
      : years.map((year) => cell(`${year}年`, 'head', { colSpan: labels + own }));
  const rightWidths = join === 'once' ? right.widths.slice(labels) : right.widths;
  return { ...left, rows: [heads, ...rows], widths: [...left.widths, ...rightWidths] };
};

/** The blocks of the first sheet, its tables joined with those of the second; the title names both years. */
export const joinSheets = (left: Sheet, right: Sheet, join: Join): Block[] => {
  const others = tablesOf(right);
  const years = [left.figures.year, right.figures.year] as const;
  let next = 0;
  return left.blocks.map((block): Block => {
    if (block.kind === 'title') return { ...block, text: `${left.figures.body}${years[0]}年、${years[1]}年政府信息公开工作年度报告对比` };
    if (block.kind !== 'table') return block;
    const other = others[next];
    next += 1;
    return other ? joinTables(block, other, years, join) : block;
  });
};

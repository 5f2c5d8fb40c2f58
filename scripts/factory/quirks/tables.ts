// Quirks of the tables: rows and columns missing or added, spans resolved, one table in many pieces.
import { cell, gridOf, placed, tablesOf, type Cell, type Grid, type Row, type Sheet } from '../paper.js';
import { forget, numberCell, put, replaceTable, truthOf, type Quirk } from './quirk.js';

const table = (sheet: Sheet, section: Grid['section']): Grid => {
  const [first] = tablesOf(sheet, section);
  if (!first) throw new Error(`Expected a table ${section} in the report`);
  return first;
};

/** Takes one row off the paper: spans that reach over it shrink, a label that begins in it moves down. */
const dropRow = (grid: Grid, index: number): Cell[] => {
  const cells = grid.rows[index] ?? [];
  for (const at of placed(grid.rows)) if (at.row < index && at.row + at.cell.rowSpan > index) at.cell.rowSpan -= 1;
  const spanning = cells.filter(({ rowSpan }) => rowSpan > 1);
  for (const each of spanning) each.rowSpan -= 1;
  grid.rows[index + 1]?.unshift(...spanning);
  grid.rows.splice(index, 1);
  return cells.filter((each) => !spanning.includes(each));
};

const rowOf = (grid: Grid, code: string): number => {
  const index = grid.rows.findIndex((row) => row.some((each) => each.code === code && each.ink === 'label'));
  if (index < 0) throw new Error(`Expected a row ${code} in the table`);
  return index;
};

/** Every place of the grid gets its own cell; what a span covers holds `fill` of it. */
const unmerge = (grid: Grid, rows: readonly number[], fill: (text: string) => string): void => {
  const all = placed(grid.rows);
  const full: Row[] = gridOf(grid.rows).map((line, row) =>
    line.map((own, col) => {
      const owner = all.find((at) => at.row <= row && row < at.row + at.cell.rowSpan && at.col <= col && col < at.col + at.cell.colSpan)?.cell;
      if (!owner) throw new Error('Expected every place of the grid to be covered');
      return own ? { ...own, rowSpan: 1, colSpan: 1 } : cell(fill(owner.text), owner.ink);
    }),
  );
  grid.rows = grid.rows.map((row, index) => (rows.includes(index) ? (full[index] ?? row) : row));
};

/** A slice of a table as a table of its own; spans are cut to the slice. */
const slice = (grid: Grid, from: number, to: number): Grid => {
  const wanted = placed(grid.rows).filter(({ cell: each, row }) => row < to && row + each.rowSpan > from);
  const rows: Row[] = Array.from({ length: to - from }, () => []);
  for (const { cell: each, row } of wanted.sort((a, b) => a.col - b.col)) {
    const start = Math.max(row, from);
    rows[start - from]?.push({ ...each, text: row < from ? '' : each.text, rowSpan: Math.min(row + each.rowSpan, to) - start });
  }
  return { ...grid, rows };
};

const cutAt = (sheet: Sheet, grid: Grid, starts: readonly number[], between = ''): void => {
  const bounds = [...new Set([0, ...starts])].sort((a, b) => a - b);
  const pieces = bounds.map((from, i) => slice(grid, from, bounds[i + 1] ?? grid.rows.length));
  replaceTable(
    sheet,
    grid,
    pieces.flatMap((piece, i) => (i > 0 && between !== '' ? [{ kind: 'paragraph' as const, text: between }, piece] : [piece])),
  );
};

const blockStarts = (grid: Grid): number[] => grid.rows.flatMap((row, index) => (row.length === 1 ? [index] : []));

/** Where a new label cell begins on the left: groups of section three. */
const groupStarts = (grid: Grid): number[] =>
  grid.rows.flatMap((row, index) => (index >= 3 && row[0]?.ink === 'label' && /^[（(三四]/.test(row[0].text) && row[0].code !== 'result' ? [index] : []));

const inventedHeads = (width: number): Row => Array.from({ length: width }, (_, i) => cell(i === 0 ? '项目' : `数据${i}`, 'head'));

export const TABLE_QUIRKS = {
  'drop-row': {
    about: 'a row not printed: drop-row=<row>',
    apply: (sheet, value) => {
      const grid = tablesOf(sheet).find(({ rows }) => rows.some((row) => row.some(({ code }) => code === value)));
      if (!grid) throw new Error(`Expected a row ${value} in the report`);
      forget(sheet, dropRow(grid, rowOf(grid, value)));
    },
  },
  'drop-column': {
    about: 'a kind of applicant not printed: drop-column=<column> (made)',
    apply: (sheet, value) => {
      const grid = table(sheet, 't3');
      const gone = (each: Cell): boolean => each.code === value || (each.field?.endsWith(`.${value}`) ?? false);
      forget(sheet, grid.rows.flat().filter(gone));
      grid.rows = grid.rows.map((row) => row.filter((each) => !gone(each)));
      for (const each of grid.rows.flat()) if (each.code === 'applicants' || each.code === 'organisations') each.colSpan -= 1;
      grid.widths.pop();
    },
  },
  'drop-table': {
    about: 'a table not printed, only its heading: drop-table=t4',
    apply: (sheet, value) => {
      const grid = table(sheet, value as Grid['section']);
      forget(sheet, grid.rows.flat());
      replaceTable(sheet, grid, [{ kind: 'paragraph', text: '本年度未发生。' }]);
      if (value === 't2') delete sheet.figures.form_table2;
      if (value === 't3') delete sheet.figures.form_table3;
    },
  },
  'extra-row': {
    about: '其他主动公开文件, a row no form has (拖市镇 2020)',
    apply: (sheet, _value, random) => {
      const grid = table(sheet, 't2');
      const after = rowOf(grid, 'normative_docs');
      const numbers = (grid.rows[after] ?? []).slice(1).map(() => cell(String(random.whole(11, 99)), 'number'));
      grid.rows.splice(after + 1, 0, [cell('其他主动公开文件（含以本单位或本单位办公室名义正式签发的、除规范性文件以外的主动公开文件）', 'label'), ...numbers]);
    },
  },
  'amount-in-wan': {
    about: '采购总金额（万元） 477.35; the truth is in yuan (北京街道 2020)',
    apply: (sheet) => {
      const grid = table(sheet, 't2');
      const amount = numberCell(sheet, 'table2.procurement_amount_yuan');
      const value = Math.round((truthOf(sheet, 'table2.procurement_amount_yuan') ?? 0) / 100) * 100;
      put(sheet, amount, value, String(value / 10_000));
      for (const each of grid.rows.flat()) if (each.code === 'amount_yuan') each.text = '采购总金额（万元）';
    },
  },
  'split-blocks': { about: 'section two in one table for each block', apply: (sheet) => cutAt(sheet, table(sheet, 't2'), blockStarts(table(sheet, 't2'))) },
  'split-many': {
    about: 'one report in some twenty tables (沭阳 2025)',
    apply: (sheet) => {
      const [two, three, four] = [table(sheet, 't2'), table(sheet, 't3'), table(sheet, 't4')];
      cutAt(sheet, two, two.rows.flatMap((row, index) => (row.length === 1 ? [index, index + 1] : [])));
      cutAt(sheet, three, [3, 4, ...groupStarts(three)]);
      cutAt(sheet, four, [3]);
    },
  },
  'cut-three': {
    about: 'section three cut where a page ended: cut-three=<row>',
    apply: (sheet, value) => cutAt(sheet, table(sheet, 't3'), [rowOf(table(sheet, 't3'), value)]),
  },
  'cut-with-page-number': {
    about: 'section three cut where a page ended, “- 4 -” between: cut-with-page-number=<row>',
    apply: (sheet, value) => cutAt(sheet, table(sheet, 't3'), [rowOf(table(sheet, 't3'), value)], '- 4 -'),
  },
  'invented-heads': {
    about: 'after the page break a heading row 项目 | 数据1 … that means nothing (沭阳 2025)',
    apply: (sheet, value) => {
      cutAt(sheet, table(sheet, 't3'), [rowOf(table(sheet, 't3'), value)]);
      const rest = tablesOf(sheet, 't3')[1];
      rest?.rows.unshift(inventedHeads(gridOf(rest.rows)[0]?.length ?? 0));
    },
  },
  'repeated-head': {
    about: 'section three cut, the heading rows repeated: repeated-head=<row>',
    apply: (sheet, value) => {
      const head = slice(table(sheet, 't3'), 0, 3).rows;
      cutAt(sheet, table(sheet, 't3'), [rowOf(table(sheet, 't3'), value)]);
      tablesOf(sheet, 't3')[1]?.rows.unshift(...structuredClone(head));
    },
  },
  'span-disagrees': {
    about: 'heading and data rows of section two span different columns (上海市政府办公厅 2019)',
    apply: (sheet) => {
      const grid = table(sheet, 't2');
      grid.rows = grid.rows.map((row) => {
        if (row.length !== 4) return row;
        return row.map((each, i) => ({ ...each, colSpan: (each.ink === 'head' && i === 2) || (each.ink === 'number' && i === 1) ? 2 : 1 }));
      });
      for (const row of grid.rows) {
        const spare = 5 - row.reduce((sum, each) => sum + each.colSpan, 0);
        const last = row.at(-1);
        if (last) last.colSpan += spare;
      }
      grid.widths = [30, 23, 12, 12, 23];
    },
  },
  unmerged: {
    about: 'the merged labels of section three left as empty cells',
    apply: (sheet) => {
      const grid = table(sheet, 't3');
      unmerge(grid, grid.rows.map((_, i) => i), () => '');
    },
  },
  'labels-repeated': {
    about: 'the merged labels of section three printed in every row',
    apply: (sheet) => {
      const grid = table(sheet, 't3');
      unmerge(grid, grid.rows.map((_, i) => i), (text) => text);
    },
  },
  'title-row': {
    about: 'the chapter heading stands in the first row of each table',
    apply: (sheet) => {
      sheet.blocks.forEach((block, i) => {
        const before = sheet.blocks[i - 1];
        if (block.kind !== 'table' || before?.kind !== 'heading') return;
        block.rows.unshift([cell(before.text, 'head', { colSpan: gridOf(block.rows)[0]?.length ?? 1 })]);
      });
      sheet.blocks = sheet.blocks.filter((block, i) => !(block.kind === 'heading' && sheet.blocks[i + 1]?.kind === 'table'));
    },
  },
  'empty-rows': {
    about: 'empty rows and an empty column at the end of each table',
    apply: (sheet) => {
      for (const grid of tablesOf(sheet)) {
        const width = gridOf(grid.rows)[0]?.length ?? 1;
        for (const [index, row] of grid.rows.entries()) if (index >= 3 || grid.section === 't2') row.push(cell('', 'note'));
        if (grid.section !== 't2') grid.rows[0]?.push(cell('', 'note', { rowSpan: 3 }));
        grid.rows.push([cell('', 'note', { colSpan: width + 1 })]);
        grid.widths.push(2);
      }
    },
  },
  'note-below': {
    about: 'the note on the 勾稽关系 as a sentence, the corner cell empty',
    apply: (sheet) => {
      const grid = table(sheet, 't3');
      const note = grid.rows[0]?.[0];
      if (!note) return;
      replaceTable(sheet, grid, [grid, { kind: 'paragraph', text: note.text }]);
      note.text = '';
    },
  },
} as const satisfies Record<string, Quirk>;

// A report as it is laid out on paper, before a renderer turns it into HTML, DOCX, PDF or text. Quirks work on this.
import type { Figures } from './figures.js';

/** What a cell is; renderers dress numbers and labels differently. */
export type Ink = 'head' | 'label' | 'number' | 'note';

/** One printed cell; as in HTML it stands in the row where it begins. Lines inside are parted by `\n`. */
export interface Cell {
  text: string;
  ink: Ink;
  rowSpan: number;
  colSpan: number;
  /** Path into the truth of a number cell: `table3.granted.total`. */
  field?: string;
  /** Code of the row, column or block a label stands for. */
  code?: string;
  /** Written from top to bottom where the renderer can. */
  vertical?: boolean;
}

export type Row = Cell[];

export interface Grid {
  kind: 'table';
  section: 't2' | 't3' | 't4' | 'other';
  rows: Row[];
  /** Column widths, in any unit; their sum is the width of the table. */
  widths: number[];
}

export interface Text {
  kind: 'title' | 'heading' | 'paragraph' | 'signature';
  /** Chapter a heading opens, 1 to 6. */
  chapter?: number;
  text: string;
}

export type Block = Grid | Text;

/** One report on paper; `figures` is its truth and changes together with the blocks. */
export interface Sheet {
  figures: Figures;
  title: string;
  /** `YYYY-MM-DD`. */
  published: string;
  blocks: Block[];
}

/** One document; most hold one report. `merged` holds blocks that belong to several reports at once. */
export interface Paper {
  sheets: Sheet[];
  merged?: Block[];
}

export const cell = (text: string, ink: Ink, more: Partial<Cell> = {}): Cell => ({ text, ink, rowSpan: 1, colSpan: 1, ...more });

export const tablesOf = (sheet: Sheet, section?: Grid['section']): Grid[] =>
  sheet.blocks.filter((block): block is Grid => block.kind === 'table' && (section === undefined || block.section === section));

export const cellsOf = (sheet: Sheet, section?: Grid['section']): Cell[] => tablesOf(sheet, section).flatMap(({ rows }) => rows.flat());

export const numbersOf = (sheet: Sheet, section?: Grid['section']): Cell[] => cellsOf(sheet, section).filter(({ field }) => field !== undefined);

/** Every cell with the grid column it begins in, row spans counted. */
export const placed = (rows: readonly Row[]): { cell: Cell; row: number; col: number }[] => {
  const taken = new Set<string>();
  return rows.flatMap((cells, row) => {
    let col = 0;
    return cells.map((each) => {
      while (taken.has(`${row},${col}`)) col += 1;
      for (let r = 0; r < each.rowSpan; r += 1) for (let c = 0; c < each.colSpan; c += 1) taken.add(`${row + r},${col + c}`);
      const place = { cell: each, row, col };
      col += each.colSpan;
      return place;
    });
  });
};

/** The rows as a full grid: a spanning cell stands at its top left corner, the places it covers are `null`. */
export const gridOf = (rows: readonly Row[]): (Cell | null)[][] => {
  const all = placed(rows);
  const width = Math.max(0, ...all.map(({ cell: each, col }) => col + each.colSpan));
  const grid = rows.map(() => Array.from({ length: width }, (): Cell | null => null));
  for (const { cell: each, row, col } of all) {
    const line = grid[row];
    if (line) line[col] = each;
  }
  return grid;
};

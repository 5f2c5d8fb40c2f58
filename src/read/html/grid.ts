// A table element → cells on a grid, after the table model of the HTML standard: spans are laid out row by row, a row span ends
// with its row group, rowspan=0 fills the group. Where spans overlap, the later cell gives way: no grid place has two owners.
import { isTag, type Element } from 'domhandler';
import { attribute, displayOf, isUnseen } from './dom.js';
import { cellContent } from './cell.js';

/** A cell on the grid with the element it came from. Counts are from 0. */
export interface GridCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly text: string;
  readonly node: Element;
  readonly nested: readonly Element[];
}

/** A laid out table; cells sorted by row, then column. */
export interface RawGrid {
  readonly rows: number;
  readonly cols: number;
  readonly cells: readonly GridCell[];
}

/** Limits of the HTML standard, and one of ours: no form has 500 columns. */
const MAX_COL_SPAN = 1000;
const MAX_ROW_SPAN = 65534;
const MAX_COLS = 500;

/** Rows whose spans may reach one another: a thead, tbody or tfoot. */
type Group = Element[][];

const span = (cell: Element, name: 'rowspan' | 'colspan'): number => {
  const text = attribute(cell, name) || attribute(cell, `aria-${name}`);
  // Digits wherever they stand: `\"4\"` comes from markup that was once a script string.
  const digits = /\d+/.exec(text)?.[0];
  const value = digits === undefined ? 1 : Number(digits);
  if (name === 'colspan') return value === 0 || value > MAX_COL_SPAN ? 1 : value;
  return Math.min(value, MAX_ROW_SPAN);
};

const isCell = (element: Element): boolean =>
  element.name === 'td' || element.name === 'th' || /^(?:cell|gridcell|columnheader|rowheader)$/.test(attribute(element, 'role')) || displayOf(element) === 'table-cell';

const isRow = (element: Element): boolean => element.name === 'tr' || attribute(element, 'role') === 'row' || displayOf(element) === 'table-row';

/** Whether an element that is no `table` says that it is one. */
export const isTableLike = (element: Element): boolean => {
  const { role, style } = element.attribs;
  if (role === undefined && style === undefined) return false;
  return role === 'table' || role === 'grid' || displayOf(element) === 'table';
};

/** Word adds a last row of height 0 that only carries column widths. */
const isWidthRow = (row: Element): boolean => /^0(?:px|pt)?$/.test(attribute(row, 'height'));

const groupsOf = (table: Element, keepHidden: boolean): Group[] => {
  const groups: Group[] = [];
  const feet: Group[] = [];
  let loose: Group | undefined;
  const visit = (parent: Element, group: Group | undefined): void => {
    for (const child of parent.children) {
      if (!isTag(child) || isUnseen(child, keepHidden)) continue;
      if (isRow(child)) {
        if (!group && !loose) groups.push((loose = []));
        const cells = child.children.filter(isTag).filter((cell) => isCell(cell) && !isUnseen(cell, keepHidden));
        if (!isWidthRow(child) || cells.some((cell) => cellContent(cell, keepHidden).text !== '')) (group ?? loose)?.push(cells);
      } else if (child.name !== 'table' && child.name !== 'caption' && !isCell(child)) {
        const own: Group = [];
        (child.name === 'tfoot' ? feet : groups).push(own);
        visit(child, own);
      }
    }
  };
  visit(table, undefined);
  return [...groups, ...feet];
};

/** Lays out a table. Rows without a cell keep their place, because row spans count them. */
export const layOut = (table: Element, keepHidden: boolean): RawGrid => {
  const cells: GridCell[] = [];
  let top = 0;
  let cols = 0;
  for (const group of groupsOf(table, keepHidden)) {
    /** For each column the first row that is free again. */
    const free: number[] = [];
    group.forEach((elements, index) => {
      const row = top + index;
      let col = 0;
      for (const node of elements) {
        while ((free[col] ?? 0) > row) col++;
        if (col >= MAX_COLS) break;
        let colSpan = 1;
        const wanted = Math.min(span(node, 'colspan'), MAX_COLS - col);
        while (colSpan < wanted && (free[col + colSpan] ?? 0) <= row) colSpan++;
        const asked = span(node, 'rowspan');
        const left = group.length - index;
        const rowSpan = asked === 0 ? left : Math.min(asked, left);
        for (let i = 0; i < colSpan; i++) free[col + i] = row + rowSpan;
        cells.push({ row, col, rowSpan, colSpan, node, ...cellContent(node, keepHidden) });
        col += colSpan;
        cols = Math.max(cols, col);
      }
    });
    top += group.length;
  }
  return { rows: top, cols, cells: cells.sort((a, b) => a.row - b.row || a.col - b.col) };
};

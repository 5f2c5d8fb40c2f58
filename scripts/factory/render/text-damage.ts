// Text damaged the way a PDF converter damages it at page breaks (seen in the text of 乐都 2022): the number of columns changes,
// rows shift, rows carry zero cells too many, the end of a label stands after its numbers. The order of the numbers is kept.
import { gridOf, type Grid } from '../paper.js';

const fullRows = (grid: Grid): string[][] => gridOf(grid.rows).map((row) => row.map((each) => (each?.text ?? '').replace(/\n/g, '')));

/** Zero cells put in before the total, where the row has zeros only between the natural persons and the total. */
const surplusZeros = (row: readonly string[], count: number): string[] => {
  const last = row.at(-1) ?? '';
  return [...row.slice(0, -1), ...Array.from({ length: count }, () => '0'), last];
};

/** The end of the label moved to a row of its own, after the numbers. */
const tornLabel = (row: readonly string[], label: number): string[][] => {
  const text = row[label] ?? '';
  const head = row.map((each, i) => (i === label ? text.slice(0, -1) : each));
  return [head, ['', ...row.map((_, i) => (i === label ? text.slice(-1) : ''))]];
};

const dropCovered = (row: readonly string[], count: number): string[] => {
  const result = [...row];
  for (let i = 0; i < count && result[0] === ''; i += 1) result.shift();
  return result;
};

const damageThree = (grid: Grid): string[][] => {
  const rows = fullRows(grid);
  const at = (pattern: RegExp): number => rows.findIndex((row) => row.some((text) => pattern.test(text)));
  const [query, held, torn, misc] = [at(/属于行政查询事项/), at(/本机关不掌握/), at(/逾期未按收费/), at(/^3\.其他$/)];
  const damaged: string[][] = [];
  for (const [index, row] of rows.entries()) {
    if (index === held || index === torn) damaged.push([]);
    if (index === query) damaged.push(dropCovered(row, 2));
    else if (index === torn) damaged.push(...tornLabel(row, 2));
    else if (index === misc && row.slice(3, 9).every((text) => text === '0')) damaged.push(['', ...surplusZeros(row, 5)]);
    else if (index >= held && index < torn) damaged.push(dropCovered(row, 1));
    else if (index > misc && misc > 0) damaged.push([...row, '', '']);
    else damaged.push(row);
  }
  return damaged;
};

export const damageTable = (grid: Grid): string => {
  const rows = grid.section === 't3' ? damageThree(grid) : fullRows(grid);
  return rows.map((row) => row.join('\t')).join('\n');
};

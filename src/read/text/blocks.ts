// Lines → blocks: runs of rows become tables, everything else one heading or paragraph a line. A table goes on over page breaks;
// a chapter heading ends it.
import type { Block, Cell, Table } from '../../model/index.js';
import { isChapter, looksLikeHeading } from '../chapters.js';
import { alignColumns } from './columns.js';
import { linesOf, type Line, type Separator } from './lines.js';

/** A page break leaves up to two blank lines inside a table. */
const MAX_BLANK = 2;
/** A line without separator longer than this is prose, even between rows. */
const SHORT = 40;
const PAGE_NUMBER = /^\s*[-—–－]+\s*\d+\s*[-—–－]+\s*$/;

/** Rows of one table, page numbers and rules left out. */
interface Run {
  readonly separator: Separator;
  readonly lines: readonly Line[];
  /** Index of the line after the run. */
  readonly end: number;
}

/** A short line between rows is a row with one field: a label the page has broken, the title of a block of rows. */
const mayStandInside = (line: Line, separator: Separator, near: boolean): boolean =>
  line.kind === 'prose' && line.text.trim().length <= SHORT && !/[。；]/.test(line.text) && !isChapter(line.text) && (near || separator === 'blanks');

const runFrom = (lines: readonly Line[], start: number, separator: Separator): Run => {
  const rows: Line[] = [];
  let pending: Line[] = [];
  let blank = 0;
  let end = start;
  for (let i = start; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    if (line.kind === 'empty') {
      if (++blank > MAX_BLANK) break;
    } else if (line.kind === separator && !isChapter(line.text)) {
      rows.push(...pending, line);
      pending = [];
      blank = 0;
      end = i + 1;
    } else if (line.kind === 'rule' || PAGE_NUMBER.test(line.text)) {
      if (line.kind === 'rule' && rows.length > 0 && pending.length === 0 && blank === 0) end = i + 1;
    } else if (pending.length < 3 && mayStandInside(line, separator, blank === 0)) {
      pending.push(line);
      if (separator !== 'blanks' && lines[i + 1]?.kind !== separator) break;
    } else break;
  }
  return { separator, lines: rows, end };
};

const isTable = ({ separator, lines }: Run): boolean => {
  const rows = lines.filter((line) => line.kind === separator);
  if (separator === 'tab') return rows.some((line) => line.text.trim() !== '');
  if (separator === 'pipe') return rows.length >= 2 || (rows[0]?.text.split('|').length ?? 0) > 3;
  return rows.length >= 2;
};

const cellText = (field: string): string =>
  field
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\\\|/g, '|')
    .replace(/[ \u3000]+/g, ' ')
    .trim();

/** Outer pipes are a frame when every row has them; otherwise they part an empty field. */
const pipeFields = (rows: readonly string[]): string[][] => {
  const bare = rows.map((row) => row.trim());
  const left = bare.every((row) => row.startsWith('|'));
  const right = bare.every((row) => row.endsWith('|'));
  return bare.map((row) => row.slice(left ? 1 : 0, right && row.length > 1 ? -1 : undefined).split(/(?<!\\)\|/));
};

const gridOf = ({ separator, lines }: Run): Table => {
  const texts = lines.map((line) => line.text);
  const at = (row: number, field: number) => ({ path: `L${lines[row]?.number ?? 0}C${field + 1}` });
  const cells: Cell[] = [];
  let cols = 0;
  if (separator === 'blanks') {
    const aligned = alignColumns(texts);
    cols = aligned.cols;
    aligned.rows.forEach((fields, row) =>
      fields.forEach(({ col, colSpan, text }, index) => cells.push({ row, col, rowSpan: 1, colSpan, text: cellText(text), at: at(row, index) })),
    );
  } else {
    const rows = separator === 'tab' ? texts.map((text) => text.split('\t')) : pipeFields(texts);
    rows.forEach((fields, row) => {
      cols = Math.max(cols, fields.length);
      fields.forEach((field, col) => cells.push({ row, col, rowSpan: 1, colSpan: 1, text: cellText(field), at: at(row, col) }));
    });
  }
  return { kind: 'table', grid: 'text', rows: lines.length, cols, cells, at: { path: `L${lines[0]?.number ?? 0}` } };
};

const BOLD = /^(?:\*\*|__)(.+)(?:\*\*|__)$/;

const proseBlock = (line: Line): Block | undefined => {
  const bare = line.text.trim().replace(/[ \u3000\t]+/g, ' ');
  const marked = /^#{1,6}\s+(.+?)\s*#*$/.exec(bare)?.[1];
  const bold = BOLD.exec(marked ?? bare)?.[1];
  const text = bold ?? marked ?? bare;
  if (text === '' || text === '|') return undefined;
  const heading = marked !== undefined || bold !== undefined || looksLikeHeading(text);
  return { kind: heading ? 'heading' : 'paragraph', text, at: { path: `L${line.number}C1` } };
};

const BLOCK_TITLE = /^\s*第?二十条/;

/** How the table that begins at a line parts its fields; the title of a block of rows begins its table, separator or not. */
const separatorAt = (lines: readonly Line[], index: number): Separator | undefined => {
  const line = lines[index];
  const at = line?.kind === 'prose' && BLOCK_TITLE.test(line.text) && line.text.length <= SHORT ? lines[index + 1] : line;
  return at === undefined || isChapter(at.text) || at.kind === 'prose' || at.kind === 'rule' || at.kind === 'empty' ? undefined : at.kind;
};

/** Blocks of a plain text, in order. */
export const textBlocks = (text: string): Block[] => {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (!line) break;
    if (line.kind !== 'empty' && line.kind !== 'rule') {
      const separator = separatorAt(lines, i);
      const run = separator === undefined ? undefined : runFrom(lines, i, separator);
      if (run && isTable(run)) {
        blocks.push(gridOf(run));
        i = run.end;
        continue;
      }
      const block = proseBlock(line);
      if (block) blocks.push(block);
    }
    i++;
  }
  return blocks;
};

// Plain text, as copied from a page or taken out of a PDF: tabs, pipes, one cell per line, aligned columns, glued cells.
import iconv from 'iconv-lite';
import { gridOf, type Block, type Grid, type Paper } from '../paper.js';
import { damageTable } from './text-damage.js';
import { choice, type RenderOptions } from './options.js';

type Writer = (grid: Grid) => string;

const oneLine = (text: string): string => text.replace(/\n/g, '');
const texts = (grid: Grid): string[][] => gridOf(grid.rows).map((row) => row.map((each) => oneLine(each?.text ?? '')));

/** A pasted table: covered places stay empty, as spreadsheets and word processors copy them. */
const tab: Writer = (grid) => texts(grid).map((row) => row.join('\t')).join('\n');

/** As text tools print it: only the cells that begin in the row. */
const tabShort: Writer = (grid) => grid.rows.map((row) => row.map(({ text }) => oneLine(text)).join('\t')).join('\n');

const pipe: Writer = (grid) => grid.rows.map((row) => `${row.map(({ text }) => oneLine(text)).join(' | ')} |`).join('\n');

/** A Markdown table over the full grid. */
const markdown: Writer = (grid) => {
  const [head = [], ...rest] = texts(grid);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n');
};

/** Every cell on a line of its own, blank lines between; an inner line break gives two lines. */
const lines: Writer = (grid) => grid.rows.flatMap((row) => row.map(({ text }) => text)).join('\n\n');

/** The same without blank lines: an empty cell is an empty line. */
const linesTight: Writer = (grid) => grid.rows.flatMap((row) => row.map(({ text }) => oneLine(text))).join('\n');

const columnsOf = (text: string): number => Array.from(text).reduce((sum, char) => sum + (char.charCodeAt(0) > 0xff ? 2 : 1), 0);

/** Columns aligned with blanks, as `pdftotext -layout` prints a page. */
const layout: Writer = (grid) => {
  const rows = texts(grid);
  const width = (col: number): number => Math.max(2, ...rows.map((row) => Math.min(44, columnsOf(row[col] ?? ''))));
  return rows
    .map((row) => row.map((text, col) => text + ' '.repeat(Math.max(2, width(col) - columnsOf(text) + 2))).join('').trimEnd())
    .join('\n');
};

/** Cells run together without a sign between them: 规章000. */
const glued: Writer = (grid) => grid.rows.map((row) => row.map(({ text }) => oneLine(text)).join('')).join('\n');

const WRITERS: Readonly<Record<string, Writer>> = { tab, tabShort, pipe, markdown, lines, linesTight, layout, glued, damaged: damageTable };

const blockText = (block: Block, writer: Writer): string => (block.kind === 'table' ? writer(block) : block.text);

/** Options: `style` (a writer), `charset`, `newline` (`crlf`), `gap` (lines between blocks, 2 by default). */
export const renderText = ({ sheets, merged }: Paper, options: RenderOptions): Uint8Array => {
  const writer = WRITERS[choice(options, 'style', 'tab')];
  if (!writer) throw new Error(`Expected a style of text (${Object.keys(WRITERS).join(', ')}), got ${choice(options, 'style', '')}`);
  const gap = '\n'.repeat(Number(choice(options, 'gap', '2')));
  const text = `${(merged ?? sheets.flatMap(({ blocks }) => blocks)).map((block) => blockText(block, writer)).join(gap)}\n`;
  const ended = choice(options, 'newline', 'lf') === 'crlf' ? text.replace(/\n/g, '\r\n') : text;
  const charset = choice(options, 'charset', 'utf-8');
  return iconv.encode(ended, charset === 'gbk' ? 'gb18030' : 'utf-8', { addBOM: charset === 'utf-8-bom' });
};

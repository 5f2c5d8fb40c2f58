// The page Chromium prints: paper, fonts, rules, page numbers and where pages break are options.
import type { Cell, Grid, Paper, Row, Text } from '../paper.js';
import { escapeHtml } from './html-dress.js';
import { choice, isOn, measure, type RenderOptions } from './options.js';

const FONTS: Readonly<Record<string, string>> = {
  serif: '"Noto Serif CJK SC"',
  sans: '"Noto Sans CJK SC"',
  wqy: '"WenQuanYi Micro Hei"',
};

const RULES: Readonly<Record<string, string>> = {
  full: 'table{border-collapse:collapse} td{border:0.75pt solid #000}',
  thick: 'table{border-collapse:collapse;border:2.25pt solid #000} td{border:0.5pt solid #000}',
  dotted: 'table{border-collapse:collapse} td{border:0.5pt dotted #444}',
  double: 'table{border-spacing:1.5pt;border:0.75pt solid #000} td{border:0.75pt solid #000}',
  horizontal: 'table{border-collapse:collapse} td{border-top:0.75pt solid #000;border-bottom:0.75pt solid #000}',
  open: 'table{border-collapse:collapse} td{border:0.75pt solid #000} td:first-child{border-left:none} td:last-child{border-right:none}',
  none: 'table{border-collapse:collapse} td{border:none}',
  shaded: 'table{border-collapse:collapse} td{border:0.75pt solid #999} td.head,td.note{background:#dde6f0}',
};

const styleOf = (options: RenderOptions): string => {
  const size = measure(options, 'size', 9);
  const padding = measure(options, 'padding', 2);
  return `@page{size:A4 ${isOn(options, 'landscape') ? 'landscape' : 'portrait'};margin:${measure(options, 'margin', 22)}mm ${measure(options, 'sideMargin', 20)}mm}
body{font-family:${FONTS[choice(options, 'font', 'serif')] ?? 'serif'};font-size:${size + 2}pt;line-height:1.6;margin:0}
h1{font-size:18pt;text-align:center} h2{font-size:${size + 3}pt} p{text-indent:2em;margin:4pt 0}
table{width:100%;table-layout:fixed;font-size:${size}pt;line-height:1.25;margin:4pt 0 10pt}
td{padding:${padding}pt;text-align:center;vertical-align:middle;white-space:pre-line;word-break:break-all} td.label,td.note{text-align:left}
td.vertical{writing-mode:vertical-rl;letter-spacing:2pt;text-align:center} ${isOn(options, 'justify') ? 'td.label{text-align:justify;text-align-last:justify}' : ''}
${isOn(options, 'tallRows') ? 'td.number{height:26pt}' : ''} ${isOn(options, 'numbersTop') ? 'td.number{vertical-align:top}' : ''}
.break{break-before:page} .columns{display:flex;gap:10mm} .columns>div{flex:1;min-width:0}
${RULES[choice(options, 'rules', 'full')] ?? ''}`;
};

const cellHtml = (each: Cell): string => {
  const spans = `${each.rowSpan > 1 ? ` rowspan="${each.rowSpan}"` : ''}${each.colSpan > 1 ? ` colspan="${each.colSpan}"` : ''}`;
  return `<td class="${each.ink}${each.vertical === true ? ' vertical' : ''}"${spans}>${escapeHtml(each.text)}</td>`;
};

/** Page breaks before the rows named in `breaks` (codes, parted by blanks). */
const rowHtml = (row: Row, breaks: readonly string[]): string => {
  const broken = row.some(({ code, ink }) => ink === 'label' && code !== undefined && breaks.includes(code));
  return `<tr${broken ? ' class="break"' : ''}>${row.map(cellHtml).join('')}</tr>`;
};

const tableHtml = (grid: Grid, options: RenderOptions): string => {
  const whole = grid.widths.reduce((sum, width) => sum + width, 0);
  const cols = grid.widths.map((width) => `<col style="width:${((100 * width) / whole).toFixed(2)}%">`).join('');
  const breaks = choice(options, 'breaks', '').split(' ');
  return `<table><colgroup>${cols}</colgroup>${grid.rows.map((row) => rowHtml(row, breaks)).join('')}</table>`;
};

/** A spacer before a chapter moves the tables down, so that the page ends inside them. */
const textHtml = ({ kind, text, chapter }: Text, options: RenderOptions): string => {
  const space = chapter === undefined ? 0 : measure(options, `space${chapter}`, 0);
  const before = space > 0 ? `<div style="height:${space}mm"></div>` : '';
  const tag = kind === 'title' ? 'h1' : kind === 'heading' ? 'h2' : 'p';
  const style = kind === 'signature' ? ' style="text-align:right"' : '';
  return `${before}<${tag}${style}>${escapeHtml(text).replace(/\n/g, '<br>')}</${tag}>`;
};

const blocksHtml = (blocks: Paper['sheets'][number]['blocks'], options: RenderOptions): string =>
  blocks.map((block) => (block.kind === 'table' ? tableHtml(block, options) : textHtml(block, options))).join('\n');

/** Options: see the names in this file; lengths in mm, sizes in points. */
export const printPage = ({ sheets, merged }: Paper, options: RenderOptions): string => {
  const sheetsHtml = merged
    ? [blocksHtml(merged, options)]
    : sheets.map(({ blocks }) => `<div>${blocksHtml(blocks, options)}</div>`);
  const content = isOn(options, 'beside') ? `<div class="columns">${sheetsHtml.join('')}</div>` : sheetsHtml.join('<div class="break"></div>');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeHtml(sheets[0]?.title ?? '')}</title><style>${styleOf(options)}</style></head><body>${content}</body></html>`;
};

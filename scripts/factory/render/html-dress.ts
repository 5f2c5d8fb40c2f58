// How the cells and sentences of a page are marked up: by hand, or as word processors leave them when text is pasted into a CMS.
import type { Cell, Grid, Text } from '../paper.js';

export interface Dress {
  table(grid: Grid): string;
  text(text: Text): string;
}

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\u00a0/g, '&nbsp;');

const spans = ({ rowSpan, colSpan }: Cell): string => (rowSpan > 1 ? ` rowspan="${rowSpan}"` : '') + (colSpan > 1 ? ` colspan="${colSpan}"` : '');

const rowsOf = (grid: Grid, dressed: (cell: Cell) => string): string => grid.rows.map((row) => `<tr>\n${row.map(dressed).join('\n')}\n</tr>`).join('\n');

const lines = (text: string, mark: string): string => text.split('\n').map(escapeHtml).join(mark);

const clean: Dress = {
  table: (grid) =>
    `<table border="1" cellspacing="0" cellpadding="4">\n<tbody>\n${rowsOf(grid, (each) => `<td${spans(each)}>${lines(each.text, '<br>')}</td>`)}\n</tbody>\n</table>`,
  text: ({ kind, text }) => {
    if (kind === 'title') return `<h1>${lines(text, '<br>')}</h1>`;
    if (kind === 'heading') return `<h2>${escapeHtml(text)}</h2>`;
    return `<p${kind === 'signature' ? ' style="text-align:right"' : ''}>${escapeHtml(text)}</p>`;
  },
};

/** Heading cells as `th` in `thead`, columns declared, blanks as `&nbsp;`. */
const formal: Dress = {
  table: (grid) => {
    const tag = ({ ink }: Cell): string => (ink === 'head' || ink === 'note' ? 'th' : 'td');
    const cols = grid.widths.map((width) => `<col width="${width}">`).join('');
    const body = rowsOf(grid, (each) => `<${tag(each)}${spans(each)} align="center">${each.text === '' ? '&nbsp;' : lines(each.text, '<br/>')}</${tag(each)}>`);
    return `<table class="MsoTableGrid" border="1"><colgroup>${cols}</colgroup><tbody>${body}</tbody></table>`;
  },
  text: ({ kind, text }) =>
    kind === 'heading' ? `<p><strong>${escapeHtml(text)}</strong></p>` : `<p style="text-indent:2em;">${lines(text, '<br/>')}</p>`,
};

const STYLE = 'font-family: 宋体; font-size: 10.5pt; mso-spacerun: yes';

/** Pieces of one to five characters, as the fonts of a word processor cut a label. */
const pieces = (text: string): string[] => text.match(/[\d.]+|[^\d.]{1,5}/gu) ?? [];

const soup = (text: string): string =>
  pieces(text)
    .map((piece, i) => (i % 2 === 0 ? `<font face="仿宋_GB2312">${escapeHtml(piece)}</font>` : escapeHtml(piece)))
    .join('');

const soupCell = (each: Cell): string => {
  const paragraph = (line: string): string =>
    line === ''
      ? `<p class="MsoNormal"><span style="${STYLE}"><o:p>&nbsp;</o:p></span></p>`
      : `<p class="MsoNormal" align="center"><span style="${STYLE}"><span>${soup(line)}</span></span><span style="${STYLE}"><o:p></o:p></span></p>`;
  return `<td${spans(each)} valign="center" style="border:1pt solid windowtext;mso-border-alt:solid windowtext .5pt">\n${each.text.split('\n').map(paragraph).join('\n')}\n</td>`;
};

const word: Dress = {
  table: (grid) => `<table class="MsoNormalTable" border="1" cellspacing="0" style="border-collapse:collapse"><tbody>${rowsOf(grid, soupCell)}</tbody></table>`,
  text: ({ kind, text }) => {
    const body = text.split('\n').map(soup).join('<br clear="all"/>');
    return `<p class="MsoNormal" style="text-indent:2em"><span style="${STYLE}">${kind === 'heading' ? `<b>${body}</b>` : body}</span><span style="${STYLE}"><o:p></o:p></span></p>`;
  },
};

/** Everything in `div` and `span`; each table inside a layout cell, sentences parted by `<br>`. */
const loose: Dress = {
  table: (grid) =>
    `<table width="100%"><tr><td><div class="table-box"><table style="width:100%" border="1">${rowsOf(grid, (each) => `<td${spans(each)}><div><span>${lines(each.text, '</span><span>')}</span></div></td>`)}</table></div></td></tr></table>`,
  text: ({ text }) => `<span>&emsp;&emsp;${lines(text, '')}</span><br><br>`,
};

export const DRESSES: Readonly<Record<string, Dress>> = { clean, formal, word, loose };

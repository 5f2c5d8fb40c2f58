// One web page: the blocks in a dress, inside the page of a CMS, in a character set.
import iconv from 'iconv-lite';
import type { Block, Paper, Sheet } from '../paper.js';
import { DRESSES, type Dress } from './html-dress.js';
import { SITES } from './html-sites.js';
import { choice, isOn, type RenderOptions } from './options.js';

/** How the bytes are written and what the page says about itself. */
const CHARSETS: Readonly<Record<string, { readonly bytes: string; readonly said: string; readonly bom?: true }>> = {
  'utf-8': { bytes: 'utf-8', said: 'utf-8' },
  'utf-8-bom': { bytes: 'utf-8', said: 'utf-8', bom: true },
  'utf-8-unsaid': { bytes: 'utf-8', said: '' },
  'utf-8-said-gb2312': { bytes: 'utf-8', said: 'gb2312' },
  'gbk-said-gb2312': { bytes: 'gb18030', said: 'gb2312' },
  'gbk-unsaid': { bytes: 'gb18030', said: '' },
};

const blocksToHtml = (blocks: readonly Block[], dress: Dress): string =>
  blocks.map((block) => (block.kind === 'table' ? dress.table(block) : dress.text(block))).join('\n');

/** Two reports in the two cells of a layout table. */
const beside = (sheets: readonly Sheet[], dress: Dress): string =>
  `<table class="layout"><tr>${sheets.map((sheet) => `<td valign="top">${blocksToHtml(sheet.blocks, dress)}</td>`).join('')}</tr></table>`;

/** A copy of the tables for small screens that the style sheet hides. */
const hiddenTwin = ([sheet]: readonly Sheet[], dress: Dress): string =>
  sheet ? `<div class="mobile" style="display:none">${blocksToHtml(sheet.blocks.filter(({ kind }) => kind !== 'signature'), dress)}</div>` : '';

/** The body of the page, without what a CMS puts around it. */
export const contentOf = ({ sheets, merged }: Paper, options: RenderOptions): string => {
  const name = choice(options, 'dress', 'clean');
  const dress = DRESSES[name];
  if (!dress) throw new Error(`Expected a dress (${Object.keys(DRESSES).join(', ')}), got ${name}`);
  if (merged) return blocksToHtml(merged, dress);
  const content = isOn(options, 'beside') ? beside(sheets, dress) : sheets.map(({ blocks }) => blocksToHtml(blocks, dress)).join('\n');
  return isOn(options, 'hiddenTwin') ? content + hiddenTwin(sheets, dress) : content;
};

/** Options: `site`, `dress`, `charset`, `title` (of the page, where it is not that of the report), `hiddenTwin`, `beside`. */
export const renderHtml = (paper: Paper, options: RenderOptions): Uint8Array => {
  const site = SITES[choice(options, 'site', 'trs')];
  const charset = CHARSETS[choice(options, 'charset', 'utf-8')];
  const [first] = paper.sheets;
  if (!site || !charset || !first) throw new Error(`Expected a known site and charset and one report, got ${JSON.stringify(options)}`);
  const page = site({
    title: choice(options, 'title', first.title),
    body: choice(options, 'publisher', first.figures.body),
    published: first.published,
    content: contentOf(paper, options),
    charset: charset.said,
  });
  return iconv.encode(page, charset.bytes, { addBOM: charset.bom ?? false });
};

// The registry of renderers. A new one: a file beside this and a line here.
import type { Paper } from '../paper.js';
import { renderDocx } from './docx.js';
import { renderHtml } from './html.js';
import { isOn, type RenderOptions } from './options.js';
import { renderPdfChromium } from './pdf-chromium.js';
import { printPage } from './pdf-page.js';
import type { Programs } from './programs.js';
import { fixPdf } from './reproducible.js';
import { renderText } from './text.js';

export interface Renderer {
  readonly extension: string;
  readonly render: (paper: Paper, options: RenderOptions, programs: Programs) => Promise<Uint8Array>;
}

/** What LibreOffice lays out: a DOCX of ours, or a web page it opens. */
const source = async (paper: Paper, options: RenderOptions): Promise<[Uint8Array, string]> =>
  isOn(options, 'fromHtml') ? [Buffer.from(printPage(paper, options)), 'html'] : [await renderDocx(paper, options), 'docx'];

export const RENDERERS: Readonly<Record<string, Renderer>> = {
  html: { extension: 'html', render: (paper, options) => Promise.resolve(renderHtml(paper, options)) },
  text: { extension: 'txt', render: (paper, options) => Promise.resolve(renderText(paper, options)) },
  docx: { extension: 'docx', render: (paper, options) => renderDocx(paper, options) },
  'docx-office': {
    extension: 'docx',
    render: async (paper, options, { office }) => office(...(await source(paper, { fromHtml: true, ...options })), 'docx:MS Word 2007 XML'),
  },
  'pdf-chromium': { extension: 'pdf', render: renderPdfChromium },
  'pdf-office': {
    extension: 'pdf',
    render: async (paper, options, { office }) => fixPdf(await office(...(await source(paper, options)), 'pdf:writer_pdf_Export')),
  },
};

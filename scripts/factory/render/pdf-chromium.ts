// A PDF as a browser prints it: one font subset per face, rules as fills, text in short runs.
import type { Paper } from '../paper.js';
import { choice, isOn, measure, type RenderOptions } from './options.js';
import { printPage } from './pdf-page.js';
import type { Programs } from './programs.js';
import { fixPdf } from './reproducible.js';

const FOOTERS: Readonly<Record<string, string>> = {
  dashes: '<div style="width:100%;text-align:center;font-size:9pt">- <span class="pageNumber"></span> -</div>',
  wide: '<div style="width:100%;text-align:right;font-size:9pt;padding-right:20mm">— <span class="pageNumber"></span> —</div>',
  ofTotal: '<div style="width:100%;text-align:center;font-size:9pt">第<span class="pageNumber"></span>页 共<span class="totalPages"></span>页</div>',
  plain: '<div style="width:100%;text-align:center;font-size:9pt"><span class="pageNumber"></span></div>',
};

/** What browsers print at the top by themselves: date, title. */
const HEADER = '<div style="width:100%;font-size:8pt;padding:0 10mm">2025/1/20 <span class="title"></span></div>';

/** Prints any HTML; no script of the page runs and nothing is loaded. */
export const printHtml = async (html: string, options: RenderOptions, { browser }: Programs): Promise<Uint8Array> => {
  const page = await (await browser()).newPage({ javaScriptEnabled: false });
  try {
    await page.setContent(html, { waitUntil: 'load' });
    const footer = FOOTERS[choice(options, 'footer', 'none')];
    const header = isOn(options, 'header');
    const bytes = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      scale: measure(options, 'scale', 1),
      displayHeaderFooter: header || footer !== undefined,
      headerTemplate: header ? HEADER : '<span></span>',
      footerTemplate: footer ?? '<span></span>',
    });
    return fixPdf(bytes);
  } finally {
    await page.close();
  }
};

export const renderPdfChromium = (paper: Paper, options: RenderOptions, programs: Programs): Promise<Uint8Array> =>
  printHtml(printPage(paper, options), options, programs);

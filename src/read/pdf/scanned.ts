// Pages of a PDF that are pictures: read as scans, and put in the place of what the text layer gave.
import type { Box } from '../../model/index.js';
import { finding } from '../../model/index.js';
import { scanPages, type PageSource, type ScannedPage, type ScanOptions } from '../scan/index.js';
import type { PageTable } from '../stitch.js';
import { PageError, type PdfFile } from './engine.js';
import type { PageKind } from './page-kind.js';

const POINTS = 72;

/** A page to be read as a scan: the whole of it, or only the pictures between its text. */
export interface ScanPage {
  /** From 0. */
  readonly index: number;
  readonly kind: PageKind;
}

const sourceOf = (file: PdfFile, { index, kind }: ScanPage): PageSource => ({
  number: index + 1,
  scale: POINTS / kind.dpi,
  first: index === 0 && kind.kind === 'picture',
  last: index === file.pages - 1 && kind.kind === 'picture',
  picture: async () => {
    try {
      if (!file.picture) throw new PageError('this engine gives no pictures; use pdfium');
      return await file.picture(index, { dpi: kind.dpi });
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      return { trouble: 'broken', note: `expected a picture of the page, but ${error.message}.` };
    }
  },
});

const overlaps = (a: Box, b: Box): boolean => Math.min(a[2], b[2]) > Math.max(a[0], b[0]) && Math.min(a[3], b[3]) > Math.max(a[1], b[1]);

/** Tables of a picture on a page of text; what the text layer gave already is not read again from its picture. */
export const besides = (scanned: ScannedPage, tables: readonly PageTable[]): PageTable[] =>
  scanned.tables.filter((table) => !tables.some((known) => overlaps(known.at.box ?? known.box, table.at.box ?? table.box)));

export const hiddenNote = (number: number) =>
  finding('hidden-text', `Page ${number} is a picture with an invisible text layer under it, made by somebody's OCR; the picture was read, not that layer.`, { at: [{ page: number }] });

/** Reads the pages as scans, in the order given. */
export const readScanned = (file: PdfFile, pages: readonly ScanPage[], options: ScanOptions): Promise<ScannedPage[]> =>
  scanPages(
    pages.map((page) => sourceOf(file, page)),
    options,
  );

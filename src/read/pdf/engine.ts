// What both PDF engines give of a page: glyphs with em boxes and drawn rules, in points with the origin at the top left of the
// page as it is shown. Everything above this interface is the same for both, so that they read the same tables.
import type { Rule } from '../lattice.js';
import type { Picture } from '../scan/picture.js';
import type { PageImage } from './page-kind.js';

/** The way the reader's eye moves along the text; slanted text (watermarks) is not given at all. */
export type Direction = 'right' | 'down' | 'up' | 'left';

/**
 * One printed character. The box is the em box: from origin to origin + advance along the line, `ASCENT` above and the rest of
 * the size below the baseline; it does not depend on the outline, so 一 and 国 stand on the same line in both engines.
 */
export interface Glyph {
  /** May be several characters (ligatures). U+FFFD where the font does not say which character the shape is. */
  readonly text: string;
  readonly x0: number;
  readonly top: number;
  readonly x1: number;
  readonly bottom: number;
  /** Font size as shown, in points. */
  readonly size: number;
  readonly direction: Direction;
  /** A white space character stands between this glyph and the one before it in the file. */
  readonly spaced: boolean;
}

export interface PageContent {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  /** Drawn with no ink (text render mode 3): the layer a scanning program laid over a picture. */
  readonly hidden: readonly Glyph[];
  readonly rules: readonly Rule[];
  readonly images: readonly PageImage[];
  /** Drawn paths, to tell text that is drawn as outlines. */
  readonly shapes: number;
}

export interface PdfFile {
  readonly pages: number;
  /** Title of the info dictionary, if any. */
  readonly title: string | undefined;
  /** `index` from 0. Throws `PageError` where one page cannot be read. */
  page(index: number): Promise<PageContent>;
  /** The page as it is shown, rendered. Only some engines can; throws `PageError`. */
  readonly picture?: (index: number, options: { readonly dpi: number }) => Promise<Picture>;
  close(): Promise<void>;
}

export type OpenTrouble = 'encrypted-file' | 'broken-file';

export interface PdfEngine {
  readonly id: 'pdfium' | 'pdfjs';
  /** The bytes are copied, never changed. */
  open(bytes: Uint8Array): Promise<PdfFile | OpenTrouble>;
}

/** One page of a document that opens cannot be read; the others can. */
export class PageError extends Error {
  override readonly name = 'PageError';
}

/** Share of the em above the baseline, as in the common Chinese fonts (SimSun 0.86, Noto 0.88). */
export const ASCENT = 0.86;

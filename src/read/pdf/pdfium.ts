// The fast engine: PDFium as WebAssembly, one page at a time, everything freed when the page is done.
import type { OpenTrouble, PageContent, PdfEngine, PdfFile } from './engine.js';
import { PageError } from './engine.js';
import { shownPage } from './matrix.js';
import type { Picture } from '../scan/picture.js';
import { renderPage } from './pdfium-picture.js';
import { plainJpeg, plainPicture, type ShownPage } from './plain-picture.js';
import { dropPdfium, pdfium, type Pdfium } from './pdfium-module.js';
import { readGlyphs } from './pdfium-text.js';
import { readPaths } from './pdfium-paths.js';

/** `FPDF_ERR_PASSWORD` and `FPDF_ERR_SECURITY` of fpdfview.h. */
const PASSWORD_ERRORS: readonly number[] = [4, 5];

/** A trap or an abort inside the WebAssembly; its memory is lost with all that was open in it. */
const isTrap = (error: unknown): boolean => error instanceof WebAssembly.RuntimeError;

const withCString = <T>(lib: Pdfium, text: string, use: (pointer: number) => T): T => {
  const bytes = new TextEncoder().encode(`${text}\0`);
  const pointer = lib.malloc(bytes.length);
  lib.u8().set(bytes, pointer);
  try {
    return use(pointer);
  } finally {
    lib.free(pointer);
  }
};

/** UTF-16LE with a closing NUL, as PDFium gives strings. */
const metaText = (lib: Pdfium, document: number, key: string): string =>
  withCString(lib, key, (name) => {
    const length = lib.FPDF_GetMetaText(document, name, 0, 0);
    if (length <= 2) return '';
    const pointer = lib.malloc(length);
    try {
      lib.FPDF_GetMetaText(document, name, pointer, length);
      return new TextDecoder('utf-16le').decode(lib.u8().slice(pointer, pointer + length - 2));
    } finally {
      lib.free(pointer);
    }
  });

const shownOf = (lib: Pdfium, page: number): ShownPage => {
  lib.FPDF_GetPageBoundingBox(page, lib.scratch);
  const base = lib.scratch >> 2;
  const [left = 0, top = 0, right = 0, bottom = 0] = lib.f32().subarray(base, base + 4);
  const rotation = lib.FPDFPage_GetRotation(page);
  const [width, height] = rotation % 2 === 0 ? [right - left, top - bottom] : [top - bottom, right - left];
  return { width, height, shown: shownPage(left, bottom, right, top, rotation) };
};

const readPage = (lib: Pdfium, page: number, textPage: number): PageContent => {
  const { width, height, shown } = shownOf(lib, page);
  const { glyphs, hidden } = readGlyphs(lib, textPage, shown);
  return { width, height, glyphs, hidden, ...readPaths(lib, page, shown) };
};

const loadPage = (lib: Pdfium, document: number, index: number): PageContent => {
  const page = lib.FPDF_LoadPage(document, index);
  if (page === 0) throw new PageError('the page object is missing or broken');
  const textPage = lib.FPDFText_LoadPage(page);
  try {
    if (textPage === 0) throw new PageError('the text of the page cannot be loaded');
    return readPage(lib, page, textPage);
  } finally {
    if (textPage !== 0) lib.FPDFText_ClosePage(textPage);
    lib.FPDF_ClosePage(page);
  }
};

const withPage = <T>(lib: Pdfium, document: number, index: number, use: (page: number) => T): T => {
  const page = lib.FPDF_LoadPage(document, index);
  if (page === 0) throw new PageError('the page object is missing or broken');
  try {
    return use(page);
  } finally {
    lib.FPDF_ClosePage(page);
  }
};

/** Runs `work`; after a trap the instance is dropped and what follows fails as a page of this document. */
const guarded = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!isTrap(error)) throw error;
    dropPdfium();
    throw new PageError('PDFium gave up on the page', { cause: error });
  }
};

const openFile = (lib: Pdfium, bytes: Uint8Array): PdfFile | OpenTrouble => {
  const data = lib.malloc(bytes.length);
  if (data === 0) throw new RangeError(`Expected room for a PDF of ${bytes.length} bytes in the memory of PDFium`);
  lib.u8().set(bytes, data);
  const document = withCString(lib, '', (password) => lib.FPDF_LoadMemDocument(data, bytes.length, password));
  if (document === 0) {
    const trouble = PASSWORD_ERRORS.includes(lib.FPDF_GetLastError()) ? 'encrypted-file' : 'broken-file';
    lib.free(data);
    return trouble;
  }
  let trapped = false;
  const careful = async <T>(work: () => T): Promise<T> => {
    if (trapped) throw new PageError('PDFium gave up on an earlier page of the file');
    try {
      return await Promise.resolve(guarded(work));
    } catch (error) {
      trapped = error instanceof PageError && error.cause !== undefined;
      throw error;
    }
  };
  return {
    pages: lib.FPDF_GetPageCount(document),
    title: metaText(lib, document, 'Title').trim() || undefined,
    page: (index) => careful(() => loadPage(lib, document, index)),
    picture: async (index, { dpi }): Promise<Picture> => {
      const plain = await careful(() => withPage(lib, document, index, (page) => plainJpeg(lib, bytes, page, shownOf(lib, page), dpi)));
      return (plain && (await plainPicture(plain, dpi))) ?? careful(() => withPage(lib, document, index, (page) => renderPage(lib, page, shownOf(lib, page), dpi)));
    },
    close: () => {
      if (!trapped) {
        lib.FPDF_CloseDocument(document);
        lib.free(data);
      }
      return Promise.resolve();
    },
  };
};

export const pdfiumEngine: PdfEngine = {
  id: 'pdfium',
  open: async (bytes) => {
    const lib = await pdfium();
    try {
      return openFile(lib, bytes);
    } catch (error) {
      if (!isTrap(error)) throw error;
      dropPdfium();
      return 'broken-file';
    }
  },
};

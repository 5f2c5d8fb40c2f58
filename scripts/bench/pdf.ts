// PDF → Document against PDFium alone on the same bytes: all characters with their boxes and all path segments of every page,
// by the raw exports, which is the least any reader on PDFium must do.
import { pdfReader } from '../../src/read/pdf/index.js';
import { pdfium, type Pdfium } from '../../src/read/pdf/pdfium-module.js';
import type { Measured } from './documents.js';
import type { Side } from './measure.js';

const PATH = 2;

const readCharacters = (lib: Pdfium, textPage: number): void => {
  const out = lib.scratch;
  const count = lib.FPDFText_CountChars(textPage);
  for (let i = 0; i < count; i += 1) {
    lib.FPDFText_GetUnicode(textPage, i);
    lib.FPDFText_GetCharBox(textPage, i, out, out + 8, out + 16, out + 24);
  }
};

const readSegments = (lib: Pdfium, page: number): void => {
  const out = lib.scratch;
  const objects = lib.FPDFPage_CountObjects(page);
  for (let i = 0; i < objects; i += 1) {
    const object = lib.FPDFPage_GetObject(page, i);
    if (lib.FPDFPageObj_GetType(object) !== PATH) continue;
    lib.FPDFPageObj_GetMatrix(object, out);
    const segments = lib.FPDFPath_CountSegments(object);
    for (let j = 0; j < segments; j += 1) {
      const segment = lib.FPDFPath_GetPathSegment(object, j);
      lib.FPDFPathSegment_GetPoint(segment, out, out + 4);
      lib.FPDFPathSegment_GetType(segment);
    }
  }
};

/** Opens one file and reads what there is on its pages, and keeps nothing. */
export const readByPdfium = (lib: Pdfium, bytes: Uint8Array): void => {
  const data = lib.malloc(bytes.length + 1);
  lib.u8().set(bytes, data);
  // The byte after the file is the empty password.
  lib.u8()[data + bytes.length] = 0;
  const document = lib.FPDF_LoadMemDocument(data, bytes.length, data + bytes.length);
  const pages = document === 0 ? 0 : lib.FPDF_GetPageCount(document);
  for (let index = 0; index < pages; index += 1) {
    const page = lib.FPDF_LoadPage(document, index);
    const textPage = lib.FPDFText_LoadPage(page);
    readCharacters(lib, textPage);
    readSegments(lib, page);
    lib.FPDFText_ClosePage(textPage);
    lib.FPDF_ClosePage(page);
  }
  if (document !== 0) lib.FPDF_CloseDocument(document);
  lib.free(data);
};

const readerSide = (engine: 'pdfium' | 'pdfjs', files: readonly Measured[]): Side => ({
  name: `reader, ${engine}`,
  run: async () => {
    const reader = pdfReader(engine);
    for (const { path, bytes } of files) await reader.read(bytes, { id: path, uri: `file://${path}`, digest: '' });
    return undefined;
  },
});

const pdfiumSide = (files: readonly Measured[]): Side => ({
  name: 'PDFium: characters, boxes, paths',
  run: async () => {
    const lib = await pdfium();
    for (const { bytes } of files) readByPdfium(lib, bytes);
    return undefined;
  },
});

/** Reading alone by both engines, and the least that PDFium needs; the first side is ours. */
export const pdfSides = (files: readonly Measured[]): Side[] => [readerSide('pdfium', files), pdfiumSide(files), readerSide('pdfjs', files)];

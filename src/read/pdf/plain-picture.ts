// A page that is one JPEG from edge to edge, as scanners write it → that JPEG: decoding it is a fraction of the work of having the page
// rendered, and gives the same pixels. Whatever is not surely so plain is left to PDFium.
import { decodeJpeg } from '../scan/pictures/jpeg.js';
import type { Picture } from '../scan/picture.js';
import { type Matrix, times } from './matrix.js';
import { readMatrix } from './pdfium-paths.js';
import type { Pdfium } from './pdfium-module.js';

const POINTS = 72;
const TEXT = 1;
const IMAGE = 3;
/** Text render mode: neither fill nor stroke. The layer of an OCR program is not seen on the page. */
const INVISIBLE = 3;
const NO_CLIP = -1;
/** Points by which the picture may miss the edges of the page: the page is written with three digits. */
const EXACT = 0.02;
/** Bytes before a stream in which its dictionary is looked for. */
const DICTIONARY = 1024;

/** A page as it is shown: its size in points, and the way to it from the page's own space. */
export interface ShownPage {
  readonly width: number;
  readonly height: number;
  readonly shown: Matrix;
}

const objectsOf = (lib: Pdfium, page: number): number[] => Array.from({ length: lib.FPDFPage_CountObjects(page) }, (_, i) => lib.FPDFPage_GetObject(page, i));

/** The only object of the page that is seen, if it is a picture that nothing cuts or makes transparent. */
const onlyImage = (lib: Pdfium, page: number): number | undefined => {
  const [image, second] = objectsOf(lib, page).filter((object) => lib.FPDFPageObj_GetType(object) !== TEXT || lib.FPDFTextObj_GetTextRenderMode(object) !== INVISIBLE);
  if (image === undefined || second !== undefined || lib.FPDFPageObj_GetType(image) !== IMAGE) return undefined;
  const isPlain = lib.FPDFPageObj_HasTransparency(image) === 0 && lib.FPDFClipPath_CountPaths(lib.FPDFPageObj_GetClipPath(image)) === NO_CLIP;
  return isPlain ? image : undefined;
};

/** Whether the picture, by its matrix, fills the page, upright. */
const fills = (matrix: Matrix, { width, height, shown }: ShownPage): boolean => {
  const wanted: Matrix = [width, 0, 0, -height, 0, height];
  return times(shown, matrix).every((value, i) => Math.abs(value - (wanted[i] ?? 0)) <= EXACT);
};

/**
 * Whether a side of the picture comes out as so many pixels. PDFium counts in 32 bits and takes whatever exceeds the last pixel for one more:
 * then it stretches the picture, and what it draws is read a little better than the picture itself (pages at 150 pixels an inch).
 */
const isDrawnAsIs = (length: number, side: number, pixels: number): boolean => Math.fround(length * Math.fround(pixels / Math.fround(side))) <= pixels;

/** Pixels of the picture, where each of them is one of the page rendered at `dpi`. */
const pixelsOf = (lib: Pdfium, image: number, matrix: Matrix, { width, height }: ShownPage, dpi: number): { width: number; height: number } | undefined => {
  if (lib.FPDFImageObj_GetImagePixelSize(image, lib.scratch, lib.scratch + 4) === 0) return undefined;
  const [w = 0, h = 0] = lib.i32().subarray(lib.scratch >> 2, (lib.scratch >> 2) + 2);
  const isOne = w === Math.round((width * dpi) / POINTS) && h === Math.round((height * dpi) / POINTS);
  return isOne && isDrawnAsIs(matrix[0], width, w) && isDrawnAsIs(matrix[3], height, h) ? { width: w, height: h } : undefined;
};

/** The stream of the picture as it is in the file. */
const streamOf = (lib: Pdfium, image: number): Uint8Array => {
  const length = lib.FPDFImageObj_GetImageDataRaw(image, 0, 0);
  const buffer = length > 0 ? lib.malloc(length) : 0;
  if (buffer === 0) return new Uint8Array();
  try {
    lib.FPDFImageObj_GetImageDataRaw(image, buffer, length);
    return lib.u8().slice(buffer, buffer + length);
  } finally {
    lib.free(buffer);
  }
};

/** Whether the dictionary before the stream says that it is a JPEG and nothing more: no mask, no turned colours, no other filter. */
const isPlainStream = (file: Uint8Array, stream: Uint8Array): boolean => {
  const at = Buffer.from(file.buffer, file.byteOffset, file.byteLength).indexOf(stream);
  if (at < 0) return false;
  const [, dictionary = ''] = /\bobj\s*<<((?:(?!\bobj\b)[^])*)>>\s*stream\r?\n$/.exec(Buffer.from(file.subarray(Math.max(0, at - DICTIONARY), at)).toString('latin1')) ?? [];
  return /\/Filter\s*\[?\s*\/DCTDecode\s*[\]/>\s]/.test(`${dictionary}>`) && /\/ColorSpace\s*\/Device(?:Gray|RGB)\b/.test(dictionary) && !/\/(?:Decode|DecodeParms|SMask|Mask|ImageMask|SMaskInData|OC)\b/.test(dictionary);
};

/** The JPEG that is the page, and its size in pixels. @param file bytes of the PDF @param dpi at which the page would be rendered */
export const plainJpeg = (lib: Pdfium, file: Uint8Array, page: number, shown: ShownPage, dpi: number): { readonly jpeg: Uint8Array; readonly width: number; readonly height: number } | undefined => {
  const image = onlyImage(lib, page);
  if (image === undefined) return undefined;
  const matrix = readMatrix(lib, image);
  const size = fills(matrix, shown) ? pixelsOf(lib, image, matrix, shown, dpi) : undefined;
  const jpeg = size && streamOf(lib, image);
  return size && jpeg && isPlainStream(file, jpeg) ? { jpeg, ...size } : undefined;
};

/** `undefined` for what the decoder finds anything wrong with: PDFium may still show it. */
export const plainPicture = async ({ jpeg, width, height }: { readonly jpeg: Uint8Array; readonly width: number; readonly height: number }, dpi: number): Promise<Picture | undefined> => {
  const pixels = await decodeJpeg(jpeg);
  return pixels?.width === width && pixels.height === height ? { ...pixels, dpi } : undefined;
};

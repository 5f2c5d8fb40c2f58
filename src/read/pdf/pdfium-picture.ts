// A page as PDFium shows it, rendered to pixels: rotation and crop box applied, annotations left out.
import type { Picture } from '../scan/picture.js';
import { PageError } from './engine.js';
import type { Pdfium } from './pdfium-module.js';

const POINTS = 72;
/** A page box is up to 14,400 points on a side; a page that needs more pixels than this is no sheet of paper. */
const MOST_PIXELS = 40_000_000;
/** FPDFBitmap_BGRx: blue, green, red and one byte that says nothing. */
const FORMAT = 3;
const WHITE = 0xffffffff;
/** Channels that differ by more than this anywhere are colour. */
const COLOURLESS = 6;

/** Grey where the page has no colour. */
const pixelsOf = (bytes: Uint8Array, stride: number, width: number, height: number): Pick<Picture, 'channels' | 'data'> => {
  let colour = false;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0, at = y * stride; x < width; x += 1, at += 4, to += 3) {
      const [b, g, r] = [bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number];
      data[to] = r;
      data[to + 1] = g;
      data[to + 2] = b;
      if (!colour && (Math.abs(r - g) > COLOURLESS || Math.abs(g - b) > COLOURLESS)) colour = true;
    }
  }
  if (colour) return { channels: 3, data };
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i += 1) grey[i] = data[3 * i + 1] as number;
  return { channels: 1, data: grey };
};

/** @param size of the page as shown, points */
export const renderPage = (lib: Pdfium, page: number, size: { readonly width: number; readonly height: number }, dpi: number): Picture => {
  const width = Math.max(1, Math.round((size.width * dpi) / POINTS));
  const height = Math.max(1, Math.round((size.height * dpi) / POINTS));
  if (width * height > MOST_PIXELS) throw new PageError(`a page of ${Math.round(size.width)} × ${Math.round(size.height)} points is too large to be looked at`);
  const bitmap = lib.FPDFBitmap_CreateEx(width, height, FORMAT, 0, 0);
  if (bitmap === 0) throw new PageError('there is no room for a picture of the page');
  try {
    lib.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    lib.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
    const start = lib.FPDFBitmap_GetBuffer(bitmap);
    const stride = lib.FPDFBitmap_GetStride(bitmap);
    return { width, height, dpi, ...pixelsOf(lib.u8().subarray(start, start + stride * height), stride, width, height) };
  } finally {
    lib.FPDFBitmap_Destroy(bitmap);
  }
};

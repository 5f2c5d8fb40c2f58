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

/** The green of every pixel, as long as no pixel has a colour. */
const greyOf = (bytes: Uint8Array, stride: number, width: number, height: number): Uint8Array | undefined => {
  const grey = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let at = y * stride, end = at + 4 * width; at < end; at += 4, to += 1) {
      const green = bytes[at + 1] as number;
      const blue = (bytes[at] as number) - green;
      const red = (bytes[at + 2] as number) - green;
      if (blue > COLOURLESS || blue < -COLOURLESS || red > COLOURLESS || red < -COLOURLESS) return undefined;
      grey[to] = green;
    }
  }
  return grey;
};

/** Grey where the page has no colour. */
const pixelsOf = (bytes: Uint8Array, stride: number, width: number, height: number): Pick<Picture, 'channels' | 'data'> => {
  const grey = greyOf(bytes, stride, width, height);
  if (grey) return { channels: 1, data: grey };
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let at = y * stride, end = at + 4 * width; at < end; at += 4, to += 3) {
      data[to] = bytes[at + 2] as number;
      data[to + 1] = bytes[at + 1] as number;
      data[to + 2] = bytes[at] as number;
    }
  }
  return { channels: 3, data };
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

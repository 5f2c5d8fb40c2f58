// A place on a page → its picture as PNG, with a little of what is around it.
import sharp from 'sharp';
import type { Place } from '../../model/index.js';
import { sniff } from '../sniff.js';
import type { Picture } from './picture.js';
import { decodePictures } from './pictures/index.js';

/** Pages already decoded, so that many crops of one page decode it once. */
export interface PageViewer {
  readonly pages: Map<number, { readonly picture: Picture; readonly scale: number } | undefined>;
}

const POINTS = 72;
/** Pixels an inch of crops from a PDF; pictures are cropped as they are. */
const DPI = 200;
/** Share of the box's height shown around it. */
const AROUND = 0.25;

const pdfPage = async (bytes: Uint8Array, number: number): Promise<Picture | undefined> => {
  const { pdfiumEngine } = await import('../pdf/pdfium.js');
  const file = await pdfiumEngine.open(bytes);
  if (typeof file === 'string') return undefined;
  try {
    return await file.picture?.(number - 1, { dpi: DPI });
  } finally {
    await file.close();
  }
};

const picturePage = async (bytes: Uint8Array, number: number): Promise<Picture | undefined> => {
  let at = 0;
  for await (const page of decodePictures(bytes)) {
    at += 1;
    if (at === number) return 'trouble' in page ? undefined : page;
  }
  return undefined;
};

const pageOf = async (bytes: Uint8Array, number: number) => {
  const pdf = sniff(bytes.subarray(0, 4096)) === 'pdf';
  const picture = await (pdf ? pdfPage : picturePage)(bytes, number);
  return picture && { picture, scale: pdf ? DPI / POINTS : 1 };
};

/** `undefined` where the place has no page and box in the file itself, as for a picture inside markup. */
export const cropOf = async (bytes: Uint8Array, { page, box, path }: Place, viewer: PageViewer): Promise<Buffer | undefined> => {
  if (page === undefined || box === undefined || path !== undefined) return undefined;
  if (!viewer.pages.has(page)) viewer.pages.set(page, await pageOf(bytes, page));
  const seen = viewer.pages.get(page);
  if (!seen) return undefined;
  const { picture, scale } = seen;
  const margin = AROUND * (box[3] - box[1]);
  const left = Math.max(0, Math.floor((box[0] - margin) * scale));
  const top = Math.max(0, Math.floor((box[1] - margin) * scale));
  const width = Math.min(picture.width, Math.ceil((box[2] + margin) * scale)) - left;
  const height = Math.min(picture.height, Math.ceil((box[3] + margin) * scale)) - top;
  if (width <= 0 || height <= 0) return undefined;
  return sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: picture.channels } }).extract({ left, top, width, height }).png().toBuffer();
};

// Picture files → decoded pages: PNG, JPEG, TIFF of several pages, WebP and whatever else the codec reads. Sizes are looked at before
// anything is decoded.
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Picture } from '../picture.js';

/** Why a page could not be decoded. */
export interface DecodeTrouble {
  readonly trouble: 'too-large' | 'broken' | 'too-small';
  readonly note: string;
}

/** Pixels of a page at most: A3 at 600 pixels an inch is 70 million. */
const MOST_PIXELS = 80_000_000;
/** More pixels than this are reduced while decoding: A4 at 400 pixels an inch. */
const ENOUGH_PIXELS = 16_000_000;
const MOST_PAGES = 200;
/** Sides below this hold no page. */
const LEAST_SIDE = 200;
/** Densities that scanners write, pixels an inch, and sheets they scan, inches on a side. */
const DENSITIES = [50, 1200] as const;
const SHEETS = [3.5, 24] as const;
/** What programs write that do not know: screens. */
const SCREENS = [72, 96];
/** Channels that differ by no more than this on average are one. */
const COLOURLESS = 2;

const within = (value: number, [from, to]: readonly [number, number]): boolean => value >= from && value <= to;

/** The density, where it makes the page a sheet of paper. */
const believable = ({ density, width, height }: Metadata): number | undefined => {
  if (density === undefined || SCREENS.includes(Math.round(density)) || !within(density, DENSITIES)) return undefined;
  return within(width / density, SHEETS) && within(height / density, SHEETS) ? density : undefined;
};

const isColourless = (data: Uint8Array): boolean => {
  let [sum, count] = [0, 0];
  for (let at = 0; at + 2 < data.length; at += 3 * 97) {
    sum += Math.max(data[at] as number, data[at + 1] as number, data[at + 2] as number) - Math.min(data[at] as number, data[at + 1] as number, data[at + 2] as number);
    count += 1;
  }
  return sum <= COLOURLESS * count;
};

const everyThird = (data: Uint8Array): Uint8Array => Uint8Array.from({ length: data.length / 3 }, (_, i) => data[3 * i + 1] as number);

const decode = async (image: Sharp, meta: Metadata): Promise<Picture> => {
  const factor = Math.sqrt((meta.width * meta.height) / ENOUGH_PIXELS);
  let page = image.autoOrient().flatten({ background: '#ffffff' }).toColourspace(meta.channels <= 2 ? 'b-w' : 'srgb');
  // The side is that after turning; a factor holds for both.
  if (factor > 1) page = page.resize({ width: Math.round((sideways(meta) ? meta.height : meta.width) / factor) });
  const { data, info } = await page.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const dpi = believable(meta);
  const size = { width: info.width, height: info.height, ...(dpi === undefined ? {} : { dpi: factor > 1 ? dpi / factor : dpi }) };
  if (info.channels === 1) return { ...size, channels: 1, data: bytes };
  return isColourless(bytes) ? { ...size, channels: 1, data: everyThird(bytes) } : { ...size, channels: 3, data: bytes };
};

/** EXIF turns 5 to 8 swap the sides. */
const sideways = ({ orientation }: Metadata): boolean => (orientation ?? 1) >= 5;

const sizeTrouble = ({ width, height }: Metadata): DecodeTrouble | undefined => {
  if (width * height > MOST_PIXELS) return { trouble: 'too-large', note: `expected at most ${MOST_PIXELS / 1e6} million pixels, found ${width} × ${height}; scan the page again at 200 to 300 pixels an inch.` };
  if (Math.min(width, height) < LEAST_SIDE) return { trouble: 'too-small', note: `expected a page, found a picture of ${width} × ${height} pixels.` };
  return undefined;
};

const broken = (error: unknown): DecodeTrouble => ({ trouble: 'broken', note: `expected a whole picture, but ${error instanceof Error ? error.message : String(error)}; fetch the file again.` });

const open = (bytes: Uint8Array, page: number): Sharp => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', page, sequentialRead: true });

const pageOf = async (bytes: Uint8Array, page: number): Promise<Picture | DecodeTrouble> => {
  try {
    // The size is told without the pixel limit, which would be an error like any other.
    const meta = await sharp(bytes, { limitInputPixels: false, page }).metadata();
    return sizeTrouble(meta) ?? (await decode(open(bytes, page), meta));
  } catch (error) {
    return broken(error);
  }
};

/** Every page of a picture file, upright by its EXIF turn, on white; 8 bits a channel. Nothing is thrown for bad bytes. */
export async function* decodePictures(bytes: Uint8Array): AsyncGenerator<Picture | DecodeTrouble> {
  sharp.cache(false);
  let pages: number;
  try {
    const meta = await sharp(bytes, { limitInputPixels: false }).metadata();
    // Frames of an animation are no pages.
    pages = meta.format === 'tiff' ? Math.min(MOST_PAGES, meta.pages ?? 1) : 1;
  } catch (error) {
    yield broken(error);
    return;
  }
  for (let page = 0; page < pages; page += 1) yield await pageOf(bytes, page);
}

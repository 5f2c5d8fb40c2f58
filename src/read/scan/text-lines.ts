// A region of a page → its printed lines, by the projection of its ink onto the vertical.
import type { Grey, PixelBox } from './picture.js';

/** A printed line of text; the box is tight around its ink. */
export interface TextLine {
  readonly box: PixelBox;
}

/** Grey levels below paper from which a pixel is ink. */
const INK = 70;
/** Sizes in inches: white between two lines, the lowest line, specks. */
const GAP = 0.012;
const LOWEST = 0.05;
/** Parts lower than this join the line next to them if they are this near: 一, a point, the dots of a character. */
const PART = 0.07;
const NEAR = 0.035;
/** Ink in a row of pixels that is no speck. */
const SPECK = 2;
/** Share of the pixels of a line that are ink, at least: of print a fifth, of the specks that a bad copy leaves a hundredth. */
const PRINT = 0.02;

/** Whether so many pixels that no speck is made of them are ink. @param step bytes from one to the next */
const isInked = (data: Uint8Array, from: number, end: number, step: number, ink: number): boolean => {
  let sum = 0;
  for (let at = from; at < end; at += step) if (255 - (data[at] as number) >= ink && (sum += 1) >= SPECK) return true;
  return false;
};

/** Pixels of the page, `to` is just outside. */
interface Band {
  from: number;
  to: number;
}

/** Rows of ink, those near to each other together. */
const bandsOf = ({ width, data }: Grey, [x0, top, x1, bottom]: PixelBox, ink: number, gap: number): Band[] => {
  const bands: Band[] = [];
  for (let y = top; y < bottom; y += 1) {
    if (!isInked(data, y * width + x0, y * width + x1, 1, ink)) continue;
    const last = bands.at(-1);
    if (last && y - last.to <= gap) last.to = y + 1;
    else bands.push({ from: y, to: y + 1 });
  }
  return bands;
};

/** Low bands are parts of the line they are near to. */
const joined = (bands: readonly Band[], dpi: number): Band[] => {
  const result: Band[] = [];
  for (const band of bands) {
    const last = result.at(-1);
    const low = Math.min(band.to - band.from, last ? last.to - last.from : Infinity) < PART * dpi;
    const whole = last ? band.to - last.from : Infinity;
    if (last && low && band.from - last.to <= NEAR * dpi && whole < 0.32 * dpi) last.to = band.to;
    else result.push({ ...band });
  }
  return result;
};

/** Whether print fills the box, not a few specks all over it. */
const isPrint = ({ width, data }: Grey, [x0, top, x1, bottom]: PixelBox, ink: number): boolean => {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) for (let at = y * width + x0, end = y * width + x1; at < end; at += 1) if (255 - (data[at] as number) >= ink) sum += 1;
  return sum >= PRINT * (x1 - x0) * (bottom - top);
};

const tight = ({ width, data }: Grey, [x0, , x1]: PixelBox, top: number, bottom: number, ink: number): PixelBox | undefined => {
  const isColumn = (x: number): boolean => isInked(data, top * width + x, bottom * width + x, width, ink);
  let [from, to] = [x0, x1];
  while (from < to && !isColumn(from)) from += 1;
  while (to > from && !isColumn(to - 1)) to -= 1;
  return to > from ? [Math.max(x0, from - 1), top, Math.min(x1, to + 1), bottom] : undefined;
};

/** From top to bottom. `grey` has its paper at 255. @param options `ink`: grey levels below paper that count as ink, default 70 */
export const textLines = (grey: Grey, region: PixelBox, { dpi, ink = INK }: { readonly dpi: number; readonly ink?: number }): TextLine[] => {
  const clip: PixelBox = [Math.max(0, region[0]), Math.max(0, region[1]), Math.min(grey.width, region[2]), Math.min(grey.height, region[3])];
  if (clip[2] <= clip[0] || clip[3] <= clip[1]) return [];
  const bands = joined(bandsOf(grey, clip, ink, Math.max(1, Math.round(GAP * dpi))), dpi);
  return bands.flatMap(({ from, to }) => {
    const box = to - from >= LOWEST * dpi ? tight(grey, clip, from, to, ink) : undefined;
    return box && isPrint(grey, box, ink) ? [{ box: [box[0], Math.max(clip[1], box[1] - 1), box[2], Math.min(clip[3], box[3] + 1)] as const }] : [];
  });
};

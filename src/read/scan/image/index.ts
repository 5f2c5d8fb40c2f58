// A picture of a page → a straight page with even paper: colour away → light even → specks away → fewer pixels → slope and perspective from the rules →
// one resampling.
import { cutPicture, type Grey, type Picture } from '../picture.js';
import { stripsAcross, stripsDown } from '../rules/strips.js';
import { trace, type Track } from '../rules/trace.js';
import { toGrey } from './grey.js';
import { blocksOf } from './blocks.js';
import { isBilevel, softened } from './bilevel.js';
import { fitted, levelling } from './level.js';
import { ghostLevel } from './ghost.js';
import { fresh, type Take } from './memory.js';
import { darken, evenLight, noiseOf } from './paper.js';
import { halved, reduce } from './reduce.js';
import { slopeOf } from './skew.js';
import { sealOf, withoutSeal } from './seal.js';
import { despeckle } from './specks.js';
import { apply, beforeTurn, type Homography, type Point, resample, times, type Turn, turned } from './warp.js';

export type { Turn } from './warp.js';

/** The way from a straight page back to the picture it was made of; plain data. */
export interface WayBack {
  readonly map: Homography;
  /** Pixels of the picture for one that `map` gives. */
  readonly factor: number;
}

/** Where a point of the straight page lies in the picture (pixels, before any turn). */
export const toPicture = ({ map, factor }: WayBack, x: number, y: number): Point => {
  const [u, v] = apply(map, x, y);
  return [u * factor, v * factor];
};

export interface StraightPage {
  /** Straightened; paper 255 everywhere, ink dark, colours gone. */
  readonly grey: Grey;
  /** Pixels an inch of `grey`; from the picture, or as if the sheet were A4. */
  readonly dpi: number;
  /** Standard deviation of the paper, grey levels. */
  readonly noise: number;
  /** Darkness up to which ink is the other side of the sheet shining through, grey levels; 0 for none. */
  readonly ghost: number;
  /** The page as it was, where something that looks like a seal was taken out of this one. */
  readonly sealed?: StraightPage;
  readonly back: WayBack;
}

/** Inches of the long side of A4: what a sheet is taken for when the picture does not say how large it is. */
const A4 = 11.69;
/** Pages finer than this are reduced to `WORKING`: more pixels cost time and tell nothing new about print of 7 points. */
const FINE = 240;
const WORKING = 200;
/** Slope that needs no straightening: two pixels over the width of a sheet. */
const LEVEL = 0.001;

/** Width of a strip and the shortest lines, inches; see `findRules`. The rules that part the columns of section four are less than an inch long. */
export const STRIP = 0.08;
const SHORTEST_ACROSS = 0.6;
const SHORTEST_DOWN = 0.4;

/** Darkness that makes a ridge: above the noise left in the mean of a strip, and never so little that a smear is one. */
export const leastRidge = (noise: number, size: number): number => Math.max(14, Math.min(40, (5 * noise) / Math.sqrt(size)));

/** Long lines, for the slope of the page. */
const longLines = (grey: Grey, dpi: number, slope: number): { across: Track[]; down: Track[] } => {
  const size = Math.max(6, Math.round(STRIP * dpi));
  const least = leastRidge(noiseOf(grey), size);
  const options = (shortest: number) => ({ dpi, least, fewest: Math.ceil((shortest * dpi) / size) });
  return { across: trace(stripsAcross(grey, size, slope), options(SHORTEST_ACROSS)), down: trace(stripsDown(grey, size, -slope), options(SHORTEST_DOWN)) };
};

const identity: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];

const isLevel = (map: Homography, width: number, height: number): boolean =>
  [[0, 0], [width, 0], [0, height], [width, height]].every(([x = 0, y = 0]) => {
    const [u, v] = apply(map, x, y);
    return Math.abs(u - x) < LEVEL * height && Math.abs(v - y) < LEVEL * height;
  });

interface Level {
  readonly grey: Grey;
  readonly map: Homography;
}

/** From this density on half the pixels tell the slope as well. */
const FINE_ENOUGH = 180;

/** The slope of the page as a whole and its long lines, in pixels of the page. */
const slopes = (grey: Grey, dpi: number, take: Take): { slope: number; across: Track[]; down: Track[] } => {
  if (dpi < FINE_ENOUGH) {
    const slope = slopeOf(grey);
    return { slope, ...longLines(grey, dpi, slope) };
  }
  const half = halved(grey, take);
  const slope = slopeOf(half);
  const { across, down } = longLines(half, dpi / 2, slope);
  const doubled = (tracks: readonly Track[]): Track[] => tracks.map((track) => ({ ...track, from: 2 * track.from, to: 2 * track.to, offset: 2 * track.offset }));
  return { slope, across: doubled(across), down: doubled(down) };
};

const levelled = (grey: Grey, dpi: number, take: Take): Level => {
  const { slope, across, down } = slopes(grey, dpi, take);
  const map = levelling(across, down, slope, grey.width, grey.height);
  if (isLevel(map, grey.width, grey.height)) return { grey, map: identity };
  const page = fitted(map, grey.width, grey.height);
  return { grey: resample(grey, page.map, page.width, page.height, take), map: page.map };
};

/** A page with even paper, as it lies in the picture. */
export interface EvenPage {
  readonly even: Grey;
  readonly dpi: number;
  /** Pixels of the picture for one of the page, along each axis. */
  readonly factor: number;
}

export const evened = (picture: Picture, take: Take = fresh): EvenPage => {
  const told = picture.dpi ?? Math.max(picture.width, picture.height) / A4;
  const factor = told > FINE ? told / WORKING : 1;
  const dpi = told / factor;
  const grey = toGrey(picture, take);
  const sized = factor > 1 ? reduce(grey, factor, take) : grey;
  const even = evenLight(isBilevel(sized) ? softened(sized, take) : sized, dpi, take);
  despeckle(even);
  darken(even);
  return { even, dpi, factor };
};

export const straighten = ({ even, dpi, factor }: EvenPage, { turn = 0, take = fresh }: { readonly turn?: Turn; readonly take?: Take } = {}): StraightPage => {
  const { grey: straight, map } = levelled(turned(even, turn, take), dpi, take);
  const noise = noiseOf(straight);
  const blocks = blocksOf(straight, dpi);
  const page: StraightPage = {
    grey: straight,
    dpi,
    noise,
    ghost: ghostLevel(blocks, noise),
    back: { map: times(beforeTurn(turn, even.width, even.height), map), factor },
  };
  const seal = sealOf(blocks, straight, dpi);
  return seal ? { ...page, grey: withoutSeal(straight, seal, take), sealed: page } : page;
};

/** Side of the window, inches, in which the run of text is told; where too little stands in it, the whole page tells. */
const WINDOW = 6;
/** Pixels an inch that are enough for it. */
const RUN_DPI = 75;
/** Mean darkness of a window with a few lines of text, grey levels. */
const LEAST_INK = 4;

/** How much lines of text run across rather than down: ratio of the sharpness of both profiles; and the mean darkness. */
const textRuns = ({ width, height, data }: Grey): { run: number; ink: number } => {
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  let total = 0;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const ink = 255 - (data[at] as number);
      rows[y] = (rows[y] as number) + ink;
      columns[x] = (columns[x] as number) + ink;
      total += ink;
    }
  }
  const sharp = (profile: Float64Array, across: number): number => {
    let sum = 0;
    for (let i = 1; i < profile.length; i += 1) sum += (((profile[i] as number) - (profile[i - 1] as number)) / across) ** 2;
    return sum / profile.length;
  };
  return { run: sharp(rows, width) / (sharp(columns, height) + 1e-9), ink: total / (width * height) };
};

/**
 * All quarter turns, the likeliest first: lines of text leave white between them, columns of characters do not. Whether a page is upside
 * down only its tables and words tell.
 */
export const likelyTurns = (picture: Picture): readonly [Turn, Turn, Turn, Turn] => {
  const told = picture.dpi ?? Math.max(picture.width, picture.height) / A4;
  const look = (side: number): { run: number; ink: number } => {
    const [x0, y0] = [Math.max(0, (picture.width - side) >> 1), Math.max(0, (picture.height - side) >> 1)];
    const part = toGrey(cutPicture(picture, [x0, y0, Math.min(picture.width, x0 + side), Math.min(picture.height, y0 + side)]));
    return textRuns(reduce(part, Math.max(1, told / RUN_DPI)));
  };
  const middle = look(Math.round(WINDOW * told));
  const { run } = middle.ink >= LEAST_INK ? middle : look(Math.max(picture.width, picture.height));
  return run >= 0.5 ? [0, 2, 1, 3] : [1, 3, 0, 2];
};

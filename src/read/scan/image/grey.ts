// Colour → grey in which only ink is dark. Stamps, coloured grounds and coloured pens are strong in one channel; printed black is in none.
import type { Grey, Picture } from '../picture.js';
import { fresh, type Take } from './memory.js';

/** Differences between channels up to this are noise of the camera and of JPEG. */
const COLOURLESS = 24;
/** How much a colour is lightened above its strongest channel, so that a dark red stamp goes to paper while the black under it stays. */
const LIGHTEN = 0.45;
/**
 * JPEG and blur smear colour over more pixels than darkness, so the edge of a stamp is grey. Beside colours at least so strong, within so many
 * pixels, what is as pale beside the paper as this share of the colour goes to it, and what is darker is drawn out to its full range again.
 */
const STRONG = 40;
const SMEARED = 2;
const EDGE = 0.6;
/** Where more of the page is so strong it is a ground or a light, and has no such edge. */
const MOST_STRONG = 0.1;

/** The strongest channel, lightened by the strength of the colour. A grey picture passes as it is. */
export const toGrey = (picture: Picture, take: Take = fresh): Grey => {
  const { width, height, channels, data } = picture;
  if (channels === 1) return { width, height, data };
  const grey = take(width * height);
  const strong: number[] = [];
  const edged = MOST_STRONG * grey.length;
  for (let i = 0, at = 0; i < grey.length; i += 1, at += 3) {
    const r = data[at] as number;
    const g = data[at + 1] as number;
    const b = data[at + 2] as number;
    const most = r > g ? (r > b ? r : b) : g > b ? g : b;
    const least = r < g ? (r < b ? r : b) : g < b ? g : b;
    const colour = most - least - COLOURLESS;
    const value = colour > 0 ? most + LIGHTEN * colour : most;
    grey[i] = value > 255 ? 255 : value;
    if (most - least >= STRONG && strong.length <= edged) strong.push(i);
  }
  return strong.length === 0 || strong.length > edged ? { width, height, data: grey } : withoutEdges({ width, height, data: grey }, picture, strong, take);
};

/** Calls back for every pixel at most `SMEARED` from one. */
const around = (at: number, width: number, height: number, each: (near: number) => void): void => {
  const x = at % width;
  const y = (at - x) / width;
  for (let ny = Math.max(0, y - SMEARED); ny <= Math.min(height - 1, y + SMEARED); ny += 1) {
    for (let nx = Math.max(0, x - SMEARED); nx <= Math.min(width - 1, x + SMEARED); nx += 1) each(ny * width + nx);
  }
};

/** @param strong pixels of strong colour */
const withoutEdges = ({ width, height, data: grey }: Grey, { data }: Picture, strong: readonly number[], take: Take): Grey => {
  const most = (i: number): number => Math.max(data[3 * i] as number, data[3 * i + 1] as number, data[3 * i + 2] as number);
  const least = (i: number): number => Math.min(data[3 * i] as number, data[3 * i + 1] as number, data[3 * i + 2] as number);
  const levels = take(grey.length).fill(0);
  for (const i of strong) {
    const level = EDGE * (most(i) - least(i));
    around(i, width, height, (near) => {
      if (level > (levels[near] as number)) levels[near] = level;
    });
  }
  const clean = take(grey.length);
  clean.set(grey);
  for (let i = 0; i < clean.length; i += 1) {
    const level = levels[i] as number;
    if (level === 0) continue;
    let paper = 0;
    around(i, width, height, (near) => {
      paper = Math.max(paper, most(near));
    });
    const dark = paper - (grey[i] as number);
    clean[i] = dark <= level ? Math.max(paper, grey[i] as number) : paper - ((dark - level) * paper) / (paper - level);
  }
  return { width, height, data: clean };
};

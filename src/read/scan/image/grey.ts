// Colour → grey in which only ink is dark. Stamps, coloured grounds and coloured pens are strong in one channel; printed black is in none.
import type { Grey, Picture } from '../picture.js';

/** Differences between channels up to this are noise of the camera and of JPEG. */
const COLOURLESS = 24;
/** How much a colour is lightened above its strongest channel, so that a dark red stamp goes to paper while the black under it stays. */
const LIGHTEN = 0.45;

/** The strongest channel, lightened by the strength of the colour. A grey picture passes as it is. */
export const toGrey = ({ width, height, channels, data }: Picture): Grey => {
  if (channels === 1) return { width, height, data };
  const grey = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < grey.length; i += 1, at += 3) {
    const r = data[at] as number;
    const g = data[at + 1] as number;
    const b = data[at + 2] as number;
    const most = r > g ? (r > b ? r : b) : g > b ? g : b;
    const least = r < g ? (r < b ? r : b) : g < b ? g : b;
    const colour = most - least - COLOURLESS;
    const value = colour > 0 ? most + LIGHTEN * colour : most;
    grey[i] = value > 255 ? 255 : value;
  }
  return { width, height, data: grey };
};

// A JPEG as it stands in another file → its pixels, nothing done to them: no colour profile, no turn.
import sharp from 'sharp';
import type { Picture } from '../picture.js';

/** Channels that differ by more than this anywhere are colour. */
const COLOURLESS = 6;

/** The green of every pixel, as long as no pixel has a colour. */
const greyOf = (data: Uint8Array): Uint8Array | undefined => {
  const grey = new Uint8Array(data.length / 3);
  for (let at = 0, to = 0; at < data.length; at += 3, to += 1) {
    const green = data[at + 1] as number;
    if (Math.abs((data[at] as number) - green) > COLOURLESS || Math.abs((data[at + 2] as number) - green) > COLOURLESS) return undefined;
    grey[to] = green;
  }
  return grey;
};

/** `undefined` for anything but a whole JPEG of one or three channels without a colour profile. */
export const decodeJpeg = async (bytes: Uint8Array): Promise<Picture | undefined> => {
  try {
    const image = sharp(bytes, { sequentialRead: true });
    const { format, channels, icc } = await image.metadata();
    if (format !== 'jpeg' || (channels !== 1 && channels !== 3) || icc !== undefined) return undefined;
    const { data, info } = await image.toColourspace(channels === 1 ? 'b-w' : 'srgb').raw().toBuffer({ resolveWithObject: true });
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const size = { width: info.width, height: info.height };
    if (info.channels === 1) return { ...size, channels: 1, data: pixels };
    const grey = greyOf(pixels);
    return grey ? { ...size, channels: 1, data: grey } : { ...size, channels: 3, data: pixels };
  } catch {
    // Broken in a way that another decoder may bear.
    return undefined;
  }
};

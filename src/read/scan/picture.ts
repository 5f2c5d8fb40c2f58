// Pictures as the steps of the scan reader pass them on: plain bytes, no library type.

/** A decoded picture of one page, upright as a viewer shows it (EXIF applied), row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel: 1 grey, 3 red-green-blue. */
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
  /** Pixels an inch on the paper, where the file says so believably. */
  readonly dpi?: number;
}

/** One byte a pixel, 0 black to 255 white, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Pixels: left, top, right, bottom; right and bottom are just outside. */
export type PixelBox = readonly [x0: number, top: number, x1: number, bottom: number];

/** A copy of a part; what lies outside the picture is white. */
export const cut = (grey: Grey, [x0, y0, x1, y1]: PixelBox): Grey => {
  const width = Math.max(0, x1 - x0);
  const height = Math.max(0, y1 - y0);
  const data = new Uint8Array(width * height).fill(255);
  const from = Math.max(0, x0);
  const to = Math.min(grey.width, x1);
  if (to <= from) return { width, height, data };
  for (let y = Math.max(0, y0); y < Math.min(grey.height, y1); y += 1) {
    data.set(grey.data.subarray(y * grey.width + from, y * grey.width + to), (y - y0) * width + from - x0);
  }
  return { width, height, data };
};

/** A copy of a part that lies inside the picture. */
export const cutPicture = ({ width, channels, data }: Picture, [x0, y0, x1, y1]: PixelBox): Picture => {
  const row = (x1 - x0) * channels;
  const part = new Uint8Array(row * (y1 - y0));
  for (let y = y0; y < y1; y += 1) part.set(data.subarray((y * width + x0) * channels, (y * width + x1) * channels), (y - y0) * row);
  return { width: x1 - x0, height: y1 - y0, channels, data: part };
};

// A text PDF as a scanner would give it back: its pages rendered, damaged, put into a file of pictures.
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { pdfiumEngine } from '../../../src/read/pdf/pdfium.js';
import type { Picture } from '../../../src/read/scan/picture.js';
import { damaged } from './damage.js';
import { type Container, fileOf, type PictureFile } from './file.js';
import type { Damage } from './look.js';

export interface Rescan {
  readonly dpi: number;
  readonly damage: Damage;
  readonly seed: number;
  readonly container?: Container;
}

const canvasOf = ({ width, height, channels, data }: Picture): Canvas => {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) image.data[4 * i + channel] = data[channels * i + (channels === 3 ? channel : 0)] as number;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
};

/** Throws where the PDF does not open. */
export const rescan = async (pdf: Uint8Array, { dpi, damage, seed, container = 'pdf' }: Rescan): Promise<PictureFile> => {
  const file = await pdfiumEngine.open(pdf);
  if (typeof file === 'string') throw new Error(`Expected a PDF that opens, found: ${file}`);
  if (!file.picture) throw new Error('Expected an engine that renders pages');
  const canvases: Canvas[] = [];
  for (let index = 0; index < file.pages; index += 1) canvases.push(canvasOf(await file.picture(index, { dpi })));
  await file.close();
  const pictures = [];
  for (const [i, canvas] of canvases.entries()) pictures.push(await damaged(canvas, canvases[(i + 1) % canvases.length] ?? canvas, damage, dpi, 1, seed * 101 + i));
  return fileOf(container, pictures, dpi, damage.jpeg);
};

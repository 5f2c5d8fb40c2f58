import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePictures } from '../../../src/read/scan/pictures/index.js';

const page = (width: number, height: number, colour = '#ffffff') => sharp({ create: { width, height, channels: 3, background: colour } });

const decoded = async (bytes: Uint8Array) => {
  const pages = [];
  for await (const each of decodePictures(bytes)) pages.push(each);
  return pages;
};

const shape = (each: Awaited<ReturnType<typeof decoded>>[number] | undefined) => (each && 'data' in each ? [each.width, each.height, each.channels, each.data.length] : each?.trouble);

describe('decodePictures', () => {
  it.each(['png', 'jpeg', 'webp', 'tiff'] as const)('decodes %s, without colour to one channel', async (format) => {
    const [only] = await decoded(await page(500, 700).toFormat(format).toBuffer());
    expect(shape(only)).toEqual([500, 700, 1, 350_000]);
  });

  it('keeps colour', async () => {
    const [only] = await decoded(await page(500, 700, '#cc2222').png().toBuffer());
    expect(shape(only)).toEqual([500, 700, 3, 1_050_000]);
  });

  it('turns a photograph upright as its EXIF says', async () => {
    const [only] = await decoded(await page(500, 700).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(shape(only)).toEqual([700, 500, 1, 350_000]);
  });

  it('gives every page of a TIFF', async () => {
    const raw = { width: 400, height: 600, channels: 1 as const, pageHeight: 300 };
    const pages = await decoded(await sharp(Buffer.alloc(400 * 600, 255), { raw }).tiff().toBuffer());
    expect(pages.map(shape)).toEqual([[400, 300, 1, 120_000], [400, 300, 1, 120_000]]);
  });

  it('believes a density only when it makes the picture a sheet of paper', async () => {
    const [a4] = await decoded(await page(1654, 2339).withMetadata({ density: 200 }).jpeg().toBuffer());
    const [screen] = await decoded(await page(1654, 2339).withMetadata({ density: 72 }).jpeg().toBuffer());
    expect([a4 && 'data' in a4 && a4.dpi, screen && 'data' in screen && screen.dpi]).toEqual([200, undefined]);
  });

  it('does not open a picture of more pixels than a page can have', async () => {
    // A PNG that declares 50,000 by 50,000 pixels: only its head is there.
    const png = Buffer.from(await page(500, 500).png().toBuffer());
    png.writeUInt32BE(50_000, 16);
    png.writeUInt32BE(50_000, 20);
    const [only] = await decoded(png);
    expect(['too-large', 'broken']).toContain(shape(only));
  });

  it('says that a cut file is broken', async () => {
    const jpeg = await page(900, 900, '#336699').jpeg().toBuffer();
    const [only] = await decoded(jpeg.subarray(0, jpeg.length >> 1));
    expect(shape(only)).toBe('broken');
  });
});

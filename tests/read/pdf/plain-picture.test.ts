import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pdfium } from '../../../src/read/pdf/pdfium-module.js';
import { renderPage } from '../../../src/read/pdf/pdfium-picture.js';
import { plainJpeg, plainPicture } from '../../../src/read/pdf/plain-picture.js';

const DPI = 144;
const [WIDTH, HEIGHT] = [360, 504];
const SIZE = { width: WIDTH / 2, height: HEIGHT / 2 };
const SHOWN = { ...SIZE, shown: [1, 0, 0, -1, 0, SIZE.height] as const };
const DRAWN = `q ${SIZE.width} 0 0 ${SIZE.height} 0 0 cm /P Do Q`;

/** A slanted edge and a ramp, so that a turned, moved or stretched picture is another one. */
const jpegOf = async (channels: 1 | 3): Promise<Buffer> => {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT * channels }, (_, i) => {
    const [x, y] = [Math.floor(i / channels) % WIDTH, Math.floor(i / channels / WIDTH)];
    return x + 2 * y < 500 ? 20 + (i % channels) * 90 : (x + y) % 256;
  });
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb').jpeg({ quality: 80 }).toBuffer();
};

/** A file of one page. @param more further entries of the dictionary of the picture */
const pdfOf = (jpeg: Buffer, colours: 'Gray' | 'RGB', content = DRAWN, more = ''): Uint8Array => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${SIZE.width} ${SIZE.height}] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Type /XObject /Subtype /Image /Width ${WIDTH} /Height ${HEIGHT} /BitsPerComponent 8 /ColorSpace /Device${colours} /Filter /DCTDecode ${more} /Length ${jpeg.length} >>\nstream\n${jpeg.toString('latin1')}\nendstream`,
  ];
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  return new Uint8Array(Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n`, 'latin1'));
};

/** The JPEG found on the page, if it is plain, and the page as PDFium renders it. */
const look = async (file: Uint8Array, dpi = DPI) => {
  const lib = await pdfium();
  const data = lib.malloc(file.length);
  lib.u8().set(file, data);
  lib.u8()[lib.scratch] = 0;
  const document = lib.FPDF_LoadMemDocument(data, file.length, lib.scratch);
  const page = lib.FPDF_LoadPage(document, 0);
  const found = plainJpeg(lib, file, page, SHOWN, dpi);
  const rendered = renderPage(lib, page, SIZE, dpi);
  lib.FPDF_ClosePage(page);
  lib.FPDF_CloseDocument(document);
  lib.free(data);
  return { found, rendered };
};

describe('a page that is one JPEG', () => {
  it.each([['Gray', 1], ['RGB', 3]] as const)('in %s has the same pixels decoded and rendered', async (colours, channels) => {
    const { found, rendered } = await look(pdfOf(await jpegOf(channels), colours));
    const picture = found && (await plainPicture(found, DPI));
    expect(picture).toMatchObject({ channels, width: WIDTH, height: HEIGHT, dpi: DPI });
    expect(Buffer.compare(picture?.data ?? new Uint8Array(), rendered.data)).toBe(0);
  });

  it('is plain under an invisible layer of text', async () => {
    const { found } = await look(pdfOf(await jpegOf(1), 'Gray', `${DRAWN} BT /F 10 Tf 3 Tr 20 20 Td (0 O 1) Tj ET`));
    expect(found).toBeDefined();
  });

  it.each([
    ['its colours are turned', DRAWN, '/Decode [1 0]'],
    ['it is cut', `0 0 90 90 re W n ${DRAWN}`, ''],
    ['something is drawn on it', `${DRAWN} 10 10 m 90 90 l S`, ''],
    ['text is printed on it', `${DRAWN} BT /F 10 Tf 20 20 Td (12) Tj ET`, ''],
    ['it leaves a margin', `q ${SIZE.width - 4} 0 0 ${SIZE.height} 2 0 cm /P Do Q`, ''],
    ['it is turned', `q ${-SIZE.width} 0 0 ${-SIZE.height} ${SIZE.width} ${SIZE.height} cm /P Do Q`, ''],
  ])('is left to PDFium where %s', async (_, content, more) => {
    const { found } = await look(pdfOf(await jpegOf(1), 'Gray', content, more));
    expect(found).toBeUndefined();
  });

  it('is left to PDFium at another density', async () => {
    expect((await look(pdfOf(await jpegOf(1), 'Gray'), 100)).found).toBeUndefined();
  });

  it('is no picture when its JPEG is broken', async () => {
    const jpeg = await jpegOf(1);
    expect(await plainPicture({ jpeg: jpeg.subarray(0, jpeg.length / 2), width: WIDTH, height: HEIGHT }, DPI)).toBeUndefined();
  });
});

// Pictures of pages → a file as offices publish them: a PDF of pictures, one picture, a TIFF of several pages.
import sharp, { type Sharp } from 'sharp';
import type { ScannedPicture } from './damage.js';

export interface PictureFile {
  readonly extension: string;
  readonly bytes: Uint8Array;
}

const raw = ({ width, height, planes }: ScannedPicture): Sharp => {
  const [r, g, b] = planes;
  if (!g || !b) return sharp(r.data, { raw: { width, height, channels: 1 } });
  const data = new Uint8Array(3 * r.data.length);
  for (let i = 0; i < r.data.length; i += 1) {
    data[3 * i] = r.data[i] as number;
    data[3 * i + 1] = g.data[i] as number;
    data[3 * i + 2] = b.data[i] as number;
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
};

const jpegOf = (picture: ScannedPicture, quality: number): Promise<Buffer> => (picture.planes.length === 1 ? raw(picture).toColourspace('b-w') : raw(picture)).jpeg({ quality }).toBuffer();

interface PdfImage {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

/** PDF 1.4 by hand: for each page an image object, its content and the page; a hidden layer of bad text on demand. */
const pdfOf = (images: readonly PdfImage[], dpi: number, hidden: string | undefined): Uint8Array => {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const put = (data: string | Uint8Array): void => {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (number: number, body: readonly (string | Uint8Array)[]): void => {
    offsets[number] = length;
    put(`${number} 0 obj\n`);
    body.forEach(put);
    put('\nendobj\n');
  };
  put('%PDF-1.4\n');
  const pageNumber = (i: number): number => 4 + 3 * i;
  object(1, ['<< /Type /Catalog /Pages 2 0 R >>']);
  object(2, [`<< /Type /Pages /Count ${images.length} /Kids [${images.map((_, i) => `${pageNumber(i)} 0 R`).join(' ')}] >>`]);
  object(3, ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']);
  images.forEach(({ jpeg, width, height, colour }, i) => {
    const [w, h] = [(width * 72) / dpi, (height * 72) / dpi];
    const text = hidden === undefined ? '' : `\nBT /F 10 Tf 3 Tr 1 0 0 1 60 ${(h - 90).toFixed(1)} Tm 12 TL ${hidden.split('\n').map((line) => `(${line}) Tj T*`).join(' ')} ET`;
    const content = `q ${w.toFixed(3)} 0 0 ${h.toFixed(3)} 0 0 cm /P Do Q${text}`;
    object(pageNumber(i), [`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w.toFixed(3)} ${h.toFixed(3)}] /Contents ${pageNumber(i) + 1} 0 R /Resources << /XObject << /P ${pageNumber(i) + 2} 0 R >> /Font << /F 3 0 R >> >> >>`]);
    object(pageNumber(i) + 1, [`<< /Length ${content.length} >>\nstream\n${content}\nendstream`]);
    object(pageNumber(i) + 2, [
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /Device${colour ? 'RGB' : 'Gray'} /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      jpeg,
      '\nendstream',
    ]);
  });
  const start = length;
  put(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`);
  put(`trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return new Uint8Array(Buffer.concat(parts));
};

/** What a scanning program makes of a page it does not understand. */
const BAD_TEXT = '1 O O 7 l2 O O\n0 0 3 B 0 O\n88 1 O 0 0 5';

const tiffOf = async (pictures: readonly ScannedPicture[], dpi: number): Promise<Uint8Array> => {
  const [first] = pictures;
  if (!first) throw new Error('Expected a page');
  // All pages of a TIFF made this way have the same size.
  const pages = pictures.map((picture) => picture.planes[0].data);
  const joined = Buffer.concat(pages);
  return sharp(joined, { raw: { width: first.width, height: first.height * pages.length, channels: 1, pageHeight: first.height } }).toColourspace('b-w').tiff({ compression: 'deflate', xres: dpi / 25.4, yres: dpi / 25.4 }).toBuffer();
};

export type Container = 'pdf' | 'pdf-hidden' | 'tiff' | 'png' | 'jpg' | 'webp';

/** A single picture holds the first page only. */
export const fileOf = async (container: Container, pictures: readonly ScannedPicture[], dpi: number, quality: number): Promise<PictureFile> => {
  const [first] = pictures;
  if (!first) throw new Error('Expected a page');
  if (container === 'tiff') return { extension: 'tiff', bytes: await tiffOf(pictures, dpi) };
  if (container === 'png') return { extension: 'png', bytes: await raw(first).toColourspace('b-w').withMetadata({ density: dpi }).png().toBuffer() };
  if (container === 'webp') return { extension: 'webp', bytes: await raw(first).webp({ quality: Math.max(70, quality) }).toBuffer() };
  if (container === 'jpg') return { extension: 'jpg', bytes: await raw(first).withMetadata({ density: dpi }).jpeg({ quality }).toBuffer() };
  const images = await Promise.all(pictures.map(async (picture): Promise<PdfImage> => ({ jpeg: await jpegOf(picture, quality), width: picture.width, height: picture.height, colour: picture.planes.length === 3 })));
  return { extension: 'pdf', bytes: pdfOf(images, dpi, container === 'pdf-hidden' ? BAD_TEXT : undefined) };
};

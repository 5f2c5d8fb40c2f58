// Small PDFs written by hand: content streams in points with the origin at the bottom left. Latin stands in Helvetica, Chinese in
// a font that is not embedded and is named by its character collection.

export interface PdfPage {
  readonly content: string;
  /** Further entries of the page dictionary: `/Rotate 90`, `/CropBox [0 0 9 9]`. */
  readonly entries?: string;
  /** A form XObject named /X. */
  readonly form?: { readonly content: string; readonly matrix: string };
}

interface Options {
  readonly title?: string;
  /** An entry of the trailer, with the object it names. */
  readonly encrypt?: string;
}

const FONTS =
  '/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> ' +
  '/C << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font ' +
  '/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> ' +
  '/DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -140 1000 860] ' +
  '/ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >> >> ] >> >>';

const PICTURE = '/XObject << /P << /Type /XObject >> >>';

const stream = (dictionary: string, content: string): string => `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;

/** A4, 595 × 842, unless an entry says otherwise. */
export const makePdf = (pages: readonly PdfPage[], options: Options = {}): Uint8Array => {
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>', ''];
  const add = (object: string): number => objects.push(object);
  const picture = add(stream('/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8', '0'));
  const kids = pages.map(({ content, entries = '', form }) => {
    const own = form ? add(stream(`/Type /XObject /Subtype /Form /BBox [-999 -999 999 999] /Matrix [${form.matrix}] /Resources << ${FONTS} >>`, form.content)) : picture;
    const body = add(stream('', content));
    const box = entries.includes('/MediaBox') ? '' : '/MediaBox [0 0 595 842]';
    return add(
      `<< /Type /Page /Parent 2 0 R ${box} ${entries} /Contents ${body} 0 R /Resources << ${FONTS} ${PICTURE.replace('<< /Type /XObject >>', `${picture} 0 R /X ${own} 0 R`)} >> >>`,
    );
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;
  const info = options.title === undefined ? '' : `/Info ${add(`<< /Title (${options.title}) >>`)} 0 R`;
  const encrypt = options.encrypt === undefined ? '' : `/Encrypt ${add(options.encrypt)} 0 R /ID [<00> <00>]`;
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R ${info} ${encrypt} >>\nstartxref\n${xref}\n%%EOF`;
  return new TextEncoder().encode(text);
};

const hex = (text: string): string => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');

/** `x`, `y`: origin on the baseline. Chinese and Latin change fonts where they meet; `matrix` turns the text. */
export const print = (x: number, y: number, text: string, size = 10, matrix = '1 0 0 1'): string => {
  const runs = text.match(/[\u2e80-\uffef]+|[^\u2e80-\uffef]+/g) ?? [];
  const shown = runs.map((run) => (/[\u2e80-\uffef]/.test(run) ? `/C ${size} Tf <${hex(run)}> Tj` : `/F ${size} Tf (${run.replace(/[()\\]/g, '\\$&')}) Tj`));
  return `BT ${matrix} ${x} ${y} Tm ${shown.join(' ')} ET\n`;
};

export const line = (x0: number, y0: number, x1: number, y1: number): string => `${x0} ${y0} m ${x1} ${y1} l S\n`;

export const fill = (x: number, y: number, width: number, height: number): string => `${x} ${y} ${width} ${height} re f\n`;

/** Draws all lines of a grid (`ys` from top to bottom) and prints each text at the left of its cell, above its lower line. */
export const grid = (xs: readonly number[], ys: readonly number[], texts: readonly (readonly string[])[]): string => {
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  const lines = [...ys.map((y) => line(left, y, right, y)), ...xs.map((x) => line(x, bottom, x, top))];
  return lines.join('') + words(xs, ys, texts);
};

export const words = (xs: readonly number[], ys: readonly number[], texts: readonly (readonly string[])[]): string =>
  texts.flatMap((row, r) => row.map((text, c) => (text === '' ? '' : print((xs[c] ?? 0) + 4, (ys[r + 1] ?? 0) + 5, text)))).join('');

/** The picture of one pixel, over the whole page. */
export const PAGE_PICTURE = 'q 595 0 0 842 0 0 cm /P Do Q\n';

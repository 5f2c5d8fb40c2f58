import { describe, expect, it } from 'vitest';
import { Document as Paper, ImageRun, Packer, Paragraph } from 'docx';
import sharp from 'sharp';
import type { Document } from '../../../src/model/index.js';
import type { Ocr } from '../../../src/read/scan/ocr.js';
import { picturesOfDocx, picturesOfHtml, withPictures } from '../../../src/read/scan/embedded.js';
import { documentOf, SECTION_THREE, tableOf } from '../../recognise/paper.js';

const png = (shade: number): Promise<Buffer> => sharp({ create: { width: 8, height: 8, channels: 3, background: { r: shade, g: shade, b: shade } } }).png().toBuffer();

/** An engine that must not be asked. */
const noOcr: Ocr = {
  id: 'none',
  digits: () => Promise.reject(new Error('Expected no figures')),
  again: () => Promise.reject(new Error('Expected no figures')),
  lines: () => Promise.reject(new Error('Expected no lines')),
};

const linking = (...uris: readonly string[]): Document => documentOf([], { links: uris.map((uri) => ({ kind: 'picture', uri, text: '' })) });

describe('pictures of a web page', () => {
  it('are those inside it, then those that are at hand beside it', async () => {
    const [inner, outer] = [await png(10), await png(20)];
    const html = Buffer.from(`<p>一</p><img alt="" src="data:image/png;base64,${inner.toString('base64')}"><img src="a.png">`);
    const pictures = picturesOfHtml(html, linking('http://127.0.0.1/a.png'), (uri) => Promise.resolve(uri.endsWith('a.png') ? new Uint8Array(outer) : undefined));
    expect(pictures.map(({ uri }) => uri)).toEqual(['img[1]', 'http://127.0.0.1/a.png']);
    expect(await Promise.all(pictures.map(async ({ bytes }) => Buffer.from((await bytes()) ?? [])))).toEqual([inner, outer]);
  });

  it('are not fetched by the reader', () => {
    expect(picturesOfHtml(Buffer.from('<img src="a.png">'), linking('http://127.0.0.1/a.png'), undefined)).toEqual([]);
  });
});

describe('pictures of a Word document', () => {
  it('come in the order of its text, each once', async () => {
    const [first, second] = [await png(30), await png(40)];
    const run = (data: Buffer) => new ImageRun({ type: 'png', data, transformation: { width: 8, height: 8 } });
    const bytes = await Packer.toBuffer(new Paper({ sections: [{ children: [new Paragraph({ children: [run(second)] }), new Paragraph({ children: [run(first)] })] }] }));
    const pictures = picturesOfDocx(new Uint8Array(bytes));
    expect(await Promise.all(pictures.map(async (picture) => Buffer.from((await picture.bytes()) ?? [])))).toEqual([second, first]);
  });

  it('are none in bytes that are no archive', () => {
    expect(picturesOfDocx(Buffer.from('no zip'))).toEqual([]);
  });
});

describe('a document with pictures', () => {
  const picture = { uri: 'img[1]', bytes: () => png(250).then((data) => new Uint8Array(data)) };

  it('whose tables are text keeps them, and its pictures are not read', async () => {
    const document = documentOf([tableOf(SECTION_THREE)]);
    expect(await withPictures(document, [picture], { ocr: noOcr })).toBe(document);
  });

  it('whose pictures are seals and arrows is as it was', async () => {
    const document = documentOf([]);
    expect(await withPictures(document, [picture], { ocr: noOcr })).toBe(document);
  });
});

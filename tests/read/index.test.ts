import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, READERS } from '../../src/read/index.js';
import { docx, paragraph } from './docx/made.js';
import { capture } from './html/page.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const brief = async (bytes: Uint8Array) => {
  const { reader, mediaType, findings } = await read(bytes, capture('file'));
  return [reader, mediaType, findings.map((found) => found.type).join()];
};

/** A zip with empty files of the given names. */
const zip = (...names: string[]): Uint8Array => {
  const packed = deflateRawSync('');
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, ...central, end]));
};

describe('read', () => {
  it('tells the format by the bytes', async () => {
    expect(await brief(bytesOf('<!DOCTYPE html><p>甲</p>'))).toEqual(['html', 'text/html', '']);
    expect(await brief(bytesOf('\ufeff\r\n<table><tr><td>甲</td><td>1</td></tr></table>'))).toEqual(['html', 'text/html', '']);
    expect(await brief(bytesOf('一、总体情况\n平稳。'))).toEqual(['text', 'text/plain', '']);
    expect((await brief(await docx([paragraph('甲')])))[0]).toBe('docx');
  });

  it('says of formats it does not read what they are', async () => {
    const ole = await read(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)]), capture());
    expect(ole.findings[0]?.type).toBe('unknown-format');
    expect(ole.findings[0]?.note).toMatch(/old Word.*save it as \.docx/);
    expect(await brief(zip('xl/workbook.xml'))).toEqual(['none', 'application/zip', 'unknown-format']);
    expect((await read(zip('a.pdf', 'b.pdf'), capture())).findings[0]?.note).toContain('2 file(s)');
    expect(await brief(bytesOf('{\\rtf1\\ansi'))).toEqual(['none', 'application/rtf', 'unknown-format']);
    expect(await brief(new Uint8Array())).toEqual(['none', 'application/octet-stream', 'empty-file']);
  });

  it.each([
    ['image/png', [0x89, 0x50, 0x4e, 0x47]],
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/gif', [...bytesOf('GIF89a')]],
    ['image/tiff', [0x49, 0x49, 0x2a, 0]],
    ['image/bmp', [0x42, 0x4d, 1, 2, 3, 4, 0, 0, 0, 0]],
    ['image/webp', [...bytesOf('RIFF0000WEBP')]],
  ])('knows %s as a picture', async (mediaType, head) => {
    expect(await brief(Uint8Array.from([...head, 0, 0, 0, 0]))).toEqual(['none', mediaType, 'image-only']);
  });

  it('sends a PDF after junk to the PDF reader', () => {
    const head = bytesOf(`${'junk\r\n'.repeat(100)}%PDF-1.7\n`);
    expect(READERS.find((reader) => reader.accepts(head, capture()))?.id).toBe('pdf');
    expect(READERS.find((reader) => reader.accepts(bytesOf('<html><body>%PDF-1.7</body></html>'), capture()))?.id).toBe('html');
  });

  it('calls garbage an unknown format', async () => {
    expect(await brief(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) % 256))).toEqual(['none', 'application/octet-stream', 'unknown-format']);
  });

  it('never throws, whatever the bytes', async () => {
    const heads = ['', '<html>', '<table><tr><td>', 'PK\u0003\u0004', '一、总体情况\n', '\t\t|', 'GIF89a', '<script>"'].map(bytesOf);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), async (head, tail) => {
        const { findings, blocks } = await read(Uint8Array.from([...head, ...tail]), capture());
        expect(blocks.length + findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('never throws on damaged documents', async () => {
    const whole = [await docx([paragraph('一、总体情况')]), bytesOf('<html><body><table><tr><td rowspan=2>甲<td>1<tr><td>2</table><p>一、总体情况</html>')];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), fc.nat(), fc.nat(), fc.nat(255), async (bytes, where, length, value) => {
        const damaged = bytes.slice();
        const at = where % damaged.length;
        damaged.fill(value, at, at + 1 + (length % 40));
        expect((await read(damaged, capture())).capture.id).toBe('c1');
      }),
      { numRuns: 150 },
    );
  });
});

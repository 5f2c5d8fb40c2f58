import { existsSync, readFileSync } from 'node:fs';
import { ImageRun, Paragraph, TextRun, VerticalMergeType } from 'docx';
import { describe, expect, it } from 'vitest';
import { docxReader } from '../../../src/read/docx/index.js';
import { zipEntries } from '../../../src/read/docx/zip.js';
import { capture, rowsOf, tablesOf, textsOf } from '../html/page.js';
import { cell, docx, paragraph, table } from './made.js';

const read = (bytes: Uint8Array) => docxReader.read(bytes, capture('a.docx'));
const types = async (bytes: Uint8Array) => (await read(bytes)).findings.map((found) => found.type);
const BLANK_FORM = new URL('../../../../shared/corpus/form-2021-blank.docx', import.meta.url);

/** Changes a field of every entry in the central directory. */
const withDirectory = (bytes: Uint8Array, change: (view: DataView, at: number) => void): Uint8Array => {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) change(view, at);
  return copy;
};

describe('docxReader', () => {
  it('reads headings, paragraphs and merged cells', async () => {
    const { blocks, mediaType, reader } = await read(
      await docx([
        paragraph('一、总体情况'),
        paragraph('工作有序开展。'),
        table(
          [cell('结果', { verticalMerge: VerticalMergeType.RESTART }), cell('申请人情况', { columnSpan: 2 })],
          [cell('', { verticalMerge: VerticalMergeType.CONTINUE }), cell('自然人'), cell('商业\n企业')],
          [cell('总计'), cell(''), cell('0')],
        ),
      ]),
    );
    expect([mediaType, reader]).toEqual(['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx']);
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'table']);
    expect(rowsOf(tablesOf(blocks)[0])).toEqual(['0+1/2:结果 1+2/1:申请人情况', '1:自然人 2:商业\n企业', '0:总计 1: 2:0']);
    expect(tablesOf(blocks)[0]?.cells.at(-1)?.at.path).toBe('html>body>table:nth-of-type(1)>tbody:nth-of-type(1)>tr:nth-of-type(3)>td:nth-of-type(3)');
  });

  it('joins the runs of a label without a blank', async () => {
    const label = new Paragraph({ children: ['第二十条', '第（', '一', '）项'].map((text, i) => new TextRun({ text, color: i % 2 === 0 ? 'FF0000' : '000000' })) });
    expect(textsOf((await read(await docx([label]))).blocks)).toEqual(['第二十条第（一）项']);
  });

  it('takes the title from the properties of the file', async () => {
    expect((await read(await docx([paragraph('正文')], '甲乙 & 年报'))).meta.title).toBe('甲乙 & 年报');
  });

  it('tells an empty document from one that is a picture', async () => {
    const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const picture = new Paragraph({ children: [new ImageRun({ type: 'png', data: dot, transformation: { width: 9, height: 9 } })] });
    expect(await types(await docx([]))).toEqual(['no-text']);
    expect(await types(await docx([picture]))).toEqual(['image-only']);
  });

  it.skipIf(!existsSync(BLANK_FORM))('reads the blank official form (needs ../shared/corpus)', async () => {
    const { blocks } = await read(readFileSync(BLANK_FORM));
    expect(tablesOf(blocks).map(({ rows, cols }) => [rows, cols])).toEqual([
      [14, 4],
      [28, 10],
      [4, 15],
    ]);
    expect(blocks.filter((block) => block.kind === 'heading')).toHaveLength(7);
  });
});

describe('damaged files', () => {
  it('that are cut short are broken', async () => {
    const bytes = await docx([paragraph('正文')]);
    expect(await types(bytes.subarray(0, bytes.length - 100))).toEqual(['broken-file']);
    expect(await types(bytes.subarray(0, 30))).toEqual(['broken-file']);
  });

  it('that declare more than the limit are not opened', async () => {
    const bytes = withDirectory(await docx([paragraph('正文')]), (view, at) => view.setUint32(at + 24, 0x7fffffff, true));
    const [found] = (await read(bytes)).findings;
    expect(found?.type).toBe('broken-file');
    expect(found?.note).toContain('209715200');
  });

  it('that unpack to more than they declare are not opened', async () => {
    expect(await types(withDirectory(await docx([paragraph('正文'.repeat(99))]), (view, at) => view.setUint32(at + 24, 10, true)))).toEqual(['broken-file']);
  });

  it('that are encrypted say so', async () => {
    expect(await types(withDirectory(await docx([paragraph('正文')]), (view, at) => view.setUint16(at + 8, 1, true)))).toEqual(['encrypted-file']);
  });

  it('whose content is overwritten are broken', async () => {
    const bytes = (await docx([paragraph('正文')])).slice();
    const main = zipEntries(bytes)?.find((entry) => entry.name === 'word/document.xml');
    bytes.fill(0x41, (main?.offset ?? 0) + 60, (main?.offset ?? 0) + 120);
    expect(await types(bytes)).toEqual(['broken-file']);
  });
});

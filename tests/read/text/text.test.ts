import { existsSync, readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { textReader } from '../../../src/read/text/index.js';
import { capture } from '../html/page.js';

const read = (bytes: Uint8Array) => textReader.read(bytes, capture('a.txt'));
const LEDU = new URL('../../../../shared/corpus/ledu-2022.txt', import.meta.url);

describe('textReader', () => {
  it('reads GBK', async () => {
    const { blocks, mediaType } = await read(new Uint8Array(iconv.encode('政府信息公开年度报告\r\n规章\t镕\r\n', 'gbk')));
    expect(mediaType).toBe('text/plain');
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'table']);
  });

  it('calls bytes that are no text an unknown format', async () => {
    const { blocks, findings } = await read(Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251));
    expect([blocks.length, findings.map((found) => found.type)]).toEqual([0, ['unknown-format']]);
  });

  it('takes the disclosure rows above the report for page data', async () => {
    const text = '索引号 | 0001/2024 | 分类 | 年报 |\n发布机构 | 清河县水务局 | 发文日期 | 2024-01-08 |\n\n一、总体情况\n规章 | 0 | 1 |\n行政许可 | 2 | 3 |\n';
    const { meta, blocks } = await read(new TextEncoder().encode(text));
    expect(meta).toEqual({ 索引号: '0001/2024', 分类: '年报', 发布机构: '清河县水务局', 发文日期: '2024-01-08' });
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'table']);
  });

  it('says when there is only white space', async () => {
    expect((await read(new TextEncoder().encode(' \n\n\t\n'))).findings.map((found) => found.type)).toEqual(['no-text']);
  });

  it.skipIf(!existsSync(LEDU))('keeps a table whole over page breaks that change the number of columns (needs ../shared/corpus)', async () => {
    const { blocks } = await read(readFileSync(LEDU));
    const tables = blocks.filter((block) => block.kind === 'table');
    expect(tables.map((table) => [table.rows, table.cols])).toEqual([
      [14, 4],
      [29, 15],
      [4, 15],
    ]);
    expect(tables.map((table) => table.at.path)).toEqual(['L23', 'L40', 'L74']);
  });
});

// Reads a made page, with little ceremony, for the tests of the HTML reader.
import type { Block, Capture, Document, Table } from '../../../src/model/index.js';
import { htmlReader } from '../../../src/read/html/index.js';

export const capture = (uri = 'http://www.example.gov.cn/xxgk/nb/a.html', declaredType?: string): Capture => ({
  id: 'c1',
  uri,
  digest: 'sha256:0',
  ...(declaredType === undefined ? {} : { declaredType }),
});

export const readPage = (html: string | Uint8Array, uri?: string): Promise<Document> =>
  htmlReader.read(typeof html === 'string' ? new TextEncoder().encode(html) : html, capture(uri));

export const tablesOf = (blocks: readonly Block[]): Table[] => blocks.filter((block) => block.kind === 'table');

export const textsOf = (blocks: readonly Block[]): string[] => blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]));

/** The table as rows of `col:text`, spans as `col+width/height:text`. */
export const rowsOf = (table: Table | undefined): string[] => {
  if (!table) return [];
  return Array.from({ length: table.rows }, (_, row) =>
    table.cells
      .filter((cell) => cell.row === row)
      .map((cell) => `${cell.col}${cell.colSpan > 1 || cell.rowSpan > 1 ? `+${cell.colSpan}/${cell.rowSpan}` : ''}:${cell.text}`)
      .join(' '),
  );
};

/** A whole report around the given table of section two; the other chapters are there in short. */
export const report = (table: string): string => `
  <p>一、总体情况</p><p>本年度各项工作有序开展。</p><p>二、主动公开政府信息情况</p>${table}
  <p>三、收到和处理政府信息公开申请情况</p><p>没有收到。</p>
  <p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p><p>无。</p>`;

export const SMALL_TABLE =
  '<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td></tr><tr><td>规章</td><td>1</td><td>2</td></tr></table>';

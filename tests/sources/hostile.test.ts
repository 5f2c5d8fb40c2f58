// Pages made to stop a reader: the expressions that look at them go over each once. Going over the rest from each mark anew takes more
// than a minute for the mildest of these inputs, a thousand times what is needed; here each takes a moment.
import { describe, expect, test } from 'vitest';
import { likenessOf } from '../../src/crawl/soft404.js';
import { anchorsOf, bareText, judgeTitle } from '../../src/sources/index.js';
import { findProxy, readDatastore } from '../../src/sources/families/hanweb-jpage.js';
import { pageTotal } from '../../src/sources/static-pages.js';
import { writtenRows } from '../../src/sources/written.js';

const SIZE = 2 * 1024 * 1024;
const full = (text: string): string => text.repeat(Math.ceil(SIZE / text.length));

describe('a page full of one mark', () => {
  test.each([['<script '], ['<style>'], ['<'], ['<title ']])('%s has a text', (mark) => {
    expect(bareText(`甲${full(mark)}`)).toMatch(/^甲/);
    expect(likenessOf(Buffer.from(`甲${full(mark)}`)).text).toMatch(/^甲/);
  });

  test('scripts that do not end, and one long name, write nothing', () => {
    expect(writtenRows(full('<script>'))).toBe('');
    expect(writtenRows(`<script>document.write ${full('$a')}</script>`)).toBe('');
  });

  test('a variable written a thousand times over is no row', () => {
    expect(writtenRows(`<script>var a="${full('x')}";document.write(a${'+a'.repeat(1000)});document.write("乙")</script>`)).toBe('乙');
  });

  test('records, comments and addresses that do not end are none', () => {
    expect(readDatastore(`<record>甲</record>${full('<record>')}`).records).toEqual(['甲']);
    expect(findProxy(full('='), 'http://www.qs.gov.cn/')).toBeUndefined();
    expect(findProxy(`${full('=')}"/dataproxy.jsp?col=1&amp;unitid=7"`, 'http://www.qs.gov.cn/')).toMatchObject({ uri: 'http://www.qs.gov.cn/dataproxy.jsp', fields: { col: '1', unitid: '7' } });
    expect(pageTotal(`createPageHTML(3, 0, "index", "html");${full('/* ')}`)).toMatchObject({ pages: 3 });
  });
});

test('bare text is what stands between scripts, styles and tags', () => {
  expect(bareText('<p>甲<script>x("<b>")</SCRIPT>乙<style>p{}</style></p><script>丙')).toBe('甲乙丙');
});

test('titles are free of what cannot be stored, and no longer than titles are', () => {
  const [anchor] = anchorsOf(writtenRows(String.raw`<script>var t="\ud800青石县2024年政府信息公开工作年度报告\u0007";document.write("<a href='/a.html'>"+t+"</a>")</script>`), 'http://www.qs.gov.cn/');
  expect(anchor?.title).toBe('青石县2024年政府信息公开工作年度报告');
  expect(judgeTitle(anchor?.title ?? '')).toEqual({ accepted: true, year: 2024 });
  expect(anchorsOf(`<a href="/b.html">${full('（')}</a>`, 'http://www.qs.gov.cn/')[0]?.title).toHaveLength(1000);
});

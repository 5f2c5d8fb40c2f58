import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/model/index.js';
import { trsTdate } from '../../src/sources/families/trs-tdate.js';
import { isPlausible, pageTotal } from '../../src/sources/static-pages.js';
import { discoverIn, short } from './made-get.js';

describe('pageTotal', () => {
  test.each([
    ['createPageHTML(25, 0, "index", "shtml");', { pages: 25, stem: 'index', ending: 'shtml' }],
    ['createPageHTML(191, 13, 0, "index", "html");', { pages: 13, records: 191, stem: 'index', ending: 'html' }],
    ["createPage(7, 0, 'index', 'html')", { pages: 7, stem: 'index', ending: 'html' }],
    ['var countPage = 4 //共多少页', { pages: 4, stem: 'index', ending: 'html' }],
    ['if (ele.value>9) ele.value=9; location="index_1.shtml"', { pages: 9, stem: 'index', ending: 'shtml' }],
    ["createPageHTML('page_div',26,1,'index','shtml',512)", { pages: 26, stem: 'index', ending: 'shtml' }],
    ['function createPageHTML(_nPageCount, _nCurrIndex){} createPageHTML(3, 0, "index", "html")', { pages: 3, stem: 'index', ending: 'html' }],
  ])('reads %s', (script, total) => expect(pageTotal(`<script>${script}</script>`)).toEqual(total));

  test('tells records from pages by the rows of the page', () => {
    const read = (call: string, rows: number) => { const total = pageTotal(`<script>createPageHTML(${call}, "index", "html")</script>`, '', rows); return [total?.pages, total?.records]; };
    expect([read('191, 13, 0', 15), read('13, 0, 191', 15), read('191, 13, 0', 3)]).toEqual([[13, 191], [13, 191], [13, 191]]);
    expect([isPlausible({ pages: 13, records: 191, stem: '', ending: '' }, 15), isPlausible({ pages: 13, records: 191, stem: '', ending: '' }, 3), isPlausible({ pages: 191, records: 13, stem: '', ending: '' }, 5)]).toEqual([true, false, false]);
  });

  test('takes a loose count where a pager is near, and nowhere else', () => {
    expect(pageTotal('<div class="pagination"></div><script>var totalPage = 3;</script>')).toMatchObject({ pages: 3 });
    expect(pageTotal(`<div class="pagination"></div>${'<p>正文</p>'.repeat(60)}<script>var side={pageCount:"300"}</script>`)).toBeUndefined();
  });

  test('of a page without a call is not known', () => expect(pageTotal('<p>createPage</p>')).toBeUndefined());
});

const source: Source = { id: 'qs', authority: '青石县人民政府', region: '990121', platform: 'trs-tdate', listing: 'http://www.qs.gov.cn/nb/' };
const link = (href: string, title = '青石县2022年政府信息公开年报'): string => `<li><a href="${href}">${title}</a></li>`;
const at = (path: string): string => `http://www.qs.gov.cn/nb/${path}`;

describe('discover', () => {
  test('walks all pages, each address once, twins folded', async () => {
    const { found, asked } = await discoverIn(trsTdate, source, {
      [at('')]: `<a href="/">首页</a>${link('./202301/t20230118_1.html')}${link('202301/t20230118_1_wap.html')}<script>createPageHTML(2,0,"index","html")</script>`,
      [at('index_1.html')]: `${link('./202301/t20230118_1_app.html')}${link('./202201/t20220118_2.html', '青石县2021年政府信息公开年报')}`,
    });
    expect(short(found)).toEqual([
      [at('202301/t20230118_1.html'), '青石县2022年政府信息公开年报', 2022],
      [at('202201/t20220118_2.html'), '青石县2021年政府信息公开年报', 2021],
    ]);
    expect(asked).toEqual([at(''), at('index_1.html')]);
  });

  test('resolves relative links against the address after redirects', async () => {
    const { found } = await discoverIn(trsTdate, { ...source, listing: 'http://www.qs.gov.cn/nb' }, { 'http://www.qs.gov.cn/nb': link('./202301/t20230118_1.html') }, () => at(''));
    expect(short(found)[0]).toEqual([at('202301/t20230118_1.html'), '青石县2022年政府信息公开年报', 2022]);
  });

  test('takes the whole title from the attribute where the text is cut, without its date', async () => {
    const { found } = await discoverIn(trsTdate, source, {
      [at('')]: '<a href="./a.html" title="青石县人民政府2022年政府信息公开工作年度报告">青石县人民政府2022年政…</a><a href="./b.html" title="查看">青石县2021年政府信息公开年报 2022-01-18</a>',
    });
    expect(found.map((item) => (item.kind === 'lead' ? item.lead.title : ''))).toEqual(['青石县人民政府2022年政府信息公开工作年度报告', '青石县2021年政府信息公开年报']);
  });

  test('steps over a stub, tells it, and stops at a page that adds nothing', async () => {
    const first = `${link('./a.html')}<script>createPageHTML(9,0,"index","html")</script>`;
    const { found, asked } = await discoverIn(trsTdate, source, {
      [at('')]: first,
      [at('index_1.html')]: '<html><body></body></html>',
      [at('index_2.html')]: link('./b.html'),
      [at('index_3.html')]: first,
    });
    expect(short(found).map((item) => (Array.isArray(item) ? (item[0] as string) : item))).toEqual([at('a.html'), 'listing-incomplete', at('b.html'), 'listing-incomplete']);
    expect(asked.at(-1)).toBe(at('index_3.html'));
  });

  test('two missing pages in a row end the paging, and that is told', async () => {
    const { found, asked } = await discoverIn(trsTdate, source, { [at('')]: `${link('./a.html')}<script>createPage(191, 0, "index", "html")</script>` });
    expect(short(found).slice(1)).toEqual(['listing-incomplete', 'listing-incomplete']);
    expect(asked.length).toBeLessThan(8);
  });

  test('records and pages that do not fit the rows are told', async () => {
    const rows = link('./202301/t20230118_1.html') + link('./202201/t20220118_2.html', '青石县2021年政府信息公开年报');
    const { found } = await discoverIn(trsTdate, source, { [at('')]: `${rows}<script>createPageHTML(90, 2, 0, "index", "html")</script>`, [at('index_1.html')]: link('./202101/t20210118_3.html', '青石县2020年政府信息公开年报') });
    expect(short(found).filter((item) => item === 'listing-incomplete')).toHaveLength(1);
    expect(found.flatMap((item) => (item.kind === 'finding' ? [item.finding.note] : []))[0]).toContain('2 pages to fit 90 rows');
  });

  test('finds the last page where the second is called index_2', async () => {
    const { found } = await discoverIn(trsTdate, source, {
      [at('')]: `${link('./a.html')}<script>createPageHTML(3,0,"index","html")</script>`,
      [at('index_2.html')]: link('./b.html'),
      [at('index_3.html')]: link('./c.html'),
    });
    expect(found.flatMap((item) => (item.kind === 'lead' ? [item.lead.uri] : []))).toEqual([at('a.html'), at('b.html'), at('c.html')]);
  });

  test('tells look-alikes and reports on other sites, and follows neither', async () => {
    const { found } = await discoverIn(trsTdate, source, {
      [at('')]: link('./a.html', '图解：2022年政府信息公开年报') + link('http://www.other.gov.cn/a.html') + link('http://zfb.qs.gov.cn/a.html') + link('./', '政府信息公开年报') + link('javascript:void(0)'),
    });
    expect(short(found)).toEqual([
      [at('a.html'), 'picture'],
      ['http://www.other.gov.cn/a.html', 'off-site'],
      ['http://zfb.qs.gov.cn/a.html', '青石县2022年政府信息公开年报', 2022],
    ]);
  });

  test('goes into folders whose links promise reports, into others only when the source says how deep', async () => {
    const pages = { [at('')]: link('./2022n/', '2022年政府信息公开年报') + link('./more/', '其他') + link('../other/', '其他'), [at('2022n/')]: link('./202301/t20230118_1.html'), [at('more/')]: link('./202301/t20230118_2.html') };
    expect((await discoverIn(trsTdate, source, pages)).asked).toEqual([at(''), at('2022n/')]);
    const deep = await discoverIn(trsTdate, { ...source, options: { depth: 1 } }, pages);
    expect(deep.found.flatMap((item) => (item.kind === 'lead' ? [item.lead.uri] : []))).toEqual([at('2022n/202301/t20230118_1.html'), at('more/202301/t20230118_2.html')]);
    const shallow = await discoverIn(trsTdate, { ...source, options: { depth: 0 } }, pages);
    expect([short(shallow.found), shallow.asked]).toEqual([[[at('2022n/'), '2022年政府信息公开年报', 2022]], [at('')]]);
  });

  test.each(['2022n', '2022n/index.html', 'xxgknb2022_list.shtml', 'common_zfxxgknb.shtml', 'nb2022/1.html', 'list.jsp?year=2022'])('%s under a year is a list', async (name) => {
    const { found } = await discoverIn(trsTdate, source, { [at('')]: `<h2>政府信息公开年报</h2><a href="${name}">2022年</a>`, [at(name)]: '<a href="/jyj.html">教育局</a>' });
    expect(short(found)).toEqual([['http://www.qs.gov.cn/jyj.html', '教育局', 2022]]);
  });

  test('a folder of a year that holds no list is a lead: its report may be a file or a picture', async () => {
    const { found } = await discoverIn(trsTdate, source, { [at('')]: '<h2>政府信息公开年报</h2><a href="2022n/">2022年</a>', [at('2022n/')]: '<h1>2022年</h1><iframe src="a.pdf"></iframe>' });
    expect(short(found)).toEqual([[at('2022n/'), '2022年', 2022]]);
  });

  test('a folder of a year on a page that does not speak of reports is looked into, and no lead', async () => {
    const { found, asked } = await discoverIn(trsTdate, source, { [at('')]: `<h2>政府公报</h2><a href="2022n/">2022年</a>${link('./a.html')}`, [at('2022n/')]: '<h1>2022年</h1><a href="b.html">公报</a>' });
    expect([short(found), asked]).toEqual([[[at('a.html'), '青石县2022年政府信息公开年报', 2022]], [at(''), at('2022n/')]]);
  });

  test('folders are gone into two levels deep, on the same host, and not without end', async () => {
    const years = Array.from({ length: 90 }, (_, n) => link(`./y${String(2001 + (n % 20))}_${String(n)}/`, `${String(2001 + (n % 20))}年`)).join('');
    const page = `<h2>政府信息公开年报</h2>${years}<a href="http://zfb.qs.gov.cn/2022n/">2022年</a>`;
    const { found, asked } = await discoverIn(trsTdate, source, new Proxy({}, { get: () => page }));
    expect(asked.filter((uri) => !uri.startsWith(at('')))).toEqual([]);
    expect(asked.length).toBe(201);
    expect(short(found).at(-1)).toBe('listing-incomplete');
  });

  test('rows that may be reports and cannot be told by their titles are told of', async () => {
    const run = async (html: string) => short((await discoverIn(trsTdate, source, { [at('')]: html })).found);
    expect(await run(link('./a.html') + link('./b.html', '2021年年度报告'))).toEqual([[at('a.html'), '青石县2022年政府信息公开年报', 2022], 'rows-unexplained']);
    expect(await run(`<h2>政府信息公开年报</h2>${link('./202301/t20230118_1.html')}${link('./202201/t20220118_2.html', '2021年公开情况总结')}`)).toEqual([[at('202301/t20230118_1.html'), '青石县2022年政府信息公开年报', 2022], 'rows-unexplained']);
    expect(await run(`<h2>政府信息公开年报</h2>${link('./a.html')}${link('/xw/123.html', '青石县2023年大事')}${link('./c.html', '2023年部门决算')}`)).toEqual([[at('a.html'), '青石县2022年政府信息公开年报', 2022]]);
  });

  test('a listing that is not served is unknown, not empty', async () => {
    expect(short((await discoverIn(trsTdate, source, {})).found)).toEqual(['listing-incomplete']);
  });
});

import { describe, expect, test } from 'vitest';
import { article } from '../../src/sources/families/article.js';
import { gkmlpt, readConfig, unescapeTitle } from '../../src/sources/families/gkmlpt.js';
import { hanwebAnnual } from '../../src/sources/families/hanweb-annual.js';
import { hanwebJpaas, unitsOf } from '../../src/sources/families/hanweb-jpaas.js';
import { shaanxiId } from '../../src/sources/families/shaanxi-id.js';
import { ucapList } from '../../src/sources/families/ucap-list.js';
import { generic } from '../../src/sources/families/generic.js';
import { platformOf } from '../../src/sources/index.js';
import { isPagingLink } from '../../src/sources/paging.js';
import type { Source } from '../../src/model/index.js';
import { discoverIn, short } from './made-get.js';

const source = (path: string, more: Partial<Source> = {}): Source => ({ id: 'qs', authority: '青石县人民政府', platform: 'auto', listing: `http://www.qs.gov.cn${path}`, ...more });
const at = (path: string): string => `http://www.qs.gov.cn${path}`;
const TITLE = '青石县2022年政府信息公开年报';

test('a single article is found without asking for it first, whatever its family', async () => {
  const one = source('/t1.html', { kind: 'article', platform: 'trs-tdate', years: [2022] });
  expect(platformOf(one)).toBe(article);
  const { found, asked } = await discoverIn(platformOf(one), one, {});
  expect([short(found), asked]).toEqual([[[at('/t1.html'), '青石县人民政府', 2022]], []]);
});

test('auto asks for the first page once, also when it is not served', async () => {
  const { found, asked } = await discoverIn(platformOf(source('/nb/')), source('/nb/'), {});
  expect([short(found), asked]).toEqual([['listing-incomplete'], [at('/nb/')]]);
});

test('numbers beyond 2^53 stay as they are written', async () => {
  const id = '1881268348977160193';
  const { found } = await discoverIn(shaanxiId, source('/nb/1.html'), { [at('/nb/1.html')]: `<a href="/nb/${id}.html">${TITLE}</a>` });
  expect(short(found)).toEqual([[at(`/nb/${id}.html`), TITLE, 2022]]);
  expect(String(Number(id))).not.toBe(id);
});

describe('gkmlpt', () => {
  test('reads the object of the page, braces in strings and all', () => {
    const html = 'x = {}; window._CONFIG = {"SID":7,"NAME":"a}{\\"b","TREE":[{"id":"1","name":"年报","children":[]}]}; window.y = {}';
    expect(readConfig({ uri: at('/gkmlpt/index'), html })).toEqual({ SID: '7', TREE: [{ id: '1', name: '年报', children: [] }] });
  });
  test('unescapes %uXXXX titles and leaves others', () => expect([unescapeTitle('%u9752%u77F3 2022%'), unescapeTitle('青石')]).toEqual(['青石 2022%', '青石']));
  test('tells a page without the object, and a tree without a column of reports', async () => {
    const page = (config: string): string => `<script src="/gkmlpt/a.js"></script><script>window._CONFIG = ${config};</script>`;
    const run = async (config: string) => short((await discoverIn(gkmlpt, source('/gkmlpt/index'), { [at('/gkmlpt/index')]: page(config) })).found);
    expect(await run('load()')).toEqual(['listing-incomplete']);
    expect(await run('{"SID":"7","TREE":[{"id":1,"name":"机构职能"}]}')).toEqual(['listing-incomplete']);
  });
});

test('jpaas fields are read from the attribute in single quotes', () => {
  const html = `<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'webId':'149','tagId':'列表'}"></script><script url="/other"></script>`;
  expect(unitsOf({ uri: at('/'), html })).toEqual([{ uri: at('/api-gateway/jpaas-publish-server/front/page/build/unit'), fields: { webId: '149', tagId: '列表' } }]);
});

test('jpaas fields may be attributes, and stand beside those in the address', async () => {
  const html = '<script url="/api-gateway/jpaas-publish-server/front/page/build/unit?parseType=bulidstatic" webId="149" tagId="列表" pageId="c1"></script>';
  expect(unitsOf({ uri: at('/'), html }).map(({ fields }) => fields)).toEqual([{ webId: '149', tagId: '列表', pageId: 'c1' }]);
  const { asked } = await discoverIn(hanwebJpaas, source('/col/c1/index.html'), { [at('/col/c1/index.html')]: html });
  expect(Object.fromEntries(new URL(asked[1] ?? '').searchParams)).toMatchObject({ parseType: 'bulidstatic', webId: '149', tagId: '列表', pageId: 'c1' });
});

test('years of an organ can be given in the entry', async () => {
  const path = '/module/xxgk/xxgkAnnualReport.jsp?fbtime=2022&area=A-1';
  const { found } = await discoverIn(hanwebAnnual, source(path, { options: { from: 2021, to: 2022 } }), { [at(path)]: '<h1>公开年报</h1>' });
  expect(short(found).map((item) => (item as unknown[]).slice(0, 1).concat((item as unknown[])[2]))).toEqual([
    [at('/module/xxgk/xxgkAnnualReport.jsp?area=A-1&fbtime=2022'), 2022],
    [at('/module/xxgk/xxgkAnnualReport.jsp?area=A-1&fbtime=2021'), 2021],
  ]);
});

test('a list that needs a token made by script is told', async () => {
  const page = `<a href="/c1/202301/f4c238c521d943c6b059e0ccec66ab78.shtml">${TITLE}</a><script>get("/search/f4c238c521d943c6b059e0ccec66ab78?_isJson=true&token=" + make());</script>`;
  expect(short((await discoverIn(ucapList, source('/list.shtml'), { [at('/list.shtml')]: page })).found)).toEqual([
    [at('/c1/202301/f4c238c521d943c6b059e0ccec66ab78.shtml'), TITLE, 2022],
    'listing-incomplete',
  ]);
});

describe('generic', () => {
  test('a page of scripts needs JavaScript; a page of text is empty', async () => {
    const run = async (html: string) => short((await discoverIn(generic, source('/nb/'), { [at('/nb/')]: html })).found);
    expect(await run('<title>年报</title><script>draw()</script><nav><a href="/a.html">首页</a></nav>')).toEqual(['needs-javascript']);
    expect(await run('<p>暂无内容</p>')).toEqual(['listing-empty']);
    expect(await run('<script>count()</script><a href="/news/1.html">要闻</a>')).toEqual(['listing-empty']);
  });
  test('two linked pages in a row that are not served end the walk', async () => {
    const links = Array.from({ length: 9 }, (_, n) => `<a href="index_${String(n + 1)}.html">${String(n + 2)}</a>`).join('');
    const { found, asked } = await discoverIn(generic, source('/nb/'), { [at('/nb/')]: `<a href="/a.html">${TITLE}</a>${links}` });
    expect([asked.length, short(found).slice(1)]).toEqual([3, ['listing-incomplete', 'listing-incomplete']]);
  });
  test('a page that names itself anew for ever ends the walk', async () => {
    const row = `<a href="/a.html">${TITLE}</a>`;
    const endless = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [at(`/nb/index_${String(n)}.html`), `${row}<a href="index_${String(n + 1)}.html">下一页</a>`]));
    const { asked } = await discoverIn(generic, source('/nb/'), { ...endless, [at('/nb/')]: `${row}<a href="index_1.html">下一页</a>` });
    expect(asked).toEqual([at('/nb/'), at('/nb/index_1.html')]);
  });
});

test.each([
  ['/nb/index_2.html', '2', '/nb/', true],
  ['/nb/index_2.html', '2', '/nb/index.html', true],
  ['/nb/3.htm', '下页', '/nb.htm', true],
  ['/l.jsp?id=7&page=2', '2', '/l.jsp?id=7', true],
  ['/l.jsp?id=8', '8', '/l.jsp?id=7', false],
  ['/nb/202301/t20230118_1.html', '报告', '/nb/', false],
  ['/other/index_2.html', '2', '/nb/', false],
  ['/nb/2022.html', '2022年', '/nb/index.html', false],
  ['/nb/2.html', '下一页', '/nb/1.html', true],
])('isPagingLink %s (%s) from %s is %s', (uri, title, first, paging) => expect(isPagingLink({ uri: at(uri), title }, at(first))).toBe(paging));

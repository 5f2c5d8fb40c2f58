import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/model/index.js';
import { findProxy, hanwebJpage, readDatastore } from '../../src/sources/families/hanweb-jpage.js';
import { discoverIn, short } from './made-get.js';
import type { Pages } from './made-get.js';

const LISTING = 'http://www.lx.gov.cn/col/col9/index.html';
const source: Source = { id: 'lx', authority: '岚溪县人民政府', region: '990122', platform: 'hanweb-jpage', listing: LISTING };

const record = (n: number): string => `<record><![CDATA[<li><a href="/art/${String(n)}.html" title="岚溪县${String(2000 + n)}年政府信息公开年报">…</a></li>]]></record>`;
const store = (from: number, to: number, total: number): string =>
  `<datastore><totalrecord>${String(total)}</totalrecord><recordset>${Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => record(from + at)).join('')}</recordset></datastore>`;
const AJAX = "<script>$('#7').jpage({perPage:2,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,webid:7,path:'/',columnid:9,unitid:'7',webname:'岚溪'}})</script>";
const column = (inner: string): string => `<html><body><script type="text/xml">${inner}</script>${AJAX}</body></html>`;
const group = (from: number, to: number, fields = true): string =>
  `http://www.lx.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=${String(from)}&endrecord=${String(to)}&perpage=2${fields ? '&col=1&webid=7&path=%2F&columnid=9&unitid=7&webname=%E5%B2%9A%E6%BA%AA' : ''}`;
const leads = async (pages: Pages) => {
  const { found, asked } = await discoverIn(hanwebJpage, source, pages);
  return { uris: found.flatMap((item) => (item.kind === 'lead' ? [item.lead.uri.slice('http://www.lx.gov.cn/art/'.length)] : [])), rest: found.filter(({ kind }) => kind !== 'lead'), asked };
};

test('readDatastore unwraps CDATA and reads the total', () => {
  expect(readDatastore(store(1, 2, 14))).toEqual({ total: 14, records: [1, 2].map((n) => /CDATA\[(.*)\]\]/.exec(record(n))?.[1]) });
});

test.each([
  ['an address with fields', '<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;webid=7&amp;columnid=9&amp;unitid=7"></a>', { webid: '7', columnid: '9', unitid: '7' }],
  ['a parameter object', AJAX, { col: '1', webid: '7', path: '/', columnid: '9', unitid: '7', webname: '岚溪' }],
])('findProxy reads the fields from %s', (_, html, fields) => {
  expect(findProxy(html, LISTING)).toMatchObject({ uri: 'http://www.lx.gov.cn/module/web/jpage/dataproxy.jsp', fields });
});

describe('discover', () => {
  test('asks for groups from 1, without gap or overlap, up to the total', async () => {
    const { uris, rest, asked } = await leads({ [LISTING]: column(store(1, 6, 14)), [group(7, 12)]: store(7, 12, 14), [group(13, 14)]: store(13, 14, 14) });
    expect(uris).toEqual(Array.from({ length: 14 }, (_, at) => `${String(at + 1)}.html`));
    expect([rest, asked.length]).toEqual([[], 3]);
  });

  test('asks by POST where GET answers nothing', async () => {
    const { uris, rest } = await leads({
      [LISTING]: column(store(1, 6, 8)),
      [group(7, 8)]: '<datastore></datastore>',
      [group(7, 8, false)]: ({ form, referer }) => (form?.columnid === '9' && referer === LISTING ? store(7, 8, 8) : ''),
    });
    expect([uris.length, rest]).toEqual([8, []]);
  });

  test('tells how many rows were not served', async () => {
    const { uris, rest } = await leads({ [LISTING]: column(store(1, 6, 14)) });
    expect(uris).toHaveLength(6);
    expect(rest).toMatchObject([{ kind: 'finding', finding: { type: 'listing-incomplete', note: `${LISTING}: expected 14 rows as the listing states, collected 6; the rest were not served.` } }]);
  });

  test('stops when the same rows come again', async () => {
    const { uris, asked } = await leads({ [LISTING]: column(store(1, 6, 14)), [group(7, 12)]: store(1, 6, 14), [group(7, 12, false)]: store(1, 6, 14) });
    expect([uris.length, asked.length]).toEqual([6, 2]);
  });

  test('a column without a datastore and without reports is told', async () => {
    expect(short((await discoverIn(hanwebJpage, source, { [LISTING]: '<html></html>' })).found)).toEqual(['listing-empty']);
  });
});

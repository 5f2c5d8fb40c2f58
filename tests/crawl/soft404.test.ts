import { expect, test } from 'vitest';
import { alike, hasChapters, likenessOf, probeUri } from '../../src/crawl/soft404.js';

const page = (title: string, body: string) => likenessOf(Buffer.from(`<html><head><title>${title}</title><style>p{}</style></head><body>${body}</body></html>`));

const NOTICE = '您要找的内容可能已经移走，请回到首页重新查找，或者拨打县政务服务热线咨询有关栏目的情况。';

test.each([
  ['the same page', page('青石县人民政府', NOTICE), page('青石县人民政府', NOTICE), true],
  ['a page that repeats the address', page('青石县', `${NOTICE} /a1b2.html ${NOTICE}`), page('青石县', `${NOTICE} /nb/t2.html ${NOTICE}`), true],
  ['another title', page('青石县', `${NOTICE}1`), page('兰溪县', `${NOTICE}2`), false],
  ['the same title and length, another text', page('青石县', NOTICE), page('青石县', Array.from(NOTICE).reverse().join('')), false],
  ['a longer page', page('青石县', NOTICE), page('青石县', NOTICE.repeat(2)), false],
])('%s', (_, a, b, expected) => {
  expect([alike(a, b), alike(b, a)]).toEqual([expected, expected]);
});

test('two empty pages with one title are alike', () => expect(alike(page('', ''), page('', ' '))).toBe(true));

test('the probe is the same for a host each time, and another for another', () => {
  expect(probeUri('http://www.qingshi.example')).toMatch(/^http:\/\/www\.qingshi\.example\/[0-9a-f]{16}\.html$/);
  expect(probeUri('http://www.qingshi.example')).toBe(probeUri('http://www.qingshi.example'));
  expect(new URL(probeUri('http://a.example')).pathname).not.toBe(new URL(probeUri('http://b.example')).pathname);
});

test('three chapter headings make a report', () => {
  expect(hasChapters(Buffer.from('<h2>一、总体情况</h2><h2>二、主动公开政府信息情况</h2>'))).toBe(false);
  expect(hasChapters(Buffer.from('<h2>一、总体情况</h2><h2>二、主动公开政府信息情况</h2><h2>五、存在的主要问题及改进情况</h2>'))).toBe(true);
});

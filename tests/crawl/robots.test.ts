import { expect, test } from 'vitest';
import { rulesFrom } from '../../src/crawl/robots.js';
import type { Rules } from '../../src/crawl/robots.js';

const rules = (text: string): Rules => rulesFrom({ uri: 'http://www.qs.gov.cn/robots.txt', status: 200, content: Buffer.from(text) });

test.each([['10', 10_000], ['10s', 10_000], ['0.5 # half', 500], ['soon', 0], ['-4', 0]])('Crawl-delay: %s is %i ms', (delay, ms) => {
  expect(rules(`User-agent: *\r\nCrawl-delay: ${delay}\r\nDisallow: /x\r\n`).crawlDelayMs).toBe(ms);
});

test('only the first 500 KiB are read, in whole lines', () => {
  const filler = `User-agent: *\nDisallow: /neibu/\n${'Disallow: /a\n'.repeat(42_000)}`;
  const { allows } = rules(`${filler}Disallow: /nb/\n`);
  expect(['/neibu/1', '/a', '/nb/1', '/'].map((path) => allows(`http://www.qs.gov.cn${path}`, ''))).toEqual([false, false, true, true]);
});

test.each(['<!-- x --><html><body>404</body></html>', '<meta charset=gbk><title>首页</title>', '<body>Not found</body>', '\ufeff\n<!DOCTYPE html>', '<p>User-agent: *</p>'])('%s is no robots.txt', (text) => {
  expect(rules(text).state).toBe('unknown');
});

test.each([
  ['http://www.qs.gov.cn/gkmlpt/index', 'http://www.qs.gov.cn/gkmlpt/index#721', true],
  ['https://www.qs.gov.cn/nb', 'http://www.qs.gov.cn/nb/#top', true],
  ['http://www.qs.gov.cn/nb/1.html', 'http://www.qs.gov.cn/nb/', false],
])('where robots.txt cannot be read %s is what a person entered as %s: %s', (uri, seed, same) => {
  expect(rules('<html>').allows(uri, seed)).toBe(same);
});

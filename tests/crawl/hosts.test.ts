// Who may be asked at all, on behalf of a source.
import { expect, test } from 'vitest';
import { makeHosts } from '../../src/crawl/index.js';
import type { Source } from '../../src/model/index.js';

const source = (listing: string, options?: Source['options']): Source => ({ id: 'qs', authority: '青石县人民政府', region: '990101', platform: 'trs-tdate', listing, ...(options ? { options } : {}) });

const GOV = source('https://www.qs.gov.cn/zwgk/nb/');
const BARE = source('http://122.137.242.24:8088/nb/');
const OTHER = source('http://www.qingshi.example/nb/', { hosts: 'files.qingshi.example 122.137.242.25:81' });

test.each([
  [GOV, 'https://www.qs.gov.cn/x', undefined],
  [GOV, 'http://qs.gov.cn/x', undefined],
  [GOV, 'https://zwgk.bumen.qs.gov.cn/x', undefined],
  [GOV, 'https://WWW.QS.GOV.CN:443/x', undefined],
  [GOV, 'https://www.lx.gov.cn/x', 'host.unlisted'],
  [GOV, 'https://gov.cn/x', 'host.unlisted'],
  [GOV, 'https://www.qs.gov.cn.evil.example/x', 'host.unlisted'],
  [GOV, 'https://www.evilqs.gov.cn/x', 'host.unlisted'],
  [GOV, 'https://evil.example/www.qs.gov.cn/', 'host.unlisted'],
  [GOV, 'https://www.qs.gov.cn:8443/x', 'host.unlisted'],
  [GOV, 'https://www.qs.gov.cn./x', 'host.unlisted'],
  [GOV, 'http://122.137.242.24/x', 'host.unlisted'],
  [GOV, 'http://[2400:3200::1]/x', 'host.unlisted'],
  [GOV, 'https://a:b@www.qs.gov.cn/x', 'scheme'],
  [GOV, 'ftp://www.qs.gov.cn/x', 'scheme'],
  [GOV, 'javascript:alert(1)', 'scheme'],
  [BARE, 'http://122.137.242.24:8088/x', undefined],
  [BARE, 'http://122.137.242.24/x', 'host.unlisted'],
  [BARE, 'http://122.137.242.24:8089/x', 'host.unlisted'],
  [OTHER, 'http://www.qingshi.example/x', undefined],
  [OTHER, 'http://files.qingshi.example/x', undefined],
  [OTHER, 'http://122.137.242.25:81/x', undefined],
  [OTHER, 'http://other.qingshi.example/x', 'host.unlisted'],
  [OTHER, 'http://127.0.0.1/x', 'host.unlisted'],
] as const)('%o asks %s: %s', (asking, uri, code) => {
  expect(makeHosts([asking]).outside(uri, asking)?.code).toBe(code);
});

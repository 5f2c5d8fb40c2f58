import { describe, expect, test } from 'vitest';
import { fromLine, surt, toLine } from '../../src/store/cdxj.js';
import type { Located } from '../../src/store/cdxj.js';

const segment = { name: 'r_g_w_00001.warc.gz' };
const at = { segment, offset: 12, length: 340 };

describe('a CDXJ line', () => {
  test.each([
    ['http://www.X.gov.cn/A/b.html?C=d', 'cn,gov,x,www)/a/b.html?c=d'],
    ['http://127.0.0.1:8080/', '127.0.0.1:8080)/'],
    ['https://[::1]:8443/a', '[::1]:8443)/a'],
  ])('is sorted by %s as %s', (uri, key) => {
    expect(surt(uri)).toBe(key);
  });

  const lead = { source: 's', uri: 'http://x.gov.cn/a', foundOn: 'http://x.gov.cn/', title: '年报', year: 2022 };
  const entries: readonly Located[] = [
    { kind: 'response', id: 'a', uri: 'http://x.gov.cn/a', date: '2026-01-15T08:00:00.123Z', status: 200, digest: 'sha256:1', at },
    { kind: 'response', id: 'b', uri: 'http://x.gov.cn/b', date: '2026-01-15T08:00:00.123Z', status: 200, digest: 'sha256:1', payload: 'sha256:2', encoding: 'gzip', declaredType: 'text/html; charset=gbk', etag: '"1"', lastModified: 'x', lead, at },
    { kind: 'revisit', id: 'c', uri: 'http://x.gov.cn/b', date: '2026-01-16T08:00:00.123Z', status: 304, digest: 'sha256:1', refersTo: 'b', at },
    { kind: 'failure', id: 'd', uri: 'http://x.gov.cn/d', date: '2026-01-16T08:00:00.123Z', refusal: 'dns', cause: 'failed', note: '没有', lead, at },
  ];

  test.each(entries)('gives back the $kind $id', (entry) => {
    const line = toLine(entry);
    expect(line).toMatch(/^cn,gov,x\)\/\w 202601\d\d080000 \{"url":/);
    expect(fromLine(line, () => segment)).toEqual(entry);
  });

  test('names the members that other tools look for', () => {
    const json = JSON.parse(toLine(entries[1] as Located).replace(/^\S+ \S+ /, '')) as unknown;
    expect(json).toMatchObject({ url: 'http://x.gov.cn/b', mime: 'text/html', status: '200', digest: 'sha256:2', length: '340', offset: '12', filename: segment.name });
  });
});

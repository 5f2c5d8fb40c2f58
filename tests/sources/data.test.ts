import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { mergeSeed, readSeed } from '../../scripts/sources/from-seed.js';
import { BUNDLED_SOURCES, checkSources } from '../../src/sources/index.js';

/** The table the entries were made from; it is not part of the project. */
const SEED = fileURLToPath(new URL('../../../shared/domain/sources-seed.csv', import.meta.url));
const DERIVED = 'column in which a report of the table lies';

describe('bundled sources', () => {
  const fromTable = BUNDLED_SOURCES.filter(({ evidence = '' }) => !evidence.startsWith(DERIVED));

  test('are the 199 addresses of the table and 8 columns derived from them', () => {
    expect([fromTable.length, new Set(fromTable.map(({ listing }) => listing)).size, BUNDLED_SOURCES.length]).toEqual([199, 199, 207]);
    expect(fromTable.filter(({ kind }) => kind === 'article')).toHaveLength(163);
  });

  test('pass every check', () => expect(checkSources(BUNDLED_SOURCES)).toEqual([]));

  test('say how they are known, and that none has been tried', () => {
    expect(BUNDLED_SOURCES.filter(({ evidence, verified }) => evidence === undefined || verified !== null)).toEqual([]);
  });

  test('keep the ids they had', () => {
    const ids = BUNDLED_SOURCES.map(({ id }) => id);
    expect(['bj-csglw', 'mva', 'fj-anxi-futian', 'gz-bozhou', 'hb-wuhan-jxj', 'js-yancheng-slj', 'jl-jilin', 'zj-luqiao'].filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.skipIf(!existsSync(SEED))('agree with the table, row for row (skipped where ../shared is not there)', () => {
    const rows = readSeed(readFileSync(SEED, 'utf8'));
    expect(rows).toHaveLength(199);
    const entries = new Map(BUNDLED_SOURCES.map((source) => [source.listing, source]));
    const told = (source: (typeof BUNDLED_SOURCES)[number] | undefined) => source && [source.region, source.level, source.kind, source.years];
    const wanted = rows.map(({ url, division_code, level, url_kind, years_seen }) => [url, [division_code || entries.get(url)?.region, level, url_kind, years_seen === '' ? undefined : [Number(years_seen)]]]);
    expect(rows.map(({ url }) => [url, told(entries.get(url))])).toEqual(wanted);
    expect(rows.filter(({ url, body_name }) => !body_name.startsWith(entries.get(url)?.authority ?? '-'))).toEqual([]);
    expect([...mergeSeed(rows, BUNDLED_SOURCES).values()].flat()).toHaveLength(BUNDLED_SOURCES.length);
  });
});

test('a new row gets an id from its host, place and year, and keeps it', () => {
  const head = 'body_name,division_code,level,url,url_kind,cms_family,years_seen,evidence\n';
  const line = (path: string): string => `青石县某局（推断）,320999,department,http://xx.qs.gov.cn/nb/${path},article,trs-tdate,2022,pages corpus\n`;
  const rows = readSeed(head + line('t20230118_7.html') + line('t20230118_8.html'));
  const made = [...mergeSeed(rows, []).values()].flat();
  expect(made.map(({ id }) => id)).toEqual(['js-qs-xx-2022', 'js-qs-xx-2022-8']);
  expect(made[0]).toMatchObject({ authority: '青石县某局', evidence: 'page text read in a stored copy; address shape trs-tdate; body name: 推断', verified: null, platform: 'article' });
  expect([...mergeSeed(rows, made).values()].flat()).toEqual(made);
});

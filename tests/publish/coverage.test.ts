import { describe, expect, it } from 'vitest';
import { finding } from '../../src/model/index.js';
import { seasonOf } from '../../src/publish/index.js';
import type { Crawled, Filed, Listing, Portal, Trouble } from '../../src/publish/index.js';
import { daysLate, dueDay, publicationOf } from '../../src/publish/due.js';
import { capture, filed, report } from './made.js';
import type { Made } from './made.js';
import { written } from './written.js';

const portal = (more: Partial<Portal> = {}): Portal => ({ id: 'example', authority: '青石县人民政府', region: '990121', ...more });

const listing = (asked: string, more: Partial<Listing> = {}): Listing => ({ source: 'example', season: seasonOf(asked), state: 'complete', code: 'listing-read', note: 'read', ...more });

const trouble = (more: Partial<Trouble> = {}): Trouble => ({
  uri: 'http://www.example.gov.cn/9.html', kind: 'refused', code: 'robots', note: 'disallowed', since: '', alone: true, source: 'example', title: '青石县水利局2024年年报', year: 2024, ...more,
});

const bodyIn = (title: string): string | undefined => /^(.*?)\d{4}年/.exec(title)?.[1];

let made = 0;
const one = (more: Made): Filed => {
  made += 1;
  const digest = String(made).padStart(64, '0');
  return filed([report({ uri: `http://www.example.gov.cn/${String(made)}.html`, digest, ...more })], '990121');
};

const covered = async (files: readonly Filed[], crawled: Partial<Crawled>, columns: readonly string[] = ['BODY', 'YEAR', 'OUTCOME']) =>
  (await written(files, { bodyIn, ...crawled })).rows('coverage').map((row) => columns.map((column) => row[column]).join(' '));

describe('coverage.csv', () => {
  it('tells of every known body and year of a listing whether its report is there', async () => {
    const files = [one({ body: '青石县财政局', year: 2022 }), one({ body: '青石县财政局', year: 2024 }), one({ body: '青石县教育局', year: 2023 })];
    expect(await covered(files, { portals: [portal()], listings: [listing('2025-05-01T00:00:00Z')] })).toEqual([
      '青石县人民政府 2022 not-seen',
      '青石县人民政府 2023 not-seen',
      '青石县人民政府 2024 not-seen',
      '青石县教育局 2022 not-seen',
      '青石县教育局 2023 published',
      '青石县教育局 2024 not-seen',
      '青石县财政局 2022 published',
      '青石县财政局 2023 not-seen',
      '青石县财政局 2024 published',
    ]);
  });

  it('takes a year before the regulations for a slip of the pen', async () => {
    const rows = await covered([one({ body: '青石县财政局', year: 1923 }), one({ body: '青石县财政局', year: 2023 })], { portals: [portal()], listings: [listing('2025-05-01T00:00:00Z')] });
    expect(rows.filter((row) => row.includes('财政局'))).toEqual(['青石县财政局 1923 published', '青石县财政局 2023 published', '青石县财政局 2024 not-seen']);
  });

  it.each([
    ['2025-01-31T15:59:00Z', 'not-yet', 'not-yet'],
    ['2025-01-31T16:00:00Z', 'not-seen', 'not-yet'],
    ['2025-03-31T15:59:00Z', 'not-seen', 'not-yet'],
    ['2025-03-31T16:00:00Z', 'not-seen', 'not-seen'],
  ])('a listing read completely at %s (China is 8 hours ahead): department %s, government %s', async (asked, department, government) => {
    const crawled = { portals: [portal()], listings: [listing(asked)] };
    const rows = await covered([one({ body: '青石县财政局', year: 2023, date: asked })], crawled);
    expect(rows.filter((row) => row.includes('2024'))).toEqual([`青石县人民政府 2024 ${government}`, `青石县财政局 2024 ${department}`]);
  });

  it.each([
    ['incomplete', 'no-rows', 'unknown'],
    ['incomplete', 'listing-incomplete', 'unknown'],
    ['refused', 'challenge.jsl', 'refused'],
    ['failed', 'timeout', 'failed'],
  ] as const)('never takes a listing that is %s (%s) for a report that is not there', async (state, code, outcome) => {
    const crawled = { portals: [portal()], listings: [listing('2025-05-01T00:00:00Z', { state, code, note: 'why' })] };
    expect(await covered([], crawled, ['BODY', 'YEAR', 'OUTCOME', 'EVIDENCE'])).toEqual([`青石县人民政府 2024 ${outcome} ${code}: why`]);
  });

  it('does not know of a listing that no run has read, of years that were not asked for, and of single addresses', async () => {
    expect(await covered([one({ year: 2024 })], { portals: [portal()] })).toContain('青石县人民政府 2024 unknown');
    const asked = { portals: [portal({ years: [2023] })], listings: [listing('2025-05-01T00:00:00Z', { years: [2024] })] };
    expect(await covered([], asked)).toEqual(['青石县人民政府 2023 unknown', '青石县人民政府 2024 not-seen']);
    const single = { portals: [portal({ kind: 'article' as const, years: [2021] })], listings: [listing('2025-05-01T00:00:00Z')] };
    expect(await covered([], single, ['YEAR', 'OUTCOME', 'EVIDENCE'])).toEqual([expect.stringMatching(/^2021 unknown no-listing: /)]);
  });

  it('says why a report that is listed is not in the package', async () => {
    const scanned: Filed = { capture: capture({ uri: 'http://www.example.gov.cn/s.pdf' }), region: '990121', load: () => Promise.resolve({ reports: [], findings: [finding('image-only', 'pictures')] }) };
    const lead = { source: 'example', uri: scanned.capture.uri, title: '青石县教育局2024年年报', year: 2024, foundOn: 'http://www.example.gov.cn/' };
    const files = [{ ...scanned, capture: { ...scanned.capture, lead } }];
    const troubles = [trouble(), trouble({ uri: 'http://www.example.gov.cn/8.html', kind: 'failed', code: 'timeout', note: '', title: '青石县公安局2024年年报' })];
    const crawled = { portals: [portal({ authority: '青石县财政局' })], listings: [listing('2025-05-01T00:00:00Z')], troubles };
    expect(await covered(files, crawled, ['BODY', 'OUTCOME', 'URL', 'EVIDENCE'])).toEqual([
      '青石县公安局 failed http://www.example.gov.cn/8.html timeout',
      '青石县教育局 unreadable http://www.example.gov.cn/s.pdf image-only: pictures',
      '青石县水利局 refused http://www.example.gov.cn/9.html robots: disallowed',
      '青石县财政局 not-seen  listing-read: read',
    ]);
  });

  it('says nothing of an address that failed where the report came from another', async () => {
    const crawled = { portals: [portal({ authority: '青石县水利局' })], listings: [listing('2025-05-01T00:00:00Z')], troubles: [trouble()] };
    expect(await covered([one({ body: '青石县水利局', year: 2024 })], crawled)).toEqual(['青石县水利局 2024 published']);
  });

  it('gives a link that names no body to the only body of its source, and to nobody where there are several', async () => {
    const nameless = { portals: [portal()], listings: [listing('2025-05-01T00:00:00Z')], troubles: [trouble({ title: '年度报告' })] };
    expect(await covered([], nameless)).toEqual(['青石县人民政府 2024 refused']);
    expect(await covered([one({ body: '青石县水利局', year: 2024 })], nameless)).toEqual([' 2024 refused', '青石县人民政府 2024 unknown', '青石县水利局 2024 published']);
  });

  it('says of no year that nothing is listed where a link without a year came to nothing', async () => {
    const undated = Object.fromEntries(Object.entries(trouble({ title: '青石县水利局年报' })).filter(([key]) => key !== 'year')) as unknown as Trouble;
    const crawled = { portals: [portal({ years: [2023] })], listings: [listing('2025-05-01T00:00:00Z')], troubles: [undated], bodyIn: () => '青石县水利局' };
    expect(await covered([one({ body: '青石县水利局', year: 2023 })], crawled, ['BODY', 'YEAR', 'OUTCOME', 'EVIDENCE'])).toEqual([
      '青石县人民政府 2023 not-seen listing-read: read',
      '青石县人民政府 2024 not-seen listing-read: read',
      expect.stringMatching(/^青石县水利局 {2}refused /),
      expect.stringMatching(/^青石县水利局 2023 published /),
      '青石县水利局 2024 unknown unplaced: a link that does not tell body and year came to nothing, http://www.example.gov.cn/9.html: robots: disallowed',
    ]);
  });

  it('takes a name with the area before it for the same body, and no other', async () => {
    const crawled = { portals: [portal()], listings: [listing('2025-05-01T00:00:00Z')] };
    expect(await covered([one({ body: '汴洲市青石县人民政府', year: 2024 })], crawled)).toEqual(['汴洲市青石县人民政府 2024 published']);
    expect(await covered([one({ body: '青石县人民政府办公室', year: 2024 })], crawled)).toEqual(['青石县人民政府 2024 not-seen', '青石县人民政府办公室 2024 published']);
  });

  it('tells date, due date and delay of a published report, and where the date is from', async () => {
    const columns = ['SCOPE', 'PUBLISHED', 'DUE', 'DAYS_LATE', 'EVIDENCE'];
    const crawled = { portals: [portal({ authority: '青石县财政局' })], listings: [listing('2025-01-15T00:00:00Z')] };
    const of = (more: Made) => covered([one({ body: '青石县财政局', year: 2024, ...more })], crawled, columns);
    expect(await of({ published: '2025-02-20' })).toEqual(['unknown 2025-02-20 2025-01-31 20 PubDate: 2025-02-20']);
    expect(await of({ published: '2025-01-20' })).toEqual(['unknown 2025-01-20 2025-01-31 0 PubDate: 2025-01-20']);
    expect(await of({ published: '2025-02-20', publishedFrom: 'signature' })).toEqual(['unknown 2025-02-20 2025-01-31  signature: 2025-02-20 (day of the text; that of publication is not told)']);
    const [row] = await of({ uri: 'http://www.example.gov.cn/202503/t20250305_1.html' });
    expect(row).toMatch(/^unknown 2025-03-05 2025-01-31 {2}address: 2025-03-05 is when the document was made in the CMS/);
    expect(await of({ published: '2024-11-01' })).toEqual(['unknown  2025-01-31  the report tells no date of publication']);
  });

  it('gives the two reports of one government a row each', async () => {
    const files = (['own', 'aggregate'] as const).map((scope) => one({ body: '青石县人民政府', year: 2024, scope, published: '2025-02-10' }));
    expect(await covered(files, { portals: [portal()] }, ['SCOPE', 'OUTCOME', 'DUE', 'DAYS_LATE'])).toEqual(['aggregate published 2025-03-31 0', 'own published 2025-01-31 10']);
  });

  it('depends on the season in which it was looked, not on the day', async () => {
    const at = (asked: string) => covered([one({ body: '青石县财政局', year: 2023, uri: 'http://x.gov.cn/1', digest: '0'.repeat(64) })], { portals: [portal()], listings: [listing(asked)] });
    expect(await at('2025-06-01T00:00:00Z')).toEqual(await at('2025-12-01T00:00:00Z'));
    expect(['2025-01-05', '2025-02-01', '2025-03-31', '2025-04-01', '2025-12-31'].map((day) => seasonOf(`${day}T04:00:00Z`))).toEqual(['2025-01-01', '2025-02-01', '2025-02-01', '2025-04-01', '2025-04-01']);
  });
});

describe('the statutory date', () => {
  it.each([
    [2018, 'department', 'own', '2019-03-31'],
    [2018, 'township', 'unknown', '2019-03-31'],
    [2019, 'department', 'unknown', '2020-01-31'],
    [2024, 'county', 'own', '2025-01-31'],
    [2024, 'county', 'aggregate', '2025-03-31'],
    [2024, 'county', 'unknown', '2025-03-31'],
    [2024, 'township', 'own', undefined],
    [2024, 'unknown', 'unknown', undefined],
  ] as const)('of %i for a %s with scope %s is %s', (year, level, scope, due) => {
    expect(dueDay(year, level, scope)).toBe(due);
  });

  it('is compared with the first day of publication any copy tells, before any day of signing', () => {
    const copies = [report({ published: '2025-03-01' }), report({ published: '2025-02-01' }), report({ published: '2025-01-05', publishedFrom: 'signature' })];
    expect(publicationOf(copies, 2024)).toMatchObject({ day: '2025-02-01', told: true });
    expect(publicationOf(copies.slice(2), 2024)).toMatchObject({ day: '2025-01-05', told: false });
  });

  it('is passed by whole days', () => {
    expect([daysLate('2025-02-01', '2025-01-31'), daysLate('2025-01-31', '2025-01-31'), daysLate('2024-03-01', '2024-01-31')]).toEqual([1, 0, 30]);
  });

  it.each([
    ['/202501/t20250120_5.html', '2025-01-20'],
    ['/art/2025/1/9/art_1_2.html', '2025-01-09'],
    ['/c/2025-02-03/7.shtml', '2025-02-03'],
    ['/nw12344/20250331/4a03b5fa47ae4c73b7ec42801de6be66.html', '2025-03-31'],
    ['/202502/t20250230_5.html', undefined],
    ['/202401/t20240120_5.html', undefined],
    ['/2025/21/201294.html', undefined],
  ])('may be compared with the day in the address %s: %s', (path, day) => {
    expect(publicationOf([report({ uri: `http://x.gov.cn${path}` })], 2024)?.day).toBe(day);
  });
});

import { describe, expect, it } from 'vitest';
import type { Crawled, Trouble } from '../../src/publish/index.js';
import { filed, report } from './made.js';
import type { Made } from './made.js';
import { written } from './written.js';

const JANUARY = '2025-01-20T02:00:00.000Z';
const MARCH = '2025-03-20T02:00:00.000Z';
const JUNE = '2025-06-20T02:00:00.000Z';
const [OLD, NEW] = ['http://www.example.gov.cn/art/1.html', 'http://www.example.gov.cn/art/2.html'];

const digits = new Map<string, string>();
/** Another digest for every state. */
const digestOf = (key: string): string => {
  const known = digits.get(key) ?? String(digits.size + 1).padStart(64, '0');
  digits.set(key, known);
  return known;
};

/** States of addresses, each a file with one report. */
const states = (...made: Made[]) => made.map((one) => filed([report({ digest: digestOf(`${one.uri ?? OLD} ${one.date ?? ''}`), uri: OLD, ...one })], '320829'));

const trouble = (code: string, more: Partial<Trouble> = {}): Partial<Crawled> => ({
  troubles: [{ uri: OLD, kind: 'failed', code, note: 'status 404', since: JUNE, alone: true, source: 'example', title: '', ...more }],
});

const revised = async (made: readonly Made[], crawled: Partial<Crawled> = {}) => {
  const { rows } = await written(states(...made), crawled);
  return rows('revisions').map((row) => [row.KIND, row.FIELD, row.OLD_VALUE, row.NEW_VALUE]);
};

const issued = (value: number | null) => ({ 't2.normative_docs_issued': value });

describe('revisions.csv', () => {
  it('has a row for a changed number, with both captures', async () => {
    const { rows } = await written(states({ date: JANUARY, values: issued(3) }, { date: MARCH, values: issued(5) }));
    expect(rows('revisions')).toEqual([
      {
        REPORT_ID: rows('reports')[0]?.REPORT_ID,
        FIELD: 't2.normative_docs_issued',
        OLD_VALUE: '3',
        NEW_VALUE: '5',
        OLD_RAW: '3',
        NEW_RAW: '5',
        KIND: 'value',
        OLD_URL: OLD,
        NEW_URL: OLD,
        OLD_CAPTURE: JANUARY,
        NEW_CAPTURE: MARCH,
        OLD_SHA256: digestOf(`${OLD} ${JANUARY}`),
        NEW_SHA256: digestOf(`${OLD} ${MARCH}`),
      },
    ]);
    expect(rows('observations').find((row) => row.INDICATOR === 'normative_docs_issued')?.OBS_VALUE).toBe('5');
  });

  it('has none for other bytes that say the same', async () => {
    expect(await revised([{ date: JANUARY }, { date: MARCH }, { date: JUNE }])).toEqual([]);
  });

  it('has a row for every step of a number that went and came back', async () => {
    expect(await revised([{ date: JANUARY, values: issued(3) }, { date: MARCH, values: issued(4) }, { date: JUNE, values: issued(3) }])).toEqual([
      ['value', 't2.normative_docs_issued', '3', '4'],
      ['value', 't2.normative_docs_issued', '4', '3'],
    ]);
  });

  it.each([
    ['blank-filled', issued(null), issued(0), '', '0'],
    ['blanked', issued(0), issued(null), '0', ''],
    ['field-added', {}, { 't2.normative_docs_repealed': 2 }, '', '2'],
    ['field-gone', { 't2.normative_docs_repealed': 2 }, {}, '2', ''],
  ] as const)('tells a %s', async (kind, before, after, was, is) => {
    const [row, ...more] = await revised([{ date: JANUARY, values: before }, { date: MARCH, values: after }]);
    expect([row?.[0], row?.[2], row?.[3], more]).toEqual([kind, was, is, []]);
  });

  it('says nothing of a value that was or is doubtful, nor of a mark that replaced a blank', async () => {
    const doubtful = { 't2.normative_docs_issued': { value: null, raw: '3?', status: 'U' as const } };
    const mark = { 't2.normative_docs_issued': { value: null, raw: '/', status: 'O' as const } };
    expect(await revised([{ date: JANUARY, values: doubtful }, { date: MARCH, values: issued(3) }])).toEqual([]);
    expect(await revised([{ date: JANUARY, values: issued(null) }, { date: MARCH, values: mark }])).toEqual([]);
  });

  it('tells changed title, date, body and year of the same figures, white space aside', async () => {
    expect(await revised([{ date: JANUARY, title: '某县 2024 年年报' }, { date: MARCH, title: '某县2024年年报' }])).toEqual([]);
    expect(await revised([{ date: JANUARY, title: '甲', published: '2025-01-20', year: 2023 }, { date: MARCH, title: '乙', published: '2025-03-01', year: 2024 }])).toEqual([
      ['text', 'title', '', ''],
      ['text', 'year', '', ''],
      ['text', 'published', '', ''],
    ]);
  });

  it('keeps the text of a changed title a text for a spreadsheet', async () => {
    const { rows } = await written(states({ date: JANUARY, title: '=1+1' }, { date: MARCH, title: '甲' }));
    expect(rows('revisions').map((row) => [row.OLD_RAW, row.NEW_RAW])).toEqual([["'=1+1", '甲']]);
  });

  it('takes two addresses that one run found for copies, and the later one for a second publication', async () => {
    expect(await revised([{ date: JANUARY }, { date: '2025-01-20T03:00:00.000Z', uri: NEW }])).toEqual([]);
    expect(await revised([{ date: JANUARY }, { date: MARCH, uri: NEW, values: issued(4) }])).toEqual([
      ['re-published', '', '', ''],
      ['value', 't2.normative_docs_issued', '3', '4'],
    ]);
  });

  it('does not take for a second publication what another source lists, or an attachment of the page', async () => {
    expect(await revised([{ date: JANUARY }, { date: MARCH, uri: NEW, source: 'other' }])).toEqual([]);
    expect(await revised([{ date: JANUARY }, { date: MARCH, uri: NEW, foundOn: OLD }])).toEqual([]);
  });

  it('tells a report moved whose old address sends its reader on', async () => {
    const { rows } = await written(states({ date: JANUARY }, { date: JUNE, uri: NEW }), trouble('redirect'));
    expect(rows('revisions').map((row) => [row.KIND, row.OLD_URL, row.NEW_URL])).toEqual([['moved', OLD, NEW]]);
    expect(rows('reports').map((row) => row.URL)).toEqual([NEW]);
  });

  it('tells a report withdrawn that is at none of its addresses, and keeps its figures', async () => {
    const { rows } = await written(states({ date: JANUARY }), trouble('not-found'));
    expect(rows('revisions')).toMatchObject([{ KIND: 'withdrawn', OLD_URL: OLD, NEW_URL: '', OLD_CAPTURE: JANUARY, NEW_CAPTURE: JUNE, NEW_SHA256: '' }]);
    expect(rows('observations')).toHaveLength(16);
    expect(await revised([{ date: JANUARY }, { date: JANUARY, uri: NEW }], trouble('not-found'))).toEqual([]);
  });

  it.each([
    ['not-found', { alone: false }],
    ['challenge.jsl', { kind: 'refused' as const }],
    ['fence.path', {}],
    ['timeout', {}],
  ])('does not take %s %j for a withdrawal', async (code, more) => {
    expect(await revised([{ date: JANUARY }], trouble(code, more))).toEqual([]);
  });

  it('keeps the report of an address that was used again for another year, and calls it withdrawn', async () => {
    const { rows } = await written(states({ date: JANUARY, year: 2023, values: issued(7) }, { date: MARCH, year: 2024, values: issued(9) }));
    expect(rows('reports').map((row) => row.TIME_PERIOD)).toEqual(['2023', '2024']);
    expect(rows('revisions').map((row) => [row.REPORT_ID?.slice(-4), row.KIND, row.NEW_CAPTURE])).toEqual([['2023', 'withdrawn', MARCH]]);
  });

  it('keeps the report of an address that holds none any more', async () => {
    const emptied = { ...filed([], '320829'), capture: report({ uri: OLD, date: MARCH, digest: digestOf('emptied') }).capture };
    const { rows } = await written([...states({ date: JANUARY }), emptied]);
    expect(rows('reports')).toHaveLength(1);
    expect(rows('revisions').map((row) => [row.KIND, row.NEW_URL, row.NEW_CAPTURE])).toEqual([['withdrawn', OLD, MARCH]]);
  });

  it('is the same whatever the order of the files', async () => {
    const files = states({ date: JANUARY, values: issued(1) }, { date: MARCH, values: issued(2) }, { date: JUNE, uri: NEW, values: issued(3) });
    const [one, two] = [await written(files), await written([...files].reverse())];
    expect([...two.texts].sort()).toEqual([...one.texts].sort());
    expect(one.rows('revisions')).toHaveLength(3);
  });
});

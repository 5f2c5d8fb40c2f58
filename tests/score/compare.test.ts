// Small made reports against small truths.
import { describe, expect, it } from 'vitest';
import type { Audited } from '../../scripts/score/compare.js';
import { brokenIdentities, scoreCell, scoreDocument } from '../../scripts/score/compare.js';
import { sumsOf } from '../../scripts/score/tally.js';
import { parseTruth } from '../../scripts/score/truth.js';
import type { Entry, FieldId, Report } from '../../src/model/index.js';

const entry = (value: number | null, more: Partial<Entry> = {}): Entry => ({ value, raw: value === null ? '' : String(value), status: value === null ? 'O' : 'A', place: {}, ...more });

const report = (body: string, year: number, entries: Record<FieldId, Entry>): Audited => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const made: Report = {
    capture: { id: digest, uri: 'file:///a.html', digest },
    mediaType: 'text/html',
    reader: 'html',
    body: { value: body, from: 'title', text: body },
    year: { value: year, from: 'title', text: String(year) },
    scope: { value: 'unknown', from: 'title', text: '' },
    title: null,
    published: null,
    forms: { t2: '2021', t3: '2021', t4: '2021' },
    entries: new Map(Object.entries(entries)),
    findings: [],
    corrections: [],
  };
  return { report: made, checks: [] };
};

const truth = (more: object = {}) => ({
  body: '青石县柳河镇人民政府',
  year: 2023,
  form_table2: '2021',
  form_table3: '2021',
  table2: { licensing_decisions: 12, fees_amount_wan: null },
  table3: { granted: { natural_person: 3, total: 3 } },
  table4: {},
  violations: [],
  ...more,
});

const RIGHT = {
  't2.licensing_decisions': entry(12),
  't2.fees_amount_wan': entry(null),
  't3.granted.natural_person': entry(3),
  't3.granted.total': entry(3),
};

describe('one cell', () => {
  const verdict = (expected: number | null | undefined, found: Entry | undefined) => {
    const { verdict: word, silent } = scoreCell('t2.x', expected, found);
    return [word, silent];
  };

  it('is right when the printed number or the printed blank came out', () => {
    expect(verdict(0, entry(0))).toEqual(['right', false]);
    expect(verdict(null, entry(null))).toEqual(['right', false]);
  });

  it('is silently wrong with a number the paper does not have', () => {
    expect(verdict(10, entry(0))).toEqual(['wrong', true]);
    expect(verdict(null, entry(0))).toEqual(['wrong', true]);
    expect(verdict(undefined, entry(7))).toEqual(['wrong', true]);
  });

  it('is missing, not wrong, where nothing was read', () => {
    expect(verdict(0, undefined)).toEqual(['missing', false]);
    expect(verdict(10, entry(null))).toEqual(['missing', false]);
    expect(verdict(null, undefined)).toEqual(['missing', false]);
  });

  it('is never silent when marked doubtful, and still wrong with a wrong number', () => {
    expect(verdict(10, entry(null, { status: 'U' }))).toEqual(['doubtful', false]);
    expect(verdict(10, entry(4, { status: 'U' }))).toEqual(['wrong', false]);
  });

  it('may be a printed blank filled from the identities', () => {
    expect(verdict(null, entry(5, { status: 'I', raw: ' ' }))).toEqual(['right', false]);
    expect(verdict(null, entry(5, { status: 'I', raw: '5' }))).toEqual(['wrong', true]);
  });
});

describe('one document', () => {
  it('is right in everything', () => {
    const score = scoreDocument(parseTruth(truth()), [report('青石县柳河镇人民政府', 2023, RIGHT)], []);
    expect(score.remarks).toEqual([]);
    expect(sumsOf([score]).all).toEqual({ cells: 4, right: 4, wrong: 0, silent: 0, missing: 0, doubtful: 0 });
  });

  it('names a body, year or finding that differs', () => {
    const score = scoreDocument(parseTruth(truth({ violations: [{ code: 'T3-ROW', where: 'granted', left: 3, right: 9 }] })), [report('青石县', 2022, RIGHT)], []);
    expect(score.remarks).toEqual([
      'body: expected 青石县柳河镇人民政府, found 青石县',
      'year: expected 2023, found 2022',
      'violations: expected T3-ROW granted, found none',
    ]);
  });

  it('pairs several reports by body and year, whatever their order', () => {
    const second = { body: '青石县石桥乡人民政府', table2: { licensing_decisions: 5 }, table3: {} };
    const found = [report('青石县石桥乡人民政府', 2023, { 't2.licensing_decisions': entry(5) }), report('青石县柳河镇人民政府', 2023, RIGHT)];
    const score = scoreDocument(parseTruth({ reports: [truth(), truth(second)] }), found, []);
    expect(sumsOf([score]).all.right).toBe(5);
    expect(score.remarks).toEqual([]);
  });

  it('counts every cell of a report that was not found as missing, and of an invented one as silently wrong', () => {
    expect(sumsOf([scoreDocument(parseTruth(truth()), [], [])]).all).toMatchObject({ missing: 4, silent: 0 });
    const nothing = parseTruth({ reports: [], finding: 'not-a-report' });
    expect(sumsOf([scoreDocument(nothing, [report('医院', 2023, RIGHT)], ['not-a-report'])]).all).toMatchObject({ cells: 3, silent: 3 });
  });

  it('wants the finding of a document that holds no report', () => {
    const nothing = parseTruth({ reports: [], finding: 'empty-file' });
    expect(scoreDocument(nothing, [], ['empty-file']).finding).toBe(true);
    expect(scoreDocument(nothing, [], ['not-a-report']).remarks).toEqual(['finding: expected empty-file, found not-a-report']);
  });
});

it('names a broken identity by column where it is one of a column, else by row', () => {
  const check = (rule: string, target: FieldId, outcome: 'violated' | 'held' = 'violated') => ({ rule, target, outcome, blanks: [], expected: 1, found: 0 });
  const broken = brokenIdentities([
    check('T3-SUM', 't3.total_processed.business'),
    check('T3-ROW', 't3.granted.total'),
    check('T4-SUM', 't4.review.total'),
    check('T3-BAL', 't3.total_processed.total', 'held'),
    check('T2-19-NEW', 't2.regulations_newly_disclosed'),
  ]);
  expect([...broken]).toEqual(['T3-SUM business', 'T3-ROW granted', 'T4-SUM review']);
});

it('leaves zeros out of the telling figure, but not a zero read where a number stands', () => {
  const json = truth({ table2: { licensing_decisions: 0, penalty_decisions: 4, compulsion_decisions: 0 }, table3: {} });
  const found = report('青石县柳河镇人民政府', 2023, {
    't2.licensing_decisions': entry(0),
    't2.penalty_decisions': entry(0),
    't2.compulsion_decisions': entry(9),
  });
  expect(sumsOf([scoreDocument(parseTruth(json), [found], [])]).nonZero).toMatchObject({ cells: 2, right: 0, silent: 2 });
});

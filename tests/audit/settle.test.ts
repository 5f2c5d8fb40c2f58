import { describe, expect, it } from 'vitest';
import { settle } from '../../src/audit/index.js';
import { tableOf } from '../../src/form/index.js';
import type { Candidate, Entry, Report } from '../../src/model/index.js';

const rules = tableOf('2021', 't4').rules;
const FIELDS = ['upheld', 'corrected', 'other', 'pending', 'total'];

const read = (text: string, agreed: boolean, candidates: readonly Candidate[]): Entry => ({
  value: agreed ? Number(text) : null,
  raw: text,
  status: agreed ? 'A' : 'U',
  place: { page: 1, box: [0, 0, 1, 1] },
  double: { readings: [{ reader: 'glyphs', text, confidence: 0.9 }], candidates, agreed, decision: agreed ? 'agreed' : 'open' },
});

const sure = (value: number): Entry => read(String(value), true, [{ text: String(value), weight: 0.99 }]);
/** The first two texts are those of the readers; the others are what it may be as well. */
const open = (...texts: string[]): Entry => {
  const entry = read(texts[0] ?? '', false, texts.map((text, i) => ({ text, weight: 0.8 - i / 10 })));
  const readings = texts.slice(0, 2).map((text, i) => ({ reader: i === 0 ? 'glyphs' : 'tesseract', text, confidence: 0.8 }));
  return entry.double ? { ...entry, double: { ...entry.double, readings } } : entry;
};

const reportWith = (entries: readonly Entry[]): Report => ({
  capture: { id: 'x', uri: 'file:///x', digest: '' },
  mediaType: 'image/png',
  reader: 'scan',
  body: null,
  year: null,
  scope: { value: 'unknown', from: 'not told', text: '' },
  title: null,
  published: null,
  forms: { t4: '2021' },
  entries: new Map(entries.map((entry, i) => [`t4.review.${FIELDS[i] ?? ''}`, entry])),
  findings: [],
  corrections: [],
});

const settled = (...entries: Entry[]) => {
  const { report, findings } = settle(reportWith(entries), rules);
  return { values: [...report.entries.values()].map(({ value }) => value), decisions: [...report.entries.values()].map(({ double }) => double?.decision), types: findings.map(({ type, fields }) => [type, ...(fields ?? [])]) };
};

describe('settle', () => {
  it('gives an open figure the only candidate that satisfies its identity', () => {
    const { values, decisions, types } = settled(open('3', '8'), sure(1), sure(0), sure(0), sure(9));
    expect(values).toEqual([8, 1, 0, 0, 9]);
    expect(decisions[0]).toBe('identities');
    expect(types).toEqual([['reading-settled', 't4.review.upheld']]);
  });

  it('leaves a figure open when none of its candidates fits', () => {
    const { values, types } = settled(open('3', '5'), sure(1), sure(0), sure(0), sure(9));
    expect(values[0]).toBeNull();
    expect(types).toEqual([['reading-doubtful', 't4.review.upheld']]);
  });

  it('leaves two open figures open that only have each other as a witness', () => {
    const { values } = settled(open('59', '59'), sure(0), sure(0), sure(0), open('59', '59'));
    expect(values).toEqual([null, 0, 0, 0, null]);
  });

  it('leaves two open figures open when several combinations fit', () => {
    const { values } = settled(open('3', '4'), open('4', '3'), sure(0), sure(0), sure(7));
    expect(values.slice(0, 2)).toEqual([null, null]);
  });

  it('settles two open figures when just one combination fits', () => {
    const { values } = settled(open('3', '8'), open('1', '7'), sure(0), sure(0), sure(15));
    expect(values.slice(0, 2)).toEqual([8, 7]);
  });

  it('does not settle two open figures to what no reader read: some pair always fits', () => {
    const { values } = settled(open('7', '9', '1'), sure(3), sure(3), sure(6), open('11', '12', '13'));
    expect([values[0], values[4]]).toEqual([null, null]);
  });

  it('takes the value from an agreed figure that breaks an identity which another reading would satisfy', () => {
    const odd = read('1', true, [{ text: '1', weight: 0.7 }, { text: '7', weight: 0.3 }]);
    const { values, types } = settled(odd, sure(1), sure(0), sure(0), sure(8));
    expect(values[0]).toBeNull();
    expect(types).toEqual([['reading-doubtful', 't4.review.upheld']]);
  });

  it('keeps agreed figures that break an identity when no other reading explains it: the paper may be wrong', () => {
    expect(settled(sure(10), sure(1), sure(0), sure(0), sure(0)).values).toEqual([10, 1, 0, 0, 0]);
  });

  it('does not touch the report of an exact reader', () => {
    const exact = reportWith([{ value: 1, raw: '1', status: 'A', place: {} }]);
    expect(settle(exact, rules).report).toBe(exact);
  });

  it('takes the value of an agreed figure of which a reader was not sure, where nothing mends its identity', () => {
    const shaky: Entry = { ...sure(6), double: { readings: [{ reader: 'glyphs', text: '6', confidence: 0.49 }], candidates: [{ text: '6', weight: 0.97 }], agreed: true, decision: 'agreed' } };
    expect(settled(sure(8), shaky, sure(0), sure(0), sure(8)).values).toEqual([8, null, 0, 0, 8]);
  });

  it('keeps what is printed wrongly where every reader was sure', () => {
    expect(settled(sure(8), sure(6), sure(0), sure(0), sure(8)).values).toEqual([8, 6, 0, 0, 8]);
  });

  it('doubts an agreed figure whose identity no candidate of an open one can satisfy', () => {
    const agreed: Entry = { ...sure(6), double: { readings: [{ reader: 'glyphs', text: '6', confidence: 0.9 }], candidates: [{ text: '6', weight: 0.97 }, { text: '0', weight: 0.1 }], agreed: true, decision: 'agreed' } };
    expect(settled(sure(8), agreed, open('0', '9'), sure(0), sure(8)).values.slice(0, 2)).toEqual([8, null]);
  });

  it('leaves dashes alone, which break no identity, however unsure a reader was of them', () => {
    const dash: Entry = { ...read('-', true, [{ text: '-', weight: 0.9 }]), value: null, status: 'O' };
    const unsure: Entry = dash.double ? { ...dash, double: { ...dash.double, readings: [...dash.double.readings, { reader: 'tesseract', text: '', confidence: 0 }] } } : dash;
    expect(settled(unsure, unsure, sure(0), unsure, sure(0))).toEqual({ values: [null, null, 0, null, 0], decisions: Array.from({ length: 5 }, () => 'agreed'), types: [] });
  });
});

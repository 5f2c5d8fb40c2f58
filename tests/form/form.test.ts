import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/form/evaluate.js';
import { FORMS, rulesOf, tableOf } from '../../src/form/index.js';
import type { EditRule } from '../../src/model/index.js';

describe('the editions', () => {
  it('has the fields of the official forms', () => {
    const counts = FORMS.map(({ edition, tables }) => [edition, tables.t2.fields.length, tables.t3.fields.length, tables.t4.fields.length]);
    expect(counts).toEqual([
      ['2021', 10, 25 * 7, 15],
      ['2019', 22, 23 * 7, 15],
    ]);
  });

  it('expands to 42 exact identities in 2021 and 40 in 2019', () => {
    const exact = (edition: '2021' | '2019') => rulesOf({ t2: edition, t3: edition, t4: edition }).filter((rule) => rule.severity === 'error').length;
    expect([exact('2021'), exact('2019')]).toEqual([42, 40]);
  });

  it('names only fields that exist, and each field once', () => {
    for (const { edition, tables } of FORMS) {
      const ids = Object.values(tables).flatMap((table) => table.fields.map((field) => field.id));
      expect(new Set(ids).size).toBe(ids.length);
      for (const rule of rulesOf({ t2: edition, t3: edition, t4: edition })) {
        expect(ids).toEqual(expect.arrayContaining(Object.keys(rule.terms)));
        expect(Object.keys(rule.terms)).toContain(rule.target);
      }
    }
  });

  it('gives every field an English name, a unit and a type', () => {
    for (const { tables } of FORMS)
      for (const field of Object.values(tables).flatMap((table) => table.fields)) expect([field.english, field.unit, field.type].every((text) => text.length > 0)).toBe(true);
  });
});

const rule = (id: string, target: string): EditRule => {
  const found = rulesOf({ t2: '2019', t3: '2021', t4: '2021' }).find((r) => r.id === id && r.target === target);
  if (!found) throw new Error(`no rule ${id} on ${target}`);
  return found;
};

const over = (values: Readonly<Record<string, number | null>>, otherwise?: number | null) => (field: string) =>
  field in values ? values[field] : otherwise;

describe('evaluate', () => {
  const sum = rule('T4-SUM', 't4.review.total');

  it('says what was expected and found where a total is wrong', () => {
    const values = over({ 't4.review.upheld': 10, 't4.review.corrected': 1, 't4.review.other': 0, 't4.review.pending': 0, 't4.review.total': 0 });
    expect(evaluate(sum, values)).toMatchObject({ outcome: 'violated', expected: 11, found: 0 });
  });

  it('counts a blank as zero where the rule then holds', () => {
    expect(evaluate(sum, over({ 't4.review.upheld': 3, 't4.review.total': 3 }, null))).toMatchObject({ outcome: 'held' });
  });

  it('gives the value the only blank must have', () => {
    const values = over({ 't4.review.upheld': null, 't4.review.total': 3 }, 0);
    expect(evaluate(sum, values)).toMatchObject({ outcome: 'depends-on-blank', blanks: ['t4.review.upheld'], implied: 3 });
  });

  it('calls a rule violated where a blank would have to be negative', () => {
    const values = over({ 't4.review.upheld': null, 't4.review.corrected': 5, 't4.review.total': 3 }, 0);
    expect(evaluate(sum, values)).toMatchObject({ outcome: 'violated' });
  });

  it('says nothing where a field is absent or all are blank', () => {
    expect(evaluate(sum, over({ 't4.review.total': 3 })).outcome).toBe('not-found');
    expect(evaluate(sum, over({}, null)).outcome).toBe('all-blank');
  });

  it('knows the balance printed on the form', () => {
    const balance = rule('T3-BAL', 't3.total_processed.natural_person');
    const values = { 't3.new_received.natural_person': 5, 't3.carried_over.natural_person': 2, 't3.carried_forward.natural_person': 1 };
    expect(evaluate(balance, over({ ...values, 't3.total_processed.natural_person': 6 })).outcome).toBe('held');
    expect(evaluate(balance, over({ ...values, 't3.total_processed.natural_person': 7 }))).toMatchObject({ outcome: 'violated', expected: 6 });
  });

  it('treats newly disclosed above the stock as a soft violation', () => {
    const soft = rule('T2-19-NEW', 't2.regulations_newly_disclosed');
    expect(evaluate(soft, over({ 't2.regulations_newly_disclosed': 5, 't2.regulations_total_disclosed': 3 })).outcome).toBe('violated');
    expect(tableOf('2019', 't2').rules.map((r) => r.severity)).toContain('warning');
  });
});

import { describe, expect, it } from 'vitest';
import { auditFindings, confront } from '../../src/audit/index.js';
import { rulesOf } from '../../src/form/index.js';
import type { Entry } from '../../src/model/index.js';

const entry = (value: number | null): Entry => ({ value, raw: value === null ? '' : String(value), status: value === null ? 'O' : 'A', place: { page: 1 } });

const group = (name: string, figures: readonly (number | null)[]) =>
  ['upheld', 'corrected', 'other', 'pending', 'total'].map((column, index) => [`t4.${name}.${column}`, entry(figures[index] ?? null)] as const);

const findingsOf = (entries: ReadonlyMap<string, Entry>) => {
  const rules = rulesOf({ t4: '2021' });
  return auditFindings({ entries }, confront({ entries }, rules), rules);
};

describe('audit', () => {
  it('reports a wrong printed total as the mistake of the source and changes nothing', () => {
    const entries = new Map([...group('review', [10, 1, 0, 0, 0]), ...group('litigation_direct', [1, 0, 0, 0, 1]), ...group('litigation_after_review', [0, 0, 0, 0, 0])]);
    expect(findingsOf(entries).map((f) => [f.type, f.rule, f.fields, f.expected, f.found, f.cause])).toEqual([
      ['identity', 'T4-SUM', ['t4.review.total'], 11, 0, 'source'],
    ]);
    expect(entries.get('t4.review.total')?.value).toBe(0);
  });

  it('names the blank and the value it would have', () => {
    const entries = new Map(group('review', [null, 1, 0, 0, 4]));
    expect(findingsOf(entries).map((f) => [f.type, f.fields, f.expected])).toEqual([['depends-on-blank', ['t4.review.upheld'], 3]]);
  });

  it('keeps silent about groups that are blank throughout', () => {
    expect(findingsOf(new Map(group('review', [null, null, null, null, null])))).toEqual([]);
  });

  it('does not confront a doubtful entry', () => {
    const entries = new Map([...group('review', [10, 1, 0, 0, 0]), ['t4.review.total', { ...entry(null), status: 'U' as const }]]);
    expect(findingsOf(entries)).toEqual([]);
  });
});

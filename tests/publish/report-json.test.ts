import { describe, expect, it } from 'vitest';
import { finding } from '../../src/model/index.js';
import { reportToJson } from '../../src/publish/index.js';
import { report } from './made.js';

describe('reportToJson', () => {
  const made = report({
    values: { 't4.review.total': { value: null, raw: '/', status: 'O', place: { page: 3, box: [1, 2, 3, 4] } } },
    findings: [finding('identity', 'note', { rule: 'T4-SUM', fields: ['t4.review.total'], expected: 11, found: null, cause: 'source', at: [{ page: 3 }] })],
  });

  it('has exactly the keys other programs are written against', () => {
    expect(Object.keys(reportToJson(made))).toEqual(['body', 'year', 'forms', 'entries', 'findings', 'corrections']);
    expect(reportToJson(made).entries['t4.review.total']).toEqual({ value: null, raw: '/', status: 'O', place: { page: 3, box: [1, 2, 3, 4] } });
    expect(Object.keys(reportToJson(made).findings[0] ?? {})).toEqual(['type', 'severity', 'rule', 'fields', 'expected', 'found', 'cause', 'note']);
  });

  it('gives null for a body or year that was not found', () => {
    expect(reportToJson(report({ body: null, year: null }))).toMatchObject({ body: null, year: null });
  });
});

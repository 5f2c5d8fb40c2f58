import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { outcomesPage } from '../../scripts/docs/outcomes.js';
import { OUTCOMES } from '../../src/crawl/index.js';
import { isOutcome, trouble } from '../../src/crawl/outcomes.js';

test('every outcome says what it means', () => {
  expect(Object.entries(OUTCOMES).filter(([, { title, description }]) => !(title.length > 3 && /^\S.*\.$/.test(description)))).toEqual([]);
});

test('a code that only looks like one is none', () => {
  expect(['dns', 'refused.403', 'refused.418', 'toString', ''].map(isOutcome)).toEqual([true, true, false, false, false]);
});

test('the kind follows from the code', () => {
  expect([trouble('robots', ''), trouble('dns', 'x')]).toEqual([{ kind: 'refused', code: 'robots', note: '' }, { kind: 'failed', code: 'dns', note: 'x' }]);
});

test('our own restraint never counts against a host', () => {
  const own = ['robots', 'robots.unknown', 'stopped', 'host.unlisted', 'blocked', 'scheme', 'redirect.domain', 'redirect.downgrade'] as const;
  expect(own.filter((code) => OUTCOMES[code].strikes)).toEqual([]);
});

test('outcomes.md is what the catalogue says', async () => {
  expect(await readFile(new URL('../../src/crawl/outcomes.md', import.meta.url), 'utf8')).toBe(outcomesPage());
});

import { expect, test } from 'vitest';
import { rounds } from '../../scripts/chaos/rounds.js';

// The long form, on both databases and with workers, is scripts/chaos/main.ts.
test('runs killed outright end in the package of an undisturbed run, and ask for nothing twice but what was on its way', async () => {
  const { kills, wrong, finished } = await rounds({ portals: ['lanxi'], kills: 5, seed: 7 });
  expect(wrong).toEqual([]);
  expect(kills).toBe(5);
  expect(finished).toBeGreaterThan(0);
}, 300_000);

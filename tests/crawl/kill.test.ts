import { expect, test } from 'vitest';
import { rounds } from '../../scripts/chaos/rounds.js';

// The long form, of 40 kills each, is scripts/chaos/main.ts.
const SERVER = process.env.TEST_DATABASE_URL;

test('runs killed outright end in the package of an undisturbed run, and ask for nothing twice but what was on its way', async () => {
  const { kills, wrong, finished } = await rounds({ portals: ['lanxi'], kills: 5, seed: 7 });
  expect(wrong).toEqual([]);
  expect(kills).toBe(5);
  expect(finished).toBeGreaterThan(0);
}, 300_000);

test.skipIf(SERVER === undefined)('a worker killed outright leaves its jobs to the others (needs TEST_DATABASE_URL)', async () => {
  const { kills, wrong } = await rounds({ portals: ['lanxi'], kills: 1, seed: 3, workers: 2, ...(SERVER === undefined ? {} : { database: SERVER }) });
  expect(wrong).toEqual([]);
  expect(kills).toBe(1);
}, 300_000);

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { delayOf, mannerWarnings } from '../../src/cli/run/manners.js';
import type { Source } from '../../src/model/index.js';
import { effectsFor, gongkai, newFolder } from './effects.js';

const source = (listing: string, delayMs?: number): Source => ({ id: 'a', authority: '青石县人民政府', platform: 'trs-tdate', listing, ...(delayMs === undefined ? {} : { options: { delayMs } }) });

const PUBLIC = 'http://www.qs.gov.cn/nb/';
const OWN = 'http://127.0.0.1:8080/nb/';

test.each([
  [PUBLIC, undefined, undefined, 3000],
  [PUBLIC, undefined, 0, 1000],
  [PUBLIC, 0, 5000, 1000],
  [PUBLIC, 7000, 0, 7000],
  [OWN, undefined, undefined, 0],
  [OWN, 20, 5000, 20],
])('%s is asked with delayMs %s and --delay %s at least %i ms apart', (listing, delayMs, delay, expected) => {
  expect(delayOf(source(listing, delayMs), { delay }, effectsFor())).toBe(expected);
});

test('a missing contact and a pause too short are told for portals of others only', () => {
  expect(mannerWarnings([source(OWN, 0)], {}, effectsFor())).toEqual([]);
  expect(mannerWarnings([source(PUBLIC)], { contact: 'mailto:a@example.org' }, effectsFor())).toEqual([]);
  expect(mannerWarnings([source(PUBLIC, 0)], {}, effectsFor())).toEqual([expect.stringMatching(/^no --contact: expected a mail or web address/), expect.stringMatching(/1000 ms are kept for a$/)]);
});

test('a run over portals of others says so once, quiet or not, and keeps the pause', async () => {
  const folder = await newFolder();
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify([source(PUBLIC), { ...source('http://www.lx.gov.cn/nb/'), id: 'b' }]));
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => { waits.push(ms); return Promise.resolve(); };
  const resolve = (_: string, callback: (error: NodeJS.ErrnoException, addresses: []) => void): void => callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
  const { err } = await gongkai(['crawl', '--sources', file, '--output', join(folder, 'output'), '--delay', '0', '--quiet'], { sleep, http: { resolve } });
  expect(err.match(/no --contact/g)).toHaveLength(1);
  expect([waits.length > 0, waits.filter((ms) => ms < 1000)]).toEqual([true, []]);
});

test.each(['张三', 'a (b)', 'a\r\nx: y', ''])('--contact %j cannot stand in a header', async (given) => {
  const { code, err } = await gongkai(['crawl', '--source', 'x', '--contact', given]);
  expect([code, err]).toEqual([2, expect.stringMatching(/^gongkai: --contact must be a mail or web address in plain letters/)]);
});

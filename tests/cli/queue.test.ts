import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFolders } from '../../src/cli/folders.js';
import { parseOptions } from '../../src/cli/options.js';
import { crawlTasks } from '../../src/cli/run/crawling.js';
import { openQueue, perform, READ } from '../../src/cli/run/queue.js';
import { effectsFor, newFolder } from './effects.js';

let folder: string;
beforeEach(async () => { folder = await newFolder(); });
afterEach(() => rm(folder, { recursive: true, maxRetries: 5, retryDelay: 100 }));

it('the crawl of a group is another job when its sources or what is asked of them are others', () => {
  const source = { id: 'a', authority: '青石县人民政府', platform: 'auto', listing: 'http://www.qs.gov.cn/nb/' };
  const keyOf = (delayMs: number, given: Record<string, unknown>): string => crawlTasks([{ ...source, options: { delayMs } }], parseOptions(given)).map(({ key }) => key).join();
  const key = keyOf(5000, {});
  expect(key).toMatch(/^qs\.gov\.cn [0-9a-f]{12}$/);
  expect([keyOf(5000, { quiet: true, output: 'x' }), keyOf(5000, { year: ['2022'] }), keyOf(6000, {})].map((other) => other === key)).toEqual([true, false, false]);
});

it('a task that failed is tried again when its run is taken up again', async () => {
  const queue = await openQueue(await openFolders(folder), effectsFor());
  const tasks = [{ key: 'a', data: 1 }, { key: 'b', data: 2 }];
  const failing = perform(queue, READ, 'run', tasks, ({ key }) => (key === 'a' ? Promise.reject(new Error('the disk was full')) : Promise.resolve('done')), 1);
  await expect(failing).rejects.toThrow('the disk was full');
  const results = await perform(queue, READ, 'run', tasks, () => Promise.resolve('done'), 1);
  expect([...results].sort()).toEqual([['a', 'done'], ['b', 'done']]);
  await queue.close();
}, 60_000);

import { expect, test } from 'vitest';
import { makePacer } from '../../src/crawl/pace.js';

const waits = async (hold: boolean): Promise<number[]> => {
  const pacer = makePacer();
  const slept: number[] = [];
  if (hold) pacer.hold('http://www.qs.gov.cn/', 60_000);
  await pacer.run('http://www.qs.gov.cn/1', 3000, (ms) => { slept.push(ms); return Promise.resolve(); }, () => Promise.resolve());
  return slept;
};

test('the first request to a host waits when the host asked for it, as a run taken up again remembers', async () => {
  expect([await waits(false), await waits(true)]).toEqual([[], [60_000]]);
});

import { expect, test } from 'vitest';
import { jitterOf, makePacer } from '../../src/crawl/pace.js';

const URI = 'http://www.qs.gov.cn/1';

const waits = async (pacer: ReturnType<typeof makePacer>): Promise<number[]> => {
  const slept: number[] = [];
  for (let turn = 0; turn < 2; turn += 1) await pacer.run(URI, 3000, (ms) => { slept.push(ms); return Promise.resolve(); }, () => Promise.resolve());
  return slept;
};

const whole = Math.ceil(3000 * (1 + jitterOf(URI) / 2));

test('the first request to a host waits when the host asked for it, as a run taken up again remembers', async () => {
  const pacer = makePacer();
  pacer.hold(URI, 60_000);
  expect([await waits(makePacer()), await waits(pacer)]).toEqual([[whole], [60_000, whole]]);
});

test.each([
  [Infinity, [whole]], [3_600_000, [whole]], [1000, [whole - 1000, whole]], [0, [whole, whole]], [-3_600_000, [whole, whole]],
])('asked %d ms ago by an earlier run, it waits for the rest of the pause', async (ms, expected) => {
  expect(await waits(makePacer((host) => (host === 'www.qs.gov.cn' ? ms : 0)))).toEqual(expected);
});

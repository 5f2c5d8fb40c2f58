import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/errors.js';
import { parseSchedule, repeat } from '../../src/cli/run/schedule.js';
import type { Schedule } from '../../src/cli/run/schedule.js';
import { gongkai } from './effects.js';

const START = new Date('2026-01-15T08:00:00.000Z');

const schedule = (every: string, zone?: string): Schedule => {
  const parsed = parseSchedule({ every, ...(zone === undefined ? {} : { zone }) }, START);
  if (!parsed) throw new Error('no schedule');
  return parsed;
};

/** A clock that only sleeping and running move; `stopAfter` runs the signal is given. */
const world = (stopAfter: number, runMs: (run: number) => number = () => 0) => {
  let time = START.getTime();
  const controller = new AbortController();
  const [begun, lines]: [string[], string[]] = [[], []];
  let going = 0;
  const effects = {
    now: () => new Date(time),
    sleep: (ms: number) => {
      time += ms;
      return Promise.resolve();
    },
    line: (text: string) => void lines.push(text),
    warn: (text: string) => void lines.push(text),
    stop: controller.signal,
  };
  const once = async (): Promise<number> => {
    going += 1;
    expect(going).toBe(1);
    begun.push(new Date(time).toISOString());
    await Promise.resolve();
    time += runMs(begun.length);
    if (begun.length === stopAfter) controller.abort();
    going -= 1;
    return begun.length === 2 ? 1 : 0;
  };
  return { effects, once, begun, lines, stop: () => controller.abort() };
};

describe('run --every', () => {
  it('begins at the named times, on the clocks of China', async () => {
    const { effects, once, begun, lines } = world(3);
    await repeat(schedule('30 1 * * *'), once, effects);
    expect(begun).toEqual(['2026-01-15T17:30:00.000Z', '2026-01-16T17:30:00.000Z', '2026-01-17T17:30:00.000Z']);
    expect(lines[0]).toBe('schedule: the next run is at 2026-01-16 01:30 (Asia/Shanghai)');
  });

  it('or of another zone', async () => {
    const { effects, once, begun } = world(1);
    await repeat(schedule('30 1 * * *', 'UTC'), once, effects);
    expect(begun).toEqual(['2026-01-16T01:30:00.000Z']);
  });

  it('does not double a run that is still going when the next is due, and says so', async () => {
    const { effects, once, begun, lines } = world(2, (run) => (run === 1 ? 130 * 60_000 : 0));
    await repeat(schedule('0 * * * *', 'UTC'), once, effects);
    expect(begun).toEqual(['2026-01-15T09:00:00.000Z', '2026-01-15T12:00:00.000Z']);
    expect(lines.filter((line) => line.includes('left out'))).toEqual(['schedule: 2 runs were due while this one was going; left out, for one run at a time']);
  });

  it('finishes the run that is going when asked to stop, and gives its exit code', async () => {
    const { effects, once, begun, lines } = world(2, () => 1000);
    expect(await repeat(schedule('0 * * * *'), once, effects)).toBe(1);
    expect([begun.length, lines.at(-1)]).toEqual([2, 'schedule: stopped as asked']);
  });

  it('stops while waiting, without another run', async () => {
    const { effects, once, begun, stop } = world(9);
    let naps = 0;
    const sleep = (ms: number) => {
      naps += 1;
      if (naps === 5) stop();
      return effects.sleep(ms);
    };
    expect(await repeat(schedule('0 * * * *'), once, { ...effects, sleep })).toBe(0);
    expect([begun.length, naps]).toEqual([0, 5]);
  });

  it('goes on after a run that could not begin, and after a defect', async () => {
    const { effects, once, begun, lines } = world(1);
    let tries = 0;
    const troubled = (error: Error) => () => {
      tries += 1;
      return tries === 1 ? Promise.reject(error) : once();
    };
    await repeat(schedule('0 * * * *'), troubled(new CliError('another process holds the folder')), effects);
    expect([begun.length, lines.some((line) => line.includes('did not take place: another process'))]).toEqual([1, true]);
    tries = 0;
    const { effects: others, lines: told, once: another } = world(1);
    const broken = () => (tries++ === 0 ? Promise.reject(new TypeError('defect')) : another());
    await repeat(schedule('0 * * * *'), broken, others);
    expect([tries, told.some((line) => line.includes('broke off: TypeError: defect'))]).toEqual([2, true]);
  });

  it.each([
    [{ every: 'soon' }, /--every "soon" is not understood/],
    [{ every: '61 * * * *' }, /--every "61 \* \* \* \*" is not understood/],
    [{ every: '0 1 * * *', zone: 'Asia/Nowhere' }, /in Asia\/Nowhere is not understood/],
    [{ every: '0 0 30 2 *' }, /names no time after now/],
    [{ zone: 'UTC' }, /--zone goes with --every/],
  ])('%j is wrong use', (given, message) => {
    expect(() => parseSchedule(given, START)).toThrow(message);
  });

  it('has examples for systemd and GitHub that name only options there are', async () => {
    const { out } = await gongkai(['run', '--help']);
    for (const name of ['gongkai.service', 'github-action.yml']) {
      const text = await readFile(new URL(`../../scripts/deploy/${name}`, import.meta.url), 'utf8');
      const command = / run --sources [^|\n]*/.exec(text)?.[0] ?? '';
      const flags = command.match(/--[a-z]+/g) ?? [];
      expect(flags.length).toBeGreaterThan(1);
      expect(flags.filter((flag) => !out.includes(`${flag} `))).toEqual([]);
    }
  });

  it('is in the help, and a wrong pattern ends in 2 before anything is done', async () => {
    expect((await gongkai(['run', '--help'])).out).toMatch(/--every <cron>[\s\S]*--zone <name>/);
    const { code, err } = await gongkai(['run', '--source', 'nanjing-jiangning', '--every', 'soon']);
    expect([code, err]).toEqual([2, expect.stringMatching(/^gongkai: [^\n]+\n$/)]);
  });
});

// --every: the same run again and again, at the times a cron pattern names. One run at a time; a run that is due while another is
// still going is left out and said. Asked to stop, it finishes the run that is going.
import { Cron } from 'croner';
import { z } from 'zod';
import { CliError } from '../../errors.js';
import type { CliEffects, Verb } from '../effects.js';

export const SCHEDULE_FLAGS: Verb['options'] = [
  ['--every <cron>', 'run again and again at these times, such as "30 1 * * *"; ends after the current run on SIGTERM or SIGINT'],
  ['--zone <name>', 'time zone of --every (default Asia/Shanghai)'],
];

export interface Schedule {
  readonly pattern: string;
  readonly zone: string;
  /** The first time after this one; `undefined` when there is none. */
  readonly next: (after: Date) => Date | undefined;
}

const shape = z.object({ every: z.string().optional(), zone: z.string().optional() });

const scheduleOf = (pattern: string, zone: string): Schedule => {
  const cron = new Cron(pattern, { timezone: zone, paused: true, mode: '5-or-6-parts' });
  return { pattern, zone, next: (after) => cron.nextRun(after) ?? undefined };
};

/** `undefined` without `--every`; throws a `CliError` for a pattern or zone that cannot be understood, or names no time. */
export const parseSchedule = (given: Readonly<Record<string, unknown>>, now: Date): Schedule | undefined => {
  const { every, zone } = shape.parse(given);
  if (every === undefined && zone !== undefined) throw new CliError('--zone goes with --every, which is not given');
  if (every === undefined) return undefined;
  try {
    const schedule = scheduleOf(every, zone ?? 'Asia/Shanghai');
    if (schedule.next(now) === undefined) throw new CliError(`--every "${every}" names no time after now`);
    return schedule;
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError(`--every "${every}"${zone === undefined ? '' : ` in ${zone}`} is not understood (${cause instanceof Error ? cause.message : String(cause)}); give minute, hour, day, month and weekday`);
  }
};

/** The wait is cut into pieces of this length, so that a request to stop, or a computer that slept, is noticed soon. */
const PIECE_MS = 1000;

/** `2026-01-16 01:30` on the clocks of the zone. */
const shown = (time: Date, zone: string): string => time.toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });

/** Times that came and went while a run was going; counted up to a limit only. */
const MOST_MISSED = 1000;

const missedSince = (due: Date, now: Date, { next }: Schedule): number => {
  let count = 0;
  for (let at = next(due); at !== undefined && at <= now && count < MOST_MISSED; at = next(at)) count += 1;
  return count;
};

export interface ScheduleEffects extends Pick<CliEffects, 'now' | 'sleep'> {
  /** Progress. */
  readonly line: (text: string) => void;
  /** What must not be overlooked. */
  readonly warn: (text: string) => void;
  readonly stop: AbortSignal;
}

const waitUntil = async (due: Date, { now, sleep, stop }: ScheduleEffects): Promise<void> => {
  for (let left = due.getTime() - now().getTime(); left > 0 && !stop.aborted; left = due.getTime() - now().getTime()) await sleep(Math.min(left, PIECE_MS));
};

/** A run that could not begin, for instance because another writes in the same folder, or that broke off, does not end the schedule. */
const runOnce = async (once: () => Promise<number>, warn: (text: string) => void): Promise<number> => {
  try {
    return await once();
  } catch (cause) {
    if (cause instanceof CliError) {
      warn(`schedule: this run did not take place: ${cause.message}`);
      return cause.exitCode;
    }
    warn(`schedule: this run broke off: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
    return 1;
  }
};

/** Calls `once` at the times of the schedule, until it is stopped or no time is left. Gives the exit code of the last run, 0 without one. */
export const repeat = async (schedule: Schedule, once: () => Promise<number>, effects: ScheduleEffects): Promise<number> => {
  const { now, line, warn } = effects;
  const stopped = (): boolean => effects.stop.aborted;
  let code = 0;
  for (let due = schedule.next(now()); due !== undefined && !stopped(); due = schedule.next(now())) {
    line(`schedule: the next run is at ${shown(due, schedule.zone)} (${schedule.zone})`);
    await waitUntil(due, effects);
    if (stopped()) break;
    code = await runOnce(once, warn);
    const missed = missedSince(due, now(), schedule);
    if (missed > 0) warn(`schedule: ${missed} ${missed === 1 ? 'run was' : 'runs were'} due while this one was going; left out, for one run at a time`);
  }
  line(`schedule: ${stopped() ? 'stopped as asked' : 'no further time is named'}`);
  return code;
};

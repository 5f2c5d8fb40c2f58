// Rounds of kill -9 during `gongkai run` against the bundled portals, which live in this process and so see what is asked. After every
// run that got to its end the package must be that of an undisturbed run, byte for byte, and nothing may have been asked twice but what
// was on its way when a process was killed.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { servePortals } from '../../fixtures/portals/server.js';
import { finishedRuns, sha256 } from '../../src/store/index.js';
import { seeded } from '../factory/random.js';
import type { Random } from '../factory/random.js';
import { FROM_SOURCE, killWhen, start } from './process.js';
import type { Program, Started } from './process.js';

export interface Trial {
  /** Bundled portals to crawl. */
  readonly portals: readonly string[];
  /** Processes to kill before the last run is let be. */
  readonly kills: number;
  readonly seed: number;
  /** PostgreSQL; PGlite when absent. */
  readonly database?: string;
  /** Workers besides the run; then one of these is killed instead of the run, and another one started. */
  readonly workers?: number;
  readonly tell?: (line: string) => void;
  /** From the source when absent. */
  readonly program?: Program;
}

export interface Outcome {
  readonly kills: number;
  /** Kills while portals were being asked, while documents were being read, and at other times. */
  readonly during: Readonly<Record<string, number>>;
  /** Runs that got to their end, each compared with the undisturbed one. */
  readonly finished: number;
  readonly requests: number;
  /** Addresses asked again because their request was on its way at a kill. */
  readonly again: number;
  /** What should not be: empty. */
  readonly wrong: readonly string[];
}

const packageIn = async (output: string): Promise<Record<string, string>> => {
  const folder = join(output, 'package');
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name.slice(folder.length + 1), sha256(await readFile(name))] as const)));
};

const differences = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);

const hostOf = (request: string): string => request.split(' ')[1]?.split('/')[0] ?? '';

/** The address that cannot exist, which is asked for while an answer is being judged. */
const isProbe = (request: string): boolean => /\/[0-9a-f]{16}\.html /.test(request);

/** The last request of a host before a kill, and with a probe the one it was made for. */
const onItsWay = (requests: readonly string[], mark: number, host: string): number[] => {
  const last = requests.findLastIndex((request, at) => at < mark && hostOf(request) === host);
  return isProbe(requests[last] ?? '') ? [last, ...onItsWay(requests, last, host)] : [last];
};

/** A request asked a second time is in order when the first was on its way at a kill. */
const askedAgain = (requests: readonly string[], kills: readonly number[]): { again: number; wrong: string[] } => {
  const address = (request: string): string => request.split(' ').slice(0, 2).join(' ');
  const inFlight = new Set(kills.flatMap((mark) => [...new Set(requests.map(hostOf))].flatMap((host) => onItsWay(requests, mark, host))));
  const first = new Map<string, number>();
  const wrong: string[] = [];
  let again = 0;
  for (const [at, request] of requests.entries()) {
    const before = first.get(address(request));
    first.set(address(request), at);
    if (before === undefined) continue;
    again += 1;
    if (!inFlight.has(before)) wrong.push(`asked again without need: ${request} (first as request ${String(before)}, again as ${String(at)}; kills after ${kills.join(', ')})`);
  }
  return { again, wrong };
};

interface Moment {
  readonly enough: () => boolean;
  /** And up to so much later. */
  readonly laterMs: number;
}

/** So many requests from now, some time after the first document was read, or any time at all. */
const moment = (random: Random, requests: () => number, told: readonly string[]): Moment => {
  const from = requests();
  const more = random.whole(1, 25);
  return random.pick<Moment>([
    { enough: () => requests() >= from + more, laterMs: 50 },
    { enough: () => told.some((line) => /^(?:extract| {2}read)/.test(line)), laterMs: 2500 },
    { enough: () => true, laterMs: 10_000 },
  ]);
};

const phase = (told: readonly string[]): string => (told.some((line) => /^(?:extract| {2}read)/.test(line)) ? 'reading' : told.some((line) => line.startsWith('crawl')) ? 'crawling' : 'elsewhere');

/** One output folder, from nothing to a finished run. `left` kills at most. */
const cycle = async (trial: Trial, served: Awaited<ReturnType<typeof servePortals>>, random: Random, left: number) => {
  const output = await mkdtemp(join(tmpdir(), 'gongkai-chaos-'));
  const files = trial.portals.map((id) => fileURLToPath(new URL(`../../fixtures/portals/${id}/source.json`, import.meta.url)));
  const environment = trial.database === undefined ? {} : { DATABASE_URL: trial.database };
  const from = served.requests.length;
  const requests = (): number => served.requests.length;
  const marks: number[] = [];
  const during: string[] = [];
  const run = (): Started => start(trial.program ?? FROM_SOURCE, served.connectTo, ['run', '--sources', ...files, '--output', output], environment);
  const worker = (): Started => start(trial.program ?? FROM_SOURCE, served.connectTo, ['work', '--output', output], environment);
  const mark = (process: Started): void => {
    marks.push(requests() - from);
    during.push(phase(process.told));
    trial.tell?.(`kill ${String(marks.length)} while ${during.at(-1) ?? ''}, after ${String(requests() - from)} requests and ${String(process.told.length)} lines`);
  };

  const isOver = async (): Promise<boolean> => (await finishedRuns(join(output, 'runs'))).length > 0;

  const killRuns = async (): Promise<Started> => {
    for (;;) {
      const started = run();
      const { enough, laterMs } = moment(random, requests, started.told);
      if (marks.length >= left || !(await killWhen(started, enough, random, laterMs))) return started;
      mark(started);
      // Killed between its end and its exit: the next one would be another run.
      if (await isOver()) return started;
    }
  };
  const killWorkers = async (): Promise<Started> => {
    const workers = Array.from({ length: trial.workers ?? 0 }, worker);
    const started = run();
    const over = (): boolean => started.child.exitCode !== null;
    while (!over() && marks.length < left) {
      const [victim, ...others] = workers.splice(0);
      if (!victim) break;
      const { enough, laterMs } = moment(random, requests, victim.told);
      // A worker that has nothing to do never tells enough: the end of the run is enough, too.
      if ((await killWhen(victim, () => over() || enough(), random, laterMs)) && !over()) mark(victim);
      workers.push(...others, worker());
    }
    await started.ended;
    for (const { child, ended } of workers) {
      child.kill('SIGTERM');
      await ended;
    }
    return started;
  };

  const last = await ((trial.workers ?? 0) > 0 ? killWorkers() : killRuns());
  const code = await last.ended;
  const made = await packageIn(output).catch(() => ({}));
  const asked = askedAgain(served.requests.slice(from), marks);
  const wrong = [...asked.wrong, ...(code === 0 || code === 1 || (await isOver()) ? [] : [`the run ended in ${String(code)}: ${last.told.slice(-5).join(' | ')}`])];
  await rm(output, { recursive: true, maxRetries: 5, retryDelay: 200 });
  return { kills: marks.length, during, made, requests: requests() - from, again: asked.again, wrong };
};

export const rounds = async (trial: Trial): Promise<Outcome> => {
  const served = await servePortals();
  const random = seeded(trial.seed);
  try {
    const undisturbed = await cycle({ portals: trial.portals, kills: 0, seed: 0, ...(trial.program ? { program: trial.program } : {}) }, served, random, 0);
    const wrong = [...undisturbed.wrong, ...(undisturbed.again > 0 || Object.keys(undisturbed.made).length === 0 ? ['the undisturbed run is no measure'] : [])];
    const during: Record<string, number> = {};
    let [kills, finished, requests, again] = [0, 0, 0, 0];
    const isRight = (): boolean => wrong.length === 0;
    while (kills < trial.kills && isRight()) {
      const result = await cycle(trial, served, random, trial.kills - kills);
      for (const one of result.during) during[one] = (during[one] ?? 0) + 1;
      kills += result.kills;
      finished += 1;
      requests += result.requests;
      again += result.again;
      wrong.push(...result.wrong, ...differences(undisturbed.made, result.made).map((name) => `package differs in ${name}`));
      trial.tell?.(`run ${String(finished)} finished: ${String(result.requests)} requests, ${String(result.again)} asked again, ${isRight() ? 'package identical' : wrong.join('; ')}`);
    }
    return { kills, during, finished, requests, again, wrong };
  } finally {
    await served.close();
  }
};

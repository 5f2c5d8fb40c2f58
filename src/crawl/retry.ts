// One fetch with patience: network trouble, 429 and 503 are tried again after the pause the server asks for, or a growing one.
import { headerOf } from '../store/index.js';
import { FetchError } from './fetch-error.js';
import type { Answer, Fetch, Request } from './fetch.js';
import { OUTCOMES } from './outcomes.js';
import { jitterOf } from './pace.js';

export interface RetryOptions {
  /** Further tries after the first. */
  readonly retries: number;
  /** Least pause, in ms; doubled with every try, never under a second. */
  readonly delayMs: number;
}

export interface RetryEffects {
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/** A server that asks for more patience than this is left for another run. */
export const LONGEST_WAIT_MS = 5 * 60_000;

/** Trouble that another try may mend; every other is thrown on. */
const again = (cause: unknown): FetchError => {
  if (cause instanceof FetchError && OUTCOMES[cause.code].next === 'again') return cause;
  throw cause;
};

export const isLater = ({ status }: Pick<Answer, 'status'>): boolean => status === 429 || status === 503;

/** `Retry-After` in seconds or as a date, in ms from `now`; `undefined` when there is none to be understood. */
export const askedFor = (answer: Pick<Answer, 'headers'>, now: Date): number | undefined => {
  const value = headerOf(answer.headers, 'retry-after')?.trim();
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};

/** Never under the pause between any two requests, whatever the server asks for. */
const waitAfter = (answer: Answer | undefined, attempt: number, uri: string, { delayMs }: RetryOptions, now: Date): number => {
  const asked = answer && askedFor(answer, now);
  const growing = Math.ceil(Math.max(delayMs, 1000) * (1 + jitterOf(uri) / 2)) * 2 ** (attempt - 1);
  return asked === undefined ? Math.max(delayMs, Math.min(LONGEST_WAIT_MS, growing)) : Math.max(delayMs, asked);
};

/** The answer; one of 429 or 503 only when the tries are used up. Throws `FetchError`. */
export const fetchPatiently = async (request: Request, options: RetryOptions, { fetch, now, sleep, log }: RetryEffects): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    const result = await fetch(request).catch(again);
    if (!(result instanceof FetchError) && !isLater(result)) return result;
    const [answer, why] = result instanceof FetchError ? [undefined, result.message] : [result, `status ${result.status}`];
    const wait = waitAfter(answer, attempt, request.uri, options, now());
    if (attempt > options.retries || wait > LONGEST_WAIT_MS) {
      if (result instanceof FetchError) throw result;
      return result;
    }
    log(`${request.uri}: ${why}; trying again in ${Math.ceil(wait / 1000)} s`);
    await sleep(wait);
  }
};

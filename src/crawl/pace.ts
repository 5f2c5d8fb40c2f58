// Politeness: requests to one host one after another, with a pause and a jitter between them. The jitter comes from the address,
// so that two runs over the same portal wait alike.
import { hash } from 'node:crypto';
import { partsOf } from './parts.js';

/** 0 ≤ share < 1, the same for the same text. */
export const jitterOf = (text: string): number => parseInt(hash('sha256', text).slice(0, 8), 16) / 2 ** 32;

/** Waits and counts the wait, in ms. */
export type Sleep = (ms: number) => Promise<void>;

export interface Pacer {
  /** Runs the request when it is this host's turn; `delayMs` is the least pause since its last answer. */
  run<T>(uri: string, delayMs: number, sleep: Sleep, request: () => Promise<T>): Promise<T>;
  /** The next pause of this host is at least so long, because it asked for it. */
  hold(uri: string, ms: number): void;
}

/** Time since an earlier run asked a host, in ms. */
export type Since = (host: string) => number;

/** The pause is `delayMs` and up to half of that more; the first request to a host waits for what is left of it since an earlier run. */
export const makePacer = (since: Since = () => Infinity): Pacer => {
  const turns = new Map<string, Promise<unknown>>();
  const held = new Map<string, number>();
  const pause = async (host: string, wait: number, sleep: Sleep): Promise<void> => {
    const ms = Math.max(wait, held.get(host) ?? 0);
    held.delete(host);
    if (ms > 0) await sleep(ms);
  };
  return {
    run: (uri, delayMs, sleep, request) => {
      const { host } = partsOf(uri);
      const before = turns.get(host);
      const wait = Math.ceil(delayMs * (1 + jitterOf(uri) / 2));
      // A clock that was put back makes no pause longer.
      const left = before === undefined ? wait - Math.max(0, since(host)) : wait;
      const turn = (before ?? Promise.resolve()).then(() => pause(host, left, sleep)).then(request);
      turns.set(host, turn.catch(() => undefined));
      return turn;
    },
    hold: (uri, ms) => {
      held.set(partsOf(uri).host, ms);
    },
  };
};

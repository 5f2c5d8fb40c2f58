// Politeness: requests to one host one after another, with a pause and a jitter between them. The jitter comes from the address,
// so that two runs over the same portal wait alike.
import { createHash } from 'node:crypto';

/** 0 ≤ share < 1, the same for the same text. */
export const jitterOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;

export interface Pacer {
  /** Runs the request when it is this host's turn; `delayMs` is the least pause since its last answer. */
  run<T>(uri: string, delayMs: number, request: () => Promise<T>): Promise<T>;
}

/** The pause is `delayMs` and up to half of that more; the first request to a host does not wait. */
export const makePacer = (sleep: (ms: number) => Promise<void>): Pacer => {
  const turns = new Map<string, Promise<unknown>>();
  return {
    run: (uri, delayMs, request) => {
      const { host } = new URL(uri);
      const before = turns.get(host);
      const wait = Math.round(delayMs * (1 + jitterOf(uri) / 2));
      const turn = before === undefined ? request() : before.then(() => (wait > 0 ? sleep(wait) : undefined)).then(request);
      turns.set(host, turn.catch(() => undefined));
      return turn;
    },
  };
};

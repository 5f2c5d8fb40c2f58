// What one source cost each host, and what came of it: counted while it is crawled, told in its summary.
import type { Answer, Fetch } from './fetch.js';
import type { Trouble } from './outcomes.js';
import { partsOf } from './parts.js';

/** `waitedMs`: pauses asked for, those before another try included. `bytes`: bodies as sent. `notModified`: answers of status 304. */
export interface HostTraffic {
  readonly requests: number;
  readonly bytes: number;
  readonly waitedMs: number;
  readonly notModified: number;
  /** By outcome code, sorted. */
  readonly refused: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
}

interface Count {
  requests: number;
  bytes: number;
  waitedMs: number;
  notModified: number;
  readonly refused: Map<string, number>;
  readonly failed: Map<string, number>;
}

export interface Traffic {
  /** The same fetch, counted. */
  counted(fetch: Fetch): Fetch;
  waited(uri: string, ms: number): void;
  ended(uri: string, trouble: Trouble): void;
  /** By host name with port, sorted; a host that was only decided about has no requests. */
  result(): Record<string, HostTraffic>;
}

const byKey = <T>(a: readonly [string, T], b: readonly [string, T]): number => (a[0] < b[0] ? -1 : 1);

const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries([...counts].sort(byKey));

export const makeTraffic = (): Traffic => {
  const hosts = new Map<string, Count>();
  const of = (uri: string): Count => {
    const { host: name, protocol } = partsOf(uri);
    const host = name === '' ? protocol : name;
    const count = hosts.get(host) ?? { requests: 0, bytes: 0, waitedMs: 0, notModified: 0, refused: new Map<string, number>(), failed: new Map<string, number>() };
    hosts.set(host, count);
    return count;
  };
  const answered = (answer: Answer): Answer => {
    const count = of(answer.uri);
    count.bytes += answer.body.length;
    if (answer.status === 304) count.notModified += 1;
    return answer;
  };
  return {
    counted: (fetch) => async (request) => {
      of(request.uri).requests += 1;
      return answered(await fetch(request));
    },
    waited: (uri, ms) => {
      of(uri).waitedMs += ms;
    },
    ended: (uri, { kind, code }) => {
      const codes = of(uri)[kind];
      codes.set(code, (codes.get(code) ?? 0) + 1);
    },
    result: () => Object.fromEntries([...hosts].sort(byKey).map(([host, count]) => [host, { ...count, refused: sorted(count.refused), failed: sorted(count.failed) }])),
  };
};

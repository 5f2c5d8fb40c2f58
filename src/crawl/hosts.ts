// What is shared by all sources of a group while it is crawled: whose turn it is, cookies, robots rules, and how each host has behaved.
import { groupOf } from '../sources/index.js';
import type { Source } from '../model/index.js';
import { makeCookies } from './cookies.js';
import type { Cookies } from './cookies.js';
import { OUTCOMES, trouble } from './outcomes.js';
import type { Trouble } from './outcomes.js';
import { makePacer } from './pace.js';
import type { Pacer, Since } from './pace.js';
import { partsOf } from './parts.js';
import type { Rules } from './robots.js';
import type { Likeness } from './soft404.js';

/** How one host has behaved so far. */
export interface HostState {
  /** Outcomes in a row that count towards leaving it alone. */
  strikes: number;
  /** Why it is left alone whatever the strikes. */
  left?: string;
  /** Pages of listings, and documents, that were what they should be. */
  listed: number;
  taken: number;
  /** Documents said to be missing or forbidden. */
  missing: number;
  /** Digest of a page → the first address that gave it. */
  readonly bodies: Map<string, string>;
}

export interface Hosts {
  readonly pacer: Pacer;
  readonly cookies: Cookies;
  /** By origin. */
  readonly rules: Map<string, Promise<Rules>>;
  /** Addresses, as archived, that this process has asked for or decided about. */
  readonly asked: Set<string>;
  /** What an origin shows for an address that cannot exist; `undefined` when it says honestly that there is none. */
  readonly probes: Map<string, Promise<Likeness | undefined>>;
  state(uri: string): HostState;
  /** Why this address is not to be asked at all, on behalf of a source. */
  outside(uri: string, source: Source): Trouble | undefined;
}

/** Hosts a person entered: those of the listings, and names (with port) in a source's option `hosts`, parted by spaces. */
const listedHosts = (sources: readonly Source[]): Set<string> =>
  new Set(sources.flatMap(({ listing, options }) => [new URL(listing).host, ...(options?.hosts ?? '').split(/\s+/).filter((host) => host !== '')]));

/** `sources` are those of one group; `since` tells how long ago an earlier run asked a host. */
export const makeHosts = (sources: readonly Source[], since?: Since): Hosts => {
  const listed = listedHosts(sources);
  const states = new Map<string, HostState>();
  return {
    pacer: makePacer(since),
    cookies: makeCookies(),
    rules: new Map(),
    asked: new Set(),
    probes: new Map(),
    state: (uri) => {
      const { host } = partsOf(uri);
      const state = states.get(host) ?? { strikes: 0, listed: 0, taken: 0, missing: 0, bodies: new Map<string, string>() };
      states.set(host, state);
      return state;
    },
    outside: (uri, source) => {
      const { protocol, host, hostname, username, password } = partsOf(uri);
      if (protocol !== 'http:' && protocol !== 'https:') return trouble('scheme', `expected http or https, got ${protocol}`);
      if (username !== '' || password !== '') return trouble('scheme', `expected an address without a user name, got one for ${host}`);
      if (listed.has(host) || (hostname.endsWith('.gov.cn') && groupOf({ listing: uri }) === groupOf(source))) return undefined;
      return trouble('host.unlisted', `expected a .gov.cn host of ${groupOf(source)} or a host a person entered, got ${host}`);
    },
  };
};

/** A good answer wipes the slate; a page merely missing leaves it as it is. */
export const strike = (state: HostState, { code }: Trouble): void => {
  if (OUTCOMES[code].strikes) state.strikes += 1;
};

// Cookies a host sets, given back to it and to nobody else, for as long as the run lives.
import { CookieJar } from 'tough-cookie';
import type { Exchange } from '../store/index.js';
import { partsOf } from './parts.js';

export interface Cookies {
  /** `a=1; b=2`, or `undefined` when the host has set none for this address. */
  headerFor(uri: string): string | undefined;
  /** Takes what an answer sets; tells whether that changed anything. */
  take(uri: string, headers: Exchange['headers']): boolean;
}

export const makeCookies = (): Cookies => {
  const jars = new Map<string, CookieJar>();
  const headerFor = (uri: string): string | undefined => {
    const text = jars.get(partsOf(uri).host)?.getCookieStringSync(uri);
    return text === '' ? undefined : text;
  };
  return {
    headerFor,
    take: (uri, headers) => {
      const set = headers.filter(([name]) => name.toLowerCase() === 'set-cookie');
      if (set.length === 0) return false;
      const { host } = partsOf(uri);
      const jar = jars.get(host) ?? new CookieJar(undefined, { rejectPublicSuffixes: false, looseMode: true });
      jars.set(host, jar);
      const before = headerFor(uri);
      for (const [, value] of set) jar.setCookieSync(value, uri, { ignoreError: true });
      return headerFor(uri) !== before;
    },
  };
};

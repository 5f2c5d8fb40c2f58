// One request, one answer: HTTP without redirects, cookies, or anything else that decides. Limits in time and size; the body as sent.
import { lookup as dnsLookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import type { Exchange } from '../store/index.js';
import { mayConnect } from './guard.js';

/** What went wrong below HTTP. `blocked`: an address that is not public. */
export type FetchTrouble = 'dns' | 'network' | 'tls' | 'timeout' | 'truncated' | 'too-large' | 'blocked';

/** No answer, or none to its end. */
export class FetchError extends Error {
  constructor(
    readonly code: FetchTrouble,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'FetchError';
  }
}

export interface Request {
  readonly uri: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST when given. */
  readonly form?: Readonly<Record<string, string>>;
}

/** An answer before it is dated. */
export type Answer = Omit<Exchange, 'date' | 'refusal'>;

/** Throws a `FetchError` and nothing else. */
export type Fetch = (request: Request) => Promise<Answer>;

export interface HttpOptions {
  /** Says who asks and where to complain: `gongkai/0.1 (+https://…)`. */
  readonly userAgent: string;
  /** Bytes of one body as sent, at least 1; a longer one is `too-large`. */
  readonly maxBytes?: number;
  /** For the whole exchange, in ms; drip-feeding cannot outlast it. */
  readonly timeoutMs?: number;
  /** Lets loopback addresses through, for portals on this machine. Other private addresses stay blocked. */
  readonly allowLoopback?: boolean;
  /** Host name → `host:port` to connect to instead; the request itself, and so the archive, keeps the name. */
  readonly connectTo?: Readonly<Record<string, string>>;
}

export const HTTP_DEFAULTS = { maxBytes: 64 * 1024 * 1024, timeoutMs: 120_000 } as const;

/** A signal does not reach a request that is still connecting, so connecting has its own limit. */
const CONNECT_MS = 15_000;

const blockedError = (host: string): FetchError => new FetchError('blocked', `${host}: expected a public address; private and local addresses are not fetched`);

const guardedLookup =
  (allowLoopback: boolean): LookupFunction =>
  (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const first = addresses[0];
      if (first === undefined || !addresses.every(({ address }) => mayConnect(address, allowLoopback))) callback(blockedError(hostname), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

const guardedConnector = (options: HttpOptions): buildConnector.connector => {
  const allowLoopback = options.allowLoopback ?? false;
  const connect = buildConnector({ timeout: Math.min(CONNECT_MS, options.timeoutMs ?? CONNECT_MS), lookup: guardedLookup(allowLoopback) });
  return (target, callback) => {
    const mapped = options.connectTo?.[target.hostname];
    const to = mapped === undefined ? undefined : new URL(`http://${mapped}`);
    const hostname = to?.hostname ?? target.hostname;
    const literal = hostname.replace(/^\[|\]$/g, '');
    // The name lookup is never asked about literal addresses, so they are checked here.
    if (isIP(literal) !== 0 && !mayConnect(literal, allowLoopback)) {
      callback(blockedError(hostname), null);
      return;
    }
    connect({ ...target, hostname: literal, ...(to ? { port: to.port, host: to.host } : {}) }, callback);
  };
};

const codeOf = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name} ${'code' in cause ? String(cause.code) : ''} ${cause.message}` : String(cause);

const TROUBLES: readonly (readonly [FetchTrouble, RegExp])[] = [
  ['timeout', /TIMEOUT|TimeoutError|ETIMEDOUT/],
  ['dns', /ENOTFOUND|EAI_/],
  ['tls', /CERT|TLS|SSL|EPROTO|SELF_SIGNED|VERIFY/],
  ['truncated', /CONTENT_LENGTH_MISMATCH|terminated/],
];

const asFetchError = (cause: unknown, uri: string, answered: boolean): FetchError => {
  if (cause instanceof FetchError) return cause;
  const text = codeOf(cause);
  const code = TROUBLES.find(([, pattern]) => pattern.test(text))?.[0] ?? (answered ? 'truncated' : 'network');
  return new FetchError(code, `${uri}: ${text.trim()}`, { cause });
};

const readBody = async (body: AsyncIterable<Uint8Array>, uri: string, limit: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new FetchError('too-large', `${uri}: expected at most ${limit} bytes, got more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));

/** Makes a `Fetch` with one connection per host; `close` ends its connections. */
export const httpGet = (options: HttpOptions): { fetch: Fetch; close: () => Promise<void> } => {
  const { maxBytes, timeoutMs } = { ...HTTP_DEFAULTS, ...options };
  const dispatcher = new Agent({ connections: 1, pipelining: 1, connect: guardedConnector(options), headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const fetch: Fetch = async ({ uri, headers, form }) => {
    let answered = false;
    const sent = {
      'user-agent': options.userAgent,
      'accept-encoding': 'gzip, deflate, br',
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' } : {}),
      ...headers,
    };
    const body = form ? { body: new URLSearchParams(form).toString() } : {};
    const method = form ? 'POST' : 'GET';
    try {
      const answer = await request(uri, { dispatcher, signal: AbortSignal.timeout(timeoutMs), method, headers: sent, ...body });
      answered = true;
      const received = await readBody(answer.body as AsyncIterable<Uint8Array>, uri, maxBytes);
      const asked = { method, headers: [['host', new URL(uri).host] as const, ...Object.entries(sent)], ...body };
      return { uri, status: answer.statusCode, statusText: answer.statusText, headers: flat(answer.headers), body: received, asked };
    } catch (cause) {
      throw asFetchError(cause, uri, answered);
    }
  };
  return { fetch, close: () => dispatcher.destroy() };
};

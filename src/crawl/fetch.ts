// One request, one answer: HTTP without redirects, cookies, or anything else that decides. Limits in time and size; the body as sent.
import { setImmediate } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { buildConnector } from 'undici';
import type { Exchange } from '../store/index.js';
import { guardedConnector } from './connect.js';
import type { ConnectOptions } from './connect.js';
import { asFetchError, FetchError } from './fetch-error.js';

export interface Request {
  readonly uri: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST when given. */
  readonly form?: Readonly<Record<string, string>>;
  /** Instead of those of the client. */
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

/** An answer before it is dated. */
export type Answer = Omit<Exchange, 'date' | 'refusal'>;

/** Throws a `FetchError` and nothing else. */
export type Fetch = (request: Request) => Promise<Answer>;

export interface HttpOptions extends Omit<ConnectOptions, 'connectMs'> {
  /** Says who asks and where to complain: `gongkai/0.1 (+https://…)`. */
  readonly userAgent: string;
  /** Bytes of one body as sent, at least 1; a longer one, also one only announced, is `too-large`. */
  readonly maxBytes?: number;
  /** For connecting and shaking hands, in ms. */
  readonly connectMs?: number;
  /** From the request to the head of the answer, and between two pieces of the body, in ms. */
  readonly answerMs?: number;
  /** For the whole exchange, in ms; drip-feeding cannot outlast it. */
  readonly timeoutMs?: number;
}

const HTTP_DEFAULTS = { maxBytes: 64 * 1024 * 1024, connectMs: 15_000, answerMs: 60_000, timeoutMs: 120_000 } as const;

const readBody = async (body: AsyncIterable<Uint8Array>, uri: string, limit: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new FetchError('too-large.sent', `${uri}: expected at most ${limit} bytes, got more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));

/** Tells each origin whose connection broke over bytes after the announced end of an answer. */
const watched =
  (connect: buildConnector.connector, excess: Set<string>): buildConnector.connector =>
  (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      socket.on('error', ({ name, message }) => {
        if (name === 'HTTPParserError' || message === 'bad response') excess.add(`${target.protocol}//${target.host ?? target.hostname}`);
      });
      callback(null, socket);
    });

/** Makes a `Fetch` with one connection per host; `close` ends its connections. */
export const httpGet = (options: HttpOptions): { fetch: Fetch; close: () => Promise<void> } => {
  const own = { ...HTTP_DEFAULTS, ...options };
  const excess = new Set<string>();
  const connect = watched(guardedConnector({ ...options, connectMs: Math.min(own.connectMs, own.timeoutMs) }), excess);
  const dispatcher = new Agent({ connections: 1, pipelining: 1, connect, headersTimeout: own.answerMs, bodyTimeout: own.answerMs });
  const fetch: Fetch = async ({ uri, headers, form, maxBytes = own.maxBytes, timeoutMs = own.timeoutMs }) => {
    const { origin } = new URL(uri);
    let answered = false;
    const method = form ? 'POST' : 'GET';
    const posted = form ? { body: new URLSearchParams(form).toString() } : {};
    const sent = {
      'user-agent': options.userAgent,
      'accept-encoding': 'gzip, deflate, br',
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' } : {}),
      ...headers,
    };
    excess.delete(origin);
    // A timer of our own: composed signals of Node 20 can be collected before they go off.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new FetchError('timeout', `${uri}: expected the whole answer within ${timeoutMs} ms, it was still coming`)), timeoutMs);
    try {
      const answer = await request(uri, {
        dispatcher,
        signal: stop.signal,
        method,
        headers: sent,
        ...posted,
      });
      answered = true;
      const announced = Number(answer.headers['content-length'] ?? 0);
      if (announced > maxBytes) throw new FetchError('too-large.announced', `${uri}: expected at most ${maxBytes} bytes, ${announced} were announced; not read`);
      const body = await readBody(answer.body as AsyncIterable<Uint8Array>, uri, maxBytes);
      // What comes after the end is noticed once the turn of the loop is over.
      await setImmediate();
      if (excess.has(origin)) throw new FetchError('length.wrong', `${uri}: expected ${announced} bytes as announced, more were sent`);
      return { uri, status: answer.statusCode, statusText: answer.statusText, headers: flat(answer.headers), body, asked: { method, headers: [['host', new URL(uri).host], ...Object.entries(sent)], ...posted } };
    } catch (cause) {
      stop.abort();
      throw asFetchError(cause, uri, answered);
    } finally {
      clearTimeout(timer);
    }
  };
  return { fetch, close: () => dispatcher.destroy() };
};

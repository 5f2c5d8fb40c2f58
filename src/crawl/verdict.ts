// One archived answer → a page, a hop, or trouble, as far as that answer alone can tell.
import { brotliDecompressSync, constants, unzipSync } from 'node:zlib';
import { pageText } from '../charset.js';
import type { Source } from '../model/index.js';
import { MarkupError, parseMarkup, sameSite } from '../sources/index.js';
import { headerOf, inflate } from '../store/index.js';
import type { Exchange } from '../store/index.js';
import type { Hosts } from './hosts.js';
import { trouble } from './outcomes.js';
import type { Trouble } from './outcomes.js';
import { isFile } from './sniff.js';

/** Most bytes of a page, which is parsed whole into memory, and of a file. */
export interface Limits {
  readonly maxPageBytes: number;
  readonly maxContentBytes: number;
}

/** So much of a gzip opens to 16 MB at most; less of a brotli may be nothing but its tables. */
const HEAD_BYTES = 16 * 1024;

/** The first bytes of a body; none where they cannot be had without the rest. */
const headOf = (body: Uint8Array, encoding: string | undefined): Uint8Array => {
  const head = body.subarray(0, HEAD_BYTES);
  if (encoding === undefined) return head;
  try {
    return /\bbr\b/i.test(encoding)
      ? brotliDecompressSync(head, { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: HEAD_BYTES * 1024 })
      : unzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array();
  }
};

const isTooLarge = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';

/** Content-Encoding undone, or why not. Only what begins as a file may open to more than a page. */
export const openBody = async ({ body, headers }: Exchange, limits: Limits): Promise<Uint8Array | Trouble> => {
  const encoding = headerOf(headers, 'content-encoding');
  const file = isFile(headOf(body, encoding));
  const limit = file ? limits.maxContentBytes : limits.maxPageBytes;
  const tooLarge = (): Trouble => trouble('too-large.opened', `${body.length} bytes as sent, a ${file ? 'file' : 'page'} of more than ${limit}`);
  try {
    const content = await inflate(body, encoding, limit);
    return content.length > limit ? tooLarge() : content;
  } catch (cause) {
    if (isTooLarge(cause)) return tooLarge();
    return trouble('damaged', `the body cannot be opened (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};

/** Markup that would stop whoever reads it. */
export const overgrown = (exchange: Exchange, content: Uint8Array): Trouble | undefined => {
  if (isFile(content)) return undefined;
  try {
    parseMarkup(pageText(content, headerOf(exchange.headers, 'content-type')));
    return undefined;
  } catch (cause) {
    if (cause instanceof MarkupError) return trouble('too-large.parsed', cause.message);
    throw cause;
  }
};

/** The addresses one question has led to so far, in order, and how many there may be. */
export interface Chain {
  readonly asked: string[];
  readonly most: number;
}

const isHome = (uri: string): boolean => /^\/(?:(?:index|default)\.\w+)?$/.test(new URL(uri).pathname) && new URL(uri).search === '';
const isErrorPage = (uri: string): boolean => /\/(?:404|error|notfound)\.\w+$/i.test(new URL(uri).pathname);

/** An address may be asked for once more when the answer brought a new cookie: giving it back is ordinary HTTP. */
const circle = (exchange: Exchange, to: string, chain: Chain, newCookie: boolean): Trouble | undefined => {
  const before = chain.asked.filter((uri) => uri === to).length;
  if (before === 1 && newCookie) return undefined;
  const cookie = headerOf(exchange.headers, 'set-cookie') !== undefined;
  if (before > 0 && to === exchange.uri && cookie) return trouble('challenge.cookie302', `status ${exchange.status}; sent back to the same address with a cookie, although it was returned`);
  if (before > 0) return trouble('redirect.loop', `status ${exchange.status}; sent back to ${to}`);
  return chain.asked.length > chain.most ? trouble('redirect.loop', `more than ${chain.most} redirects from ${chain.asked[0] ?? to}`) : undefined;
};

/** Why a redirect is not followed; `undefined` when it is. */
export const hopTrouble = (exchange: Exchange, to: string, source: Source, hosts: Hosts, chain: Chain, newCookie: boolean): Trouble | undefined => {
  if (!/^https?:/.test(to)) return trouble('scheme', `sent to ${to}`);
  const outside = hosts.outside(to, source);
  if (outside) return sameSite(to, source.listing) ? outside : trouble('redirect.domain', `status ${exchange.status}; sent to another site, ${to}`);
  if (exchange.uri.startsWith('https:') && to.startsWith('http:') && source.options?.downgrade !== true) return trouble('redirect.downgrade', `sent from https to ${to}`);
  if (isErrorPage(to)) return trouble('soft404', `sent to ${to}, a page for what is not there`);
  if (isHome(to) && !isHome(exchange.uri)) return trouble('redirect.home', `sent to the home page, ${to}`);
  return circle(exchange, to, chain, newCookie);
};

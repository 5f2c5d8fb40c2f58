// What goes wrong below HTTP → one code. Causes come from the socket, the name service, OpenSSL and the HTTP client, each with its own words.
import type { OutcomeCode } from './outcomes.js';

/** Codes of the outcomes that a single exchange can end in without an answer. */
export type FetchTrouble = Extract<
  OutcomeCode,
  'dns' | 'blackhole' | 'network' | `tls.${string}` | 'timeout' | 'timeout.answer' | 'truncated' | 'length.wrong' | 'too-large.announced' | 'too-large.sent' | 'blocked'
>;

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

const wordsOf = (cause: unknown): string => (cause instanceof Error ? `${cause.name} ${'code' in cause ? String(cause.code) : ''} ${cause.message}` : String(cause));

/** One try per address may fail on its own; the first tells as much as all. */
const partsOf = (cause: unknown): string => (cause instanceof AggregateError ? [wordsOf(cause), ...cause.errors.map(wordsOf)].join(' ') : wordsOf(cause));

const CAUSES: readonly (readonly [FetchTrouble, RegExp])[] = [
  ['blackhole', /CONNECT_TIMEOUT|connect ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/],
  ['timeout.answer', /HEADERS_TIMEOUT/],
  ['timeout', /TIMEOUT|TimeoutError|ETIMEDOUT/],
  ['dns', /ENOTFOUND|EAI_|EBADNAME/],
  ['tls.legacy', /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|protocol version|NO_PROTOCOLS|DH_KEY_TOO_SMALL|LEGACY_RENEGOTIATION|BAD_ECPOINT|HANDSHAKE_FAILURE|handshake failure|NO_SHARED_CIPHER|WRONG_SIGNATURE_TYPE|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK/i],
  ['tls.none', /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|before secure TLS connection|HTTP_REQUEST/i],
  ['tls.cert', /CERT|ALTNAME|SELF_SIGNED|VERIFY|ISSUER|SIGNATURE/],
  ['tls.legacy', /ERR_SSL|ERR_TLS|EPROTO/],
  ['truncated', /CONTENT_LENGTH_MISMATCH|terminated/],
];

/** `answered`: the head of an answer was there, so what broke was its body. */
export const asFetchError = (cause: unknown, uri: string, answered: boolean): FetchError => {
  if (cause instanceof FetchError) return cause;
  const words = partsOf(cause);
  const known = CAUSES.find(([, pattern]) => pattern.test(words))?.[0] ?? (answered ? 'truncated' : 'network');
  // A closed port 443 is the absence of TLS, not trouble on the way.
  const code = known === 'network' && uri.startsWith('https:') && words.includes('ECONNREFUSED') ? 'tls.none' : known;
  return new FetchError(code, `${uri}: ${words.trim()}`, { cause });
};

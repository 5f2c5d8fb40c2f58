// Exchanges and attempts ↔ WARC records. Bodies are kept as they were sent. What the portal did not say but publishing needs, the
// lead and our judgement of the answer, rides in extension fields of the record itself, so that a response cut off from its
// neighbours still tells where it came from; a revisit may name the response that does.
import { WARCParser } from 'warcio';
import type { WARCRecord } from 'warcio';
import type { Lead } from '../model/index.js';
import { sha256, uuidOf } from './digest.js';
import { ascii, packRecord, urn } from './record.js';
import type { Fields } from './record.js';

/** What was asked, where the fetcher tells it. */
export interface Asked {
  readonly method: string;
  readonly headers: Fields;
  /** Of a form. */
  readonly body?: string;
}

/** One answer of a server, as it came. */
export interface Exchange {
  readonly uri: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly status: number;
  readonly statusText?: string;
  readonly headers: Fields;
  /** As sent, Content-Encoding not undone. */
  readonly body: Uint8Array;
  /** Why the answer is not what was asked for (`challenge.ruishu`, `stub` …); absent when it is. */
  readonly refusal?: string;
  /** Becomes the request record. */
  readonly asked?: Asked;
}

/** An attempt that got no answer, or was not made. */
export interface Failure {
  readonly uri: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly code: string;
  readonly kind: 'refused' | 'failed';
  readonly note: string;
  readonly lead?: Lead;
}

/** What the index keeps of an answer. */
export interface AnswerEntry {
  readonly kind: 'response' | 'revisit';
  /** `WARC-Record-ID` without `<urn:uuid:` and `>`. */
  readonly id: string;
  readonly uri: string;
  readonly date: string;
  readonly status: number;
  /** `sha256:…` of the content with Content-Encoding undone. */
  readonly digest: string;
  /** `sha256:…` of the body as sent, where that is another one. */
  readonly payload?: string;
  readonly encoding?: string;
  readonly declaredType?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly refusal?: string;
  /** For a revisit: id of the response whose payload it stands for. */
  readonly refersTo?: string;
  readonly lead?: Lead;
  /** Id of the response whose lead this is, word for word; `lead` is then written down there alone. */
  readonly leadOf?: string;
}

/** What the index keeps of an attempt without an answer; `cause` is the failure's kind. */
export interface FailureEntry {
  readonly kind: 'failure';
  readonly id: string;
  readonly uri: string;
  readonly date: string;
  readonly refusal: string;
  readonly cause: Failure['kind'];
  readonly note: string;
  readonly lead?: Lead;
}

export type Entry = AnswerEntry | FailureEntry;

const PROFILE = 'http://netpreserve.org/warc/1.1/revisit/';
const LEAD = 'Gongkai-Lead';
const LEAD_OF = 'Gongkai-Lead-Of';
const DIGEST = 'Gongkai-Content-Digest';
const REFUSAL = 'Gongkai-Refusal';
const CAUSE = 'Gongkai-Cause';
const NOTE = 'Gongkai-Note';

const isLead = (data: unknown): data is Lead =>
  typeof data === 'object' &&
  data !== null &&
  ['source', 'uri', 'title', 'foundOn'].every((name) => typeof (data as Record<string, unknown>)[name] === 'string') &&
  ['number', 'undefined'].includes(typeof (data as Record<string, unknown>).year);

/** A lead comes back as it went in, in the order of its members too: they are published. */
export const parseLead = (data: unknown): Lead => {
  if (isLead(data)) return data;
  throw new SyntaxError(`expected a lead with source, uri, title, foundOn and perhaps year, got ${JSON.stringify(data)}`);
};

/** Value of a header, names compared without case. */
export const headerOf = (headers: Fields, name: string): string | undefined => headers.find(([key]) => key.toLowerCase() === name)?.[1];

export const optional = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>;

const field = (name: string, value: string | undefined): Fields => (value === undefined ? [] : [[name, value]]);

const leadField = ({ lead, leadOf }: Pick<AnswerEntry, 'lead' | 'leadOf'>): Fields =>
  leadOf === undefined ? field(LEAD, lead && encodeURIComponent(JSON.stringify(lead))) : [[LEAD_OF, urn(leadOf)]];

/** The index entry of an exchange; `known` is the response it merely confirms, if any. */
export const entryOf = (exchange: Exchange, digest: string, lead?: Lead, known?: AnswerEntry): AnswerEntry => {
  const encoding = headerOf(exchange.headers, 'content-encoding');
  const told = lead ? JSON.stringify(lead) : '';
  return {
    kind: known ? 'revisit' : 'response',
    id: uuidOf(known ? 'revisit' : 'response', exchange.uri, exchange.date, String(exchange.status), digest, told),
    uri: exchange.uri,
    date: exchange.date,
    status: exchange.status,
    digest,
    ...optional('payload', encoding === undefined || known ? undefined : sha256(exchange.body)),
    ...optional('encoding', encoding),
    ...optional('declaredType', headerOf(exchange.headers, 'content-type')),
    ...optional('etag', headerOf(exchange.headers, 'etag')),
    ...optional('lastModified', headerOf(exchange.headers, 'last-modified')),
    ...optional('refusal', exchange.refusal),
    ...optional('refersTo', known?.id),
    ...(lead ? { lead } : {}),
    ...optional('leadOf', known?.lead && JSON.stringify(known.lead) === told ? known.id : undefined),
  };
};

const headLines = (first: string, headers: Fields): string => `${[first, ...headers.map(([name, value]) => `${ascii(name)}: ${ascii(value)}`)].join('\r\n')}\r\n\r\n`;

/** The body is stored without its transfer coding; a header that still names it would make readers undo it again. */
const answerHead = ({ status, statusText = '', headers }: Exchange): string =>
  headLines(`HTTP/1.1 ${status} ${ascii(statusText)}`.trimEnd(), headers.filter(([name]) => !/^transfer-encoding$/i.test(name)));

const revisitFields = (status: number, known: AnswerEntry): Fields => [
  ['WARC-Profile', PROFILE + (status === 304 ? 'server-not-modified' : 'identical-payload-digest')],
  ['WARC-Refers-To', urn(known.id)],
  ['WARC-Refers-To-Target-URI', ascii(known.uri)],
  ['WARC-Refers-To-Date', known.date],
  ['WARC-Payload-Digest', known.payload ?? known.digest],
];

const answerRecord = (exchange: Exchange, entry: AnswerEntry, known: AnswerEntry | undefined): Uint8Array =>
  packRecord({
    type: entry.kind,
    id: entry.id,
    date: entry.date,
    contentType: 'application/http; msgtype=response',
    fields: [
      ['WARC-Target-URI', ascii(entry.uri)],
      ...(known ? revisitFields(entry.status, known) : []),
      [DIGEST, entry.digest],
      ...field(REFUSAL, entry.refusal),
      ...leadField(entry),
    ],
    head: answerHead(exchange),
    ...(known ? {} : { payload: exchange.body }),
  });

const requestRecord = (asked: Asked, entry: AnswerEntry): Uint8Array => {
  // The archive's address of a form has its fields appended; they were not in the request line.
  const { pathname, search } = new URL(entry.uri.replace(/[?&]__wb_method=.*$/, ''));
  return packRecord({
    type: 'request',
    id: uuidOf('request', entry.id),
    date: entry.date,
    contentType: 'application/http; msgtype=request',
    fields: [['WARC-Target-URI', ascii(entry.uri)], ['WARC-Concurrent-To', urn(entry.id)]],
    head: headLines(`${asked.method} ${pathname}${search} HTTP/1.1`, asked.headers) + (asked.body ?? ''),
  });
};

/** Gzip members of an exchange: the answer (with `known`, a revisit record without a body), then what was asked, if that is told. */
export const packExchange = (exchange: Exchange, entry: AnswerEntry, known?: AnswerEntry): readonly Uint8Array[] => [
  answerRecord(exchange, entry, known),
  ...(exchange.asked ? [requestRecord(exchange.asked, entry)] : []),
];

export const failureEntryOf = ({ uri, date, code, kind, note, lead }: Failure): FailureEntry => ({
  kind: 'failure',
  id: uuidOf('failure', uri, date, code, note, lead ? JSON.stringify(lead) : ''),
  uri,
  date,
  refusal: code,
  cause: kind,
  note,
  ...(lead ? { lead } : {}),
});

export const packFailure = (entry: FailureEntry): Uint8Array =>
  packRecord({
    type: 'metadata',
    id: entry.id,
    date: entry.date,
    contentType: 'application/warc-fields',
    fields: [
      ['WARC-Target-URI', ascii(entry.uri)],
      [REFUSAL, entry.refusal],
      [CAUSE, entry.cause],
      [NOTE, encodeURIComponent(entry.note)],
      ...leadField(entry),
    ],
    head: `outcome: ${entry.cause}\r\ncode: ${entry.refusal}\r\nnote: ${entry.note.replace(/\s+/g, ' ')}\r\n`,
  });

/** The first record of a file: who wrote it and to what standard. */
export const packInfo = (filename: string, date: string, software: string): Uint8Array =>
  packRecord({
    type: 'warcinfo',
    id: uuidOf('warcinfo', filename, date),
    date,
    contentType: 'application/warc-fields',
    fields: [['WARC-Filename', filename]],
    head: `software: ${software}\r\nformat: WARC File Format 1.1\r\nconformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: obey\r\n`,
  });

const bare = (id: string | null | undefined): string => (id ?? '').replace(/^<urn:uuid:|>$/g, '');

const readLead = (record: WARCRecord): { lead?: Lead } => {
  const encoded = record.warcHeader(LEAD);
  return encoded ? { lead: parseLead(JSON.parse(decodeURIComponent(encoded))) } : {};
};

const readAnswer = (record: WARCRecord, kind: AnswerEntry['kind'], digest: string): AnswerEntry => {
  const [refersTo, leadOf] = [record.warcHeader('WARC-Refers-To'), record.warcHeader(LEAD_OF)];
  const payload = kind === 'response' ? (record.warcPayloadDigest ?? undefined) : undefined;
  const http = (name: string): string | undefined => record.httpHeaders?.headers.get(name) ?? undefined;
  const encoding = http('content-encoding');
  return {
    kind,
    id: bare(record.warcHeader('WARC-Record-ID')),
    uri: record.warcTargetURI ?? '',
    date: record.warcDate ?? '',
    status: Number(record.httpHeaders?.statusCode ?? 0),
    digest,
    ...optional('payload', encoding === undefined ? undefined : payload),
    ...optional('encoding', encoding),
    ...optional('declaredType', http('content-type')),
    ...optional('etag', http('etag')),
    ...optional('lastModified', http('last-modified')),
    ...optional('refusal', record.warcHeader(REFUSAL) ?? undefined),
    ...optional('refersTo', refersTo ? bare(refersTo) : undefined),
    ...readLead(record),
    ...optional('leadOf', leadOf ? bare(leadOf) : undefined),
  };
};

const readFailure = (record: WARCRecord, refusal: string): FailureEntry => ({
  kind: 'failure',
  id: bare(record.warcHeader('WARC-Record-ID')),
  uri: record.warcTargetURI ?? '',
  date: record.warcDate ?? '',
  refusal,
  cause: record.warcHeader(CAUSE) === 'refused' ? 'refused' : 'failed',
  note: decodeURIComponent(record.warcHeader(NOTE) ?? ''),
  ...readLead(record),
});

/** Index entry of a parsed record; `undefined` for requests, for records about the file, and for those of other programs. */
export const readEntry = (record: WARCRecord): Entry | undefined => {
  const kind = record.warcType;
  const digest = record.warcHeader(DIGEST);
  const refusal = record.warcHeader(REFUSAL);
  if (kind === 'metadata' && refusal) return readFailure(record, refusal);
  return (kind === 'response' || kind === 'revisit') && digest ? readAnswer(record, kind, digest) : undefined;
};

export interface Unpacked {
  readonly statusText: string;
  readonly headers: Fields;
  /** As sent. */
  readonly body: Uint8Array;
}

/** The answer in an unpacked gzip member. Makes no use of the parser's own decoding. */
export const unpackAnswer = async (member: Uint8Array): Promise<Unpacked> => {
  const record = await WARCParser.parse([member], { keepHeadersCase: true });
  if (!record) throw new Error('expected a WARC record, found none');
  const http = record.httpHeaders;
  return {
    statusText: http?.statusText ?? '',
    headers: [...((http?.headers ?? []) as Iterable<[string, string]>)],
    body: await record.readFully(false),
  };
};

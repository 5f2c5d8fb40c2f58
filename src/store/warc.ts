// One archived exchange ↔ one gzip member of a WARC 1.1 file (ISO 28500). Bodies are kept as they were sent. What the portal did
// not say but publishing needs, the lead and our judgement of the answer, rides in extension fields of the record itself, so
// that a record cut off from its neighbours still tells where it came from.
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio';
import { z } from 'zod';
import type { Lead } from '../model/index.js';
import { uuidOf } from './digest.js';

/** One answer of a server, as it came. */
export interface Exchange {
  readonly uri: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly status: number;
  readonly statusText?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As sent, Content-Encoding not undone. */
  readonly body: Uint8Array;
  /** Why the answer is not what was asked for (`challenge.ruishu`, `stub` …); absent when it is. */
  readonly refusal?: string;
}

/** What the index keeps of a record. */
export interface Entry {
  readonly kind: 'response' | 'revisit';
  /** `WARC-Record-ID` without `<urn:uuid:` and `>`. */
  readonly id: string;
  readonly uri: string;
  readonly date: string;
  readonly status: number;
  /** `sha256:…` of the content with Content-Encoding undone. */
  readonly digest: string;
  readonly encoding?: string;
  readonly declaredType?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly refusal?: string;
  /** For a revisit: id of the response whose payload it stands for. */
  readonly refersTo?: string;
  readonly lead?: Lead;
}

export const WARC = 'WARC/1.1';
const PROFILE = 'http://netpreserve.org/warc/1.1/revisit/';
const LEAD = 'Gongkai-Lead';
const DIGEST = 'Gongkai-Content-Digest';
const REFUSAL = 'Gongkai-Refusal';

const leadShape = z.object({ source: z.string(), uri: z.string(), title: z.string(), foundOn: z.string(), year: z.number().optional() });

const parseLead = (encoded: string): Lead => {
  const { year, ...lead } = leadShape.parse(JSON.parse(decodeURIComponent(encoded)));
  return { ...lead, ...(year === undefined ? {} : { year }) };
};

/** Header bytes outside ASCII come back mangled from the parser, so they are stored percent-encoded. */
const ascii = (value: string): string => {
  const bytes = Buffer.from(value, /^[\0-\xff]*$/.test(value) ? 'latin1' : 'utf8').toString('latin1');
  return bytes.replace(/[^\x20-\x7e]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
};

/** The body is stored without its transfer coding; a header that still names it would make readers undo it again. */
const storedHeaders = (exchange: Exchange): [string, string][] =>
  exchange.headers.filter(([name]) => !/^transfer-encoding$/i.test(name)).map(([name, value]) => [ascii(name), ascii(value)]);

/** Value of a response header, names compared without case. */
export const headerOf = (headers: Exchange['headers'], name: string): string | undefined =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1];

const serialize = (record: WARCRecord): Promise<Uint8Array> => WARCSerializer.serialize(record, { gzip: true });

const optional = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>;

const once = async function* (body: Uint8Array): AsyncGenerator<Uint8Array> {
  if (body.length > 0) yield await Promise.resolve(body);
};

export interface Written {
  readonly entry: Entry;
  /** One gzip member. */
  readonly bytes: Uint8Array;
}

/** The index entry of an exchange; `known` is the response it merely confirms, if any. */
export const entryOf = (exchange: Exchange, digest: string, lead?: Lead, known?: Entry): Entry => ({
  kind: known ? 'revisit' : 'response',
  id: uuidOf(known ? 'revisit' : 'response', exchange.uri, exchange.date, String(exchange.status), digest, lead ? JSON.stringify(lead) : ''),
  uri: exchange.uri,
  date: exchange.date,
  status: exchange.status,
  digest,
  ...optional('encoding', headerOf(exchange.headers, 'content-encoding')),
  ...optional('declaredType', headerOf(exchange.headers, 'content-type')),
  ...optional('etag', headerOf(exchange.headers, 'etag')),
  ...optional('lastModified', headerOf(exchange.headers, 'last-modified')),
  ...optional('refusal', exchange.refusal),
  ...optional('refersTo', known?.id),
  ...(lead ? { lead } : {}),
});

/** Serialises an exchange; with `known`, as a revisit record without a body. */
export const writeRecord = async (exchange: Exchange, entry: Entry, known?: Entry): Promise<Written> => {
  const record = WARCRecord.create(
    {
      url: exchange.uri,
      date: exchange.date,
      type: entry.kind,
      warcVersion: WARC,
      statusline: `HTTP/1.1 ${exchange.status} ${ascii(exchange.statusText ?? '')}`.trimEnd(),
      httpHeaders: storedHeaders(exchange),
      ...(known ? { refersToUrl: known.uri, refersToDate: known.date } : {}),
      warcHeaders: {
        'WARC-Record-ID': `<urn:uuid:${entry.id}>`,
        [DIGEST]: entry.digest,
        ...(entry.lead ? { [LEAD]: encodeURIComponent(JSON.stringify(entry.lead)) } : {}),
        ...optional(REFUSAL, entry.refusal),
        ...(known ? { 'WARC-Refers-To': `<urn:uuid:${known.id}>`, 'WARC-Payload-Digest': known.digest } : {}),
      },
    },
    known ? undefined : once(exchange.body),
  );
  if (known) record.warcHeaders.headers.set('WARC-Profile', PROFILE + (exchange.status === 304 ? 'server-not-modified' : 'identical-payload-digest'));
  return { entry, bytes: await serialize(record) };
};

/** The first record of a file: who wrote it and to what standard. */
export const writeInfo = (filename: string, date: string, software: string): Promise<Uint8Array> =>
  serialize(
    WARCRecord.createWARCInfo(
      { filename, date, warcVersion: WARC, warcHeaders: { 'WARC-Record-ID': `<urn:uuid:${uuidOf('warcinfo', filename, date)}>` } },
      { software, format: 'WARC File Format 1.1', conformsTo: 'https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/', robots: 'obey' },
    ),
  );

const bare = (id: string | null | undefined): string => (id ?? '').replace(/^<urn:uuid:|>$/g, '');

/** Index entry of a parsed record; `undefined` for records that are no answers, and for those of other programs. */
export const readEntry = (record: WARCRecord): Entry | undefined => {
  const kind = record.warcType;
  const digest = record.warcHeader(DIGEST);
  if ((kind !== 'response' && kind !== 'revisit') || !digest) return undefined;
  const lead = record.warcHeader(LEAD);
  const refersTo = record.warcHeader('WARC-Refers-To');
  const http = (name: string): string | undefined => record.httpHeaders?.headers.get(name) ?? undefined;
  return {
    kind,
    id: bare(record.warcHeader('WARC-Record-ID')),
    uri: record.warcTargetURI ?? '',
    date: record.warcDate ?? '',
    status: Number(record.httpHeaders?.statusCode ?? 0),
    digest,
    ...optional('encoding', http('content-encoding')),
    ...optional('declaredType', http('content-type')),
    ...optional('etag', http('etag')),
    ...optional('lastModified', http('last-modified')),
    ...optional('refusal', record.warcHeader(REFUSAL) ?? undefined),
    ...optional('refersTo', refersTo ? bare(refersTo) : undefined),
    ...(lead ? { lead: parseLead(lead) } : {}),
  };
};

/** Body of the one record in an unpacked gzip member, as sent. Makes no use of the parser's own decoding. */
export const readBody = async (member: Uint8Array): Promise<Uint8Array> => {
  const record = await WARCParser.parse([member], { keepHeadersCase: false });
  return record ? record.readFully(false) : new Uint8Array();
};

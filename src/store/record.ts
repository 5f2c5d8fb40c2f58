// One WARC 1.1 record (ISO 28500) as one gzip member: named fields, digests of block and payload, block. Made here and not by the
// library that reads it back in the tests, because a visit that finds nothing new must cost microseconds.
import { gzipSync } from 'node:zlib';
import { sha256 } from './digest.js';

export type Fields = readonly (readonly [name: string, value: string])[];

export interface RecordParts {
  readonly type: 'warcinfo' | 'response' | 'revisit' | 'request' | 'metadata';
  /** `WARC-Record-ID` without `<urn:uuid:` and `>`. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly contentType: string;
  /** Further named fields, in this order. */
  readonly fields: Fields;
  /** What the block begins with: an HTTP head, its empty line included, or the whole of a block that has no payload. */
  readonly head: string;
  readonly payload?: Uint8Array;
}

/** A small window and little room for what comes out are enough for a record without a body, and much faster to set up. */
const SMALL = { limit: 4096, options: { windowBits: 12, memLevel: 4, chunkSize: 1024 } } as const;

export const urn = (id: string): string => `<urn:uuid:${id}>`;

/** Throws nothing; field values must be ASCII without line breaks, which `ascii` sees to. */
export const packRecord = ({ type, id, date, contentType, fields, head, payload }: RecordParts): Uint8Array => {
  const block = payload === undefined ? Buffer.from(head) : Buffer.concat([Buffer.from(head), payload]);
  const named: Fields = [
    ['WARC-Type', type],
    ['WARC-Record-ID', urn(id)],
    ['WARC-Date', date],
    ...fields,
    ...(payload === undefined ? [] : [['WARC-Payload-Digest', sha256(payload)] as const]),
    ['WARC-Block-Digest', sha256(block)],
    ['Content-Type', contentType],
    ['Content-Length', String(block.length)],
  ];
  const lines = named.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const whole = Buffer.concat([Buffer.from(`WARC/1.1\r\n${lines}\r\n`), block, Buffer.from('\r\n\r\n')]);
  return gzipSync(whole, whole.length < SMALL.limit ? SMALL.options : {});
};

/** Header bytes outside ASCII come back mangled from parsers, so they are stored percent-encoded. */
export const ascii = (value: string): string => {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  const bytes = Buffer.from(value, /^[\0-\xff]*$/.test(value) ? 'latin1' : 'utf8').toString('latin1');
  return bytes.replace(/[^\x20-\x7e]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
};

// One WARC 1.1 record (ISO 28500) as one gzip member: named fields, digests of block and payload, block. Made here and not by the
// library that reads it back in the tests, because a visit that finds nothing new must cost microseconds.
import { crc32, gzipSync } from 'node:zlib';
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

/** Magic, deflate, no flags, no time, no level, made on Unix; then a last block that is stored. */
const STORED_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1);
const STORED_LIMIT = 4096;

/**
 * A gzip member that is not deflated (RFC 1951, 3.2.4; RFC 1952). Deflating a record of some hundred bytes saves about half of them, and
 * costs several times as much as writing them as they are.
 */
const store = (bytes: Uint8Array): Uint8Array => {
  const member = Buffer.allocUnsafe(STORED_HEAD.length + 4 + bytes.length + 8);
  member.set(STORED_HEAD);
  let at = member.writeUInt16LE(bytes.length, STORED_HEAD.length);
  at = member.writeUInt16LE(bytes.length ^ 0xffff, at);
  member.set(bytes, at);
  at = member.writeUInt32LE(crc32(bytes), at + bytes.length);
  member.writeUInt32LE(bytes.length, at);
  return member;
};

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
  return payload === undefined && whole.length < STORED_LIMIT ? store(whole) : gzipSync(whole);
};

/** Header bytes outside ASCII come back mangled from parsers, so they are stored percent-encoded. */
export const ascii = (value: string): string => {
  const bytes = Buffer.from(value, /^[\0-\xff]*$/.test(value) ? 'latin1' : 'utf8').toString('latin1');
  return bytes.replace(/[^\x20-\x7e]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
};

// Index entries ↔ lines of a CDXJ file: SURT key, 14-digit time, JSON. The usual members come first, so that replay tools can use
// the file; ours follow. Everything in it can be made again from the WARC files.
import { z } from 'zod';
import { ascii } from './record.js';
import type { Entry } from './warc.js';
import { parseLead } from './warc.js';

/** Where a record stands: the gzip member in a file. `segment` is shared by its entries, so that a renamed file is renamed once. */
export interface At {
  readonly segment: { name: string };
  readonly offset: number;
  readonly length: number;
}

/** `since`: of the newest attempt at an address, the date from which attempts in a row ended alike; absent when it is its own. */
export type Located<E extends Entry = Entry> = E & { readonly at: At; readonly since?: string };

/** `http://www.X.gov.cn/A?b` → `cn,gov,x,www)/a?b`: sorted, the pages of a site stand together. */
export const surt = (uri: string): string => {
  // Addresses of the archive are in the normal form of URL already; taking them apart again would cost most of a start.
  const [, hostname = '', port = '', rest = ''] = /^\w+:\/\/(\[[^\]]*\]|[^/:?#]*)(:\d+)?(.*)$/.exec(uri) ?? [];
  const host = /^[\d.]+$|^\[/.test(hostname) ? hostname : hostname.split('.').reverse().join(',');
  return ascii(`${host}${port})${rest}`.toLowerCase());
};

const stamp = (date: string): string => date.replace(/\D/g, '').slice(0, 14);

const bareType = (declared: string | undefined): string => declared?.split(';')[0]?.trim() ?? 'unk';

/** Members every CDXJ has come first. One literal for each kind, as copying the members of another object costs more than writing them out. */
const jsonOf = (entry: Located): Record<string, unknown> => {
  const { kind, id, uri: url, date, since, lead, refusal, at } = entry;
  const [length, offset, filename] = [String(at.length), String(at.offset), at.segment.name];
  if (kind === 'failure') return { url, length, offset, filename, mime: 'warc/metadata', kind, id, date, since, refusal, cause: entry.cause, note: entry.note, lead };
  const { status, digest, payload, encoding, declaredType, etag, lastModified, refersTo, leadOf } = entry;
  const mime = kind === 'revisit' ? 'warc/revisit' : bareType(declaredType);
  return { url, length, offset, filename, mime, status: String(status), digest: payload ?? digest, kind, id, date, since, content: payload && digest, encoding, declaredType, etag, lastModified, refusal, refersTo, leadOf, lead: leadOf === undefined ? lead : undefined };
};

/** JSON in ASCII alone: files of it are read and written without decoding, which would cost as much as all else. */
export const asciiJson = (data: unknown): string => JSON.stringify(data).replace(/[\x80-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const toLine = (entry: Located): string => `${surt(entry.uri)} ${stamp(entry.date)} ${asciiJson(jsonOf(entry))}`;

/** Lines are written by this program alone, so what tells a damaged one is enough of a check. */
const lineShape = z.looseObject({ url: z.string(), length: z.string(), offset: z.string(), filename: z.string(), kind: z.enum(['response', 'revisit', 'failure']), id: z.string(), date: z.string() });

interface Line extends Readonly<Partial<Record<(typeof TEXTS)[number] | 'status' | 'digest' | 'content', string>>> {
  readonly url: string;
  readonly length: string;
  readonly offset: string;
  readonly filename: string;
  readonly lead?: unknown;
}

/** Members that are texts in the line and in the entry. */
const TEXTS = ['since', 'refusal', 'cause', 'note', 'encoding', 'declaredType', 'etag', 'lastModified', 'refersTo', 'leadOf'] as const;

/** Throws on a damaged line. `segmentOf` gives the one object of a file name. */
export const fromLine = (text: string, segmentOf: (name: string) => { name: string }): Located => {
  const line = JSON.parse(text.slice(text.indexOf('{'))) as Line;
  if (typeof line.url !== 'string' || typeof line.filename !== 'string') lineShape.parse(line);
  const { kind, id, date, url: uri, status, digest, content } = line as Line & Pick<Entry, 'kind' | 'id' | 'date'>;
  const at: At = { segment: segmentOf(line.filename), offset: Number(line.offset), length: Number(line.length) };
  // Member by member: a start reads tens of thousands of lines, and copying the rest of an object costs more than parsing it.
  const told: Record<string, unknown> = { kind, id, uri, date, at };
  if (digest !== undefined) {
    told.status = Number(status);
    told.digest = content ?? digest;
    if (content !== undefined) told.payload = digest;
  }
  for (const name of TEXTS) if (line[name] !== undefined) told[name] = line[name];
  if (line.lead !== undefined) told.lead = parseLead(line.lead);
  return told as unknown as Located;
};

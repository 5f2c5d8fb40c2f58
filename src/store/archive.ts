// The archive: every answer of every portal, once, in WARC files. The files are the truth; the index is made from them. Newest
// means last in date, then last in file order.
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { StageError } from '../errors.js';
import type { Capture, Lead } from '../model/index.js';
import { sha256 } from './digest.js';
import { INFLATED_LIMIT, inflate } from './inflate.js';
import { lockFolder } from './lock.js';
import { readSegment, readSlice, recover, segmentFiles, startSegment } from './segment.js';
import type { Located, SegmentWriter } from './segment.js';
import { entryOf, headerOf, readBody, writeRecord } from './warc.js';
import type { Exchange } from './warc.js';

/** What the archive knows about an address: the newest answer that was what was asked for. */
export interface Known extends Capture {
  readonly status: number;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** `fresh`: the bytes were not in the archive as this address's newest answer; else only the visit was noted. */
export interface Stored {
  readonly capture: Capture;
  readonly fresh: boolean;
}

/** The newest attempt on an address, good or bad. `since`: the first of the latest attempts in a row that ended alike. */
export interface Attempt {
  readonly uri: string;
  readonly date: string;
  readonly since: string;
  readonly status?: number;
  /** Why the answer was not what was asked for (`not-found`, `challenge.jsl`, `redirect` …); absent when it was. */
  readonly refusal?: string;
  readonly note?: string;
  readonly lead?: Lead;
  readonly source?: string;
}

export interface Archive {
  find(uri: string): Promise<Known | undefined>;
  /**
   * Writes the answer, on disk when it resolves. A 304, or the same bytes as the newest answer of that address, becomes a revisit
   * record and gives the earlier capture again. `source` names the segment.
   */
  put(source: string, lead: Lead | undefined, exchange: Exchange): Promise<Stored>;
  /** The content, Content-Encoding undone; throws a `StageError` when the bytes do not match the digest. */
  open(capture: Pick<Capture, 'id' | 'uri'>): Promise<Uint8Array>;
  /** The newest good answer of every address a lead led to, sorted by address (code units). */
  captures(): AsyncIterable<Capture>;
  /** For every address a lead led to, its good answers with changed content, oldest first; the last is that of `captures`. */
  versions(): AsyncIterable<readonly Capture[]>;
  /** The newest attempt on every address, refused and failed ones included, sorted by address. */
  attempts(): AsyncIterable<Attempt>;
  /** Finishes the segment of a source; the next `put` starts another. */
  seal(source: string): Promise<void>;
  /** Finishes all segments and lets other processes write. */
  close(): Promise<void>;
}

const good = (entry: Located): boolean => entry.kind === 'response' && entry.status >= 200 && entry.status < 300 && entry.refusal === undefined;

/** Entries by id and, of the good ones, the newest and the changed ones by address. */
class Index {
  readonly byId = new Map<string, Located>();
  readonly newest = new Map<string, Located>();
  readonly leads = new Map<string, Lead>();
  readonly changes = new Map<string, Located[]>();
  readonly attempts = new Map<string, Attempt>();

  add(entry: Located): void {
    this.byId.set(entry.id, entry);
    if (entry.lead) this.leads.set(entry.uri, entry.lead);
    const known = this.newest.get(entry.uri);
    this.addAttempt(entry);
    if (!good(entry) || (known !== undefined && entry.date < known.date)) return;
    this.newest.set(entry.uri, entry);
    if (known?.digest !== entry.digest) this.changes.set(entry.uri, [...(this.changes.get(entry.uri) ?? []), entry]);
  }

  private addAttempt({ uri, date, status, refusal, lead }: Located): void {
    const known = this.attempts.get(uri);
    if (known !== undefined && date < known.date) return;
    const since = known !== undefined && known.refusal === refusal ? known.since : date;
    const from = lead ?? known?.lead;
    this.attempts.set(uri, { uri, date, since, status, ...(refusal === undefined ? {} : { refusal }), ...(from ? { lead: from, source: from.source } : {}) });
  }
}

const loadIndex = async (folder: string): Promise<Index> => {
  const index = new Index();
  for (const file of await segmentFiles(folder)) for (const entry of await readSegment(folder, file)) index.add(entry);
  return index;
};

const captureOf = (entry: Located, lead: Lead | undefined): Capture => ({
  id: entry.id,
  uri: entry.uri,
  date: entry.date,
  digest: entry.digest,
  ...(entry.declaredType === undefined ? {} : { declaredType: entry.declaredType }),
  ...(lead ? { lead } : {}),
});

/** A body that cannot be opened is kept and digested as it was sent. */
const contentOf = (body: Uint8Array, encoding: string | undefined): Promise<Uint8Array> => inflate(body, encoding).catch(() => body);

const SOFTWARE = 'gongkai';

/** Opens an archive folder, which need not exist yet. Reading takes no lock; the first `put` does, and recovers what a killed run left. */
export const openArchive = async (folder: string): Promise<Archive> => {
  let index = await loadIndex(folder);
  let release: (() => Promise<void>) | undefined;
  const writers = new Map<string, SegmentWriter>();

  const begin = async (): Promise<void> => {
    if (release) return;
    release = await lockFolder(folder);
    if ((await recover(folder)).length > 0) index = await loadIndex(folder);
  };

  const writerFor = async (source: string, date: string): Promise<SegmentWriter> => {
    await begin();
    const writer = writers.get(source) ?? (await startSegment(folder, source, date, SOFTWARE));
    writers.set(source, writer);
    return writer;
  };

  const contentDigest = async (exchange: Exchange, known: Located | undefined): Promise<string> => {
    if (exchange.status === 304) {
      if (known) return known.digest;
      throw new StageError('store', exchange.uri, 'expected a known answer for status 304 (not modified), the archive has none');
    }
    return sha256(await contentOf(exchange.body, headerOf(exchange.headers, 'content-encoding')));
  };

  const seal = async (source: string): Promise<void> => {
    const writer = writers.get(source);
    writers.delete(source);
    for (const entry of (await writer?.finish()) ?? []) index.byId.set(entry.id, entry);
    for (const [uri, entry] of index.newest) index.newest.set(uri, index.byId.get(entry.id) ?? entry);
  };

  return {
    find: (uri) => {
      const entry = index.newest.get(uri);
      return Promise.resolve(
        entry && {
          ...captureOf(entry, index.leads.get(uri)),
          status: entry.status,
          ...(entry.etag === undefined ? {} : { etag: entry.etag }),
          ...(entry.lastModified === undefined ? {} : { lastModified: entry.lastModified }),
        },
      );
    },
    put: async (source, lead, exchange) => {
      const writer = await writerFor(source, exchange.date);
      const newest = index.newest.get(exchange.uri);
      const digest = await contentDigest(exchange, newest);
      const confirms = newest?.digest === digest && (exchange.status === 304 || exchange.status === newest.status) && exchange.refusal === undefined;
      const known = confirms ? newest : undefined;
      const entry = entryOf(exchange, digest, lead, known);
      const located = await writer.append(await writeRecord(exchange, entry, known));
      index.add(located);
      return { capture: captureOf(known ?? located, lead ?? index.leads.get(exchange.uri)), fresh: !confirms };
    },
    open: async ({ id, uri }) => {
      const entry = index.byId.get(id);
      if (!entry) throw new StageError('store', uri, `expected record ${id} in ${folder}, found none`);
      const member = await readSlice(join(folder, entry.file), entry.offset, entry.length);
      const bytes = await contentOf(await readBody(gunzipSync(member, { maxOutputLength: INFLATED_LIMIT })), entry.encoding);
      if (sha256(bytes) !== entry.digest) throw new StageError('store', uri, `record ${id} in ${entry.file} does not match its digest; restore the file from a copy`);
      return bytes;
    },
    captures: async function* () {
      const uris = [...index.newest.keys()].filter((uri) => index.leads.has(uri)).sort();
      for (const uri of uris) {
        const entry = index.newest.get(uri);
        if (entry) yield await Promise.resolve(captureOf(entry, index.leads.get(uri)));
      }
    },
    versions: async function* () {
      const uris = [...index.changes.keys()].filter((uri) => index.leads.has(uri)).sort();
      for (const uri of uris) yield await Promise.resolve((index.changes.get(uri) ?? []).map((entry) => captureOf(entry, index.leads.get(uri))));
    },
    attempts: async function* () {
      for (const uri of [...index.attempts.keys()].sort()) {
        const attempt = index.attempts.get(uri);
        if (attempt) yield await Promise.resolve(attempt);
      }
    },
    seal,
    close: async () => {
      for (const source of [...writers.keys()]) await seal(source);
      await release?.();
      release = undefined;
    },
  };
};

// The archive: every answer of every portal, once, in WARC files. The files are the truth; the index is made from them. Several
// processes may write to one folder, each to files of its own.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { StageError } from '../errors.js';
import type { Capture, Lead } from '../model/index.js';
import { syncFolder } from './atomic.js';
import { openCatalogue } from './catalogue.js';
import type { Address, Answer } from './catalogue.js';
import type { Located } from './cdxj.js';
import { sha256 } from './digest.js';
import { INFLATED_LIMIT, inflate } from './inflate.js';
import { takeLock, tryLock } from './lock.js';
import { parseSegmentName, PART } from './names.js';
import { readMember, recover, segmentFiles, startSegment } from './segment.js';
import type { SegmentWriter } from './segment.js';
import { supersededFile } from './superseded.js';
import { entryOf, failureEntryOf, headerOf, optional, packExchange, packFailure, unpackAnswer } from './warc.js';
import type { Exchange, Failure } from './warc.js';

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

/** What this run, before it was stopped and taken up again, got for an address. */
export type Earlier =
  | { readonly kind: 'answer'; readonly stored: Stored; readonly exchange: Exchange }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** The newest try at an address, whatever came of it. `refusal`: the code of what stood in the way. */
export interface Attempt {
  readonly uri: string;
  readonly date: string;
  /** The first of the latest tries in a row that ended alike; the same as `date` for one that went well. */
  readonly since: string;
  /** Absent when there was no answer. */
  readonly status?: number;
  readonly refusal?: string;
  readonly note?: string;
  readonly lead?: Lead;
  /** Id of the source whose lead led there; absent for listings and rules. */
  readonly source?: string;
  /** Whether the run the archive was opened for made it. */
  readonly ofRun: boolean;
}

export interface Archive {
  find(uri: string): Promise<Known | undefined>;
  /**
   * Writes the answer. A 304, or the same bytes as the newest answer of that address, becomes a revisit record and gives the
   * earlier capture again. When it resolves, no killed process loses the record; a new answer is safe from power loss too, a revisit
   * only after `seal` or `close` or the next new answer of its group. `group` names the file.
   */
  put(group: string, lead: Lead | undefined, exchange: Exchange): Promise<Stored>;
  /** Writes down an attempt that got no answer. */
  note(group: string, failure: Failure): Promise<void>;
  /** What this run already got for the address; nothing when the archive was opened without a run. */
  earlier(uri: string): Promise<Earlier | undefined>;
  /** The content, Content-Encoding undone; throws a `StageError` when the bytes do not match the digest. */
  open(capture: Pick<Capture, 'id' | 'uri'>): Promise<Uint8Array>;
  /** The newest good answer of every address a lead led to, sorted by address (code units). */
  captures(): readonly Capture[];
  /** For every address a lead led to, its good answers with another content than the one before, oldest first; sorted by address. */
  versions(): readonly (readonly Capture[])[];
  /** The newest attempt of every address, sorted by address. */
  attempts(): readonly Attempt[];
  /** The newest attempt of one address. */
  attempt(uri: string): Attempt | undefined;
  /** The leads of a source to addresses that gave a good answer, in order of address. */
  leadsOf(source: string): readonly Lead[];
  /** Learns what other processes have written since. */
  refresh(): Promise<void>;
  /** Finishes the file of a group, everything in it on disk; the next `put` starts another. */
  seal(group: string): Promise<void>;
  /** Finishes all files and lets go of the writer's name; what was read or written stays readable, and nothing more can be written. */
  close(): Promise<void>;
}

export interface ArchiveOptions {
  /** Id of the run; names the files, and is what `earlier` is about. Without it the date of a file's first record stands in. */
  readonly run?: string;
  /** Names this process among several that write to one folder; letters, digits, `.` and `-`. */
  readonly writer?: string;
  /** Bytes after which a file is finished and another started. */
  readonly maxBytes?: number;
  /** Told about every unfinished file that was recovered. */
  readonly log?: (line: string) => void;
}

const ARCHIVE_DEFAULTS = { writer: 'main', maxBytes: 1024 ** 3 } as const;

const SOFTWARE = 'gongkai';

const captureOf = (entry: Answer, lead: Lead | undefined): Capture => ({
  id: entry.id,
  uri: entry.uri,
  date: entry.date,
  digest: entry.digest,
  ...optional('declaredType', entry.declaredType),
  ...(lead ? { lead } : {}),
});

/** A body that cannot be opened is kept and digested as it was sent. */
const contentOf = (body: Uint8Array, encoding: string | undefined): Promise<Uint8Array> => inflate(body, encoding).catch(() => body);

const attemptOf = (entry: Located, ofRun: boolean): Attempt => ({
  uri: entry.uri,
  date: entry.date,
  since: entry.since ?? entry.date,
  ...(entry.kind === 'failure' ? { note: entry.note } : { status: entry.status }),
  ...optional('refusal', entry.refusal),
  ...(entry.lead ? { lead: entry.lead, source: entry.lead.source } : {}),
  ofRun,
});

const changes = (good: readonly Answer[]): Answer[] => good.filter(({ digest }, at) => digest !== good[at - 1]?.digest);

const runOf = (date: string): string => date.replace(/\.\d+/, '').replace(/[-:]/g, '');

const lockOf = (folder: string, writer: string): string => join(folder, `.lock-${writer}`);

/** Finishes the files of writers that are gone; those of living ones are left alone. */
const recoverDead = async (folder: string, own: string, log: (line: string) => void): Promise<void> => {
  for (const part of (await segmentFiles(folder)).filter((name) => name.endsWith(PART))) {
    const writer = parseSegmentName(part)?.writer ?? own;
    const release = writer === own ? () => Promise.resolve() : await tryLock(lockOf(folder, writer));
    if (!release) continue;
    try {
      log(await recover(folder, part));
    } finally {
      await release();
    }
  }
};

/** Opens an archive folder, which need not exist yet. Reading takes no lock; the first record does, and recovers what a killed run left. */
export const openArchive = async (folder: string, options: ArchiveOptions = {}): Promise<Archive> => {
  const { run, writer, maxBytes, log } = { ...ARCHIVE_DEFAULTS, log: () => undefined, ...options };
  const catalogue = await openCatalogue(folder, run);
  const writers = new Map<string, Promise<SegmentWriter>>();
  const written: string[] = [];
  let held: Promise<() => Promise<void>> | undefined;
  let closed = false;

  const begin = async (): Promise<() => Promise<void>> => {
    const release = await takeLock(lockOf(folder, writer), `the archive ${folder}`);
    await recoverDead(folder, writer, log);
    await catalogue.refresh();
    return release;
  };

  const finish = async (groups: readonly string[]): Promise<void> => {
    const finished = groups.flatMap((group) => writers.get(group) ?? []);
    for (const group of groups) writers.delete(group);
    if (finished.length === 0) return;
    written.push(...(await Promise.all(finished.map(async (one) => (await one).finish()))));
    await syncFolder(folder);
  };

  const writerFor = async (group: string, date: string): Promise<SegmentWriter> => {
    // A crawl whose run broke off must not go on writing, or hold the writer's name for ever.
    if (closed) throw new StageError('store', folder, 'expected an open archive, got a record for one that was closed');
    held ??= begin();
    await held;
    const full = await writers.get(group);
    if (full && full.size() >= maxBytes) await finish([group]);
    const next = writers.get(group) ?? startSegment(folder, { run: run ?? runOf(date), group, writer }, date, SOFTWARE);
    writers.set(group, next);
    return next;
  };

  const newestOf = (uri: string): Answer | undefined => catalogue.byUri.get(uri)?.good.at(-1);
  const leadOf = (uri: string): Lead | undefined => catalogue.byUri.get(uri)?.led?.lead;

  const digestOf = async (exchange: Exchange, known: Answer | undefined): Promise<string> => {
    // What was refused for its size is not opened for its digest either.
    if (exchange.refusal?.startsWith('too-large') === true) return sha256(exchange.body);
    if (exchange.status !== 304 || exchange.refusal !== undefined) return sha256(await contentOf(exchange.body, headerOf(exchange.headers, 'content-encoding')));
    if (known) return known.digest;
    throw new StageError('store', exchange.uri, 'expected a known answer for status 304 (not modified), the archive has none');
  };

  const answerOf = async (entry: Answer): Promise<{ member: Awaited<ReturnType<typeof unpackAnswer>>; content: Uint8Array }> => {
    const member = await unpackAnswer(gunzipSync(readMember(folder, entry.at), { maxOutputLength: INFLATED_LIMIT }));
    return { member, content: await contentOf(member.body, entry.encoding) };
  };

  const entryById = async (id: string, uri: string): Promise<Answer> => {
    if (!catalogue.byId.has(id)) await catalogue.refresh();
    const entry = catalogue.byId.get(id);
    if (!entry) throw new StageError('store', uri, `expected record ${id} in ${folder}, found none`);
    return entry;
  };

  const exchangeOf = async (entry: Answer): Promise<Exchange> => {
    const { member } = await answerOf(entry);
    const referred = entry.refersTo !== undefined && entry.status !== 304 ? await answerOf(await entryById(entry.refersTo, entry.uri)) : undefined;
    const { statusText, headers } = member;
    return { uri: entry.uri, date: entry.date, status: entry.status, statusText, headers, body: referred?.member.body ?? member.body, ...optional('refusal', entry.refusal) };
  };

  const earlierAnswer = async (entry: Answer): Promise<Earlier> => {
    const known = entry.refersTo === undefined ? entry : await entryById(entry.refersTo, entry.uri);
    return { kind: 'answer', stored: { capture: captureOf(known, entry.lead ?? leadOf(entry.uri)), fresh: parseSegmentName(known.at.segment.name)?.run === run }, exchange: await exchangeOf(entry) };
  };

  const attempt = (uri: string): Attempt | undefined => {
    const address = catalogue.byUri.get(uri);
    return address && attemptOf(address.attempt, catalogue.run.has(uri));
  };

  const withLead = <T>(make: (address: Address, lead: Lead) => T): T[] =>
    catalogue.uris().flatMap((uri) => {
      const address = catalogue.byUri.get(uri);
      return address?.led && address.good.length > 0 ? [make(address, address.led.lead)] : [];
    });

  return {
    find: (uri) => {
      const entry = newestOf(uri);
      if (!entry) return Promise.resolve(undefined);
      const last = catalogue.byUri.get(uri)?.attempt;
      // A file that was touched keeps its bytes and has another ETag.
      const touched = last?.kind === 'revisit' && last.digest === entry.digest ? last : entry;
      return Promise.resolve({ ...captureOf(entry, leadOf(uri)), status: entry.status, ...optional('etag', touched.etag ?? entry.etag), ...optional('lastModified', touched.lastModified ?? entry.lastModified) });
    },
    put: async (group, lead, exchange) => {
      const segment = await writerFor(group, exchange.date);
      const newest = newestOf(exchange.uri);
      const digest = await digestOf(exchange, newest);
      const confirms = newest?.digest === digest && (exchange.status === 304 || exchange.status === newest.status) && exchange.refusal === undefined;
      const known = confirms ? newest : undefined;
      const entry = entryOf(exchange, digest, lead, known);
      const [at] = await segment.append(packExchange(exchange, entry, known), !confirms);
      if (!at) throw new Error(`Expected a place for ${exchange.uri}`);
      const located = { ...entry, at };
      segment.tell(located);
      catalogue.add(located, run !== undefined);
      return { capture: captureOf(known ?? located, lead ?? leadOf(exchange.uri)), fresh: !confirms };
    },
    note: async (group, failure) => {
      const segment = await writerFor(group, failure.date);
      const entry = failureEntryOf(failure);
      const [at] = await segment.append([packFailure(entry)], false);
      if (!at) throw new Error(`Expected a place for ${failure.uri}`);
      segment.tell({ ...entry, at });
      catalogue.add({ ...entry, at }, run !== undefined);
    },
    earlier: async (uri) => {
      const entry = catalogue.run.get(uri);
      if (!entry) return undefined;
      if (entry.kind !== 'failure') return earlierAnswer(entry);
      const { date, refusal: code, cause: kind, note, lead } = entry;
      return { kind: 'failure', failure: { uri, date, code, kind, note, ...(lead ? { lead } : {}) } };
    },
    open: async ({ id, uri }) => {
      const entry = await entryById(id, uri);
      const { content } = await answerOf(entry);
      if (sha256(content) !== entry.digest) throw new StageError('store', uri, `record ${id} in ${entry.at.segment.name} does not match its digest; restore the file from a copy`);
      return content;
    },
    captures: () => withLead(({ good }, lead) => captureOf(good.at(-1) as Answer, lead)),
    versions: () => withLead(({ good }, lead) => changes(good).map((entry) => captureOf(entry, entry.lead ?? lead))),
    attempts: () => catalogue.uris().flatMap((uri) => attempt(uri) ?? []),
    attempt,
    leadsOf: (source) => catalogue.leadsOf(source),
    refresh: () => catalogue.refresh(),
    seal: (group) => finish([group]),
    close: async () => {
      closed = true;
      await finish([...writers.keys()]);
      if (written.length > 0) await catalogue.save(written.splice(0));
      const release = await held;
      held = undefined;
      await release?.();
    },
  };
};

/** Makes the index again from the WARC files alone. */
export const rebuildIndex = async (folder: string): Promise<void> => {
  await rm(join(folder, 'index'), { recursive: true, force: true });
  await rm(join(folder, 'index.cdxj'), { force: true });
  await rm(supersededFile(folder), { force: true });
  await (await openCatalogue(folder)).save([]);
};

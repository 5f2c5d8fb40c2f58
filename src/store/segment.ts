// One WARC file of the archive, `.part` while it is written. A killed writer leaves a `.part` whose whole records are kept and whose
// torn tail is set aside; what stands in a finished file is also told by the CDXJ file made of it.
import { closeSync, createReadStream, existsSync, fdatasync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { WARCParser } from 'warcio';
import { StageError } from '../errors.js';
import { syncFolder, unlessMissing, writeAtomic, writeReplaced } from './atomic.js';
import { asciiJson, fromLine, toLine } from './cdxj.js';
import type { At, Located } from './cdxj.js';
import { compareSegments, ENDING, isSegment, PART, segmentName } from './names.js';
import type { SegmentName } from './names.js';
import { packInfo, readEntry } from './warc.js';
import type { Entry } from './warc.js';

/** Names of the segments, oldest run first, unfinished ones included. */
export const segmentFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(unlessMissing<string[]>([]))).filter(isSegment).sort(compareSegments);

/** Three calls by way of another thread would cost many times what they do. */
const readAt = (file: string, offset: number, length: number): Uint8Array => {
  const fd = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(fd, bytes, 0, length, offset));
  } finally {
    closeSync(fd);
  }
};

/** The gzip member of a record. Its file may have been finished, and so renamed, by the process that wrote it. */
export const readMember = (folder: string, { segment, offset, length }: At): Uint8Array => {
  const file = join(folder, segment.name);
  try {
    return readAt(file, offset, length);
  } catch (cause) {
    unlessMissing(undefined)(cause);
    return readAt(file.endsWith(PART) ? file.slice(0, -PART.length) : file, offset, length);
  }
};

const isWhole = (member: Uint8Array): boolean => {
  try {
    return gunzipSync(member).length > 0;
  } catch {
    return false;
  }
};

/** Walks the records of a file and yields the place of each; the parser's complaint about a torn end ends the walk. */
async function* members(folder: string, file: string): AsyncGenerator<{ entry: Entry | undefined; offset: number; length: number }> {
  const parser = new WARCParser(createReadStream(join(folder, file)), { keepHeadersCase: false });
  for await (const record of parser) {
    const entry = readEntry(record);
    await record.skipFully();
    yield { entry, offset: parser.offset, length: parser.recordLength };
  }
}

interface Scan {
  readonly entries: readonly Located[];
  /** Bytes from the start that hold whole records only. */
  readonly whole: number;
  readonly records: number;
}

/** `checked`: every member is unpacked, and the scan ends at the first that is not whole. */
const scan = async (folder: string, file: string, checked: boolean): Promise<Scan> => {
  const entries: Located[] = [];
  const segment = { name: file };
  let [whole, records] = [0, 0];
  try {
    for await (const { entry, offset, length } of members(folder, file)) {
      if (checked && !isWhole(readAt(join(folder, file), offset, length))) break;
      if (entry) entries.push({ ...entry, at: { segment, offset, length } });
      whole = offset + length;
      records += 1;
    }
  } catch (cause) {
    if (!checked) throw new StageError('store', file, 'the archive file is damaged; restore it from a copy', { cause });
  }
  return { entries, whole, records };
};

const indexFile = (folder: string, file: string): string => join(folder, 'index', `${file.slice(0, -ENDING.length)}.cdxj`);

const LINES_VERSION = 3;

/** The first line tells what the file was made of, so that one cut short or left behind is known. Not fsynced: it can be made again. */
export const writeLines = async (file: string, about: Readonly<Record<string, unknown>>, entries: readonly Located[]): Promise<void> => {
  const meta = `!meta ${asciiJson({ ...about, version: LINES_VERSION, lines: entries.length })}`;
  await writeReplaced(file, Buffer.from([meta, ...entries.map(toLine), ''].join('\n'), 'latin1'));
};

/** `undefined` when the file is not there, not whole, of another version, or `fits` says it is about something else. */
export const readLines = async (file: string, fits: (about: Readonly<Record<string, unknown>>) => boolean): Promise<Located[] | undefined> => {
  const [first = '', ...lines] = (await readFile(file).catch(unlessMissing(Buffer.of()))).toString('latin1').split('\n');
  const segments = new Map<string, { name: string }>();
  const segmentOf = (name: string): { name: string } => {
    const known = segments.get(name) ?? { name };
    segments.set(name, known);
    return known;
  };
  try {
    const about = JSON.parse(first.replace(/^!meta /, '')) as Record<string, unknown>;
    if (about.version !== LINES_VERSION || about.lines !== lines.length - 1 || !fits(about)) return undefined;
    return lines.slice(0, -1).map((line) => fromLine(line, segmentOf));
  } catch (cause) {
    if (cause instanceof SyntaxError || (cause instanceof Error && cause.name.includes('ZodError'))) return undefined;
    throw cause;
  }
};

/** The entries of one segment: from the derived file if that still fits, else from the WARC file itself. */
export const readSegment = async (folder: string, file: string): Promise<readonly Located[]> => {
  if (file.endsWith(PART)) return (await scan(folder, file, true)).entries;
  const { size } = await stat(join(folder, file));
  const known = await readLines(indexFile(folder, file), (about) => about.size === size);
  if (known) return known;
  const { entries } = await scan(folder, file, false);
  await writeLines(indexFile(folder, file), { size }, entries);
  return entries;
};

/** Finishes what a killed writer left: whole records become a segment, a torn tail becomes `<name>.torn`. Gives a line that says so. */
export const recover = async (folder: string, part: string): Promise<string> => {
  const [from, to] = [join(folder, part), join(folder, part.slice(0, -PART.length))];
  const { size } = await stat(from);
  const { whole, records } = await scan(folder, part, true);
  if (whole < size) {
    await writeAtomic(`${to}.torn`, readAt(from, whole, size - whole));
    const handle = await open(from, 'r+');
    await handle.truncate(whole);
    await handle.sync();
    await handle.close();
  }
  await rename(from, to);
  await syncFolder(folder);
  const cut = whole < size ? `; a torn record of ${size - whole} bytes was cut off and set aside` : '';
  return `archive: ${part.slice(0, -PART.length)} was left unfinished, ${records} whole records kept${cut}`;
};

/** A segment being written. */
export interface SegmentWriter {
  /** Bytes so far. */
  readonly size: () => number;
  /** Writes the members one after another; a killed process loses none of them once it resolves, and `durable` keeps them over power loss too. */
  append(members: readonly Uint8Array[], durable: boolean): Promise<readonly At[]>;
  /** Keeps an entry for the derived index. */
  tell(entry: Located): void;
  /** Makes everything durable and gives the file its final name, which it returns; the folder is the caller's to sync. */
  finish(): Promise<string>;
}

const datasync = promisify(fdatasync);

/** A record written in part is taken back, so that the next one starts where it should. */
const writeWhole = (fd: number, bytes: Uint8Array, offset: number): void => {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, offset + done);
  } catch (cause) {
    ftruncateSync(fd, offset);
    throw cause;
  }
};

/** The folder is not listed for it: nights by the hundred leave more files there than a group has records. */
const openNext = (folder: string, name: Omit<SegmentName, 'number'>): { fd: number; file: string } => {
  for (let number = 1; ; number += 1) {
    const file = segmentName({ ...name, number });
    if (existsSync(join(folder, file))) continue;
    try {
      return { fd: openSync(join(folder, file + PART), 'wx'), file };
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    }
  }
};

/** Starts the next segment of a run, group and writer; `date` is that of its first record. */
export const startSegment = async (folder: string, name: Omit<SegmentName, 'number'>, date: string, software: string): Promise<SegmentWriter> => {
  await mkdir(folder, { recursive: true });
  const { fd, file } = openNext(folder, name);
  const segment = { name: file + PART };
  const entries: Located[] = [];
  let offset = 0;
  let named = false;
  /** All of them in one write: each costs as much as packing a small record. */
  const write = (parts: readonly Uint8Array[]): At[] => {
    writeWhole(fd, Buffer.concat(parts), offset);
    return parts.map(({ length }) => {
      const at: At = { segment, offset, length };
      offset += length;
      return at;
    });
  };
  write([packInfo(file, date, software)]);
  return {
    size: () => offset,
    append: async (parts, durable) => {
      const places = write(parts);
      if (durable) await datasync(fd);
      if (durable && !named) await syncFolder(folder);
      named ||= durable;
      return places;
    },
    tell: (entry) => entries.push(entry),
    finish: async () => {
      await datasync(fd);
      closeSync(fd);
      await rename(join(folder, segment.name), join(folder, file));
      segment.name = file;
      await writeLines(indexFile(folder, file), { size: offset }, entries);
      return file;
    },
  };
};

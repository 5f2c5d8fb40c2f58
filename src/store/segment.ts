// One WARC file of the archive: `<source>-<n>.warc.gz`, `.part` while it is written. A run makes one; a killed run leaves a
// `.part` whose whole records are kept and whose torn tail is set aside.
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { WARCParser } from 'warcio';
import { z } from 'zod';
import { StageError } from '../errors.js';
import { syncFolder, unlessMissing, writeAtomic } from './atomic.js';
import { readEntry, writeInfo } from './warc.js';
import type { Entry, Written } from './warc.js';

/** An entry with its place: file name inside the archive, offset and length of its gzip member. */
export type Located = Entry & { readonly file: string; readonly offset: number; readonly length: number };

const PART = '.part';
const ENDING = '.warc.gz';
const INDEX_VERSION = 1;

const cacheShape = z.object({ version: z.literal(INDEX_VERSION), size: z.number(), entries: z.array(z.unknown()) });

/** Names of the segments in order of source and number, unfinished ones included. */
export const segmentFiles = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(unlessMissing<string[]>([]));
  return names.filter((name) => name.endsWith(ENDING) || name.endsWith(ENDING + PART)).sort();
};

/** Reads `length` bytes of a file. */
export const readSlice = async (file: string, offset: number, length: number): Promise<Uint8Array> => {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const isWhole = (member: Uint8Array): boolean => {
  try {
    return gunzipSync(member).length > 0;
  } catch {
    return false;
  }
};

/** Walks the records of a file and yields the place of each, whole or not; the parser's complaint about a torn end ends the walk. */
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
}

/** `checked`: every member is unpacked, and the scan ends at the first that is not whole. */
const scan = async (folder: string, file: string, checked: boolean): Promise<Scan> => {
  const entries: Located[] = [];
  let whole = 0;
  try {
    for await (const { entry, offset, length } of members(folder, file)) {
      if (checked && !isWhole(await readSlice(join(folder, file), offset, length))) break;
      if (entry) entries.push({ ...entry, file, offset, length });
      whole = offset + length;
    }
  } catch (cause) {
    if (!checked) throw new StageError('store', file, 'the archive file is damaged; restore it from a copy', { cause });
  }
  return { entries, whole };
};

/** The entries of one segment: from the derived index beside it if that still fits, else from the WARC file itself. */
export const readSegment = async (folder: string, file: string): Promise<readonly Located[]> => {
  if (file.endsWith(PART)) return (await scan(folder, file, true)).entries;
  const { size } = await stat(join(folder, file));
  const cacheFile = join(folder, 'index', `${file}.json`);
  const cached = cacheShape.safeParse(await readFile(cacheFile, 'utf8').then((text) => JSON.parse(text) as unknown, () => undefined));
  if (cached.success && cached.data.size === size) return cached.data.entries as Located[];
  const { entries } = await scan(folder, file, false);
  await writeAtomic(cacheFile, `${JSON.stringify({ version: INDEX_VERSION, size, entries })}\n`);
  return entries;
};

/** Finishes what a killed run left: whole records become a segment, a torn tail becomes `<name>.torn`. Gives the files finished. */
export const recover = async (folder: string): Promise<string[]> => {
  const parts = (await segmentFiles(folder)).filter((name) => name.endsWith(PART));
  for (const part of parts) {
    const file = join(folder, part);
    const { size } = await stat(file);
    const { whole } = await scan(folder, part, true);
    if (whole < size) {
      await writeAtomic(`${file.slice(0, -PART.length)}.torn`, await readSlice(file, whole, size - whole));
      const handle = await open(file, 'r+');
      await handle.truncate(whole);
      await handle.sync();
      await handle.close();
    }
    await rename(file, file.slice(0, -PART.length));
    await syncFolder(folder);
  }
  return parts.map((part) => part.slice(0, -PART.length));
};

/** A segment being written. Records are on disk, fsynced, when `append` resolves. */
export interface SegmentWriter {
  readonly file: string;
  append(written: Written): Promise<Located>;
  /** Renames the file to its final name. */
  finish(): Promise<readonly Located[]>;
}

const nextName = async (folder: string, source: string): Promise<string> => {
  const numbers = (await segmentFiles(folder)).map((name) => new RegExp(`^${source}-(\\d+)\\.warc`).exec(name)?.[1]);
  const next = Math.max(0, ...numbers.map((number) => Number(number ?? 0))) + 1;
  return `${source}-${String(next).padStart(5, '0')}${ENDING}`;
};

const append = async (handle: FileHandle, bytes: Uint8Array): Promise<void> => {
  await handle.writeFile(bytes);
  await handle.datasync();
};

/** Starts the next segment of a source; `date` is that of its first record. */
export const startSegment = async (folder: string, source: string, date: string, software: string): Promise<SegmentWriter> => {
  await mkdir(folder, { recursive: true });
  const name = await nextName(folder, source);
  const part = name + PART;
  const handle = await open(join(folder, part), 'ax');
  const info = await writeInfo(name, date, software);
  await append(handle, info);
  let offset = info.length;
  const entries: Located[] = [];
  return {
    file: part,
    append: async ({ entry, bytes }) => {
      await append(handle, bytes);
      const located = { ...entry, file: part, offset, length: bytes.length };
      offset += bytes.length;
      entries.push(located);
      return located;
    },
    finish: async () => {
      await handle.sync();
      await handle.close();
      await rename(join(folder, part), join(folder, name));
      await syncFolder(folder);
      return entries.map((entry) => ({ ...entry, file: name }));
    },
  };
};

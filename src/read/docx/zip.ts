// The directory of a zip file, read before anything is unpacked: names, sizes, and whether unpacking is safe (APPNOTE.TXT 6.3).
import { inflateRawSync } from 'node:zlib';

/** One file in a zip. Sizes in bytes, as declared; they may lie. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  /** Offset of the local header. */
  readonly offset: number;
  readonly encrypted: boolean;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const END_SIZE = 22;
const MAX_COMMENT = 65535;

/** Entries of the central directory in order; undefined when the file has none, as when it is cut short. */
export const zipEntries = (bytes: Uint8Array): ZipEntry[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_SIZE;
  const stop = Math.max(0, end - MAX_COMMENT);
  while (end >= stop && view.getUint32(end, true) !== END) end--;
  if (end < stop) return undefined;
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
};

/**
 * The bytes of one entry; undefined when it cannot be unpacked or unpacks to more than `limit` bytes, whatever it declares.
 * Checksums are left to the one who reads the content.
 */
export const unzip = (bytes: Uint8Array, entry: ZipEntry, limit: number): Uint8Array | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length) return undefined;
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed.length <= limit ? packed : undefined;
  if (entry.method !== 8) return undefined;
  try {
    return inflateRawSync(packed, { maxOutputLength: limit });
  } catch {
    return undefined;
  }
};

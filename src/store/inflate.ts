// Content-Encoding undone, with a limit: 200 kB of gzip can open to 200 MB.
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate as zlibInflate, inflateRaw } from 'node:zlib';

/** Bytes a body may open to; reports are rarely over 20 MB. */
export const INFLATED_LIMIT = 256 * 1024 * 1024;

const openers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(zlibInflate),
  br: promisify(brotliDecompress),
} as const;

const isKnown = (name: string): name is keyof typeof openers => name in openers;

/** Some servers send `deflate` without the zlib header. */
const open = async (name: keyof typeof openers, body: Uint8Array, maxOutputLength: number): Promise<Uint8Array> => {
  try {
    return await openers[name](body, { maxOutputLength });
  } catch (cause) {
    if (name !== 'deflate') throw cause;
    return promisify(inflateRaw)(body, { maxOutputLength });
  }
};

/** Throws a `RangeError` (`ERR_BUFFER_TOO_LARGE`) past the limit, an `Error` for a damaged body or an unknown encoding. */
export const inflate = async (body: Uint8Array, encoding = '', limit = INFLATED_LIMIT): Promise<Uint8Array> => {
  const names = encoding.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  let bytes = body;
  for (const name of names.reverse()) {
    if (!isKnown(name)) throw new Error(`Expected Content-Encoding gzip, deflate or br, got "${name}"`);
    bytes = await open(name, bytes, limit);
  }
  return bytes;
};

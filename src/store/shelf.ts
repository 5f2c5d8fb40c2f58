// One stage's results: a JSON file each, keyed by what went in and by the stage's version, so that an unchanged run finds them
// and a new version does not.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing, writeReplaced } from './atomic.js';

export interface Shelf<T> {
  get(key: string): Promise<T | undefined>;
  put(key: string, value: T): Promise<void>;
}

/** Key of a result: digest of the input and version of the stage. */
export const shelfKey = (digest: string, version: string): string => createHash('sha256').update(`${digest}\n${version}`).digest('hex');

/** A damaged result is made again like a missing one, so it is handed on as `undefined`. */
const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const KEY = /^[\w-]+$/;

/** Results in `<folder>/<two first characters>/<key>.json`. `parse` checks what is read; what it turns down counts as not there. */
export const openShelf = <T>(folder: string, parse: (data: unknown) => T | undefined): Shelf<T> => {
  const fileOf = (key: string): string => {
    if (!KEY.test(key)) throw new Error(`Expected a shelf key of letters, digits and hyphens, got "${key}"`);
    return join(folder, key.slice(0, 2), `${key}.json`);
  };
  return {
    get: async (key) => {
      const text = await readFile(fileOf(key), 'utf8').catch(unlessMissing<undefined>(undefined));
      return text === undefined ? undefined : parse(fromJson(text));
    },
    put: async (key, value) => writeReplaced(fileOf(key), `${JSON.stringify(value)}\n`),
  };
};

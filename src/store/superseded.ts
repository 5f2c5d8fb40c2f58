// Segments in which everything has been overtaken by newer ones, as most of what a run without news writes down is by the next: their
// entries need not be read at a start. Derived, like the index, and right only while the segments it was made from are all there.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing, writeReplaced } from './atomic.js';

export const supersededFile = (folder: string): string => join(folder, 'superseded.json');

interface Noted {
  /** All that were known. */
  readonly segments: readonly string[];
  readonly superseded: readonly string[];
}

const isNames = (data: unknown): data is readonly string[] => Array.isArray(data) && data.every((name) => typeof name === 'string');

const isNoted = (data: unknown): data is Noted =>
  typeof data === 'object' && data !== null && 'segments' in data && isNames(data.segments) && 'superseded' in data && isNames(data.superseded);

/** A damaged file is none: the segments are then read. */
const parse = (text: string): Noted | undefined => {
  try {
    const data: unknown = JSON.parse(text);
    return isNoted(data) ? data : undefined;
  } catch {
    return undefined;
  }
};

/** Names of segments, `present` being those that are there. */
export const readSuperseded = async (folder: string, present: ReadonlySet<string>): Promise<readonly string[]> => {
  const noted = parse(await readFile(supersededFile(folder), 'utf8').catch(unlessMissing('')));
  return noted?.segments.every((name) => present.has(name)) === true ? noted.superseded : [];
};

export const writeSuperseded = (folder: string, segments: readonly string[], superseded: readonly string[]): Promise<void> =>
  writeReplaced(supersededFile(folder), `${JSON.stringify({ segments, superseded } satisfies Noted)}\n`);

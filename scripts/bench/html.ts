// HTML → report against the HTML parser alone on the same bytes.
import { load } from 'cheerio';
import { extract } from '../../src/pipeline.js';
import type { Measured } from './documents.js';
import type { Side } from './measure.js';

const capture = (path: string) => ({ id: path, uri: `file://${path}`, digest: '' });

/** Reads every file to its reports. */
export const ours = (files: readonly Measured[], name = 'gongkai'): Side => ({
  name,
  run: async () => {
    // The PDF engines take the memory they are given, so each run gets its own copy, as it would from disk.
    for (const { path, bytes } of files) await extract(bytes.slice(), capture(path));
    return undefined;
  },
});

export const htmlSides = (files: readonly Measured[]): Side[] => [
  ours(files),
  {
    name: 'cheerio.load',
    run: () => {
      for (const { bytes } of files) load(Buffer.from(bytes));
      return Promise.resolve(undefined);
    },
  },
];

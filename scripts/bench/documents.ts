// The documents that are measured: those of fixtures/reports, and longer ones made by putting a document behind itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Measured {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const REPORTS = fileURLToPath(new URL('../../fixtures/reports/', import.meta.url));

/** Enough for a median, few enough for a coffee break. */
const MOST = 24;

/** Fixtures with this ending, evenly picked over the sorted folders. */
export const fixturesOf = (ending: string): Measured[] => {
  const paths = readdirSync(REPORTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(`.${ending}`)).sort();
  const step = Math.max(1, Math.ceil(paths.length / MOST));
  return paths.filter((_, at) => at % step === 0).map((name) => ({ path: join(REPORTS, name), bytes: new Uint8Array(readFileSync(join(REPORTS, name))) }));
};

/** The content of the page that many times in one page. */
export const longHtml = (bytes: Uint8Array, times: number): Uint8Array => {
  const page = new TextDecoder().decode(bytes);
  const body = /<body[^>]*>([\s\S]*)<\/body>/i.exec(page)?.[1] ?? page;
  return new TextEncoder().encode(page.replace(body, () => body.repeat(times)));
};

/** The pages of a PDF that many times in one file, by poppler's `pdfunite`; `undefined` where it is not installed. */
export const longPdf = (path: string, times: number): Uint8Array | undefined => {
  if (times === 1) return new Uint8Array(readFileSync(path));
  const target = join(mkdtempSync(join(tmpdir(), 'gongkai-bench-')), 'long.pdf');
  const made = spawnSync('pdfunite', [...Array<string>(times).fill(path), target]);
  return made.status === 0 ? new Uint8Array(readFileSync(target)) : undefined;
};

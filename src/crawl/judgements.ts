// What the content of each captured page was found to be, and what each listing led to, kept beside the archive: a page that is unchanged
// must be told of as it was when it was new, and reading it again every night for that would cost more than asking for it.
import { readFile } from 'node:fs/promises';
import type { Lead } from '../model/index.js';
import { sha256, unlessMissing, writeAtomic } from '../store/index.js';
import type { CrawlEvent } from './events.js';
import { codeVersion } from './version.js';
import type { Walk, Walks } from './walks.js';

/** What is told of a page, and what it carries: files, and pictures that are the report. */
export type Told = Extract<CrawlEvent, { kind: 'rejected' | 'finding' }> | { readonly kind: 'file'; readonly lead: Lead } | { readonly kind: 'picture'; readonly uri: string };

export interface Judgements extends Walks {
  /** By id of the capture; `undefined` when it has not been judged. */
  get(id: string): readonly Told[] | undefined;
  set(id: string, told: readonly Told[]): void;
}

interface Kept {
  readonly judged: Readonly<Record<string, readonly Told[]>>;
  readonly walks: Readonly<Record<string, Walk>>;
}

/** Stands before the rest: what is whole and of the same code is as it was written, and needs no other check. */
const sealOf = (body: string, version: string): string => `${version} ${sha256(body)}\n`;

const readKept = (text: string, version: string): Kept => {
  const body = text.slice(text.indexOf('\n') + 1);
  return text === sealOf(body, version) + body ? (JSON.parse(body) as Kept) : { judged: {}, walks: {} };
};

/**
 * The judgements in a file, which need not exist; it can be deleted at any time, and what is damaged or of other code is not used.
 * `save` writes them when there are new ones.
 */
export const openJudgements = async (file: string, version = codeVersion()): Promise<Judgements & { save: () => Promise<void> }> => {
  const kept = readKept(await readFile(file, 'utf8').catch(unlessMissing('')), version);
  const judged = new Map(Object.entries(kept.judged));
  const walks = new Map(Object.entries(kept.walks));
  let changed = false;
  const setter = <T>(values: Map<string, T>) => (key: string, value: T): void => {
    if (values.get(key) === value) return;
    values.set(key, value);
    changed = true;
  };
  return {
    get: (id) => judged.get(id),
    set: setter(judged),
    walk: (source) => walks.get(source),
    keep: setter(walks),
    save: async () => {
      if (!changed) return;
      const body = `${JSON.stringify({ judged: Object.fromEntries(judged), walks: Object.fromEntries(walks) } satisfies Kept)}\n`;
      await writeAtomic(file, sealOf(body, version) + body);
      changed = false;
    },
  };
};

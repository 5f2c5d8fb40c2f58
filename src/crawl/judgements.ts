// What the content of each captured page was found to be, kept beside the archive: a page that is unchanged must be told of as it was
// when it was new, and reading it again every night for that would cost more than asking for it.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { unlessMissing, writeAtomic } from '../store/index.js';
import type { CrawlEvent } from './events.js';

export type Told = Extract<CrawlEvent, { kind: 'rejected' | 'finding' }>;

export interface Judgements {
  /** By id of the capture; `undefined` when it has not been judged. */
  get(id: string): readonly Told[] | undefined;
  set(id: string, told: readonly Told[]): void;
}

/** Of how pages are judged; another number, and all are judged anew, from the archive. */
const VERSION = 1;

const shape = z.object({ version: z.number(), judged: z.record(z.string(), z.array(z.looseObject({ kind: z.enum(['rejected', 'finding']) }))) });

const readJudged = (text: string): [string, readonly Told[]][] => {
  const parsed = shape.safeParse(JSON.parse(text));
  return parsed.success && parsed.data.version === VERSION ? (Object.entries(parsed.data.judged) as unknown as [string, readonly Told[]][]) : [];
};

/** The judgements in a file, which need not exist; it can be deleted at any time. `save` writes them when there are new ones. */
export const openJudgements = async (file: string): Promise<Judgements & { save: () => Promise<void> }> => {
  const text = await readFile(file, 'utf8').catch(unlessMissing(undefined));
  const judged = new Map(text === undefined ? [] : readJudged(text));
  let changed = false;
  return {
    get: (id) => judged.get(id),
    set: (id, told) => {
      if (judged.get(id) === told) return;
      judged.set(id, told);
      changed = true;
    },
    save: async () => {
      if (changed) await writeAtomic(file, `${JSON.stringify({ version: VERSION, judged: Object.fromEntries(judged) })}\n`);
      changed = false;
    },
  };
};

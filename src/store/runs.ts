// Runs on disk: a file that says a run is going, replaced by its record when it is finished. One that was left going is taken up again.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { unlessMissing, writeAtomic } from './atomic.js';

export interface Run {
  /** `YYYYMMDDTHHMMSSZ` of the start, with `-2`, `-3` … where that is taken. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly resumed: boolean;
  /** Writes the record; the run is over. */
  finish(record: unknown): Promise<void>;
}

const PART = '.part.json';
const goingShape = z.object({ id: z.string(), started: z.string() });

const freeId = (started: string, names: readonly string[]): string => {
  const stem = `${started.replace(/[-:]/g, '').slice(0, 15)}Z`;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!names.includes(`${id}.json`)) return id;
  }
};

/** Starts a run in `<folder>/runs`, or takes up the one that was left going there. */
export const openRun = async (folder: string, now: Date): Promise<Run> => {
  const runs = join(folder, 'runs');
  const names = await readdir(runs).catch(unlessMissing<string[]>([]));
  const going = names.filter((name) => name.endsWith(PART)).sort().at(-1);
  const started = now.toISOString();
  const { id, started: began } = going === undefined ? { id: freeId(started, names), started } : goingShape.parse(JSON.parse(await readFile(join(runs, going), 'utf8')));
  if (going === undefined) await writeAtomic(join(runs, id + PART), `${JSON.stringify({ id, started })}\n`);
  return {
    id,
    started: began,
    resumed: going !== undefined,
    finish: async (record) => {
      await writeAtomic(join(runs, `${id}.json`), `${JSON.stringify(record, null, 1)}\n`);
      await rm(join(runs, id + PART), { force: true });
    },
  };
};

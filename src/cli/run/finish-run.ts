// The end of a run: its record is written, and laid beside the last one.
import type { RunSummary } from '../../crawl/index.js';
import type { Archive, Run } from '../../store/index.js';
import { compareRuns, runLines, wentWell } from './compare-runs.js';
import type { RunComparison } from './compare-runs.js';
import type { Folders } from '../folders.js';
import { lastRecords, recordOf } from './runs.js';
import type { RunFacts, RunRecord } from './runs.js';

export interface Finished {
  readonly comparison: RunComparison;
  readonly lines: readonly string[];
  /** No source that yielded before fell silent, and no stage gave up. */
  readonly well: boolean;
}

const attemptsIn = async (archive: Archive): Promise<RunFacts['attempts']> => {
  const digests = new Map<string, string>();
  for await (const { uri, digest } of archive.captures()) digests.set(uri, digest);
  const attempts: RunFacts['attempts'][number][] = [];
  for await (const attempt of archive.attempts()) {
    const digest = digests.get(attempt.uri);
    attempts.push({ ...attempt, ...(digest === undefined ? {} : { digest }) });
  }
  return attempts;
};

/** Ends the run: call it when everything is fetched and the package is written. */
export const finishRun = async (run: Run, summaries: readonly RunSummary[], work: RunRecord['work'], archive: Archive, folders: Folders, now: Date): Promise<Finished> => {
  const { id, started, resumed } = run;
  const record = recordOf({ id, started, resumed, finished: now.toISOString(), summaries, work, attempts: await attemptsIn(archive) });
  const comparison = compareRuns(await lastRecords(folders.runs, record.sources.map(({ source }) => source), id), record);
  await run.finish(record);
  return { comparison, lines: runLines(comparison), well: wentWell(comparison) };
};

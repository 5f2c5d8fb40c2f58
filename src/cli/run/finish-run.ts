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

const attemptsIn = (archive: Archive): RunFacts['attempts'] => {
  const digests = new Map(archive.captures().map(({ uri, digest }) => [uri, digest]));
  return archive.attempts().map((attempt) => {
    const digest = digests.get(attempt.uri);
    return { ...attempt, ...(digest === undefined ? {} : { digest }) };
  });
};

/** Ends the run: call it when everything is fetched and the package is written. */
export const finishRun = async (run: Run, summaries: readonly RunSummary[], work: RunRecord['work'], archive: Archive, folders: Folders, now: Date): Promise<Finished> => {
  const { id, started, resumed } = run;
  const record = recordOf({ id, started, resumed, finished: now.toISOString(), summaries, work, attempts: attemptsIn(archive) });
  const comparison = compareRuns(await lastRecords(folders.runs, record.sources.map(({ source }) => source), id), record);
  await run.finish(record);
  return { comparison, lines: runLines(comparison), well: wentWell(comparison) };
};

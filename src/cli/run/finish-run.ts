// The two ends of a run: what it takes up from stopped ones; and its record, written and laid beside the last one.
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
  /** Nothing happened that somebody should look at before the next run. */
  readonly well: boolean;
}

/** Lines for the beginning of a run that is not the first. */
export const takenUp = ({ id, resumed, broken }: Run): string[] => [
  ...broken.map((old) => `run ${old.id} was stopped and is too old to be taken up (started ${old.started}, more than a day ago); it is closed as broken off, and the portals are asked anew`),
  ...(resumed ? [`run ${id} was stopped before its end and is taken up again`] : []),
];

const attemptsIn = (archive: Archive): RunFacts['attempts'] => {
  const captures = new Map(archive.captures().map((capture) => [capture.uri, capture]));
  return archive.attempts().map((attempt) => {
    const { digest, lead } = captures.get(attempt.uri) ?? {};
    // A page that is listing and report at once may have been asked as the listing alone.
    return { ...(lead ? { lead } : {}), ...attempt, ...(digest === undefined ? {} : { digest }) };
  });
};

/** Ends the run: call it when everything is fetched and the package is written. `years`: only these were asked for. */
export const finishRun = async (run: Run, summaries: readonly RunSummary[], work: RunRecord['work'], archive: Archive, folders: Folders, now: Date, years?: readonly number[]): Promise<Finished> => {
  const { id, started, resumed } = run;
  const record = recordOf({ id, started, resumed, finished: now.toISOString(), summaries, work, attempts: attemptsIn(archive), ...(years ? { years } : {}) });
  const comparison = compareRuns(await lastRecords(folders.runs, record.sources.map(({ source }) => source), id), record);
  await run.finish(record);
  return { comparison, lines: runLines(comparison), well: wentWell(comparison) };
};

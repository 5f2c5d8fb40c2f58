// What earlier runs found in a source and its listing names no longer: asked for again, because whether the address still
// answers tells a report that was withdrawn from one that merely left the list. Some nights are enough for that; later once a week is.
import type { Lead, Source } from '../model/index.js';
import type { Archive, Attempt } from '../store/index.js';
import type { CrawlEvent } from './events.js';

const NOT_THERE = ['not-found', 'soft404', 'redirect.home'];

const DAY_MS = 24 * 3600_000;
/** From the first night that it is gone to the third; a run does not begin at the same second each night. */
const CERTAIN_DAYS = 2;
const WEEK_DAYS = 7;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Gone for three nights, and asked within a week. What this very run asked is told again when it is taken up. */
const isResting = ({ refusal = '', since, date, ofRun }: Attempt, now: string): boolean =>
  !ofRun && NOT_THERE.includes(refusal) && daysBetween(since, date) >= CERTAIN_DAYS && daysBetween(date, now) < WEEK_DAYS;

/** Leads of the archive whose addresses this run has not asked for and is to ask, sorted by address. */
export const unlistedLeads = (archive: Pick<Archive, 'leadsOf' | 'attempt'>, source: Source, done: ReadonlySet<string>, now: Date): Lead[] =>
  archive.leadsOf(source.id).filter(({ uri }) => {
    const attempt = archive.attempt(uri);
    return !done.has(uri) && !(attempt && isResting(attempt, now.toISOString()));
  });

/** That such an address is not there is what it was asked for, and no failure of the run. */
export const asGone = (event: CrawlEvent): CrawlEvent => (event.kind === 'failed' && NOT_THERE.includes(event.code) ? { ...event, kind: 'gone' } : event);

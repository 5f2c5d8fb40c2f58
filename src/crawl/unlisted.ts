// What earlier runs found in a source and its listing names no longer: asked for again, because whether the address still
// answers tells a report that was withdrawn from one that merely left the list.
import type { Lead, Source } from '../model/index.js';
import type { Archive } from '../store/index.js';
import type { CrawlEvent } from './events.js';

/** Leads of the archive whose addresses this run has not asked for, sorted by address. */
export const unlistedLeads = (archive: Pick<Archive, 'leadsOf'>, source: Source, done: ReadonlySet<string>): Lead[] => archive.leadsOf(source.id).filter(({ uri }) => !done.has(uri));

const NOT_THERE = ['not-found', 'soft404', 'redirect.home'];

/** That such an address is not there is what it was asked for, and no failure of the run. */
export const asGone = (event: CrawlEvent): CrawlEvent => (event.kind === 'failed' && NOT_THERE.includes(event.code) ? { ...event, kind: 'gone' } : event);

// How the listing of each source was read the last time, beside the archive: what a crawl saw and no single document tells, and what
// publishing needs to say of a report that it is not there rather than not known.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunSummary, Unfollowed } from '../../crawl/index.js';
import type { Listing, Trouble } from '../../publish/index.js';
import { seasonOf } from '../../publish/index.js';
import { writeAtomic } from '../../store/index.js';
import type { Folders } from '../folders.js';

const unfollowed = z.object({ uri: z.string(), title: z.string(), year: z.number(), reason: z.enum(['captcha', 'off-site']) });

const shape = z.array(
  z.object({
    source: z.string(),
    date: z.iso.datetime(),
    state: z.enum(['complete', 'incomplete', 'refused', 'failed']),
    code: z.string(),
    note: z.string(),
    years: z.array(z.number()).optional(),
    unfollowed: z.array(unfollowed).optional(),
  }),
);

type Noted = z.infer<typeof shape>[number];

const listingsFile = (folders: Folders): string => join(folders.archive, 'listings.json');

const readNotes = async (folders: Folders): Promise<Noted[]> => {
  const text = await readFile(listingsFile(folders), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
    throw error;
  });
  return shape.parse(JSON.parse(text));
};

type State = Pick<Noted, 'state' | 'code' | 'note'>;

/** Findings of a crawl that are about one document, not about the listing. */
const OF_A_DOCUMENT: readonly string[] = ['host-differs'];

/** A listing that was not served at all is refused or failed as its first answer was; one without rows says nothing about reports. */
const stateOf = ({ listed, leads, refused, failed, findings }: RunSummary): State => {
  if (listed === 0) {
    const [first] = refused.length > 0 ? refused : failed;
    return { state: refused.length > 0 ? 'refused' : 'failed', code: first?.code ?? 'no-answer', note: first?.note ?? 'the listing was not served' };
  }
  const trouble = findings.find(({ type, severity }) => severity !== 'note' && !OF_A_DOCUMENT.includes(type));
  if (trouble) return { state: 'incomplete', code: trouble.type, note: trouble.note };
  const repeated = refused.find(({ code }) => code === 'list.repeat');
  if (repeated) return { state: 'incomplete', code: repeated.code, note: repeated.note };
  if (leads === 0) return { state: 'incomplete', code: 'no-rows', note: 'the listing names no report at all, which need not mean that there is none' };
  return { state: 'complete', code: 'listing-read', note: 'the listing was read to its end and names no such report' };
};

/** Notes the listings that were read now; those of other sources stay as they were. `years`: only these were asked for. */
export const noteListings = async (summaries: readonly RunSummary[], folders: Folders, now: Date, years?: readonly number[]): Promise<void> => {
  const fresh = summaries.map((summary): Noted => ({ source: summary.source, date: now.toISOString(), ...stateOf(summary), ...(years ? { years: [...years] } : {}), ...(summary.unfollowed.length > 0 ? { unfollowed: [...summary.unfollowed] } : {}) }));
  const all = new Map([...(await readNotes(folders)), ...fresh].map((note) => [note.source, note]));
  const sorted = [...all.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
  await writeAtomic(listingsFile(folders), `${JSON.stringify(sorted, null, 1)}\n`);
};

const WHY: Readonly<Record<Unfollowed['reason'], Pick<Trouble, 'kind' | 'note'>>> = {
  captcha: { kind: 'refused', note: 'the listing names it; the file asks for a code before it is handed out' },
  'off-site': { kind: 'unknown', note: 'the listing names it at another site, where links do not lead; a person may enter that site as a source' },
};

/** Reports that were named and not asked for are troubles like those that were asked for in vain. */
const unfollowedIn = ({ source, date, unfollowed: named = [] }: Noted): Trouble[] =>
  named.map(({ uri, title, year, reason }) => ({ uri, title, year, source, code: reason, ...WHY[reason], since: seasonOf(date), alone: false }));

/** How the listings were read, and what they name that was not asked for. Of the date only the season counts, so that one night more changes nothing. */
export const listingsOf = async (folders: Folders): Promise<{ listings: Listing[]; unfollowed: Trouble[] }> => {
  const notes = await readNotes(folders);
  const listings = notes.map(({ source, state, code, note, date, years }) => ({ source, state, code, note, season: seasonOf(date), ...(years ? { years } : {}) }));
  return { listings, unfollowed: notes.flatMap(unfollowedIn) };
};

// What the archive holds, in memory, by address: all good answers, the newest attempt, the newest lead. Newest means last in date,
// then last in the order of the files. What a later start needs of it is written into one CDXJ file, `index.cdxj`; what a run adds
// stays beside it, in the files of its segments, until that is more than there is to know.
import { join } from 'node:path';
import type { Lead } from '../model/index.js';
import { surt } from './cdxj.js';
import type { Located } from './cdxj.js';
import { parseSegmentName, PART } from './names.js';
import { readLines, readSegment, segmentFiles, writeLines } from './segment.js';
import { readSuperseded, writeSuperseded } from './superseded.js';
import { optional } from './warc.js';
import type { AnswerEntry } from './warc.js';

export type Answer = Located<AnswerEntry>;

/** Everything known of one address. */
export interface Address {
  /** Answers that were what was asked for, whole, oldest first. */
  readonly good: Answer[];
  attempt: Located;
  /** The newest attempt that a lead led to. */
  led?: Located & { readonly lead: Lead };
  /** The two attempts between which the newest refusal began; none where the newest attempt was not refused. */
  turn: readonly Located[];
}

const isGood = (entry: Located): entry is Answer =>
  entry.kind === 'response' && entry.status >= 200 && entry.status < 300 && entry.refusal === undefined;

const hasLead = (entry: Located): entry is Located & { readonly lead: Lead } => entry.lead !== undefined;

/** A record read again, from the finished file after the unfinished one, takes the place of itself. */
const insert = (list: Answer[], entry: Answer, again: boolean): void => {
  const same = again ? list.findIndex(({ id }) => id === entry.id) : -1;
  if (same >= 0) list.splice(same, 1);
  let at = list.length;
  while (at > 0 && (list[at - 1]?.date ?? '') > entry.date) at -= 1;
  list.splice(at, 0, entry);
};

/** A refusal or failure like the one before goes on from when that began. */
const goingOn = (entry: Located, before: Located): Located =>
  entry.refusal !== before.refusal || entry.date <= before.date ? entry : { ...entry, since: before.since ?? before.date };

export interface Catalogue {
  /** Responses; nothing refers to a revisit. */
  readonly byId: ReadonlyMap<string, Answer>;
  readonly byUri: ReadonlyMap<string, Address>;
  /** What this run got, by address. */
  readonly run: ReadonlyMap<string, Located>;
  add(entry: Located, ofRun: boolean): void;
  /** All addresses, sorted. */
  uris(): readonly string[];
  /** The leads of a source to addresses with a good answer, in order of address. */
  leadsOf(source: string): readonly Lead[];
  /** Reads segments that appeared, and what was added to unfinished ones. */
  refresh(): Promise<void>;
  /** Sees to it that a later start finds all that was read or `written` here without reading much more. */
  save(written: readonly string[]): Promise<void>;
}

const summaryFile = (folder: string): string => join(folder, 'index.cdxj');

const namesIn = (about: Readonly<Record<string, unknown>>): string[] => (Array.isArray(about.segments) ? about.segments.filter((name) => typeof name === 'string') : []);

/** The good answers, the newest attempt and the newest lead of every address; older visits that found nothing new are left to their own files. */
const essential = (byUri: ReadonlyMap<string, Address>): Located[] => {
  const kept = [...byUri.values()].flatMap(({ good, attempt, led }) => [...new Set<Located>([...good, ...(led ? [led] : []), attempt])].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))));
  const keyed = kept.map((entry) => [`${surt(entry.uri)} ${entry.date}`, entry] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, entry]) => entry);
};

/** Segments that tell something of this that no other does. */
const tellers = (byUri: ReadonlyMap<string, Address>): Set<string> => {
  const names = new Set<string>();
  for (const { good, attempt, led, turn } of byUri.values()) {
    for (const { at } of good) names.add(at.segment.name);
    for (const { at } of turn) names.add(at.segment.name);
    names.add(attempt.at.segment.name);
    if (led) names.add(led.at.segment.name);
  }
  return names;
};

/** The summary is written again when so many times its lines were read or written beside it. */
const MOST_BESIDE = 3;

/** Reads what is there: the summary, then the segments it does not cover. `run`: entries of its segments are also told by `run`. */
export const openCatalogue = async (folder: string, run?: string): Promise<Catalogue> => {
  const byId = new Map<string, Answer>();
  const byUri = new Map<string, Address>();
  const ofRun = new Map<string, Located>();
  const seen = new Set<string>();
  let summary: { readonly segments: ReadonlySet<string>; readonly lines: number } = { segments: new Set(), lines: 0 };
  /** Entries read or written here that are not of the summary. */
  let beside = 0;
  // Made when they are asked for, and again when there is something new.
  let sorted: readonly string[] | undefined;
  let sources: ReadonlyMap<string, readonly Lead[]> | undefined;
  /** Ids of all refusals read or written, with the beginning of what they go on from. */
  const since = new Map<string, string | undefined>();

  /** A record read again, from the finished file after the unfinished one, begins where it began the first time. */
  const told = (entry: Located, before: Located): Located => {
    if (entry.refusal === undefined) return entry;
    if (!since.has(entry.id)) return goingOn(entry, before);
    return entry.since === undefined ? { ...entry, ...optional('since', since.get(entry.id)) } : entry;
  };

  const begun = (entry: Located): Address => {
    const address: Address = { good: [], attempt: entry, turn: [] };
    byUri.set(entry.uri, address);
    sorted = undefined;
    return address;
  };

  /** The lead of an entry read from a file may stand with the response it refers to. */
  const withLead = (entry: Located): Located => {
    const lead = entry.kind === 'revisit' && entry.lead === undefined && entry.leadOf !== undefined ? byId.get(entry.leadOf)?.lead : undefined;
    return lead ? { ...entry, lead } : entry;
  };

  const add = (given: Located, isOfRun: boolean): void => {
    const entry = withLead(given);
    const again = entry.kind === 'response' && byId.has(entry.id);
    if (entry.kind === 'response') byId.set(entry.id, entry);
    beside += 1;
    const known = byUri.get(entry.uri) ?? begun(entry);
    if (entry.lead && known.led?.lead.source !== entry.lead.source) sources = undefined;
    if (isGood(entry) && known.good.length === 0) sources = undefined;
    const attempt = told(entry, known.attempt);
    const isNew = !since.has(entry.id);
    if (attempt.refusal !== undefined) since.set(entry.id, attempt.since);
    if (attempt.date >= known.attempt.date) {
      if (attempt.refusal === undefined) known.turn = [];
      else if (isNew && attempt.since === undefined) known.turn = [known.attempt, attempt];
      known.attempt = attempt;
    }
    if (hasLead(attempt) && attempt.date >= (known.led?.date ?? '')) known.led = attempt;
    if (isGood(entry)) insert(known.good, entry, again);
    if (isOfRun) ofRun.set(entry.uri, entry);
  };

  const isOfRun = (file: string): boolean => run !== undefined && parseSegmentName(file)?.run === run;

  const readSummary = async (present: ReadonlySet<string>): Promise<void> => {
    let covered: string[] = [];
    const entries = await readLines(summaryFile(folder), (about) => {
      covered = namesIn(about);
      return covered.every((name) => present.has(name));
    });
    for (const entry of entries ?? []) add(entry, false);
    beside = 0;
    if (entries) summary = { segments: new Set(covered), lines: entries.length };
    // Part of what a run got is left out, so the segments of this run are read whole.
    for (const name of [...summary.segments, ...(await readSuperseded(folder, present))]) if (!isOfRun(name)) seen.add(name);
  };

  const readNew = async (): Promise<void> => {
    for (const file of await segmentFiles(folder)) {
      if (seen.has(file)) continue;
      for (const entry of await readSegment(folder, file)) add(entry, isOfRun(file));
      if (!file.endsWith(PART)) seen.add(file);
    }
  };

  let turn: Promise<void> = Promise.resolve();
  /** One after the other: what one reads the next need not. */
  const refresh = (): Promise<void> => {
    const next = turn.then(readNew);
    turn = next.catch(() => undefined);
    return next;
  };

  await readSummary(new Set(await segmentFiles(folder)));
  await refresh();
  const uris = (): readonly string[] => (sorted ??= [...byUri.keys()].sort());
  const leadsBySource = (): Map<string, Lead[]> => {
    const made = new Map<string, Lead[]>();
    for (const uri of uris()) {
      const { led, good = [] } = byUri.get(uri) ?? {};
      if (!led || good.length === 0) continue;
      const list = made.get(led.lead.source) ?? [];
      made.set(led.lead.source, list);
      list.push(led.lead);
    }
    return made;
  };

  return {
    byId,
    byUri,
    run: ofRun,
    add,
    uris,
    leadsOf: (source) => (sources ??= leadsBySource()).get(source) ?? [],
    refresh,
    save: async (written) => {
      for (const file of written) seen.add(file);
      const segments = (await segmentFiles(folder)).filter((file) => seen.has(file));
      if (beside <= MOST_BESIDE * summary.lines) {
        const telling = tellers(byUri);
        return writeSuperseded(folder, segments, segments.filter((file) => !summary.segments.has(file) && !telling.has(file)));
      }
      const entries = essential(byUri);
      await writeLines(summaryFile(folder), { segments }, entries);
      summary = { segments: new Set(segments), lines: entries.length };
      beside = 0;
    },
  };
};

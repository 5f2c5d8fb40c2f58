// What became of the reports and their addresses, put together from the files and from what the crawl saw besides: the input of
// revisions.csv and coverage.csv.
import type { Report } from '../model/index.js';
import type { Card, Chosen } from './copies.js';
import type { Crawled, Told, Trace } from './coverage.js';
import { publicationOf, seasonOf } from './due.js';
import { isWithdrawn, revisionsOf, statesOf } from './revisions.js';
import type { Address, Revision, State } from './revisions.js';
import type { Filed, Survey } from './survey.js';

/** Codes that say an address is not there. That it is gone is believed only where its host serves other documents: one that turns us away answers so to everything. */
const NOT_THERE = ['not-found', 'soft404', 'redirect.home'];

interface Death {
  readonly code: string;
  readonly since: string;
  readonly evidence: string;
}

/** Addresses that no longer give a document: they lead elsewhere, or are not there although the portal answers. */
export const deadAddresses = ({ troubles }: Crawled): ReadonlyMap<string, Death> => {
  const dead = troubles.filter(({ code, alone }) => code === 'redirect' || (NOT_THERE.includes(code) && alone));
  return new Map(dead.map(({ uri, code, since, note }) => [uri, { code, since, evidence: note === '' ? code : `${code}: ${note}` }]));
};

export interface History {
  readonly revisions: readonly Revision[];
  /** Every state of the report, for the date on which it came out. */
  readonly states: readonly Pick<Report, 'published' | 'capture'>[];
  /** Why it is nowhere to be had any more. */
  readonly withdrawn?: string;
}

export interface Historian {
  of(chosen: Chosen): Promise<History>;
}

const REPLACED = 'replaced: the address holds something else now';

/** Older states are loaded only where there is more than one, or more than one address. */
export const historian = (found: Survey, files: readonly Filed[], crawled: Crawled): Historian => {
  const dead = deadAddresses(crawled);

  const stateAt = async (at: number): Promise<State[]> => {
    const file = files[at];
    return file ? [{ capture: file.capture, reports: (await file.load()).reports.map(({ report }) => report) }] : [];
  };

  const addressOf = async ({ file, index, report: { capture } }: Card): Promise<Address[]> => {
    const { uri } = capture;
    const positions = found.states.get(uri) ?? [];
    const states: State[] = [];
    for (const at of positions) states.push(...(await stateAt(at)));
    const report = states[positions.indexOf(file)]?.reports[index];
    const death = dead.get(uri);
    return report ? [{ uri, states, report, ...(death ? { dead: death } : {}) }] : [];
  };

  const isPlain = ({ card, copies }: Chosen): boolean => copies.length === 0 && found.states.get(card.report.capture.uri)?.length === 1 && !dead.has(card.report.capture.uri);

  return {
    of: async (chosen) => {
      if (isPlain(chosen)) return { revisions: [], states: [chosen.card.report] };
      const addresses: Address[] = [];
      for (const card of [chosen.card, ...chosen.copies]) addresses.push(...(await addressOf(card)));
      const revisions = revisionsOf(addresses);
      const gone = isWithdrawn(addresses) ? (dead.get(chosen.card.report.capture.uri)?.evidence ?? REPLACED) : undefined;
      return { revisions, states: statesOf(addresses), ...(gone === undefined ? {} : { withdrawn: gone }) };
    },
  };
};

export const toldOf = (id: string, { card }: Chosen, { states, withdrawn }: History): Told => {
  const { body, year, scope, capture } = card.report;
  const publication = year ? publicationOf(states, year.value) : undefined;
  return {
    id,
    source: capture.lead?.source ?? '',
    ...(card.region === undefined ? {} : { region: card.region }),
    body: body?.value ?? null,
    year: year?.value ?? null,
    scope: scope.value,
    uri: capture.uri,
    ...(publication ? { publication } : {}),
    ...(withdrawn === undefined ? {} : { withdrawn }),
  };
};

/** Links to reports that came to nothing: files without a report, but for pages that carry one as attachment, and addresses that gave no file. */
export const tracesOf = ({ cards, empty, states }: Survey, { troubles, bodyIn }: Crawled): Trace[] => {
  const carriers = new Set(cards.map(({ report }) => report.capture.lead?.foundOn));
  const who = (title: string, year: number | undefined): Pick<Trace, 'body' | 'year'> => {
    const body = bodyIn(title);
    return { ...(body === undefined ? {} : { body }), ...(year === undefined ? {} : { year }) };
  };
  const unread = empty.flatMap(({ capture, findings }): Trace[] => {
    const { lead, uri } = capture;
    if (!lead || carriers.has(uri)) return [];
    const [why] = findings;
    return [{ source: lead.source, uri, outcome: 'unreadable', evidence: why ? `${why.type}: ${why.note}` : 'no report was found in the file', ...who(lead.title, lead.year) }];
  });
  const unserved = troubles.flatMap(({ uri, kind, code, note, source, title, year }): Trace[] =>
    states.has(uri) || code === 'redirect' ? [] : [{ source, uri, outcome: kind, evidence: note === '' ? code : `${code}: ${note}`, ...who(title, year) }],
  );
  return [...unread, ...unserved];
};

/** Season of the newest of all captures; `undefined` without any. */
export const newestSeason = (files: readonly Filed[]): string | undefined => {
  const newest = files.map(({ capture }) => capture.date ?? '').sort().at(-1);
  return newest ? seasonOf(newest) : undefined;
};

// Every known body × year → what became of its report. What was not seen is never said not to exist: a refusal, a listing that was
// not read to its end, or one without rows leaves it unknown, with the reason.
import type { Scope } from '../model/index.js';
import { nameBook } from './bodies.js';
import type { Cell } from './csv.js';
import { daysLate, dueDay, lastDay, lastYear } from './due.js';
import type { Publication } from './due.js';
import { orgLevel } from './organisation.js';

export type CoverageOutcome = 'published' | 'not-yet' | 'refused' | 'failed' | 'withdrawn' | 'unreadable' | 'not-seen' | 'unknown';

/** A portal that was asked, as its source entry tells. */
export interface Portal {
  readonly id: string;
  readonly authority: string;
  readonly region?: string;
  /** `article`: the entry is one report, not a listing. */
  readonly kind?: 'listing' | 'article';
  /** Reporting years known of it. */
  readonly years?: readonly number[];
}

/** How the listing of a source was read the last time. */
export interface Listing {
  readonly source: string;
  /** First day of the season of that time. */
  readonly season: string;
  /** `complete`: every page was served and named reports. */
  readonly state: 'complete' | 'incomplete' | 'refused' | 'failed';
  readonly code: string;
  readonly note: string;
  /** Only these years were asked for. */
  readonly years?: readonly number[];
}

/** An address a link led to that gave no document at the last try. */
export interface Trouble {
  readonly uri: string;
  readonly kind: 'refused' | 'failed';
  readonly code: string;
  readonly note: string;
  /** When it was so for the first time in a row. */
  readonly since: string;
  readonly source: string;
  /** Its host has served another document since, so the trouble is of this address alone. */
  readonly alone: boolean;
  /** Text of the link, and the year in it. */
  readonly title: string;
  readonly year?: number;
}

/** What the crawl saw besides documents. */
export interface Crawled {
  readonly portals: readonly Portal[];
  readonly listings: readonly Listing[];
  readonly troubles: readonly Trouble[];
  /** The body that the title of a link names. */
  readonly bodyIn: (title: string) => string | undefined;
}

/** A published report. */
export interface Told {
  readonly id: string;
  readonly source: string;
  readonly region?: string;
  readonly body: string | null;
  readonly year: number | null;
  readonly scope: Scope;
  readonly uri: string;
  readonly publication?: Publication;
  /** Why it is said to be withdrawn. */
  readonly withdrawn?: string;
}

/** A link to a report of which nothing could be read. */
export interface Trace {
  readonly source: string;
  readonly body?: string;
  readonly year?: number;
  readonly uri: string;
  readonly outcome: 'refused' | 'failed' | 'unreadable';
  readonly evidence: string;
}

interface Row {
  readonly area: string;
  readonly region?: string;
  readonly body: string;
  readonly scope: Scope;
  readonly source: string;
  readonly year: number | null;
  readonly outcome: CoverageOutcome;
  readonly publication?: Publication;
  readonly uri?: string;
  readonly evidence: string;
  readonly report?: string;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const fromReport = (told: Told, area: string): Row => ({
  area,
  ...(told.region === undefined ? {} : { region: told.region }),
  body: told.body ?? '',
  scope: told.scope,
  source: told.source,
  year: told.year,
  outcome: told.withdrawn === undefined ? 'published' : 'withdrawn',
  ...(told.publication ? { publication: told.publication } : {}),
  uri: told.uri,
  evidence: told.withdrawn ?? told.publication?.evidence ?? 'the report tells no date of publication',
  report: told.id,
});

/** The first of several reasons is told. */
const GRAVITY: readonly Trace['outcome'][] = ['refused', 'failed', 'unreadable'];

const worst = (traces: readonly Trace[]): Trace | undefined =>
  [...traces].sort((a, b) => GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome) || order(a.uri, b.uri))[0];

const due = ({ body, region, scope, year }: Pick<Row, 'body' | 'region' | 'scope' | 'year'>): string | undefined =>
  year === null || body === '' ? undefined : dueDay(year, orgLevel(body, region), scope);

const UNREAD = { state: 'incomplete', code: 'not-read', note: 'nothing is known of when the listing was read' } as const;
const SINGLE = { state: 'incomplete', code: 'no-listing', note: 'only single reports of this body are known by address, no listing' } as const;

type Reason = Pick<Listing, 'state' | 'code' | 'note'>;

const reasonFor = (portal: Portal | undefined, listing: Listing | undefined, year: number): Reason => {
  if (portal?.kind === 'article') return SINGLE;
  if (!listing) return UNREAD;
  if (listing.state === 'complete' && listing.years && !listing.years.includes(year)) return { state: 'incomplete', code: 'not-asked', note: 'the last run asked for other years only' };
  return listing;
};

const outcomeOf = ({ state }: Reason, season: string, dueOn: string): CoverageOutcome => {
  if (state === 'refused' || state === 'failed') return state;
  if (state === 'incomplete') return 'unknown';
  return season > dueOn ? 'not-seen' : 'not-yet';
};

interface Body {
  readonly area: string;
  readonly name: string;
  readonly sources: readonly string[];
}

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

const keyOf = (area: string, body: string, year: number | null): string => [area, body, year ?? ''].join('\n');

/**
 * Rows of coverage.csv, sorted by area, body, year and scope. `season` is that of the newest capture of all. A published report has a
 * row of its own; a body and year without one has one row.
 */
export const coverageRows = (reports: readonly Told[], traces: readonly Trace[], crawled: Crawled, season: string | undefined): Cell[][] => {
  const portals = new Map(crawled.portals.map((portal) => [portal.id, portal]));
  const listings = new Map(crawled.listings.map((listing) => [listing.source, listing]));
  const areaOf = (source: string, region = portals.get(source)?.region): string => region ?? source;
  const authorities = crawled.portals.map(({ id, authority }) => ({ source: id, area: areaOf(id), name: authority }));
  const named = [
    ...reports.flatMap(({ source, region, body }) => (body === null ? [] : [{ source, area: areaOf(source, region), name: body }])),
    ...traces.flatMap(({ source, body }) => (body === undefined ? [] : [{ source, area: areaOf(source), name: body }])),
    ...authorities,
  ];
  const fullName = nameBook(named);
  const bodies = [...groupBy(named, (one) => keyOf(one.area, fullName(one), null)).values()].flatMap((group): Body[] => {
    const [first] = group;
    return first ? [{ area: first.area, name: fullName(first), sources: [...new Set(group.map(({ source }) => source))].sort() }] : [];
  });
  /** A link without a name is of the authority where no other body is known there. */
  const only = (source: string): string | undefined => {
    const names = new Set(named.filter((one) => one.source === source).map(fullName));
    return names.size === 1 ? [...names][0] : undefined;
  };

  const told = reports.map((report) => fromReport(report, areaOf(report.source, report.region)));
  const taken = new Set(told.map(({ area, body, year }) => keyOf(area, fullName({ area, name: body }), year)));
  const traced = traces.map((trace) => {
    const area = areaOf(trace.source);
    const name = trace.body ?? only(trace.source);
    return { trace, area, body: name === undefined ? '' : fullName({ area, name }), year: trace.year ?? null };
  });
  const open = traced.filter(({ area, body, year }) => body === '' || year === null || !taken.has(keyOf(area, body, year)));
  const untold = [...groupBy(open, (one) => (one.body === '' || one.year === null ? one.trace.uri : keyOf(one.area, one.body, one.year))).values()].flatMap((group): Row[] => {
    const [first] = group;
    const trace = worst(group.map((one) => one.trace));
    if (!first || !trace) return [];
    const region = portals.get(trace.source)?.region;
    const { area, body, year } = first;
    return [{ area, ...(region === undefined ? {} : { region }), body, scope: 'unknown', source: trace.source, year, outcome: trace.outcome, uri: trace.uri, evidence: trace.evidence }];
  });
  for (const { area, body, year } of untold) taken.add(keyOf(area, body, year));

  const yearsNamed = (source: string): number[] => [
    ...(portals.get(source)?.years ?? []),
    ...reports.flatMap((report) => (report.source === source && report.year !== null ? [report.year] : [])),
    ...traces.flatMap((trace) => (trace.source === source && trace.year !== undefined ? [trace.year] : [])),
  ];
  const yearsBySource = new Map([...new Set(named.map(({ source }) => source))].map((source) => [source, yearsNamed(source)]));
  const seasonIn = (source: string): string | undefined => listings.get(source)?.season ?? season;
  /** From the first year anything of the source names to the last on which a report can be out; of single reports only the years named. */
  const yearsOf = (source: string): number[] => {
    const years = yearsBySource.get(source) ?? [];
    const asked = seasonIn(source);
    const last = asked === undefined ? undefined : lastYear(asked);
    if (portals.get(source)?.kind === 'article' && years.length > 0) return years;
    const from = Math.min(...years, last ?? Infinity);
    const to = Math.max(last ?? -Infinity, ...(last === undefined ? years : []));
    return Number.isFinite(from) && Number.isFinite(to) ? Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at) : [];
  };

  const absent = bodies.flatMap(({ area, name, sources }): Row[] =>
    [...new Set(sources.flatMap(yearsOf))].filter((year) => !taken.has(keyOf(area, name, year))).map((year) => {
      const reasons = sources.map((source) => ({ source, reason: reasonFor(portals.get(source), listings.get(source), year) }));
      const { source, reason } = reasons.find((one) => one.reason.state !== 'complete') ?? reasons[0] ?? { source: '', reason: UNREAD };
      const region = portals.get(source)?.region;
      const row = { area, ...(region === undefined ? {} : { region }), body: name, scope: 'unknown' as const, source: sources.join(' '), year };
      return { ...row, outcome: outcomeOf(reason, seasonIn(source) ?? '', due(row) ?? lastDay(year)), evidence: `${reason.code}: ${reason.note}` };
    }),
  );
  return [...told, ...untold, ...absent].sort(byPlace).map(cellsOf);
};

const byPlace = (a: Row, b: Row): number =>
  order(a.region ?? '', b.region ?? '') || order(a.body, b.body) || (a.year ?? 0) - (b.year ?? 0) || order(a.scope, b.scope) || order(a.report ?? '', b.report ?? '') || order(a.uri ?? '', b.uri ?? '');

const cellsOf = (row: Row): Cell[] => {
  const { region, body, scope, source, year, outcome, publication, uri, evidence, report } = row;
  const dueOn = due(row);
  const late = dueOn !== undefined && publication?.told === true ? daysLate(publication.day, dueOn) : null;
  return [region ?? null, body === '' ? null : body, scope, source, year, outcome, publication?.day ?? null, dueOn ?? null, late, uri ?? null, evidence, report ?? null];
};

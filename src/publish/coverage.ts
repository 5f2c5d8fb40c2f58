// Every known body × year → what became of its report. What was not seen is never said not to exist: a refusal, a listing that was
// not read to its end, or one without rows leaves it unknown, with the reason.
import type { Scope } from '../model/index.js';
import { bodiesOf } from './bodies.js';
import type { Bodies, Body, Named } from './bodies.js';
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

/** An address a link led to that gave no document at the last try, or was not asked; `unknown`: it may be there all the same. */
export interface Trouble {
  readonly uri: string;
  readonly kind: 'refused' | 'failed' | 'unknown';
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
  readonly outcome: 'refused' | 'failed' | 'unreadable' | 'unknown';
  readonly evidence: string;
}

interface Row {
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

const optionalRegion = (region: string | undefined): Pick<Row, 'region'> => (region === undefined ? {} : { region });

const fromReport = (told: Told): Row => ({
  ...optionalRegion(told.region),
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
const GRAVITY: readonly Trace['outcome'][] = ['refused', 'failed', 'unreadable', 'unknown'];

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

/** A link that came to nothing and does not say whose report it is, or of which year, may be the one that is looked for; `traces` are such links. */
const unplaced = ({ area, name, sources }: Body, year: number, traces: readonly Trace[], bodies: Bodies): Reason | undefined => {
  const found = traces.find(
    (trace) => sources.includes(trace.source) && (trace.year ?? year) === year && (trace.body === undefined || bodies.fullName(area, trace.body) === name),
  );
  return found && { state: 'incomplete', code: 'unplaced', note: `a link that does not tell body and year came to nothing, ${found.uri}: ${found.evidence}` };
};

const outcomeOf = ({ state }: Reason, season: string, dueOn: string): CoverageOutcome => {
  if (state === 'refused' || state === 'failed') return state;
  if (state === 'incomplete') return 'unknown';
  return season > dueOn ? 'not-seen' : 'not-yet';
};

/** A row with the name under which its body is known. */
interface Found {
  readonly key: string;
  readonly row: Row;
}

const keyOf = (area: string, body: string, year: number): string => [area, body, year].join('\n');

const groupBy = <T>(items: readonly T[], keyFor: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyFor(item), [...(groups.get(keyFor(item)) ?? []), item]);
  return [...groups.values()];
};

type RegionOf = (source: string) => string | undefined;

const namesIn = (reports: readonly Told[], traces: readonly Trace[], portals: readonly Portal[], regionOf: RegionOf): Named[] => [
  ...reports.flatMap(({ source, region, body }) => (body === null ? [] : [{ source, area: region ?? source, name: body }])),
  // A body that is only named at another site need not be one of this portal's.
  ...traces.flatMap(({ source, body, outcome }) => (body === undefined || outcome === 'unknown' ? [] : [{ source, area: regionOf(source) ?? source, name: body }])),
  ...portals.map(({ id, authority, region }) => ({ source: id, area: region ?? id, name: authority })),
];

const toldRows = (reports: readonly Told[], { fullName }: Bodies): Found[] =>
  reports.map((report) => {
    const area = report.region ?? report.source;
    return { key: report.body === null || report.year === null ? '' : keyOf(area, fullName(area, report.body), report.year), row: fromReport(report) };
  });

/** A link without a name is of the only body of its source, if there is just one. What does not tell body and year has a row of its own. */
const traceRows = (traces: readonly Trace[], bodies: Bodies, regionOf: RegionOf, taken: ReadonlySet<string>): Found[] => {
  const placed = traces.map((trace) => {
    const region = regionOf(trace.source);
    const area = region ?? trace.source;
    const name = trace.body ?? bodies.onlyIn(trace.source);
    const body = name === undefined ? '' : bodies.fullName(area, name);
    return { trace, region, body, key: body === '' || trace.year === undefined ? '' : keyOf(area, body, trace.year) };
  });
  const open = placed.filter(({ key }) => !taken.has(key));
  return groupBy(open, ({ key, trace }) => key || trace.uri).flatMap((group): Found[] => {
    const trace = worst(group.map((one) => one.trace));
    const [first] = group;
    if (!first || !trace) return [];
    const { source, outcome, uri, evidence, year = null } = trace;
    return [{ key: first.key, row: { ...optionalRegion(first.region), body: first.body, scope: 'unknown', source, year, outcome, uri, evidence } }];
  });
};

/** The regulations are in force since May 2008; a year before is a slip of the pen in a title. */
const FIRST_YEAR = 2008;

/** From the first year anything of the source names to the last on which a report can be out; of single reports only the years named. */
const yearsOf = (named: readonly number[], season: string | undefined, portal: Portal | undefined): readonly number[] => {
  if (season === undefined || (portal?.kind === 'article' && named.length > 0)) return [...named];
  const last = lastYear(season);
  const first = Math.min(last, ...named.filter((year) => year >= FIRST_YEAR));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
};

type YearsOf = (source: string) => readonly number[];

const yearsIn = (reports: readonly Told[], traces: readonly Trace[], portals: ReadonlyMap<string, Portal>, seasonOf: (source: string) => string | undefined): YearsOf => {
  const named = new Map<string, Set<number>>();
  const add = (source: string, year: number | null | undefined): void => {
    if (typeof year === 'number') named.set(source, (named.get(source) ?? new Set()).add(year));
  };
  for (const { id, years = [] } of portals.values()) for (const year of years) add(id, year);
  for (const { source, year } of [...reports, ...traces]) add(source, year);
  return (source) => yearsOf([...(named.get(source) ?? [])], seasonOf(source), portals.get(source));
};

/**
 * Rows of coverage.csv, sorted by area, body, year and scope. `season` is that of the newest capture of all. A published report has a
 * row of its own; a body and year without one has one row.
 */
export const coverageRows = (reports: readonly Told[], traces: readonly Trace[], crawled: Crawled, season: string | undefined): Cell[][] => {
  const portals = new Map(crawled.portals.map((portal) => [portal.id, portal]));
  const listings = new Map(crawled.listings.map((listing) => [listing.source, listing]));
  const regionOf: RegionOf = (source) => portals.get(source)?.region;
  const seasonIn = (source: string): string | undefined => listings.get(source)?.season ?? season;
  const bodies = bodiesOf(namesIn(reports, traces, crawled.portals, regionOf));
  const years = yearsIn(reports, traces, portals, seasonIn);
  const told = toldRows(reports, bodies);
  const traced = traceRows(traces, bodies, regionOf, new Set(told.map(({ key }) => key).filter((key) => key !== '')));
  const taken = new Set([...told, ...traced].map(({ key }) => key));

  const vague = traces.filter(({ body, year }) => body === undefined || year === undefined);

  /** What is said of a year without a trace rests on the first source whose listing does not tell, else on any. */
  const absent = ({ area, name, sources }: Body, year: number): Row[] => {
    if (taken.has(keyOf(area, name, year))) return [];
    const reasons = sources.map((source) => ({ source, reason: reasonFor(portals.get(source), listings.get(source), year) }));
    const { source = '', reason: read = UNREAD } = reasons.find((one) => one.reason.state !== 'complete') ?? reasons[0] ?? {};
    const reason = (read.state === 'complete' ? unplaced({ area, name, sources }, year, vague, bodies) : undefined) ?? read;
    const row = { ...optionalRegion(regionOf(source)), body: name, scope: 'unknown' as const, source: sources.join(' '), year };
    return [{ ...row, outcome: outcomeOf(reason, seasonIn(source) ?? '', due(row) ?? lastDay(year)), evidence: `${reason.code}: ${reason.note}` }];
  };

  const missing = bodies.all.flatMap((body) => [...new Set(body.sources.flatMap(years))].flatMap((year) => absent(body, year)));
  return [...[...told, ...traced].map(({ row }) => row), ...missing].sort(byPlace).map(cellsOf);
};

const byPlace = (a: Row, b: Row): number =>
  order(a.region ?? '', b.region ?? '') || order(a.body, b.body) || (a.year ?? 0) - (b.year ?? 0) || order(a.scope, b.scope) || order(a.report ?? '', b.report ?? '') || order(a.uri ?? '', b.uri ?? '');

const cellsOf = (row: Row): Cell[] => {
  const { region, body, scope, source, year, outcome, publication, uri, evidence, report } = row;
  const dueOn = due(row);
  const late = dueOn !== undefined && publication?.told === true ? daysLate(publication.day, dueOn) : null;
  return [region ?? null, body === '' ? null : body, scope, source, year, outcome, publication?.day ?? null, dueOn ?? null, late, uri ?? null, evidence, report ?? null];
};

// Two runs side by side → what is new, changed, gone, refused and failed, in numbers and in lines for a person.
import type { HostCounts, RunRecord, SourceRecord } from './runs.js';

export interface RunComparison {
  readonly id: string;
  readonly resumed: boolean;
  /** Id of the run compared with; absent for the first. */
  readonly previous?: string;
  /** Addresses that gave their first document. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Addresses that gave the same again; one that gave nothing is not among them. */
  readonly unchanged: number;
  /** Addresses that now send on to another, and those that now are not there, unlike the last time. */
  readonly moved: readonly string[];
  readonly gone: readonly string[];
  /** By code. */
  readonly refused: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
  /** Sources of which the archive holds documents and none answered now, whatever their listing did. */
  readonly lost: readonly { readonly source: string; readonly before: number }[];
  /** Sources that never gave a document; `first`: this run was the first to ask. */
  readonly silent: readonly { readonly source: string; readonly first: boolean }[];
  readonly hosts: RunRecord['hosts'];
  readonly stageFailures: number;
}

const NOT_THERE = ['not-found', 'soft404', 'redirect.home'];

/** What an address held and holds, `''` for nothing, and why it gave nothing. */
interface Step {
  readonly uri: string;
  readonly before: string;
  readonly now: string;
  readonly troubleBefore: string;
  readonly trouble: string;
}

const stepsOf = (before: SourceRecord | undefined, now: SourceRecord): Step[] =>
  Object.entries(now.documents).map(([uri, state]) => {
    const [heldBefore = '', troubleBefore = ''] = before?.documents[uri]?.split('!') ?? [];
    const [held = '', trouble = ''] = state.split('!');
    return { uri, before: heldBefore, now: held, troubleBefore, trouble };
  });

const total = (records: readonly SourceRecord[], of: 'refused' | 'failed'): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [code, count] of records.flatMap((record) => Object.entries(record[of]))) counts[code] = (counts[code] ?? 0) + count;
  return Object.fromEntries(Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
};

type Yielded = SourceRecord['yielded'];

/** What the source gave before: what the archive holds, or what the last run got for the same years where that is filed under another source. */
const gaveBefore = (now: NonNullable<Yielded>, last: Yielded): number =>
  Math.max(now.held, String(now.years) === String(last?.years) ? (last?.now ?? 0) : 0);

/** `previous` are earlier records, newest first: a source is compared with the last run that asked it. */
export const compareRuns = (previous: readonly RunRecord[], current: RunRecord): RunComparison => {
  const lastOf = (source: string): SourceRecord | undefined => previous.flatMap(({ sources }) => sources).find((record) => record.source === source);
  const steps = current.sources.flatMap((record) => stepsOf(lastOf(record.source), record));
  const lately = (codes: readonly string[]): Step[] => steps.filter(({ before, trouble, troubleBefore }) => before !== '' && codes.includes(trouble) && !codes.includes(troubleBefore));
  const uris = (list: readonly Step[]): string[] => list.map(({ uri }) => uri).sort();
  const [last] = previous;
  const without = current.sources.flatMap(({ source, yielded }) => (yielded?.now === 0 ? [{ source, before: gaveBefore(yielded, lastOf(source)?.yielded) }] : []));
  return {
    id: current.id,
    resumed: current.resumed,
    ...(last ? { previous: last.id } : {}),
    added: uris(steps.filter(({ before, now }) => before === '' && now !== '')),
    changed: uris(steps.filter(({ before, now }) => before !== '' && before !== now)),
    unchanged: steps.filter(({ before, now, trouble }) => before !== '' && before === now && trouble === '').length,
    moved: uris(lately(['redirect'])),
    gone: uris(lately(NOT_THERE)),
    refused: total(current.sources, 'refused'),
    failed: total(current.sources, 'failed'),
    lost: without.flatMap(({ source, before }) => (before > 0 ? [{ source, before }] : [])),
    silent: without.flatMap(({ source, before }) => (before === 0 ? [{ source, first: lastOf(source) === undefined }] : [])),
    hosts: current.hosts,
    stageFailures: current.work.failed,
  };
};

/**
 * Whether the run did its work: no source fell silent or gave nothing the first time it was asked, and nothing of ours gave up. A link
 * that is dead, or a source known to give nothing, is told and is no alarm: it would hide the next one.
 */
export const wentWell = ({ lost, silent, failed, stageFailures }: RunComparison): boolean =>
  lost.length === 0 && !silent.some(({ first }) => first) && failed.internal === undefined && stageFailures === 0;

const MOST_LINES = 10;

const listed = (label: string, uris: readonly string[]): string[] => [
  ...uris.slice(0, MOST_LINES).map((uri) => `    ${label}  ${uri}`),
  ...(uris.length > MOST_LINES ? [`    … and ${uris.length - MOST_LINES} more ${label}`] : []),
];

const coded = (counts: Readonly<Record<string, number>>): string => {
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  return all === 0 ? '0' : `${all} (${Object.entries(counts).map(([code, count]) => `${code} ${count}`).join(', ')})`;
};

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

const size = (bytes: number): string => {
  const power = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? String(value) : value.toFixed(1)} ${UNITS[power] ?? 'B'}`;
};

const hostLine = ([host, { requests, bytes, waitedMs, notModified, refused, failed }]: [string, HostCounts]): string => {
  const trouble = [['refused', refused], ['failed', failed]] as const;
  const told = trouble.flatMap(([name, counts]) => (Object.keys(counts).length > 0 ? [`${name} ${coded(counts)}`] : []));
  return `    ${host}  ${[`${requests} requests`, size(bytes), `waited ${Math.round(waitedMs / 1000)} s`, `${notModified} not modified`, ...told].join(', ')}`;
};

const hostLines = (hosts: RunRecord['hosts']): string[] => {
  const busiest = Object.entries(hosts).sort(([a, m], [b, n]) => n.requests - m.requests || (a < b ? -1 : 1));
  if (busiest.length === 0) return [];
  return ['  hosts', ...busiest.slice(0, MOST_LINES).map(hostLine), ...(busiest.length > MOST_LINES ? [`    … and ${busiest.length - MOST_LINES} more hosts`] : [])];
};

/** Lines for the end of a run. */
export const runLines = (comparison: RunComparison): string[] => {
  const { id, resumed, previous, added, changed, unchanged, moved, gone, refused, failed, lost, silent, hosts, stageFailures } = comparison;
  const known = silent.flatMap(({ source, first }) => (first ? [] : [source]));
  return [
    `run ${id}${resumed ? ', resumed' : ''}, ${previous === undefined ? 'the first' : `compared with ${previous}`}`,
    `  documents  ${added.length} new, ${changed.length} changed, ${unchanged} unchanged, ${moved.length} moved, ${gone.length} gone`,
    // Of the first run every document is new.
    ...(previous === undefined ? [] : listed('new', added)),
    ...listed('changed', changed),
    ...listed('moved', moved),
    ...listed('gone', gone),
    `  refused    ${coded(refused)}`,
    `  failed     ${coded(failed)}${stageFailures > 0 ? `; ${stageFailures} files on which a stage gave up` : ''}`,
    ...lost.map(({ source, before }) => `  nothing now from ${source}, which gave ${before === 1 ? 'a document' : `${before} documents`} before; look at its refusals and failures above`),
    ...silent.filter(({ first }) => first).map(({ source }) => `  nothing from ${source}, asked for the first time; check its address`),
    ...(known.length > 0 ? [`  nothing from ${known.join(', ')}, as ever`] : []),
    ...hostLines(hosts),
  ];
};

// What a run did, as a record on disk, and what that says beside the last one: new, changed, unchanged, moved, gone.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CliError } from '../../errors.js';
import type { RunSummary } from '../../crawl/index.js';
import { finishedRuns } from '../../store/index.js';
import type { Attempt } from '../../store/index.js';

const counts = z.record(z.string(), z.number());

const hostShape = z.object({ requests: z.number(), bytes: z.number(), waitedMs: z.number(), notModified: z.number(), refused: counts, failed: counts });

const sourceShape = z.object({
  source: z.string(),
  listed: z.number(),
  leads: z.number(),
  rejected: z.number(),
  /** How often, by code. */
  refused: counts,
  failed: counts,
  findings: counts,
  /** Address → first digits of the digest of what the archive holds for it, then, after a `!`, why it gave nothing this time. */
  documents: z.record(z.string(), z.string()),
  /** Documents of the years asked for: how many answered in this run, unchanged ones too, and how many the archive holds. Older records lack it. */
  yielded: z.object({ now: z.number(), held: z.number(), years: z.array(z.number()).optional() }).optional(),
});

const recordShape = z.object({
  version: z.literal(1),
  id: z.string(),
  started: z.iso.datetime(),
  finished: z.iso.datetime(),
  resumed: z.boolean(),
  sources: z.array(sourceShape),
  hosts: z.record(z.string(), hostShape),
  /** Captures in the archive, how many were read now, and on how many a stage gave up. */
  work: z.object({ files: z.number(), read: z.number(), failed: z.number() }),
});

export type RunRecord = z.infer<typeof recordShape>;
export type SourceRecord = z.infer<typeof sourceShape>;
export type HostCounts = z.infer<typeof hostShape>;

/** What a run knows at its end. */
export interface RunFacts {
  readonly id: string;
  readonly started: string;
  readonly finished: string;
  readonly resumed: boolean;
  readonly summaries: readonly RunSummary[];
  /** The newest attempt on every address of the archive, and the digest of what the address holds. */
  readonly attempts: readonly (Attempt & { readonly digest?: string })[];
  /** Reporting years asked for; all when absent. */
  readonly years?: readonly number[];
  readonly work: RunRecord['work'];
}

const countBy = (names: readonly string[]): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const name of [...names].sort()) found[name] = (found[name] ?? 0) + 1;
  return found;
};

const sum = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));

const sumHosts = (a: HostCounts, b: HostCounts): HostCounts => ({
  requests: a.requests + b.requests,
  bytes: a.bytes + b.bytes,
  waitedMs: a.waitedMs + b.waitedMs,
  notModified: a.notModified + b.notModified,
  refused: sum(a.refused, b.refused),
  failed: sum(a.failed, b.failed),
});

const hostsOf = (summaries: RunFacts['summaries']): Record<string, HostCounts> => {
  const hosts: Record<string, HostCounts> = {};
  for (const [host, found] of summaries.flatMap((summary) => Object.entries(summary.hosts))) {
    const known = hosts[host];
    hosts[host] = known ? sumHosts(known, found) : found;
  }
  return Object.fromEntries(Object.entries(hosts).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** 64 bits tell the contents of one address apart. */
const DIGITS = 16;

const stateOf = ({ refusal, digest = '' }: RunFacts['attempts'][number]): string =>
  `${digest.replace(/^sha256:/, '').slice(0, DIGITS)}${refusal === undefined ? '' : `!${refusal}`}`;

/** A document that two sources lead to is filed under one of them, and counted by both crawls. */
const yieldedOf = ({ fetched, unchanged }: RunSummary, attempts: RunFacts['attempts'], years: RunFacts['years']): NonNullable<SourceRecord['yielded']> => {
  const wanted = attempts.filter(({ lead }) => years === undefined || lead?.year === undefined || years.includes(lead.year));
  const answered = wanted.filter(({ ofRun, refusal }) => ofRun && refusal === undefined);
  return { now: Math.max(answered.length, fetched + unchanged), held: wanted.filter(({ digest }) => digest !== undefined).length, ...(years ? { years: [...years] } : {}) };
};

/** `attempts` are those of the source. */
const sourceRecord = (summary: RunSummary, attempts: RunFacts['attempts'], years: RunFacts['years']): SourceRecord => ({
  source: summary.source,
  listed: summary.listed,
  leads: summary.leads,
  rejected: summary.rejected,
  refused: countBy(summary.refused.map(({ code }) => code)),
  failed: countBy(summary.failed.map(({ code }) => code)),
  findings: countBy(summary.findings.map(({ type }) => type)),
  documents: Object.fromEntries(attempts.map((attempt) => [attempt.uri, stateOf(attempt)])),
  yielded: yieldedOf(summary, attempts, years),
});

const bySource = (attempts: RunFacts['attempts']): ReadonlyMap<string | undefined, RunFacts['attempts'][number][]> => {
  const found = new Map<string | undefined, RunFacts['attempts'][number][]>();
  for (const attempt of attempts) {
    const list = found.get(attempt.lead?.source);
    if (list) list.push(attempt);
    else found.set(attempt.lead?.source, [attempt]);
  }
  return found;
};

/** The record of a run: sources, hosts and addresses sorted, so that two records can be laid side by side. */
export const recordOf = ({ id, started, finished, resumed, summaries, attempts, years, work }: RunFacts): RunRecord => {
  const attemptsOf = bySource(attempts);
  const sources = [...summaries].sort((a, b) => (a.source < b.source ? -1 : 1)).map((summary) => sourceRecord(summary, attemptsOf.get(summary.source) ?? [], years));
  return { version: 1, id, started, finished, resumed, sources, hosts: hostsOf(summaries), work };
};

/** Throws a `CliError` that names the file. */
export const parseRecord = (data: unknown, from: string): RunRecord => {
  const result = recordShape.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new CliError(`${from}: expected the record of a run, found ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'something else'}; remove the file to compare without it.`);
};

const readRecord = async (file: string): Promise<RunRecord> => {
  const text = await readFile(file, 'utf8');
  try {
    return parseRecord(JSON.parse(text), file);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new CliError(`${file}: not JSON (${cause.message}); remove the file to compare without it.`);
    throw cause;
  }
};

/** The last records that speak of each of these sources, newest first; older ones are opened only for sources the newer ones lack. */
export const lastRecords = async (folder: string, sources: readonly string[], except: string): Promise<RunRecord[]> => {
  const missing = new Set(sources);
  const records: RunRecord[] = [];
  for (const id of (await finishedRuns(folder)).reverse()) {
    if (missing.size === 0) break;
    if (id === except) continue;
    const record = await readRecord(join(folder, `${id}.json`));
    if (!record.sources.some(({ source }) => missing.has(source))) continue;
    records.push(record);
    for (const { source } of record.sources) missing.delete(source);
  }
  return records;
};

// What a crawl tells while it runs, and the summary it ends in.
import type { Capture, Finding, Lead } from '../model/index.js';
import type { Discovery } from '../sources/index.js';
import type { HostTraffic } from './traffic.js';

export interface Outcome {
  readonly uri: string;
  readonly code: string;
  readonly note: string;
}

/** A report that a listing or a page names and that was not asked for: behind a code, or on another site. */
export interface Unfollowed {
  readonly uri: string;
  readonly title: string;
  readonly year: number;
  readonly reason: 'captcha' | 'off-site';
}

/**
 * `listed`: listing pages read. `fetched`, `unchanged`: documents, attachments included, that were new to the archive or not.
 * `hosts`: what it cost, by host name with port.
 */
export interface RunSummary {
  readonly source: string;
  readonly listed: number;
  readonly leads: number;
  readonly fetched: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly unfollowed: readonly Unfollowed[];
  readonly refused: readonly Outcome[];
  readonly failed: readonly Outcome[];
  /** Reports of earlier runs that the listing names no longer and that are not at their address either. */
  readonly gone: readonly Outcome[];
  readonly findings: readonly Finding[];
  readonly hosts: Readonly<Record<string, HostTraffic>>;
}

export type CrawlEvent =
  | Discovery
  | { readonly kind: 'listing'; readonly uri: string }
  | { readonly kind: 'capture'; readonly capture: Capture; readonly lead: Lead; readonly fresh: boolean }
  | ({ readonly kind: 'refused' | 'failed' | 'gone' } & Outcome)
  | { readonly kind: 'done'; readonly summary: RunSummary };

const outcome = ({ uri, code, note }: Outcome): Outcome => ({ uri, code, note });

/** Links without a year are menus and friends. */
const unfollowed = (event: CrawlEvent): Unfollowed[] => {
  if (event.kind !== 'rejected' || event.year === undefined || (event.reason !== 'captcha' && event.reason !== 'off-site')) return [];
  const { uri, title, year, reason } = event;
  return [{ uri, title, year, reason }];
};

/** Counts the events of one run. */
export const summarise = (source: string, events: readonly CrawlEvent[], hosts: RunSummary['hosts']): RunSummary => {
  const count = (wanted: (event: CrawlEvent) => boolean): number => events.filter(wanted).length;
  return {
    source,
    listed: count(({ kind }) => kind === 'listing'),
    leads: count(({ kind }) => kind === 'lead'),
    fetched: count((event) => event.kind === 'capture' && event.fresh),
    unchanged: count((event) => event.kind === 'capture' && !event.fresh),
    rejected: count(({ kind }) => kind === 'rejected'),
    unfollowed: events.flatMap(unfollowed),
    refused: events.flatMap((event) => (event.kind === 'refused' ? [outcome(event)] : [])),
    failed: events.flatMap((event) => (event.kind === 'failed' ? [outcome(event)] : [])),
    gone: events.flatMap((event) => (event.kind === 'gone' ? [outcome(event)] : [])),
    findings: events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : [])),
    hosts,
  };
};

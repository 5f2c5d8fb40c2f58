// Every file once through: what reports there are, and which state of which address they come from. What is kept of a report is a
// card, so that memory holds one line for each.
import type { Capture, Check, Finding, Report } from '../model/index.js';
import { counterpart } from './changes.js';
import { cardOf } from './copies.js';
import type { Card } from './copies.js';

/** What was read from one file. */
export interface Extracted {
  readonly reports: readonly { readonly report: Report; readonly checks: readonly Check[] }[];
  readonly findings: readonly Finding[];
}

/** One file, and how to get what was read from it; asked for at most a few times, never kept. */
export interface Filed {
  readonly capture: Capture;
  /** Division code of the portal that lists it. */
  readonly region?: string;
  readonly load: () => Promise<Extracted>;
}

/** A file about which more is told than its reports can carry. */
export interface Loose {
  readonly capture: Capture;
  readonly findings: readonly Finding[];
}

export interface Survey {
  readonly cards: readonly Card[];
  /** Files without a report, or with several: their findings belong to no single one. */
  readonly loose: readonly Loose[];
  /** Files without a report. */
  readonly empty: readonly Loose[];
  /** Address → positions of its files, oldest first. */
  readonly states: ReadonlyMap<string, readonly number[]>;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By date, then by record id. */
const statesOf = (files: readonly Filed[]): Map<string, number[]> => {
  const states = new Map<string, number[]>();
  for (const [at, { capture }] of files.entries()) states.set(capture.uri, [...(states.get(capture.uri) ?? []), at]);
  const capture = (at: number): Partial<Capture> => files[at]?.capture ?? {};
  for (const list of states.values()) list.sort((a, b) => order(capture(a).date ?? '', capture(b).date ?? '') || order(capture(a).id ?? '', capture(b).id ?? ''));
  return states;
};

/**
 * Reports that an address held once and holds no longer in any form: it was used again for another year, or emptied. They are
 * published still, from the newest state that holds them.
 */
const earlierReports = async (older: readonly number[], files: readonly Filed[], newest: readonly Report[]): Promise<Card[]> => {
  const known = [...newest];
  const cards: Card[] = [];
  for (const at of [...older].reverse()) {
    const file = files[at];
    for (const [index, { report }] of ((await file?.load())?.reports ?? []).entries()) {
      if (counterpart(report, known)) continue;
      known.push(report);
      cards.push(cardOf(report, at, index, file?.region, true));
    }
  }
  return cards;
};

/** `isDead` tells of an address whether it no longer gives a document. */
export const survey = async (files: readonly Filed[], isDead: (uri: string) => boolean): Promise<Survey> => {
  const states = statesOf(files);
  const cards: Card[] = [];
  const loose: Loose[] = [];
  const empty: Loose[] = [];
  for (const [uri, list] of states) {
    const at = list.at(-1) ?? 0;
    const file = files[at];
    if (!file) continue;
    const { reports, findings } = await file.load();
    cards.push(...reports.map(({ report }, index) => cardOf(report, at, index, file.region, isDead(uri))));
    cards.push(...(await earlierReports(list.slice(0, -1), files, reports.map(({ report }) => report))));
    if (reports.length !== 1 && findings.length > 0) loose.push({ capture: file.capture, findings });
    if (reports.length === 0) empty.push({ capture: file.capture, findings });
  }
  return { cards, loose, empty, states };
};

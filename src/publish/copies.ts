// One report may be in the archive several times: as page and as PDF, with a mobile twin, or moved to another address. It is
// published once, from the copy with the most tables and the most exact format; the others are named beside it.
import { createHash } from 'node:crypto';
import type { Report } from '../model/index.js';
import { bodyKey } from './organisation.js';
import { hostOf } from './report-id.js';

/** What is kept in memory of a report while the archive is gone through. */
export interface Card {
  /** Position of its file, and its own position in that file. */
  readonly file: number;
  readonly index: number;
  readonly region?: string;
  readonly report: Pick<Report, 'body' | 'year' | 'scope' | 'published' | 'capture' | 'reader'>;
  readonly tables: number;
  /** Digest of all values; equal in copies that say the same. */
  readonly values: string;
  /** Its address does not hold it any more. */
  readonly stale: boolean;
}

/** A report to publish, and the other files that hold it, in the order of preference. */
export interface Chosen {
  readonly card: Card;
  readonly copies: readonly Card[];
}

/** Markup says where every cell is; a PDF has it from lines or gaps, a text from blanks. */
const EXACTNESS = ['html', 'docx', 'xlsx', 'pdf', 'text'];

const exactness = (reader: string): number => {
  const at = EXACTNESS.indexOf(reader.split('/')[0] ?? '');
  return at < 0 ? EXACTNESS.length : at;
};

export const cardOf = (report: Report, file: number, index: number, region: string | undefined, stale: boolean): Card => {
  const values = [...report.entries].map(([field, { value }]) => `${field}=${value ?? ''}`).sort();
  const { body, year, scope, published, capture, reader } = report;
  return {
    file,
    index,
    ...(region === undefined ? {} : { region }),
    report: { body, year, scope, published, capture, reader },
    tables: Object.keys(report.forms).length,
    values: createHash('sha256').update(values.join('\n')).digest('hex'),
    stale,
  };
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Negative when `a` is the better copy: one that is still there; the newest wins among equals, then the address decides. */
const better = (a: Card, b: Card): number =>
  Number(a.stale) - Number(b.stale) ||
  b.tables - a.tables ||
  exactness(a.report.reader) - exactness(b.report.reader) ||
  order(b.report.capture.date ?? '', a.report.capture.date ?? '') ||
  order(a.report.capture.uri, b.report.capture.uri) ||
  order(a.report.capture.digest, b.report.capture.digest) ||
  a.index - b.index;

const groupsBy = (cards: readonly Card[], keyOf: (card: Card) => string): Card[][] => {
  const groups = new Map<string, Card[]>();
  for (const card of cards) {
    const key = keyOf(card);
    groups.set(key, [...(groups.get(key) ?? []), card]);
  }
  return [...groups.values()];
};

/** A report without body or year is a copy only of the same place in the same bytes. */
const subject = (card: Card): string => {
  const { body, year, capture } = card.report;
  const where = card.region ?? capture.lead?.source ?? hostOf(capture.uri);
  return body && year ? `${where}\n${bodyKey(body.value)}\n${year.value}` : `${capture.digest}\n${card.index}`;
};

/** A copy that does not tell its scope belongs to the one that does, if there is one such scope and the values are the same. */
const byScope = (cards: readonly Card[]): Card[][] => {
  const groups = groupsBy(cards, (card) => card.report.scope.value);
  const untold = groups.find((group) => group[0]?.report.scope.value === 'unknown') ?? [];
  const told = groups.filter((group) => group !== untold);
  const [only] = told;
  if (untold.length === 0 || only === undefined || told.length > 1) return groups;
  const same = new Set(only.map(({ values }) => values));
  const joined = untold.filter(({ values }) => same.has(values));
  const rest = untold.filter(({ values }) => !same.has(values));
  return [[...only, ...joined], ...(rest.length > 0 ? [rest] : [])];
};

/**
 * Two reports in one file are never copies of each other: a page may print several bodies whose names could not be told apart.
 * So the better report of each file takes part, the others stand alone.
 */
const apart = (group: readonly Card[]): Card[][] => {
  const perFile = groupsBy(group, ({ file }) => String(file)).map((cards) => [...cards].sort((a, b) => a.index - b.index));
  const most = Math.max(...perFile.map((cards) => cards.length));
  return Array.from({ length: most }, (_, at) => perFile.flatMap((cards) => cards[at] ?? []));
};

/** Every report once, in the order in which its best copy came. */
export const chooseCopies = (cards: readonly Card[]): Chosen[] =>
  groupsBy(cards, subject)
    .flatMap(byScope)
    .flatMap(apart)
    .flatMap((group) => {
      const [card, ...copies] = [...group].sort(better);
      return card ? [{ card, copies }] : [];
    });

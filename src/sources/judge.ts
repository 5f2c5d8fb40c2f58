// One link of a listing → lead, look-alike, or nothing worth telling. Shared by the CMS families.
import type { Source } from '../model/index.js';
import { asksForCode, sameSite } from './links.js';
import type { Anchor } from './links.js';
import type { Discovery } from './platform.js';
import { cleanTitle, isBareBody, isBareYear, judgeTitle } from './title.js';
import type { TitleVerdict } from './title.js';

/** Where a link stands. */
export interface Setting {
  /** Address of the page. */
  readonly uri: string;
  /** What stands above the list speaks of reports; then bare years and bare names of bodies are links to them. */
  readonly reports?: boolean;
  /** The year it speaks of. */
  readonly year?: number;
}

/** Address of the link a discovery is about; `undefined` for a finding. */
export const addressOf = (discovery: Discovery): string | undefined =>
  discovery.kind === 'lead' ? discovery.lead.uri : discovery.kind === 'rejected' ? discovery.uri : undefined;

/** Address of a column rather than an article; some bodies publish a report as the only page of a column all the same. */
export const isColumn = (uri: string): boolean => /\/(?:(?:index|list)(?:_\d+)?\.[js]?html?)?$/.test(new URL(uri).pathname);

const optionalYear = (year: number | undefined): { year?: number } => (year === undefined ? {} : { year });

/** A name alone on a page of reports. */
const judgeName = (title: string, { reports = false, year }: Setting): TitleVerdict =>
  reports && isBareBody(title) ? { accepted: true, ...optionalYear(year) } : { accepted: false, reason: 'other' };

/** `undefined` for links that have nothing to do with reports. Reports on another site, or behind a code, are told, never followed. */
export const judgeAnchor = (source: Source, anchor: Anchor, setting: Setting): Discovery | undefined => {
  const { uri } = anchor;
  const title = cleanTitle(anchor.title);
  const own = judgeTitle(title, setting.reports);
  const verdict = !own.accepted && own.reason === 'other' ? judgeName(title, setting) : own;
  const year = verdict.accepted ? verdict.year : undefined;
  const reject = (reason: string): Discovery => ({ kind: 'rejected', uri, title, reason, foundOn: setting.uri, ...optionalYear(year) });
  if (!verdict.accepted) return verdict.reason === 'other' ? undefined : reject(verdict.reason);
  const isNamed = own.accepted && !isBareYear(title);
  // `政府信息公开年报` in a page head leads to the column itself, `教育局` in a menu to its own pages.
  if ((year === undefined || !isNamed) && isColumn(uri)) return undefined;
  // Bodies elsewhere without a year are friends of the page.
  if (!sameSite(uri, source.listing)) return year === undefined && !isNamed ? undefined : reject('off-site');
  if (asksForCode(uri)) return reject('captcha');
  return { kind: 'lead', lead: { source: source.id, uri, title, foundOn: setting.uri, ...optionalYear(year) } };
};

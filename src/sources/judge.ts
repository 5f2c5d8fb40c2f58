// One link of a listing → lead, look-alike, or nothing worth telling. Shared by the CMS families.
import type { Source } from '../model/index.js';
import { sameSite } from './links.js';
import type { Anchor } from './links.js';
import type { Discovery } from './platform.js';
import { judgeTitle } from './title.js';

/** Address of the link a discovery is about; `undefined` for a finding. */
export const addressOf = (discovery: Discovery): string | undefined =>
  discovery.kind === 'lead' ? discovery.lead.uri : discovery.kind === 'rejected' ? discovery.uri : undefined;

/** Address of a column rather than an article; some bodies publish a report as the only page of a column all the same. */
export const isColumn = (uri: string): boolean => uri.endsWith('/') || /\/(?:index|list)(?:_\d+)?\.s?html?$/.test(uri);

/** `undefined` for links that have nothing to do with reports. Reports on another site are told, never followed. */
export const judgeAnchor = (source: Source, { uri, title }: Anchor, foundOn: string): Discovery | undefined => {
  const verdict = judgeTitle(title);
  if (!verdict.accepted) return verdict.reason === 'other' ? undefined : { kind: 'rejected', uri, title, reason: verdict.reason, foundOn };
  if (!sameSite(uri, source.listing)) return { kind: 'rejected', uri, title, reason: 'off-site', foundOn };
  const { year } = verdict;
  // `政府信息公开年报` in a page head leads to the column itself.
  if (year === undefined && isColumn(uri)) return undefined;
  return { kind: 'lead', lead: { source: source.id, uri, title, foundOn, ...(year === undefined ? {} : { year }) } };
};

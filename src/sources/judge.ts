// One link of a listing → lead, look-alike, or nothing worth telling. Shared by the CMS families.
import type { Lead, Source } from '../model/index.js';
import { plain } from '../text.js';
import { asksForCode, sameSite } from './links.js';
import type { Anchor } from './links.js';
import type { Discovery } from './platform.js';
import { cleanTitle, judgeTitle } from './title.js';

/** Where a link stands. */
export interface Setting {
  /** Address of the page. */
  readonly uri: string;
  /** What stands above the list; bare names of bodies below a heading such as 2023年…年度报告汇总 are links to reports. */
  readonly heading?: string;
}

/** Address of the link a discovery is about; `undefined` for a finding. */
export const addressOf = (discovery: Discovery): string | undefined =>
  discovery.kind === 'lead' ? discovery.lead.uri : discovery.kind === 'rejected' ? discovery.uri : undefined;

/** Address of a column rather than an article; some bodies publish a report as the only page of a column all the same. */
export const isColumn = (uri: string): boolean => /\/(?:(?:index|list)(?:_\d+)?\.[js]?html?)?$/.test(new URL(uri).pathname);

const BODY = /^[\p{Script=Han}（）()、·]{2,24}(?:局|委|办|厅|委员会|办公室|中心|镇|乡|街道|街道办事处|办事处|管委会|人民政府|分局|县|区|市)$/u;

/** Words of menus that end like names of bodies. */
const MENU = /服务中心$|^(?:政务|新闻|互动|数据|办事)/;

/** A name alone on a page of reports on one year. */
const yearOfBareName = (title: string, { heading = '' }: Setting): number | undefined => {
  const verdict = judgeTitle(heading);
  return verdict.accepted && BODY.test(plain(title)) && !MENU.test(title) ? verdict.year : undefined;
};

const lead = (source: Source, { uri, title }: Anchor, foundOn: string, year: number | undefined): Lead => ({
  source: source.id,
  uri,
  title,
  foundOn,
  ...(year === undefined ? {} : { year }),
});

/** `undefined` for links that have nothing to do with reports. Reports on another site, or behind a code, are told, never followed. */
export const judgeAnchor = (source: Source, anchor: Anchor, setting: Setting): Discovery | undefined => {
  const { uri } = anchor;
  const title = cleanTitle(anchor.title);
  const reject = (reason: string): Discovery => ({ kind: 'rejected', uri, title, reason, foundOn: setting.uri });
  const verdict = judgeTitle(title);
  const bareYear = yearOfBareName(title, setting);
  if (!verdict.accepted && (verdict.reason !== 'other' || bareYear === undefined)) return verdict.reason === 'other' ? undefined : reject(verdict.reason);
  const year = verdict.accepted ? verdict.year : bareYear;
  // `政府信息公开年报` in a page head leads to the column itself, `教育局` in a menu to its own pages.
  if ((year === undefined || !verdict.accepted) && isColumn(uri)) return undefined;
  if (!sameSite(uri, source.listing)) return reject('off-site');
  if (asksForCode(uri)) return reject('captcha');
  return { kind: 'lead', lead: lead(source, { uri, title }, setting.uri, year) };
};

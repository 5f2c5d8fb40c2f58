// Hanweb's module of annual reports: xxgkAnnualReport.jsp?area=<organ>&fbtime=<year>, one page for each organ and year and no list.
// `fbtime` is the reporting year. Years are known from links of the page, or from the options `from` and `to` of the source.
import type { Source } from '../../model/index.js';
import { headingOf } from '../content.js';
import type { Anchor } from '../links.js';
import { linksOf, listPage, makeFresh } from '../paging.js';
import type { ListItem } from '../paging.js';
import type { Get, TextPage } from '../platform.js';
import { judgeTitle } from '../title.js';
import { makePlatform } from '../walk.js';

const MODULE = /\/xxgkAnnualReport\.jsp\?/i;

const yearIn = (uri: string): string | undefined => /[?&]fbtime=(20\d\d)/.exec(uri)?.[1];

/** The parameters come in either order; one order for all makes an address one address. */
const inOrder = (uri: string): string => {
  const url = new URL(uri);
  const area = url.searchParams.get('area');
  const year = url.searchParams.get('fbtime');
  url.search = new URLSearchParams({ ...(area === null ? {} : { area }), ...(year === null ? {} : { fbtime: year }) }).toString();
  return url.href;
};

/** A link to the module says the year in its address, its text may be `2022年` or the name of an organ. */
const titled = ({ uri, title }: Anchor): Anchor => {
  const year = yearIn(uri);
  const named = title.replace(/20\d\d年?度?/, '');
  return judgeTitle(title).accepted || year === undefined ? { uri, title } : { uri, title: `${named}${year}年政府信息公开工作年度报告` };
};

const derivedYears = (uri: string, { options }: Source): Anchor[] => {
  const [from, to] = [Number(options?.from), Number(options?.to)];
  if (!(from >= 2003 && to >= from && to <= 2099)) return [];
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const url = new URL(uri);
    url.searchParams.set('fbtime', String(from + at));
    return { uri: url.href, title: '' };
  });
};

// eslint-disable-next-line @typescript-eslint/require-await -- the others of its kind ask for further pages
async function* read(first: TextPage, _: Get, source: Source): AsyncGenerator<ListItem> {
  const own: Anchor = { uri: first.uri, title: headingOf(first.html) };
  const all = [...(yearIn(first.uri) === undefined ? [] : [own]), ...linksOf(first), ...derivedYears(first.uri, source)];
  const reports = all.filter(({ uri }) => MODULE.test(uri) && yearIn(uri) !== undefined).map((anchor) => titled({ ...anchor, uri: inOrder(anchor.uri) }));
  yield listPage(first.uri, makeFresh()(reports));
}

export const hanwebAnnual = makePlatform({
  id: 'hanweb-annual',
  recognises: ({ uri, html }) => MODULE.test(uri) || MODULE.test(html),
  read,
});

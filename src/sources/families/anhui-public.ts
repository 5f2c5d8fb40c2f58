// Anhui's disclosure pages: /public/column/<organ>?type=3 is the annual report, its year in `title` or `timeFrame`; older ones are at
// /XxgkAnnualReport/show/N.html. Further rows come as fragments from /site/label/8888, page by page, the number of pages in `pageCount:N`.
import { judgeTitle } from '../title.js';
import { anchorsOf, resolveLink } from '../links.js';
import type { Anchor } from '../links.js';
import { incomplete, linksOf, listPage, makeFresh, MOST_MISSING, MOST_PAGES, textOf } from '../paging.js';
import type { Fresh, ListItem } from '../paging.js';
import type { Get, TextPage } from '../platform.js';
import { makePlatform } from '../walk.js';

const ORGAN = /\/public\/column\/\d+\?(?:.*&)?type=3\b/;
const SHOW = /\/XxgkAnnualReport\/show\/\d+\.html/i;
const LABEL = /["'(]([^"'()\s]*\/site\/label\/8888\?[^"'()\s]*)/;

const yearIn = (uri: string): string | undefined => /[?&](?:title|timeFrame)=(20\d\d)/.exec(uri)?.[1];

/** Links of the organ's year list say only `2022年`, those of the list of organs only a name. */
const titled = (anchor: Anchor): Anchor => {
  const year = ORGAN.test(anchor.uri) ? yearIn(anchor.uri) : undefined;
  if (year === undefined || judgeTitle(anchor.title).accepted) return anchor;
  return { ...anchor, title: `${anchor.title.replace(/20\d\d年?度?/, '')}${year}年政府信息公开工作年度报告` };
};

const labelUri = (address: string, pageIndex: number): string => {
  const url = new URL(address);
  url.searchParams.set('pageIndex', String(pageIndex));
  return url.href;
};

const pageCount = (html: string): number | undefined => {
  const found = /\bpageCount["']?\s*[:=]\s*["']?(\d+)/.exec(html)?.[1];
  return found === undefined ? undefined : Number(found);
};

async function* labelPages(address: string, first: TextPage, get: Get, fresh: Fresh): AsyncGenerator<ListItem> {
  let pages = pageCount(first.html) ?? 1;
  let missing = 0;
  for (let n = 1; n <= Math.min(pages, MOST_PAGES); n += 1) {
    const uri = labelUri(address, n);
    const page = await get(uri, { referer: first.uri });
    if (page === undefined) {
      missing += 1;
      yield incomplete(`${uri}: expected fragment ${n} of ${pages}, got none; rows on it are not listed.`);
      if (missing === MOST_MISSING) return;
      continue;
    }
    missing = 0;
    const { html } = textOf(page);
    pages = pageCount(html) ?? pages;
    const all = anchorsOf(html, first.uri);
    const anchors = fresh(all.map(titled));
    if (anchors.length === 0 && n > 1) {
      yield incomplete(`${uri}: fragment ${n} of ${pages} repeats rows shown before; stopped there.`);
      return;
    }
    yield listPage(uri, anchors);
  }
}

async function* read(first: TextPage, get: Get): AsyncGenerator<ListItem> {
  const fresh = makeFresh();
  yield listPage(first.uri, fresh(linksOf(first).map(titled)));
  const address = resolveLink(LABEL.exec(first.html)?.[1]?.replace(/&amp;/g, '&') ?? '', first.uri);
  if (address !== undefined && LABEL.test(first.html)) yield* labelPages(address, first, get, fresh);
}

export const anhuiPublic = makePlatform({
  id: 'anhui-public',
  recognises: (page) => LABEL.test(page.html) || linksOf(page).some(({ uri }) => ORGAN.test(uri) || SHOW.test(uri)),
  read,
});

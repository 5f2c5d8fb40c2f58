// One report without a list: a single article whose list is not known, or a column that is the article. It is found by being itself.
import type { Source } from '../../model/index.js';
import { isReportPage } from '../content.js';
import { judgeAnchor } from '../judge.js';
import { linksOf, readLinked } from '../paging.js';
import type { Discovery, Get, Platform, TextPage } from '../platform.js';
import { makePlatform } from '../walk.js';

/** The page itself; its title is not known before it is fetched. */
const itself = (source: Source): Discovery => ({
  kind: 'lead',
  lead: {
    source: source.id,
    uri: source.listing.replace(/#.*$/, ''),
    title: source.authority,
    foundOn: source.listing,
    ...(source.years?.length === 1 && source.years[0] !== undefined ? { year: source.years[0] } : {}),
  },
});

/** A report, and no link beside it that looks like one. */
const standsAlone = (page: TextPage): boolean => {
  const source: Source = { id: 'x', authority: '', platform: 'article', listing: page.uri };
  return isReportPage(page.html) && !linksOf(page).some((anchor) => anchor.uri !== page.uri && judgeAnchor(source, anchor, page)?.kind === 'lead');
};

const listed = makePlatform({ id: 'article', recognises: standsAlone, read: readLinked });

async function* discover(source: Source, get: Get): AsyncGenerator<Discovery> {
  if (source.kind === 'article') yield itself(source);
  else yield* listed.discover(source, get);
}

export const article: Platform = { id: 'article', recognises: standsAlone, discover };

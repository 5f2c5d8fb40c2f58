// The walk all families share: the listing, the columns below it where the source says so, each link judged once, the rows collected
// compared with the total the listing states, and a page without rows told apart from a column without reports.
import { finding } from '../model/index.js';
import type { Finding, Lead, Source } from '../model/index.js';
import { headingOf, isReportPage } from './content.js';
import { isColumn, judgeAnchor } from './judge.js';
import { anchorsOf, sameSite } from './links.js';
import type { Anchor } from './links.js';
import { incomplete, textOf } from './paging.js';
import type { ListItem, ListPage } from './paging.js';
import type { Discovery, Get, Platform, TextPage } from './platform.js';
import { judgeTitle } from './title.js';

/** A family as the walk takes it. */
export interface Family {
  readonly id: string;
  readonly recognises: (page: TextPage) => boolean;
  /** Pages of one column, the first of them included. */
  readonly read: (first: TextPage, get: Get, source: Source) => AsyncIterable<ListItem>;
  /** Levels of columns below the listing to go into, where the source does not say; 0 by default. */
  readonly depth?: number;
  /** Rows cannot be told for sure from links beside the list; then only too few of them are trouble. */
  readonly looseRows?: boolean;
}

/** A folder and its index page are one. */
const asColumn = (uri: string): string => uri.replace(/index\.s?html?$/, '');

/** Columns below the listing: `2022n/`, `2022n/index.html`, or anywhere on the site when the link is a year. */
const subColumns = (anchors: readonly Anchor[], listing: string): Anchor[] => {
  const folder = new URL('.', listing).href;
  return anchors
    .map(({ uri, title }) => ({ uri: asColumn(uri), title }))
    .filter(({ uri, title }) => {
      if (!isColumn(uri) || uri === folder || !sameSite(uri, listing)) return false;
      return (uri.startsWith(folder) && !/\/\d{6}\/$/.test(uri)) || /^20\d\d年?度?$/.test(title);
    });
};

/** The lead to a column page that is itself the report; its link says the year where its heading does not. */
const selfLead = (source: Source, page: TextPage, link: Anchor): Lead => {
  const title = headingOf(page.html) || link.title;
  const verdicts = [title, link.title].map(judgeTitle);
  const year = verdicts.map((verdict) => (verdict.accepted ? verdict.year : undefined)).find((one) => one !== undefined) ?? /(20\d\d)年/.exec(link.title)?.[1];
  return { source: source.id, uri: page.uri, title, foundOn: source.listing, ...(year === undefined ? {} : { year: Number(year) }) };
};

/** A page drawn by scripts has a title and scripts, but no link to an article of its own site. */
const isShell = ({ uri, html }: TextPage): boolean =>
  /<script\b/i.test(html) && !anchorsOf(html, uri, 'nav, header, footer').some((anchor) => sameSite(anchor.uri, uri) && !isColumn(anchor.uri));

const nothingFound = (page: TextPage): Finding =>
  isShell(page)
    ? finding('needs-javascript', `${page.uri}: expected links to articles, found scripts and none; the list is drawn in the browser and not known from here.`)
    : finding('listing-empty', `${page.uri}: the page was served, but no link on it looks like a report; that need not mean that nothing was published.`);

/** Told when the listing states a total and another number of rows was collected. */
const totalTrouble = (uri: string, total: number | undefined, rows: number, loose = false): Finding | undefined => {
  if (total === undefined || total === rows || (loose && rows > total)) return undefined;
  return incomplete(`${uri}: expected ${total} rows as the listing states, collected ${rows}; ${rows < total ? 'the rest were not served' : 'the stated total is wrong'}.`);
};

/** What one walk remembers. */
interface Walk {
  readonly source: Source;
  readonly get: Get;
  readonly family: Family;
  /** Addresses judged so far. */
  readonly judged: Set<string>;
  /** The first page that was served. */
  shell?: TextPage;
  troubled: boolean;
}

const trouble = (walk: Walk, one: Finding): Discovery => {
  walk.troubled = true;
  return { kind: 'finding', finding: one };
};

/** Each address is given once; those of `followed` columns are not judged. */
const judgeLinks = ({ source, judged }: Walk, page: ListPage, heading: string, followed: readonly Anchor[]): Discovery[] =>
  page.anchors.flatMap((anchor) => {
    if (followed.some(({ uri }) => uri === asColumn(anchor.uri))) return [];
    const result = judgeAnchor(source, anchor, { uri: page.uri, heading });
    if (result === undefined || judged.has(anchor.uri)) return [];
    judged.add(anchor.uri);
    return [result];
  });

/** Pages of one column; gives the columns below it that are to be walked too. */
async function* walkPages(walk: Walk, first: TextPage, deeper: boolean): AsyncGenerator<Discovery, Anchor[]> {
  const heading = headingOf(first.html);
  const below: Anchor[] = [];
  let rows = 0;
  let total: number | undefined;
  let whole = true;
  for await (const item of walk.family.read(first, walk.get, walk.source)) {
    if ('severity' in item) {
      whole = false;
      yield trouble(walk, item);
      continue;
    }
    const followed = deeper ? subColumns(item.anchors, first.uri) : [];
    for (const column of followed) below.push(column);
    rows += item.rows;
    total ??= item.total;
    yield* judgeLinks(walk, item, heading, followed);
  }
  const note = whole ? totalTrouble(first.uri, total, rows, walk.family.looseRows) : undefined;
  if (note) yield trouble(walk, note);
  return below;
}

/** One column, which may itself be a report. */
async function* walkColumn(walk: Walk, column: Anchor, deeper: boolean): AsyncGenerator<Discovery, Anchor[]> {
  const served = await walk.get(column.uri);
  if (served === undefined) {
    yield trouble(walk, incomplete(`${column.uri}: the listing was not served; its reports are unknown, not missing.`));
    return [];
  }
  const first = textOf(served);
  walk.shell ??= first;
  if (isReportPage(first.html) && !walk.judged.has(first.uri)) {
    walk.judged.add(first.uri);
    yield { kind: 'lead', lead: selfLead(walk.source, first, column) };
  }
  return yield* walkPages(walk, first, deeper);
}

async function* walkFrom(family: Family, source: Source, get: Get): AsyncGenerator<Discovery> {
  const depth = source.options?.depth ?? family.depth ?? 0;
  const walk: Walk = { source, get, family, judged: new Set(), troubled: false };
  const walked = new Set<string>();
  let columns: readonly Anchor[] = [{ uri: source.listing.replace(/#.*$/, ''), title: '' }];
  for (let level = 0; level <= depth; level += 1) {
    const below: Anchor[] = [];
    for (const column of columns) {
      if (walked.has(asColumn(column.uri))) continue;
      walked.add(asColumn(column.uri));
      for (const next of yield* walkColumn(walk, column, level < depth)) below.push(next);
    }
    columns = below;
  }
  if (walk.shell && walk.judged.size === 0 && !walk.troubled) yield trouble(walk, nothingFound(walk.shell));
}

export const makePlatform = (family: Family): Platform => ({
  id: family.id,
  recognises: family.recognises,
  discover: (source, get) => walkFrom(family, source, get),
});

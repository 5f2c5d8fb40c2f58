// The walk all families share: the listing, the columns below it, each link judged once, the rows collected compared with the total the
// listing states, and what cannot be told from here told as that: a page without rows, rows that may be reports.
import { finding } from '../model/index.js';
import type { Finding, Lead, Source } from '../model/index.js';
import { columnsIn, settingOf } from './columns.js';
import type { Column } from './columns.js';
import { headingOf, isReportPage } from './content.js';
import { isColumn, judgeAnchor } from './judge.js';
import type { Setting } from './judge.js';
import { anchorsOf, sameSite } from './links.js';
import type { Anchor } from './links.js';
import { incomplete, pageKey, textOf } from './paging.js';
import type { ListItem, ListPage } from './paging.js';
import type { Discovery, Get, Platform, TextPage } from './platform.js';
import { judgeTitle, mayBeReport } from './title.js';

/** A family as the walk takes it. */
export interface Family {
  readonly id: string;
  readonly recognises: (page: TextPage) => boolean;
  /** Pages of one column, the first of them included. */
  readonly read: (first: TextPage, get: Get, source: Source) => AsyncIterable<ListItem>;
  /** Rows cannot be told for sure from links beside the list; then only too few of them are trouble. */
  readonly looseRows?: boolean;
}

/** Levels of columns below the listing that are gone into where the source does not say: years, and bodies in them. */
const DEPTH = 2;
/** Columns of one walk; no portal has so many for one listing. */
const MOST_COLUMNS = 200;

/** The lead to a column page that is itself the report; its link says the year where its heading does not. */
const selfLead = (source: Source, page: TextPage, column: Column): Lead => {
  const title = headingOf(page.html) || column.title;
  const verdict = judgeTitle(title);
  const year = verdict.accepted ? (verdict.year ?? column.year) : column.year;
  return { source: source.id, uri: page.uri, title, foundOn: source.listing, ...(year === undefined ? {} : { year }) };
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
  /** Columns gone into, by `pageKey`. */
  readonly walked: Set<string>;
  /** Links that told something so far, those that told it again included. */
  told: number;
  /** Links that may be reports or lead to some, by address. */
  readonly open: Map<string, Anchor>;
  /** The first page that was served. */
  shell?: TextPage;
  troubled: boolean;
}

const trouble = (walk: Walk, one: Finding): Discovery => {
  walk.troubled = true;
  return { kind: 'finding', finding: one };
};

/** Each address is given once; those of `followed` columns are not judged. */
const judgeLinks = (walk: Walk, { anchors }: ListPage, setting: Setting, followed: ReadonlySet<string>): Discovery[] =>
  anchors.flatMap((anchor) => {
    if (followed.has(anchor.uri)) return [];
    const result = judgeAnchor(walk.source, anchor, setting);
    if (result === undefined) {
      if (!isColumn(anchor.uri) && mayBeReport(anchor.title, setting.reports)) walk.open.set(anchor.uri, anchor);
      return [];
    }
    walk.told += 1;
    if (walk.judged.has(anchor.uri)) return [];
    walk.judged.add(anchor.uri);
    return [result];
  });

/** Pages of one column; gives the columns below it, which are walked too when it goes `deeper`. */
async function* walkPages(walk: Walk, first: TextPage, column: Column, deeper: boolean): AsyncGenerator<Discovery, readonly Column[]> {
  const above = settingOf(first, column);
  const below: Column[] = [];
  let rows = 0;
  let total: number | undefined;
  let whole = true;
  for await (const item of walk.family.read(first, walk.get, walk.source)) {
    if ('severity' in item) {
      whole = false;
      yield trouble(walk, item);
      continue;
    }
    const setting: Setting = { ...above, reports: above.reports === true || item.reports === true };
    const columns = columnsIn(item.anchors, setting, deeper && walk.source.options?.depth !== undefined);
    for (const one of columns) {
      if (deeper) below.push(one);
      else walk.open.set(one.uri, one);
    }
    rows += item.rows;
    total ??= item.total;
    yield* judgeLinks(walk, item, { ...setting, uri: item.uri }, new Set(deeper ? columns.map(({ uri }) => uri) : []));
  }
  const note = whole ? totalTrouble(first.uri, total, rows, walk.family.looseRows) : undefined;
  if (note) yield trouble(walk, note);
  return below;
}

/** One column, which may itself be a report. */
async function* walkColumn(walk: Walk, column: Column, deeper: boolean): AsyncGenerator<Discovery, readonly Column[]> {
  const served = await walk.get(column.uri);
  if (served === undefined) {
    yield trouble(walk, incomplete(`${column.uri}: the listing was not served; its reports are unknown, not missing.`));
    return [];
  }
  const first = textOf(served);
  walk.shell ??= first;
  const isReport = isReportPage(first.html);
  if (isReport) yield* itself(walk, first, column);
  const before = walk.told;
  const below = yield* walkPages(walk, first, column, deeper);
  if (!column.promising || isReport || below.length > 0 || walk.told > before) return below;
  // A year has its report in a file or a picture; a body has none.
  if (column.year === undefined) yield trouble(walk, nothingFound(first));
  else yield* itself(walk, first, column);
  return below;
}

/** A column that is the report. */
function* itself(walk: Walk, page: TextPage, column: Column): Generator<Discovery> {
  if (walk.judged.has(page.uri)) return;
  walk.judged.add(page.uri);
  yield { kind: 'lead', lead: selfLead(walk.source, page, column) };
}

const shapeOf = (uri: string): string => new URL(uri).pathname.replace(/[\da-f]{8,}|\d+/gi, '#');

/** What was neither judged nor gone into in the end, and stands where reports stand. */
const unexplained = ({ source, judged, walked, open }: Walk): Finding | undefined => {
  const folder = new URL('.', source.listing).href;
  const shapes = new Set([...judged].map(shapeOf));
  const left = [...open.values()].filter(
    ({ uri, title }) => !judged.has(uri) && !walked.has(pageKey(uri)) && (mayBeReport(title) || isColumn(uri) || uri.startsWith(folder) || shapes.has(shapeOf(uri))),
  );
  const [first] = left;
  if (first === undefined) return undefined;
  return finding('rows-unexplained', `${source.listing}: expected titles that tell what is a report, found ${left.length} that may be one and were not followed, first "${first.title}" (${first.uri}); look at them, no report is said to be missing from this listing.`);
};

async function* walkFrom(family: Family, source: Source, get: Get): AsyncGenerator<Discovery> {
  const depth = source.options?.depth ?? DEPTH;
  const walk: Walk = { source, get, family, judged: new Set(), walked: new Set(), told: 0, open: new Map(), troubled: false };
  let columns: readonly Column[] = [{ uri: source.listing.replace(/#.*$/, ''), title: '', reports: false, promising: false }];
  for (let level = 0; level <= depth; level += 1) {
    const below: Column[] = [];
    for (const column of columns) {
      if (walk.walked.has(pageKey(column.uri))) continue;
      if (walk.walked.size > MOST_COLUMNS) {
        yield trouble(walk, incomplete(`${column.uri}: more than ${MOST_COLUMNS} columns lie below the listing; stopped there.`));
        return;
      }
      walk.walked.add(pageKey(column.uri));
      for (const one of yield* walkColumn(walk, column, level < depth)) below.push(one);
    }
    columns = below;
  }
  const left = unexplained(walk);
  if (left) yield trouble(walk, left);
  if (walk.shell && walk.judged.size === 0 && !walk.troubled) yield trouble(walk, nothingFound(walk.shell));
}

export const makePlatform = (family: Family): Platform => ({
  id: family.id,
  recognises: family.recognises,
  discover: (source, get) => walkFrom(family, source, get),
});

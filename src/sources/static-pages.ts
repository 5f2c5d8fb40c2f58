// What families of static pages share: the total an inline call announces, the names of the further pages that follow from it, and
// paging links where nothing is announced.
import { finding } from '../model/index.js';
import { announcedPages, incomplete, linkedPages, linksOf, listPage, makeFresh, MOST_PAGES } from './paging.js';
import type { IsRow, ListItem } from './paging.js';
import { without } from './passages.js';
import type { Get, Page, TextPage } from './platform.js';
import type { Family } from './walk.js';

/** What an inline call says; `stem` and `ending` make the names of the further pages. */
export interface PageTotal {
  readonly pages: number;
  readonly records?: number;
  readonly stem: string;
  readonly ending: string;
}

type Argument = number | string;

const argumentsOf = (list: string): Argument[] =>
  [...list.matchAll(/(["'])(.*?)\1|(\d+)/g)].map((match) => (match[3] === undefined ? (match[2] ?? '') : Number(match[3])));

/** Each page but the last has a row at least, and all together hold the records; rows on the first page may be too many, never too few. */
export const isPlausible = ({ pages, records }: PageTotal, rows: number): boolean => {
  if (records === undefined) return true;
  return records === 0 ? pages <= 1 : pages >= 1 && pages <= records && records <= pages * rows;
};

/** Two numbers before the stem: pages, current. Three: records, pages, current; or, on sister sites, pages, current, records. A string before them names a page element. */
const readCall = (list: string, rows: number): PageTotal | undefined => {
  const given = argumentsOf(list);
  const args = typeof given[0] === 'string' && typeof given[1] === 'number' ? given.slice(1) : given;
  const stemAt = args.findIndex((argument) => typeof argument === 'string');
  const numbers = args.slice(0, stemAt < 0 ? args.length : stemAt).filter((argument) => typeof argument === 'number');
  const [stem = 'index', ending = 'html'] = args.slice(stemAt < 0 ? args.length : stemAt).map(String);
  const [first, second, third] = numbers;
  if (first === undefined) return undefined;
  if (second === undefined || third === undefined) return { pages: first, stem, ending };
  const [usual, other] = [{ pages: second, records: first, stem, ending }, { pages: first, records: third, stem, ending }];
  return !isPlausible(usual, rows) && third > 0 && isPlausible(other, rows) ? other : usual;
};

const endingOf = (script: string, uri: string): string => /index_\d+\.(s?html?)/.exec(script)?.[1] ?? /\.(s?html?)$/.exec(uri)?.[1] ?? 'html';

const COUNTS = [/\bcountPage\s*=\s*["']?(\d+)/, /\bele\.value\s*>\s*(\d+)/];
/** Many scripts have one, for all kinds of lists; it counts where a pager is near. */
const LOOSE_COUNT = /\b(?:totalPages?|pageCount)["']?\s*[:=]\s*["']?(\d+)/g;
const PAGER = /\bpag(?:er|ing|ination|ebar)|(?:class|id)=["'][^"']*\bpages?\b|[上下]一?页|尾页|末页|页次/i;
const NEAR = 300;

const looseCount = (script: string): RegExpExecArray | undefined =>
  [...script.matchAll(LOOSE_COUNT)].find(({ index }) => PAGER.test(script.slice(Math.max(0, index - NEAR), index + NEAR)));

/**
 * Reads the total from the first form that is there; `undefined` when the page has none. `uri` tells the ending where no call does, the
 * rows of this page which number of a call is which.
 */
export const pageTotal = (html: string, uri = '', rows = Infinity): PageTotal | undefined => {
  const script = without(html, /\/\*/g, '\\*/');
  const calls = [...script.matchAll(/(?<!function\s+)\bcreatePage(?:HTML)?\s*\(([^)]{0,1000})\)/g)];
  const call = calls.map((match) => readCall(match[1] ?? '', rows)).find((total) => total !== undefined);
  if (call) return call;
  const count = COUNTS.map((pattern) => pattern.exec(script)).find((match) => match !== null) ?? looseCount(script);
  return count ? { pages: Number(count[1]), stem: 'index', ending: endingOf(script, uri) } : undefined;
};

export interface StaticFamily {
  readonly id: string;
  readonly recognises: (page: TextPage) => boolean;
  readonly isRow: IsRow;
  /** Name of page `n` (from 2) by what is announced. */
  readonly nameOf: (n: number, total: PageTotal) => string;
}

/** Pages that were served are not asked for again. */
const remembering = (get: Get): Get => {
  const served = new Map<string, Page>();
  return async (uri, options) => {
    const page = served.get(uri) ?? (await get(uri, options));
    if (page) served.set(uri, page);
    return page;
  };
};

/** Sister sites call the second page index_2 where others have index_1; the names of all, `after` the last too, are then one further. */
const shifted = async (names: readonly string[], after: string, get: Get): Promise<readonly string[]> => {
  const [second] = names;
  if (second === undefined || (await get(second, { probe: true }))) return names;
  return (await get(after, { probe: true })) ? [...names.slice(1), after] : names;
};

async function* announced(first: TextPage, total: PageTotal, family: StaticFamily, get: Get, known: ReturnType<typeof makeFresh>): AsyncGenerator<ListItem> {
  if (total.pages > MOST_PAGES) {
    yield finding('listing-incomplete', `${first.uri}: expected at most ${MOST_PAGES} pages, the page says ${total.pages}; only the first was read.`);
    return;
  }
  const nameOf = (n: number): string => new URL(family.nameOf(n, total), first.uri).href;
  const names = Array.from({ length: Math.max(0, total.pages - 1) }, (_, at) => nameOf(at + 2));
  const there = await shifted(names, nameOf(total.pages + 1), get);
  yield* announcedPages(there, first, get, known, family.isRow);
}

async function* readStatic(family: StaticFamily, first: TextPage, get: Get): AsyncGenerator<ListItem> {
  const fresh = makeFresh();
  const once = remembering((uri, options) => get(uri, { referer: first.uri, ...options }));
  const page = listPage(first.uri, fresh(linksOf(first)), family.isRow);
  const total = pageTotal(first.html, first.uri, page.rows);
  yield { ...page, ...(total?.records === undefined ? {} : { total: total.records }) };
  if (total && !isPlausible(total, page.rows)) yield incomplete(`${first.uri}: expected the ${page.rows} rows of the first page and ${total.pages} pages to fit ${total.records ?? 0} rows in all, they do not; one of the numbers is not what it was taken for.`);
  if (total) yield* announced(first, total, family, once, fresh);
  else yield* linkedPages(first, get, fresh, family.isRow);
}

export const staticFamily = (family: StaticFamily): Family => ({
  id: family.id,
  recognises: family.recognises,
  read: (first, get) => readStatic(family, first, get),
  looseRows: true,
});

/** Marks of a family by the addresses its first page links to. */
export const linksTo = (pattern: RegExp) => (page: TextPage): boolean => linksOf(page).some(({ uri }) => pattern.test(uri));

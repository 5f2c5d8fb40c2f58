// Static t-date pages (拓尔思 TRS WCM and look-alikes): index.html, index_1.html …, articles at YYYYMM/tYYYYMMDD_N.html.
// How many pages there are is said only by an inline call, whose arguments differ from site to site.
import { finding } from '../model/index.js';
import type { Source } from '../model/index.js';
import { pageText } from './charset.js';
import { isColumn, judgeAnchor } from './judge.js';
import { anchorsOf, withoutTwinMark } from './links.js';
import type { Anchor } from './links.js';
import type { Discovery, Get, Page, Platform } from './platform.js';

/** What the inline call says; `stem` and `ending` make the names of the further pages. */
export interface PageTotal {
  readonly pages: number;
  readonly records?: number;
  readonly stem: string;
  readonly ending: string;
}

/** More pages than any report column has; a larger total is a record count read as pages. */
const MOST_PAGES = 500;
/** `index_2.html` of some sites is a page of 300–400 bytes without a link, with status 200. */
const STUB_BYTES = 600;

type Argument = number | string;

const argumentsOf = (list: string): Argument[] =>
  [...list.matchAll(/(["'])(.*?)\1|(\d+)/g)].map((match) => (match[3] === undefined ? (match[2] ?? '') : Number(match[3])));

/** Two numbers before the stem: pages, current. Three: records, pages, current. A string before them names a page element. */
const readCall = (list: string): PageTotal | undefined => {
  const given = argumentsOf(list);
  const args = typeof given[0] === 'string' && typeof given[1] === 'number' ? given.slice(1) : given;
  const stemAt = args.findIndex((argument) => typeof argument === 'string');
  const numbers = args.slice(0, stemAt < 0 ? args.length : stemAt).filter((argument) => typeof argument === 'number');
  const [stem = 'index', ending = 'html'] = args.slice(stemAt < 0 ? args.length : stemAt).map(String);
  const [first, second] = numbers;
  if (first === undefined) return undefined;
  if (numbers.length < 3 || second === undefined) return { pages: first, stem, ending };
  return { pages: second, records: first, stem, ending };
};

const endingOf = (html: string): string => /index_\d+\.(s?html?)/.exec(html)?.[1] ?? 'html';

/** Reads the total from the first form that is there; `undefined` when the page has none, so is the only one. */
export const pageTotal = (html: string): PageTotal | undefined => {
  const script = html.replace(/\/\*[\s\S]*?\*\//g, '');
  const calls = [...script.matchAll(/(?<!function\s+)\bcreatePage(?:HTML)?\s*\(([^)]*)\)/g)];
  const call = calls.map((match) => readCall(match[1] ?? '')).find((total) => total !== undefined);
  if (call) return call;
  const count = /\bcountPage\s*=\s*["']?(\d+)/.exec(script) ?? /\bele\.value\s*>\s*(\d+)/.exec(script);
  return count ? { pages: Number(count[1]), stem: 'index', ending: endingOf(script) } : undefined;
};

const seems = (page: Page, anchors: readonly Anchor[]): 'stub' | 'listing' =>
  page.bytes.length < STUB_BYTES && anchors.length === 0 ? 'stub' : 'listing';

/** Pages after the first, `index_1` to `index_{pages-1}`. */
const pageUris = (first: string, { pages, stem, ending }: PageTotal): string[] =>
  Array.from({ length: pages > MOST_PAGES ? 0 : Math.max(0, pages - 1) }, (_, at) => new URL(`${stem}_${String(at + 1)}.${ending}`, first).href);

/** Columns below the listing: `2022n/`, `2022n/index.html`. Their depth is `options.depth`, 0 by default. */
const subColumns = (anchors: readonly Anchor[], listing: string): string[] => {
  const folder = new URL('.', listing).href;
  return anchors
    .map(({ uri }) => uri.replace(/index\.s?html?$/, ''))
    .filter((uri) => uri.startsWith(folder) && uri.endsWith('/') && uri !== folder && !/\/\d{6}\/$/.test(uri));
};

const incomplete = (note: string): Discovery => ({ kind: 'finding', finding: finding('listing-incomplete', note) });

/** One column, all its pages. Yields the anchors no page of this run has shown before. */
async function* columnPages(listing: string, get: Get, seen: Set<string>): AsyncGenerator<Discovery | { page: Page; anchors: Anchor[] }> {
  const first = await get(listing);
  if (first === undefined) {
    yield incomplete(`${listing}: the listing was not served; its reports are unknown, not missing.`);
    return;
  }
  const html = pageText(first.bytes, first.contentType);
  const total = pageTotal(html) ?? { pages: 1, stem: 'index', ending: 'html' };
  if (total.pages > MOST_PAGES) {
    yield incomplete(`${first.uri}: expected at most ${MOST_PAGES} pages, the page says ${total.pages}; only the first was read.`);
  }
  const fresh = (anchors: Anchor[]): Anchor[] => anchors.filter(({ uri }) => !seen.has(uri) && seen.add(uri).size > 0);
  yield { page: first, anchors: fresh(anchorsOf(html, first.uri)) };
  const uris = pageUris(first.uri, total);
  for (const [at, uri] of uris.entries()) {
    const page = await get(uri, { referer: first.uri });
    const all = page ? anchorsOf(pageText(page.bytes, page.contentType), page.uri) : [];
    if (page === undefined || seems(page, all) === 'stub') {
      yield incomplete(`${uri}: expected one of ${total.pages} listing pages, got none or a stub without links; rows on it are not listed.`);
      // Sister sites call the second page index_2; the name of the last is then one further.
      if (at === 0) uris.push(new URL(`${total.stem}_${total.pages}.${total.ending}`, first.uri).href);
      continue;
    }
    const anchors = fresh(all);
    if (anchors.length === 0) {
      yield incomplete(`${uri}: adds no link to the pages before it, of ${total.pages} announced; stopped there.`);
      return;
    }
    yield { page, anchors };
  }
}

async function* discover(source: Source, get: Get): AsyncGenerator<Discovery> {
  const depth = Number(source.options?.depth ?? 0);
  const seen = new Set<string>();
  const judged = new Set<string>();
  let columns = [source.listing];
  for (let level = 0; level <= depth && columns.length > 0; level += 1) {
    const below: string[] = [];
    for (const column of columns) {
      for await (const item of columnPages(column, get, seen)) {
        if ('kind' in item) { yield item; continue; }
        const followed = level < depth ? subColumns(item.anchors, item.page.uri) : [];
        below.push(...followed);
        for (const anchor of item.anchors) {
          const uri = withoutTwinMark(anchor.uri);
          const result = isColumn(uri) && followed.length > 0 ? undefined : judgeAnchor(source, { ...anchor, uri }, item.page.uri);
          if (result === undefined || judged.has(uri)) continue;
          judged.add(uri);
          yield result;
        }
      }
    }
    columns = [...new Set(below)];
  }
}

export const trsTdate: Platform = { id: 'trs-tdate', discover };

// From the first page of a listing to its others: by the number a script announces, or by the paging links of each page. Either way
// a page that shows nothing new ends it, because portals give page one for ever.
import { pageText } from '../charset.js';
import { finding } from '../model/index.js';
import type { Finding } from '../model/index.js';
import { anchorsOf, withoutTwinMark } from './links.js';
import type { Anchor } from './links.js';
import type { Get, GetOptions, Page, TextPage } from './platform.js';
import { writtenRows } from './written.js';

/** One page of a listing, or one answer of an endpoint. */
export interface ListPage {
  readonly kind: 'page';
  readonly uri: string;
  /** Links that no page before it had. */
  readonly anchors: readonly Anchor[];
  /** Rows of the list among them, where the family can tell. */
  readonly rows: number;
  /** Rows the listing says it has, all pages together. */
  readonly total?: number;
  /** The portal names the column after reports, whatever the page says. */
  readonly reports?: boolean;
}

export type ListItem = ListPage | Finding;

/** More pages than any report column has; a larger total is a record count read as pages. */
export const MOST_PAGES = 500;
/** `index_2.html` of some sites is a page of 300–400 bytes without a link, with status 200. */
const STUB_BYTES = 600;

export const incomplete = (note: string): Finding => finding('listing-incomplete', note);

export const textOf = (page: Page): TextPage => ({ uri: page.uri, html: pageText(page.bytes, page.contentType) });

/** Remembers what was shown; gives the anchors that were not, mobile twins folded. */
export type Fresh = (anchors: readonly Anchor[]) => Anchor[];

export const makeFresh = (): Fresh => {
  const seen = new Set<string>();
  return (anchors) => anchors.map((anchor) => ({ ...anchor, uri: withoutTwinMark(anchor.uri) })).filter(({ uri }) => !seen.has(uri) && seen.add(uri).size > 0);
};

/** What tells a row of the list from a link beside it; absent: all of them are rows. */
export type IsRow = (anchor: Anchor) => boolean;

export const listPage = (uri: string, anchors: readonly Anchor[], isRow: IsRow = () => true, total?: number): ListPage => ({
  kind: 'page',
  uri,
  anchors,
  rows: anchors.filter(isRow).length,
  ...(total === undefined ? {} : { total }),
});

/** Every family looks at the links of a first page to know whether it is its own. */
const links = new WeakMap<TextPage, readonly Anchor[]>();

const findLinks = ({ html, uri }: TextPage): readonly Anchor[] => {
  const written = writtenRows(html);
  return [...anchorsOf(html, uri), ...(written === '' ? [] : anchorsOf(written, uri))];
};

/** Links in the markup, and those that scripts of the page write into it. */
export const linksOf = (page: TextPage): readonly Anchor[] => {
  const known = links.get(page) ?? findLinks(page);
  links.set(page, known);
  return known;
};

/** So many missing in a row are no broken pages: the listing has fewer than was read from it. */
export const MOST_MISSING = 2;

/** Pages whose addresses are known beforehand. A missing page is told, the second in a row ends the walk, and so does one that adds no link. */
export async function* announcedPages(uris: readonly string[], first: TextPage, get: Get, fresh: Fresh, isRow?: IsRow): AsyncGenerator<ListItem> {
  let missing = 0;
  for (const uri of uris) {
    const page = await get(uri, { referer: first.uri });
    const all = page ? linksOf(textOf(page)) : [];
    if (page === undefined || (page.bytes.length < STUB_BYTES && all.length === 0)) {
      missing += 1;
      const then = missing === MOST_MISSING ? `; the second in a row, so those behind it were not asked for` : '';
      yield incomplete(`${uri}: expected one of ${uris.length + 1} listing pages, got none or a stub without links; rows on it are not listed${then}.`);
      if (missing === MOST_MISSING) return;
      continue;
    }
    missing = 0;
    const anchors = fresh(all);
    if (anchors.length === 0) {
      yield incomplete(`${uri}: adds no link to the pages before it, of ${uris.length + 1} announced; stopped there.`);
      return;
    }
    yield listPage(page.uri, anchors, isRow);
  }
}

const PAGE_WORD = /^(?:下一?页|下页|末页|尾页|最后一?页|上一?页|[>›»]+|第?\d{1,3}页?)$/;
const PAGE_NAME = /(?:^|[_-])(?:index|list|p)?_?\d{1,4}(?:\.\w+)?$/;
const PAGE_PARAMETER = /^(?:page|pages|p|pn|pageno|pageindex|pagenum|currpage|curpage|currentpage)$/i;

const folderOf = (uri: string): string => new URL('.', uri).pathname;
const lastOf = (uri: string): string => new URL(uri).pathname.split('/').pop() ?? '';
const stemOf = (uri: string): string => lastOf(uri).replace(/\.\w+$/, '').replace(/[_-]?\d+$/, '');

const differsInPageOnly = (a: URL, b: URL): boolean => {
  const names = new Set([...a.searchParams.keys(), ...b.searchParams.keys()]);
  const differing = [...names].filter((name) => a.searchParams.get(name) !== b.searchParams.get(name));
  return differing.length > 0 && differing.every((name) => PAGE_PARAMETER.test(name) && /^\d*$/.test(a.searchParams.get(name) ?? ''));
};

/** `index_2.html` beside `index.html`, `3.htm` in the folder of `nb.htm`, `?page=2` of the same script; a paging word helps where names do not. */
export const isPagingLink = ({ uri, title }: Anchor, first: string): boolean => {
  const [a, b] = [new URL(uri), new URL(first)];
  if (a.origin !== b.origin || uri === first) return false;
  if (a.pathname === b.pathname) return differsInPageOnly(a, b);
  const inFolder = folderOf(uri) === folderOf(first);
  const below = a.pathname.startsWith(`${b.pathname.replace(/\.\w+$/, '')}/`) && /\/\d{1,4}\.\w+$/.test(a.pathname);
  if (below) return true;
  return inFolder && PAGE_NAME.test(lastOf(uri)) && (PAGE_WORD.test(title) || stemOf(uri) === (stemOf(first) || 'index'));
};

/** A folder and its index page are one. */
export const pageKey = (uri: string): string => uri.replace(/\/index\.\w+$/, '/');

/** Follows paging links until there are none that were not followed; links of a page that adds nothing are not followed. */
export async function* linkedPages(first: TextPage, get: Get, fresh: Fresh, isRow?: IsRow): AsyncGenerator<ListItem> {
  const visited = new Set([pageKey(first.uri)]);
  const queue: string[] = [];
  const note = (page: TextPage): void => {
    for (const anchor of linksOf(page).filter((one) => isPagingLink(one, first.uri))) {
      if (visited.has(pageKey(anchor.uri))) continue;
      visited.add(pageKey(anchor.uri));
      queue.push(anchor.uri);
    }
  };
  note(first);
  let missing = 0;
  for (let uri = queue.shift(); uri !== undefined; uri = queue.shift()) {
    if (visited.size > MOST_PAGES) {
      yield incomplete(`${first.uri}: more than ${MOST_PAGES} pages are linked; stopped there.`);
      return;
    }
    const page = await get(uri, { referer: first.uri });
    if (page === undefined) {
      missing += 1;
      yield incomplete(`${uri}: a further page of the listing was not served; rows on it are not listed.`);
      if (missing === MOST_MISSING) return;
      continue;
    }
    missing = 0;
    const text = textOf(page);
    const anchors = fresh(linksOf(text)).filter((anchor) => !isPagingLink(anchor, first.uri));
    if (anchors.length === 0) continue;
    note(text);
    yield listPage(page.uri, anchors, isRow);
  }
}

/** A listing whose pages lead to each other by links. */
export async function* readLinked(first: TextPage, get: Get): AsyncGenerator<ListItem> {
  const fresh = makeFresh();
  yield listPage(first.uri, fresh(linksOf(first)));
  yield* linkedPages(first, get, fresh);
}

/** One answer of an endpoint. */
export interface Answer {
  readonly rows: readonly Anchor[];
  readonly total?: number;
  /** Pages in all, where it is said. */
  readonly pages?: number;
}

export interface Endpoint {
  /** Address, and form for a POST, of page `n`. */
  readonly request: (n: number) => { readonly uri: string } & Pick<GetOptions, 'form'>;
  /** `undefined`: not an answer of this endpoint. */
  readonly read: (page: Page) => Answer | undefined;
  /** Whether the first answer is one of a list, and has pages; all are when absent. */
  readonly isList?: (answer: Answer) => boolean;
  /** Number of the first page to ask for. */
  readonly from: number;
  /** Rows of a full page; a shorter one is the last. */
  readonly perPage: number;
}

/** Why to stop after `page`; `undefined`: go on. */
const endOf = (answer: Answer, collected: number, asked: number, perPage: number): boolean =>
  (answer.pages !== undefined && asked >= answer.pages) || (answer.total !== undefined && collected >= answer.total) || (answer.total === undefined && answer.pages === undefined && answer.rows.length < perPage);

/** Asks an endpoint page after page, up to the total it states, an empty page, or one that was there before. */
export async function* endpointPages({ request, read, isList = () => true, from, perPage }: Endpoint, referer: string, get: Get, fresh: Fresh, before = 0): AsyncGenerator<ListItem> {
  let collected = before;
  for (let n = from; n < from + MOST_PAGES; n += 1) {
    const { uri, form } = request(n);
    const page = await get(uri, { referer, ...(form ? { form } : {}) });
    const answer = page && read(page);
    if (answer === undefined) {
      yield incomplete(`${uri}: expected rows of the listing, got ${page ? 'something else' : 'no answer'}; rows from page ${n} on are not listed.`);
      return;
    }
    const anchors = fresh(answer.rows);
    if (n === from && !isList(answer)) {
      yield listPage(uri, anchors, () => false);
      return;
    }
    if (anchors.length === 0 && answer.rows.length > 0) {
      yield incomplete(`${uri}: page ${n} repeats rows shown before; the endpoint does not page, rows beyond ${collected} are not known.`);
      return;
    }
    collected += anchors.length;
    yield listPage(uri, anchors, undefined, answer.total);
    if (anchors.length === 0 || endOf(answer, collected, n - from + 1, perPage)) return;
  }
}

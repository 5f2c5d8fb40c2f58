// Hanweb 大汉 jpage columns: the rows are records in CDATA inside a <script type="text/xml"> datastore, which an HTML parser does not
// see; further rows come from dataproxy.jsp in groups counted from 1, with the number of records in each answer.
import { pageText } from '../../charset.js';
import { anchorsOf, withoutTwinMark } from '../links.js';
import { incomplete, linkedPages, linksOf, listPage, makeFresh } from '../paging.js';
import type { ListItem, ListPage } from '../paging.js';
import { between } from '../passages.js';
import type { Get, TextPage } from '../platform.js';
import { makePlatform } from '../walk.js';

/** One answer of the datastore: the HTML of its rows and the totals it states. */
export interface Datastore {
  readonly records: readonly string[];
  readonly total?: number;
}

/** Rows the browser asks for at once: three pages. */
const PAGES_IN_GROUP = 3;
const ROWS_IN_PAGE = 15;
/** A listing this long is a wrong total. */
const MOST_RECORDS = 20_000;

const unwrap = (text: string): string => /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(text)?.[1] ?? text;

/** Reads a datastore out of a column page or out of an answer of dataproxy.jsp. */
export const readDatastore = (text: string): Datastore => {
  const records = between(text, /<record>/g, '</record>').map(unwrap);
  const total = /<totalrecord>\s*(\d+)/i.exec(text) ?? /\btotalRecords?["']?\s*:\s*["']?(\d+)/.exec(text);
  return { records, ...(total ? { total: Number(total[1]) } : {}) };
};

const FIELDS = ['col', 'appid', 'webid', 'path', 'columnid', 'sourceContentType', 'unitid', 'webname', 'permissiontype'] as const;

/** Address and form fields of dataproxy.jsp: from a proxy address in the page, else from the script's parameter object. */
export interface Proxy {
  readonly uri: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Rows on one page. */
  readonly perPage: number;
}

const fieldIn = (text: string, name: string): string | undefined => {
  const found = new RegExp(`["']?\\b${name}["']?\\s*[:=]\\s*(?:"([^"]*)"|'([^']*)'|(\\d+))`).exec(text);
  return found?.[1] ?? found?.[2] ?? found?.[3];
};

/** Looks back from the name: looking ahead from every mark would go over a page of marks again and again. */
const PROXY = /dataproxy\.jsp(?<=["'(=]([^"'()\s<>]{0,500}))([^"'()\s<>]*)/;

/** `undefined` when the page names no proxy: then its own records are all there is. */
export const findProxy = (html: string, pageUri: string): Proxy | undefined => {
  const found = PROXY.exec(html);
  const address = found ? `${found[1] ?? ''}${found[2] ?? ''}`.replaceAll('&amp;', '&') : undefined;
  if (address === undefined || !URL.canParse(address, pageUri)) return undefined;
  const url = new URL(address, pageUri);
  const fields = Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = url.searchParams.get(name) ?? fieldIn(html, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const perPage = Number(fieldIn(html, 'perPage') ?? url.searchParams.get('perpage') ?? ROWS_IN_PAGE);
  return { uri: new URL(url.pathname, url).href, fields, perPage: perPage > 0 ? perPage : ROWS_IN_PAGE };
};

const groupUri = (proxy: Proxy, start: number, end: number, withFields: boolean): string => {
  const url = new URL(proxy.uri);
  url.search = new URLSearchParams({
    startrecord: String(start),
    endrecord: String(end),
    perpage: String(proxy.perPage),
    ...(withFields ? proxy.fields : {}),
  }).toString();
  return url.href;
};

/** Some hosts answer records only to POST, so an empty answer is asked for once more that way. */
const fetchGroup = async (proxy: Proxy, start: number, end: number, referer: string, get: Get): Promise<Datastore> => {
  const read = (page: Awaited<ReturnType<Get>>): Datastore => (page ? readDatastore(pageText(page.bytes, page.contentType)) : { records: [] });
  const plain = read(await get(groupUri(proxy, start, end, true), { referer, probe: true }));
  return plain.records.length > 0 ? plain : read(await get(groupUri(proxy, start, end, false), { referer, form: proxy.fields }));
};

/** Rows are records, whatever number of links each has. */
const recordsPage = (records: readonly string[], uri: string, total: number | undefined): ListPage => {
  const anchors = records.flatMap((record) => anchorsOf(record, uri)).map((anchor) => ({ ...anchor, uri: withoutTwinMark(anchor.uri) }));
  return { ...listPage(uri, anchors, undefined, total), rows: records.length };
};

/** Groups after the first; ends at the total, at an empty answer, or at one that repeats rows already seen. */
async function* groups(first: Datastore, proxy: Proxy, uri: string, get: Get): AsyncGenerator<ListItem> {
  const seen = new Set(first.records);
  const total = Math.min(first.total ?? 0, MOST_RECORDS);
  let collected = first.records.length;
  while (collected < total) {
    const end = Math.min(collected + proxy.perPage * PAGES_IN_GROUP, total);
    const answer = await fetchGroup(proxy, collected + 1, end, uri, get);
    const fresh = answer.records.filter((record) => !seen.has(record) && seen.add(record).size > 0);
    if (fresh.length === 0) return;
    collected += fresh.length;
    yield recordsPage(fresh, uri, undefined);
    if (answer.total !== undefined && answer.total !== first.total) {
      yield incomplete(`${uri}: expected ${first.total ?? 0} records (totalrecord) in every group, group to ${end} says ${answer.total}; the listing changed or is not whole.`);
    }
  }
}

async function* read(first: TextPage, get: Get): AsyncGenerator<ListItem> {
  const datastore = readDatastore(first.html);
  const proxy = findProxy(first.html, first.uri);
  if (datastore.records.length === 0 && proxy === undefined) {
    const fresh = makeFresh();
    yield listPage(first.uri, fresh(linksOf(first)));
    yield* linkedPages(first, get, fresh);
    return;
  }
  // A column may come empty, with all of its records behind the proxy.
  const start = datastore.records.length === 0 && proxy ? await fetchGroup(proxy, 1, proxy.perPage * PAGES_IN_GROUP, first.uri, get) : datastore;
  yield recordsPage(start.records, first.uri, start.total ?? datastore.total);
  if (proxy) yield* groups({ ...start, ...(datastore.total === undefined ? {} : { total: datastore.total }) }, proxy, first.uri, get);
}

export const hanwebJpage = makePlatform({
  id: 'hanweb-jpage',
  recognises: ({ html }) => /dataproxy\.jsp|<recordset>|<datastore>/.test(html),
  read,
});

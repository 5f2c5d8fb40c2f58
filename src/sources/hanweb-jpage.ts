// Hanweb 大汉 jpage columns: the rows are records in CDATA inside a <script type="text/xml"> datastore, which an HTML parser does not
// see; further rows come from dataproxy.jsp in groups counted from 1, with the number of records in each answer.
import { finding } from '../model/index.js';
import type { Source } from '../model/index.js';
import { pageText } from './charset.js';
import { addressOf, judgeAnchor } from './judge.js';
import { anchorsOf } from './links.js';
import type { Discovery, Get, Platform } from './platform.js';

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
  const records = [...text.matchAll(/<record>([\s\S]*?)<\/record>/g)].map((match) => unwrap(match[1] ?? ''));
  const total = /<totalrecord>\s*(\d+)/i.exec(text) ?? /\btotalRecord["']?\s*:\s*["']?(\d+)/.exec(text);
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

/** `undefined` when the page names no proxy: then its own records are all there is. */
export const findProxy = (html: string, pageUri: string): Proxy | undefined => {
  const address = /["'(=]([^"'()\s<>]*dataproxy\.jsp[^"'()\s<>]*)/.exec(html)?.[1]?.replace(/&amp;/g, '&');
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
  const answer = async (uri: string, form?: Readonly<Record<string, string>>): Promise<Datastore> => {
    const page = await get(uri, { referer, ...(form ? { form } : {}) });
    return page ? readDatastore(pageText(page.bytes, page.contentType)) : { records: [] };
  };
  const plain = await answer(groupUri(proxy, start, end, true));
  return plain.records.length > 0 ? plain : await answer(groupUri(proxy, start, end, false), proxy.fields);
};

const incomplete = (note: string): Discovery => ({ kind: 'finding', finding: finding('listing-incomplete', note) });

/** Yields each answer; ends at the total, at an empty answer, or at one that repeats rows already seen. */
async function* datastores(first: Datastore, proxy: Proxy | undefined, pageUri: string, get: Get): AsyncGenerator<readonly string[]> {
  const seen = new Set(first.records);
  yield first.records;
  const total = Math.min(first.total ?? 0, MOST_RECORDS);
  let collected = first.records.length;
  while (proxy && collected < total) {
    const end = Math.min(collected + proxy.perPage * PAGES_IN_GROUP, total);
    const { records } = await fetchGroup(proxy, collected + 1, end, pageUri, get);
    const fresh = records.filter((record) => !seen.has(record) && seen.add(record).size > 0);
    if (fresh.length === 0) return;
    yield fresh;
    collected += fresh.length;
  }
}

async function* discover(source: Source, get: Get): AsyncGenerator<Discovery> {
  const page = await get(source.listing);
  if (page === undefined) {
    yield incomplete(`${source.listing}: the listing was not served; its reports are unknown, not missing.`);
    return;
  }
  const html = pageText(page.bytes, page.contentType);
  const first = readDatastore(html);
  const judged = new Set<string>();
  let collected = 0;
  for await (const records of datastores(first, findProxy(html, page.uri), page.uri, get)) {
    collected += records.length;
    for (const anchor of records.flatMap((record) => anchorsOf(record, page.uri))) {
      const result = judgeAnchor(source, anchor, page.uri);
      const uri = result && addressOf(result);
      if (result === undefined || uri === undefined || judged.has(uri)) continue;
      judged.add(uri);
      yield result;
    }
  }
  if (first.total === undefined && collected === 0) {
    yield incomplete(`${page.uri}: expected a datastore with records, found none; the column is drawn by script or is itself the report.`);
  } else if (first.total !== undefined && first.total !== collected) {
    yield incomplete(`${page.uri}: expected ${first.total} records (totalrecord), collected ${collected}; the rest were not served.`);
  }
}

export const hanwebJpage: Platform = { id: 'hanweb-jpage', discover };

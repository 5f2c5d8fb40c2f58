// UCAP-like lists: a column page names a search endpoint with the channel in its path; `_isJson=true` makes it answer JSON with the total
// and the rows. A relative (Suzhou) takes a POST with `pageIndex`. Without an endpoint the pages are static.
import { z } from 'zod';
import { readJson } from '../json.js';
import { endpointPages, incomplete, linkedPages, linksOf, listPage, makeFresh } from '../paging.js';
import type { Answer, Endpoint, ListItem } from '../paging.js';
import type { Get, Page, TextPage } from '../platform.js';
import { resolveLink } from '../links.js';
import { linksTo } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const ARTICLE = /\/\d{6}\/[0-9a-f]{32}\.s?html$/;
const SEARCH = /["'(]([^"'()\s]*\/(?:common\/search|searchList|search)\/([0-9a-f]{32})[^"'()\s]*)/;
const LOAD_DATA = /["'(]([^"'()\s]*\/interfacesWebZcwj\/loadData[^"'()\s]*)/;
/** A parameter the browser makes by script; without it the endpoint answers nothing. */
const BROWSER_TOKEN = /[?&](?:token|sign|_signature)=["']?\s*\+/;

const number = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(Number);

const searchShape = z.object({
  data: z.object({ total: number.optional(), results: z.array(z.object({ title: z.string(), url: z.string() })) }),
});

const loadDataShape = z.object({
  data: z.object({ allRow: number.optional(), totalPage: number.optional(), list: z.array(z.object({ TITLE: z.string(), URL: z.string() })) }),
});

const anchorsFrom = (rows: readonly { title: string; url: string }[], base: string): Answer['rows'] =>
  rows.flatMap(({ title, url }) => {
    const uri = resolveLink(url, base);
    return uri === undefined ? [] : [{ uri, title: title.replace(/<[^<>]*>/g, '') }];
  });

const searchAnswer = (base: string) => (page: Page): Answer | undefined => {
  const data = readJson(page, searchShape)?.data;
  return data && { rows: anchorsFrom(data.results, base), ...(data.total === undefined ? {} : { total: data.total }) };
};

const loadDataAnswer = (base: string) => (page: Page): Answer | undefined => {
  const data = readJson(page, loadDataShape)?.data;
  return (
    data && {
      rows: anchorsFrom(data.list.map(({ TITLE, URL: url }) => ({ title: TITLE, url })), base),
      ...(data.allRow === undefined ? {} : { total: data.allRow }),
      ...(data.totalPage === undefined ? {} : { pages: data.totalPage }),
    }
  );
};

const ROWS_IN_PAGE = 20;

const searchEndpoint = ({ uri, html }: TextPage): Endpoint | undefined => {
  const address = SEARCH.exec(html)?.[1]?.replace(/&amp;/g, '&');
  const url = address === undefined ? undefined : resolveLink(address, uri);
  if (url === undefined) return undefined;
  const request = (page: number): { uri: string } => {
    const asked = new URL(url);
    for (const [name, value] of Object.entries({ _isAgg: 'true', _isJson: 'true', _pageSize: String(ROWS_IN_PAGE), _template: 'index', page: String(page) })) asked.searchParams.set(name, value);
    return { uri: asked.href };
  };
  return { request, read: searchAnswer(uri), from: 1, perPage: ROWS_IN_PAGE };
};

const loadDataEndpoint = ({ uri, html }: TextPage): Endpoint | undefined => {
  const address = LOAD_DATA.exec(html)?.[1]?.replace(/&amp;/g, '&');
  const url = address === undefined ? undefined : resolveLink(address, uri);
  return url === undefined ? undefined : { request: (n) => ({ uri: url, form: { pageIndex: String(n) } }), read: loadDataAnswer(uri), from: 1, perPage: ROWS_IN_PAGE };
};

async function* read(first: TextPage, get: Get): AsyncGenerator<ListItem> {
  const fresh = makeFresh();
  const endpoint = loadDataEndpoint(first) ?? searchEndpoint(first);
  const anchors = linksOf(first);
  if (endpoint === undefined) {
    yield listPage(first.uri, fresh(anchors));
    yield* linkedPages(first, get, fresh);
    return;
  }
  if (BROWSER_TOKEN.test(first.html)) {
    yield listPage(first.uri, fresh(anchors), () => false);
    yield incomplete(`${first.uri}: the list is asked for with a token that a script makes; only the rows in the page itself are known.`);
    return;
  }
  // Rows of the page come again in the answers, which are counted.
  yield* endpointPages(endpoint, first.uri, get, fresh);
  yield listPage(first.uri, fresh(anchors), () => false);
}

export const ucapList = makePlatform({
  id: 'ucap-list',
  recognises: (page) => SEARCH.test(page.html) || LOAD_DATA.test(page.html) || /\b_isJson=true\b/.test(page.html) || linksTo(ARTICLE)(page),
  read,
});

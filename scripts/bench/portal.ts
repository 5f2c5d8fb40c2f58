// A simulated portal without a socket: many bodies, each with a column of reports; every page made from its address, with an ETag. It
// answers as fast as it is asked, so what is measured is ours.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answer, Fetch } from '../../src/crawl/index.js';
import type { Source } from '../../src/model/index.js';

const REPORT = readFileSync(fileURLToPath(new URL('../../fixtures/reports/qingshi-county-2022-marks/report.html', import.meta.url)), 'utf8');

/** Rows of one listing page, as most portals have. */
const PER_PAGE = 25;
const FIRST_YEAR = 2022;

export interface SimulatedPortal {
  readonly sources: readonly Source[];
  readonly fetch: Fetch;
  /** Requests by whether they were conditional. */
  readonly asked: { conditional: number; whole: number };
}

const hostOf = (body: number): string => `www.body${String(body)}.gov.cn`;
const COLUMN = '/zwgk/zfxxgknb/';

const row = (body: number, number: number): string =>
  `<li><a href="./202301/t20230118_${String(number)}.html" title="青石县第${String(body)}局第${String(number)}所${String(FIRST_YEAR)}年政府信息公开工作年度报告">年度报告</a><span>2023-01-18</span></li>`;

const listing = (body: number, page: number, perBody: number): string => {
  const pages = Math.ceil(perBody / PER_PAGE);
  const numbers = Array.from({ length: Math.min(PER_PAGE, perBody - page * PER_PAGE) }, (_, at) => page * PER_PAGE + at);
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>年报</title></head><body><ul>\n${numbers.map((number) => row(body, number)).join('\n')}\n</ul><script>createPageHTML(${String(perBody)}, ${String(pages)}, ${String(page)}, "index", "html");</script></body></html>`;
};

/** Every report says whose it is, so no two have the same bytes. */
const report = (body: number, number: number): string => REPORT.replace(/<title>[^<]*<\/title>/, `<title>青石县第${String(body)}局第${String(number)}所${String(FIRST_YEAR)}年政府信息公开工作年度报告</title>`);

const pageAt = (uri: URL, perBody: number): string | undefined => {
  const body = Number(/^www\.body(\d+)\./.exec(uri.hostname)?.[1] ?? 0);
  const article = /\/t20230118_(\d+)\.html$/.exec(uri.pathname)?.[1];
  if (article !== undefined) return report(body, Number(article));
  const page = new RegExp(`^${COLUMN}(?:index(?:_(\\d+))?\\.html)?$`).exec(uri.pathname);
  return page ? listing(body, Number(page[1] ?? 0), perBody) : undefined;
};

export const simulatePortal = (bodies: number, perBody: number): SimulatedPortal => {
  const asked = { conditional: 0, whole: 0 };
  const etags = new Map<string, string>();
  const fetch: Fetch = ({ uri, headers = {} }): Promise<Answer> => {
    const condition = headers['if-none-match'];
    asked[condition === undefined ? 'whole' : 'conditional'] += 1;
    const sent = { method: 'GET', headers: [['host', new URL(uri).host] as const, ...Object.entries(headers)] };
    if (condition !== undefined && etags.get(uri) === condition) {
      return Promise.resolve({ uri, status: 304, statusText: 'Not Modified', headers: [['etag', condition]], body: new Uint8Array(), asked: sent });
    }
    const text = pageAt(new URL(uri), perBody);
    if (text === undefined) return Promise.resolve({ uri, status: 404, statusText: 'Not Found', headers: [['content-type', 'text/html']], body: Buffer.from('<title>404</title>'), asked: sent });
    const body = Buffer.from(text);
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    etags.set(uri, etag);
    return Promise.resolve({ uri, status: 200, statusText: 'OK', headers: [['content-type', 'text/html; charset=utf-8'], ['etag', etag]], body, asked: sent });
  };
  const sources = Array.from({ length: bodies }, (_, body): Source => ({ id: `body${String(body)}`, authority: `青石县第${String(body)}局`, region: '990121', platform: 'trs-tdate', listing: `http://${hostOf(body)}${COLUMN}` }));
  return { sources, fetch, asked };
};

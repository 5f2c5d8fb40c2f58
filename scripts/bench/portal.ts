// A simulated portal without a socket: many bodies, each with a column of reports; every page and file made from its address, with an
// ETag. It answers as fast as it is asked, so what is measured is ours. The mix is that of portals: most reports are pages of 10 to 120 kB,
// three of twenty rows lead to a short page that carries the report as PDF or DOCX. No scans.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answer, Fetch } from '../../src/crawl/index.js';
import type { Source } from '../../src/model/index.js';

const fixture = (id: string, format: string): Buffer => readFileSync(fileURLToPath(new URL(`../../fixtures/reports/${id}/report.${format}`, import.meta.url)));

interface Template {
  readonly html: string;
  /** The body it is of, wherever it stands. */
  readonly name: string;
  readonly year: string;
}

const template = (id: string, name: string, year: string): Template => ({ html: fixture(id, 'html').toString(), name, year });

/** One in four was pasted from Word, which makes it six times as long. */
const PAGES = [
  template('qingshi-county-2022-marks', '青石县城市管理局', '2022'),
  template('qingshi-hzq-2023-totalzero', '青石县洪湖区人民政府', '2023'),
  template('qingshi-gxj-2024-wrongsum', '青石县工业和信息化局', '2024'),
  template('qingshi-liuhe-2019-blanks', '青石县柳河镇人民政府', '2019'),
  template('haidong-ledu-2022-vsb', '海东市乐都区人民政府', '2022'),
  template('qingshi-nyj-2022-twenty', '青石县农业农村局', '2022'),
  template('qingshi-hzq-2023-totalzero', '青石县洪湖区人民政府', '2023'),
  template('suqian-shuyang-fgj-2023-word', '沭阳县发展和改革局', '2023'),
] as const;

const PDFS = ['qingshi-hzq-2023-pdf-office', 'qingshi-county-2024-pdf-office', 'haidong-ledu-2022-pdf-office', 'qingshi-gaj-2023-pdf-cantsplit'].map((id) => fixture(id, 'pdf'));
const DOCXS = ['qingshi-liuhe-2020-docx', 'huaian-hongze-2024-docx', 'qingshi-scjgj-2023-docx-office'].map((id) => fixture(id, 'docx'));

/** Rows of one listing page, as most portals have. */
const PER_PAGE = 25;
/** Of so many rows in a row these carry a file; each of them is two captures. */
const ROUND = 20;
const CARRIED: Readonly<Record<number, 'pdf' | 'docx'>> = { 4: 'pdf', 11: 'docx', 17: 'pdf' };

/** Rows that bring about so many captures. */
export const rowsFor = (captures: number): number => Math.round((captures * ROUND) / (ROUND + Object.keys(CARRIED).length));

export interface SimulatedPortal {
  readonly sources: readonly Source[];
  readonly fetch: Fetch;
  /** Requests by whether they were conditional, and bytes of the answers. */
  readonly asked: { conditional: number; whole: number; bytes: number };
  /** Addresses of reports and files that were answered in full. */
  readonly documents: Set<string>;
}

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

const hostOf = (body: number): string => `www.body${String(body)}.gov.cn`;
const COLUMN = '/zwgk/zfxxgknb/';

const nameOf = (body: number, number: number): string => `青石县第${String(body)}局第${String(number)}所`;
const pageOf = (number: number): Template => pick(PAGES, number);
const titleOf = (body: number, number: number): string => `${nameOf(body, number)}${pageOf(number).year}年政府信息公开工作年度报告`;

const row = (body: number, number: number): string =>
  `<li><a href="./202501/t20250118_${String(number)}.html" title="${titleOf(body, number)}">年度报告</a><span>2025-01-18</span></li>`;

const listing = (body: number, page: number, perBody: number): string => {
  const pages = Math.ceil(perBody / PER_PAGE);
  const numbers = Array.from({ length: Math.min(PER_PAGE, perBody - page * PER_PAGE) }, (_, at) => page * PER_PAGE + at);
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>年报</title></head><body><ul>\n${numbers.map((number) => row(body, number)).join('\n')}\n</ul><script>createPageHTML(${String(perBody)}, ${String(pages)}, ${String(page)}, "index", "html");</script></body></html>`;
};

/** Every report says whose it is, so no two have the same bytes. */
const report = (body: number, number: number): string => {
  const { html, name } = pageOf(number);
  return html.replaceAll(name, nameOf(body, number)).replace(/<title>[^<]*<\/title>/, `<title>${titleOf(body, number)}</title>`);
};

const carrier = (body: number, number: number, ending: string): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${titleOf(body, number)}</title></head><body><h1>${titleOf(body, number)}</h1><div class="TRS_Editor"><p>全文见附件。</p><p><a href="./P020250118${String(number)}.${ending}">${titleOf(body, number)}.${ending}</a></p></div></body></html>`;

/** The same file for several addresses with bytes of its own: a PDF ends in a comment, the ZIP of a DOCX as well. */
const file = (body: number, number: number, ending: string): Buffer => {
  const mark = Buffer.from(`%${String(body)}.${String(number)}`.padEnd(16));
  if (ending === 'pdf') return Buffer.concat([pick(PDFS, number), mark]);
  const zip = Buffer.from(pick(DOCXS, number));
  zip.writeUInt16LE(mark.length, zip.length - 2);
  return Buffer.concat([zip, mark]);
};

const TYPES: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };

interface Made {
  readonly content: string | Buffer;
  readonly ending: string;
  readonly isDocument: boolean;
}

const madeAt = (uri: URL, perBody: number): Made | undefined => {
  const body = Number(/^www\.body(\d+)\./.exec(uri.hostname)?.[1] ?? 0);
  const [, article] = /\/t20250118_(\d+)\.html$/.exec(uri.pathname) ?? [];
  if (article !== undefined) {
    const carried = CARRIED[Number(article) % ROUND];
    return { content: carried === undefined ? report(body, Number(article)) : carrier(body, Number(article), carried), ending: 'html', isDocument: true };
  }
  const [, attached, ending = ''] = /\/P020250118(\d+)\.(pdf|docx)$/.exec(uri.pathname) ?? [];
  if (attached !== undefined) return { content: file(body, Number(attached), ending), ending, isDocument: true };
  const page = new RegExp(`^${COLUMN}(?:index(?:_(\\d+))?\\.html)?$`).exec(uri.pathname);
  return page ? { content: listing(body, Number(page[1] ?? 0), perBody), ending: 'html', isDocument: false } : undefined;
};

/** What is at an address never changes, so its ETag can be told without making it. */
const etagOf = (uri: string): string => `"${createHash('sha256').update(uri).digest('hex').slice(0, 16)}"`;

export const simulatePortal = (bodies: number, perBody: number): SimulatedPortal => {
  const asked = { conditional: 0, whole: 0, bytes: 0 };
  const documents = new Set<string>();
  const fetch: Fetch = ({ uri, headers = {} }): Promise<Answer> => {
    const condition = headers['if-none-match'];
    const etag = etagOf(uri);
    asked[condition === undefined ? 'whole' : 'conditional'] += 1;
    const sent = { method: 'GET', headers: [['host', new URL(uri).host] as const, ...Object.entries(headers)] };
    if (condition === etag) return Promise.resolve({ uri, status: 304, statusText: 'Not Modified', headers: [['etag', etag]], body: new Uint8Array(), asked: sent });
    const made = madeAt(new URL(uri), perBody);
    if (made === undefined) return Promise.resolve({ uri, status: 404, statusText: 'Not Found', headers: [['content-type', 'text/html']], body: Buffer.from('<title>404</title>'), asked: sent });
    if (made.isDocument) documents.add(uri);
    const body = Buffer.from(made.content);
    asked.bytes += body.length;
    return Promise.resolve({ uri, status: 200, statusText: 'OK', headers: [['content-type', TYPES[made.ending] ?? ''], ['etag', etag]], body, asked: sent });
  };
  const sources = Array.from({ length: bodies }, (_, body): Source => ({ id: `body${String(body)}`, authority: `青石县第${String(body)}局`, region: String(990_101 + body), platform: 'trs-tdate', listing: `http://${hostOf(body)}${COLUMN}` }));
  return { sources, fetch, asked, documents };
};

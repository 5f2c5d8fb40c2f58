// A portal made in a test: a handler over loopback under the name www.little.example, and the effects to crawl it.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crawl, httpGet } from '../../src/crawl/index.js';
import type { CrawlEffects, CrawlEvent, CrawlOptions, HttpOptions, RunSummary } from '../../src/crawl/index.js';
import type { Source } from '../../src/model/index.js';
import { platformOf } from '../../src/sources/index.js';
import { openArchive } from '../../src/store/index.js';

export const little: Source = { id: 'little', authority: '小城镇人民政府', region: '990101', platform: 'trs-tdate', listing: 'http://www.little.example/nb/' };

export const page = (body: string): string => `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${body}</body></html>`;

/** A listing of these addresses, each with a title that passes. */
export const listing = (...hrefs: string[]): string =>
  page(hrefs.map((href) => `<a href="${href}">小城镇2022年政府信息公开工作年度报告</a>`).join(''));

const CHAPTERS = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况'];

export const report = page(CHAPTERS.map((chapter) => `<p>${chapter}</p><p>${'本年度情况平稳。'.repeat(30)}</p>`).join(''));

export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

export interface LittlePortal {
  readonly requests: string[];
  readonly waits: number[];
  readonly log: string[];
  readonly folder: string;
  readonly port: number;
  run(options?: Partial<CrawlOptions>, http?: Partial<HttpOptions>): Promise<{ events: CrawlEvent[]; summary: RunSummary }>;
  effects(http?: Partial<HttpOptions>): Promise<CrawlEffects & { close: () => Promise<void> }>;
  close(): Promise<void>;
}

/** `answers` by path; what is not there is 404, robots.txt included. */
export const openPortal = async (answers: Record<string, Answer>): Promise<LittlePortal> => {
  const requests: string[] = [];
  const [waits, log]: [number[], string[]] = [[], []];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'text/html' }).end(answer);
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const port = (server.address() as AddressInfo).port;
  const folder = await mkdtemp(join(tmpdir(), 'crawl-'));
  const effects: LittlePortal['effects'] = async (http = {}) => {
    const client = httpGet({ userAgent: 'gongkai/test (+https://gongkai.example)', allowLoopback: true, connectTo: { 'www.little.example': `127.0.0.1:${String(port)}` }, ...http });
    const archive = await openArchive(folder);
    return {
      fetch: client.fetch,
      archive,
      now: () => new Date('2026-02-01T00:00:00Z'),
      sleep: (ms) => { waits.push(ms); return Promise.resolve(); },
      log: (line) => { log.push(line); },
      close: async () => { await archive.close(); await client.close(); },
    };
  };
  return {
    requests, waits, log, folder, port, effects,
    run: async (options = {}, http = {}) => {
      const { close, ...rest } = await effects(http);
      const events: CrawlEvent[] = [];
      try {
        for await (const event of crawl(little, platformOf(little), { delayMs: 0, ...options }, rest)) events.push(event);
      } finally {
        await close();
      }
      const done = events.at(-1);
      if (done?.kind !== 'done') throw new Error('the crawl did not end in a summary');
      return { events, summary: done.summary };
    },
    close: async () => {
      await new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
      await rm(folder, { recursive: true });
    },
  };
};

// Groups are crawled side by side, up to a number; the sources of a group in turn, with the options of their entries.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupSources } from '../../src/cli/run/fetching.js';
import type { Source } from '../../src/model/index.js';
import type { CliEffects } from '../../src/cli/effects.js';
import { gongkai } from './effects.js';

const source = (id: string, host: string, options?: Source['options']): Source => ({
  id, authority: '青石县人民政府', region: '990103', platform: 'trs-tdate', listing: `http://${host}/nb/`, ...(options ? { options } : {}),
});

let folder: string;
let server: Server;
let answer: (host: string, path: string, response: ServerResponse) => void;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetching-'));
  server = createServer((request, response) => answer(request.headers.host ?? '', request.url ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});
afterEach(async () => { server.close(); server.closeAllConnections(); await rm(folder, { recursive: true }); });

const PAGE = '<html><body><a href="./t20230118_1.html">青石县2022年政府信息公开工作年度报告</a></body></html>';

const crawl = async (sources: readonly Source[], ...flags: string[]): Promise<{ summaries: { source: string; fetched: number; hosts: Record<string, unknown> }[]; waits: number[]; err: string }> => {
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify(sources));
  const waits: number[] = [];
  const port = (server.address() as AddressInfo).port;
  const connectTo = Object.fromEntries(sources.flatMap(({ listing, options }) => [new URL(listing).hostname, String(options?.hosts)]).map((host) => [host, `127.0.0.1:${String(port)}`]));
  const sleep = (ms: number): Promise<void> => { waits.push(ms); return Promise.resolve(); };
  const { out, err } = await gongkai(['crawl', '--sources', file, '--output', join(folder, 'output'), '--json', ...flags], { sleep, http: { allowLoopback: true, connectTo } });
  return { summaries: (JSON.parse(out) as { sources: { source: string; fetched: number; hosts: Record<string, unknown> }[] }).sources, waits, err };
};

const REPORT = `<html><body>${'一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 '.repeat(20)}</body></html>`;

const serve = (path: string, response: ServerResponse): void => {
  if (path === '/nb/') response.end(PAGE);
  else if (path.endsWith('.html')) response.end(REPORT);
  else response.writeHead(404).end();
};

test('sources are grouped by registrable domain and port, in order', () => {
  const sources = [source('a', 'www.qs.gov.cn'), source('b', 'www.lx.gov.cn'), source('c', 'zwgk.qs.gov.cn'), source('d', '127.0.0.1:8001'), source('e', '127.0.0.1:8002')];
  expect([...groupSources(sources)].map(([group, members]) => [group, members.map(({ id }) => id)])).toEqual([
    ['qs.gov.cn', ['a', 'c']], ['lx.gov.cn', ['b']], ['127.0.0.1:8001', ['d']], ['127.0.0.1:8002', ['e']],
  ]);
});

test('as many portals are crawled at a time as allowed, no more, and told in the order of the sources', async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  // No first answer is given before two portals ask at the same time; only one would wait for ever.
  answer = (_, path, response) => {
    if (path !== '/robots.txt') { serve(path, response); return; }
    waiting.push(() => serve(path, response));
    most = Math.max(most, waiting.length);
    if (waiting.length === 2) for (const go of waiting.splice(0)) go();
  };
  const names = ['one', 'two', 'three', 'four'];
  const { summaries } = await crawl(names.map((name) => source(name, `www.${name}.example`)), '--concurrency', '2', '--delay', '0');
  expect([summaries.map(({ source: id, fetched }) => [id, fetched]), most]).toEqual([names.map((name) => [name, 1]), 2]);
});

test('the pause of an entry wins over the command line', async () => {
  answer = (_, path, response) => serve(path, response);
  const { waits } = await crawl([source('slow', 'www.slow.example', { delayMs: 7000 })], '--delay', '10');
  expect(waits.map((ms) => ms >= 7000)).toEqual([true, true]);
});

test('the limits of an entry are those of its requests alone', async () => {
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify([source('a', 'www.a.gov.cn', { timeoutMs: 300_000, maxBytes: 1000 }), source('b', 'zwgk.a.gov.cn')]));
  const limits = new Set<string>();
  const fetch: NonNullable<CliEffects['fetch']> = ({ uri, timeoutMs, maxBytes }) => {
    limits.add([new URL(uri).host, timeoutMs, maxBytes].join(' '));
    return Promise.resolve({ uri, status: 404, statusText: '', headers: [], body: new Uint8Array() });
  };
  await gongkai(['crawl', '--sources', file, '--output', join(folder, 'output')], { fetch });
  expect([...limits]).toEqual(['www.a.gov.cn 300000 1000', 'zwgk.a.gov.cn  ']);
});

test('a host a person entered beside the listing may be asked, another one not', async () => {
  const asked: string[] = [];
  answer = (host, path, response) => {
    asked.push(host);
    if (path === '/nb/t20230118_1.html' && host === 'www.a.example') response.writeHead(301, { location: 'http://files.a.example/t20230118_1.html' }).end();
    else serve(path, response);
  };
  expect((await crawl([source('a', 'www.a.example')], '--delay', '0')).summaries).toMatchObject([{ fetched: 0, refused: [{ code: 'host.unlisted' }] }]);
  expect(asked).not.toContain('files.a.example');
  expect((await crawl([source('a', 'www.a.example', { hosts: 'files.a.example' })], '--delay', '0')).summaries).toMatchObject([{ fetched: 1, refused: [] }]);
});

test('a certificate that is not verified is said each time', async () => {
  answer = (_, path, response) => serve(path, response);
  const { summaries, err } = await crawl([source('a', 'www.a.example', { insecure: true })], '--delay', '0');
  expect(summaries).toMatchObject([{ findings: [{ type: 'certificate-unverified', severity: 'warning' }] }]);
  expect(err).toContain('the certificate is not verified');
});

test('a number of portals below one is wrong use', async () => {
  expect((await gongkai(['crawl', '--sources', 'x.json', '--concurrency', '0'])).code).toBe(2);
});

test('what one source meets unforeseen is its own failure; the next is crawled', async () => {
  answer = (_, path, response) => serve(path, response);
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify([source('a', 'www.qs.gov.cn'), source('b', 'zwgk.qs.gov.cn')]));
  const fetch: NonNullable<CliEffects['fetch']> = ({ uri }) => {
    if (new URL(uri).host === 'www.qs.gov.cn') return Promise.reject(new RangeError('Maximum call stack size exceeded'));
    const listed = uri.endsWith('/nb/');
    return Promise.resolve({ uri, status: listed || uri.endsWith('_1.html') ? 200 : 404, statusText: '', headers: [], body: Buffer.from(listed ? PAGE : REPORT) });
  };
  const { code, out } = await gongkai(['crawl', '--sources', file, '--output', join(folder, 'output'), '--json', '--delay', '0'], { fetch });
  const { sources } = JSON.parse(out) as { sources: { source: string; fetched: number; failed: { code: string; note: string }[] }[] };
  expect([code, sources.map(({ fetched, failed }) => [fetched, failed])]).toEqual([
    1, [[0, [{ uri: 'http://www.qs.gov.cn/nb/', code: 'internal', note: 'RangeError: Maximum call stack size exceeded' }]], [1, []]],
  ]);
});

test('markup without measure inside an answer of an endpoint fails the source by its name', async () => {
  const unit = '/api-gateway/jpaas-publish-server/front/page/build/unit';
  answer = (_, path, response) => path === '/robots.txt' ? response.writeHead(404).end() : response.end(path.startsWith(unit) ? JSON.stringify({ data: { html: '<div>'.repeat(1500) } }).replaceAll('<', '\\u003c') : `<p>${'栏目。'.repeat(50)}</p><script url="${unit}" queryData="{}"></script>`);
  const { summaries } = await crawl([{ ...source('a', 'www.a.example'), platform: 'auto' }], '--delay', '0');
  expect(summaries).toMatchObject([{ failed: [{ code: 'too-large.parsed', uri: 'http://www.a.example/nb/' }] }]);
});

test('a run started right after another does not ask sooner than the pause allows', async () => {
  answer = (_, path, response) => serve(path, response);
  const sources = [source('a', 'www.a.example')];
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify(sources));
  const port = (server.address() as AddressInfo).port;
  const waitsAt = async (now: string): Promise<number> => {
    const waits: number[] = [];
    const sleep = (ms: number): Promise<void> => { waits.push(ms); return Promise.resolve(); };
    await gongkai(['crawl', '--sources', file, '--output', join(folder, 'output'), '--delay', '3000'], { now: () => new Date(now), sleep, http: { allowLoopback: true, connectTo: { 'www.a.example': `127.0.0.1:${String(port)}` } } });
    return waits.length;
  };
  // Rules, listing, report.
  expect([await waitsAt('2026-02-01T00:00:00Z'), await waitsAt('2026-02-01T00:00:01Z'), await waitsAt('2026-02-01T00:01:00Z')]).toEqual([2, 3, 2]);
});

// A run that is taken up again asks nothing twice that was answered: answers, refusals and lasting failures of its first part are
// remembered, and no pause is spent on them. What failed in passing is asked again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFaults } from '../../fixtures/portals/faults/server.js';
import type { ServedFaults } from '../../fixtures/portals/faults/server.js';
import { wasInPassing } from '../../src/crawl/earlier.js';
import { crawl, FetchError, httpGet } from '../../src/crawl/index.js';
import type { CrawlEvent, Fetch } from '../../src/crawl/index.js';
import { platformOf } from '../../src/sources/index.js';
import { openArchive } from '../../src/store/index.js';

let portals: ServedFaults;
let folder: string;
beforeAll(async () => { portals = await serveFaults(); folder = await mkdtemp(join(tmpdir(), 'resume-')); });
afterAll(async () => { await portals.close(); await rm(folder, { recursive: true }); });

interface Part {
  readonly events: readonly CrawlEvent[];
  readonly asked: readonly string[];
  readonly waits: number;
}

const NAMES = ['burst', 'fence', 'closed-shop', 'cookie-once', 'cookie-forever', 'circle', 'location-replace', 'robots-part', 'robots-page', 'soft404-likeness', 'list-repeat', 'expired', 'throttle-hour'];

/** Stops after so many events. */
const crawlPart = async (name: string, into: string, stopAfter = Infinity, instead?: Fetch): Promise<Part> => {
  const fault = portals.faults.find((one) => one.name === name);
  if (!fault) throw new Error(`no fault ${name}`);
  const source = portals.sourceOf(fault);
  const http = httpGet({ userAgent: 'gongkai/test', allowLoopback: true, connectTo: portals.connectTo, trusted: [portals.authority] });
  const archive = await openArchive(join(folder, into), { run: '20260201T000000Z' });
  const events: CrawlEvent[] = [];
  const before = portals.log.length;
  let waits = 0;
  const effects = { fetch: instead ?? http.fetch, archive, now: () => new Date('2026-02-01T00:00:00Z'), sleep: () => { waits += 1; return Promise.resolve(); }, log: () => undefined };
  for await (const event of crawl(source, platformOf(source), { delayMs: 10, retries: 0, maxContentBytes: 8_000_000 }, effects)) if (events.push(event) >= stopAfter) break;
  await archive.close();
  await http.close();
  return { events, asked: portals.log.slice(before).map(({ path }) => path), waits };
};

const told = (events: readonly CrawlEvent[]): unknown[] =>
  events.map((event) => {
    if (event.kind === 'capture') return ['capture', event.capture.uri, event.capture.digest, event.fresh];
    return event.kind === 'refused' || event.kind === 'failed' ? [event.kind, event.uri, event.code] : [event.kind];
  });

test.each(NAMES)('%s: stopped anywhere, it tells the same in the end and asks each address once', async (name) => {
  const whole = await crawlPart(name, `${name}-whole`);
  for (let at = 1; at < whole.events.length; at += Math.ceil(whole.events.length / 6)) {
    const first = await crawlPart(name, `${name}-${String(at)}`, at);
    const second = await crawlPart(name, `${name}-${String(at)}`);
    expect(told(second.events)).toEqual(told(whole.events));
    expect([...first.asked, ...second.asked]).toEqual(whole.asked);
    // The first request of each part does not wait.
    expect(second.waits).toBe(Math.max(0, second.asked.length - 1));
  }
});

test.each(NAMES)('%s: a run that was whole asks for nothing when it is taken up again', async (name) => {
  const whole = await crawlPart(name, `${name}-twice`);
  const again = await crawlPart(name, `${name}-twice`);
  expect([again.asked, again.waits]).toEqual([[], 0]);
  expect(told(again.events)).toEqual(told(whole.events));
});

test('an outage of the name service ends with the run that met it, and what it kept from being asked is asked', async () => {
  const whole = await crawlPart('robots-part', 'outage-none');
  const outage: Fetch = ({ uri }) => Promise.reject(new FetchError('dns', `${uri}: EAI_AGAIN`));
  expect(told((await crawlPart('robots-part', 'outage', Infinity, outage)).events)).toContainEqual(['failed', 'http://robots-part.faults.example/nb/', 'dns']);
  const second = await crawlPart('robots-part', 'outage');
  expect([second.asked, told(second.events)]).toEqual([whole.asked, told(whole.events)]);
});

test('a connection that broke is tried again by the run that is taken up, and by it alone', async () => {
  const whole = await crawlPart('hung-up', 'hung-up-whole');
  const again = await crawlPart('hung-up', 'hung-up-whole');
  expect([again.asked, told(again.events)]).toEqual([['/nb/202301/t20230118_1.html'], told(whole.events)]);
});

test('a host that asked for a pause is asked again when it is over', () => {
  const answer = (status: number, ...headers: [string, string][]) => ({ kind: 'answer', stored: {}, exchange: { uri: '', date: '2026-02-01T00:00:00Z', status, headers, body: new Uint8Array() } }) as never;
  const at = (time: string): Date => new Date(`2026-02-01T${time}Z`);
  const hour = answer(429, ['retry-after', '3600']);
  expect([wasInPassing(hour, at('00:59:59')), wasInPassing(hour, at('01:00:00')), wasInPassing(answer(503), at('00:00:00')), wasInPassing(answer(403), at('09:00:00'))]).toEqual([false, true, true, false]);
});

test('what was not asked, or not answered, is written down with its code', async () => {
  const list = async (name: string): Promise<unknown[]> => {
    const archive = await openArchive(join(folder, `${name}-whole`));
    return archive.attempts().map(({ uri, status, refusal }) => [new URL(uri).pathname, status, refusal]);
  };
  expect(await list('robots-part')).toContainEqual(['/nb/neibu/t20230118_2.html', undefined, 'robots']);
  expect(await list('hung-up')).toContainEqual(['/nb/202301/t20230118_1.html', undefined, 'network']);
  expect(await list('expired')).toContainEqual(['/nb/', undefined, 'tls.cert']);
  expect(await list('fence')).toContainEqual(['/nb/202301/t20230118_3.html', 404, 'fence.path']);
});

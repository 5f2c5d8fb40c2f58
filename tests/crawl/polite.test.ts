// No host is asked faster than allowed, nor two things at a time: told by the server's own log, over all sources of a group.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { serveFaults } from '../../fixtures/portals/faults/server.js';
import type { LoggedRequest, ServedFaults } from '../../fixtures/portals/faults/server.js';
import { crawl, httpGet, makeHosts } from '../../src/crawl/index.js';
import type { CrawlEffects, RunSummary } from '../../src/crawl/index.js';
import type { Source } from '../../src/model/index.js';
import { platformOf } from '../../src/sources/index.js';
import { openArchive } from '../../src/store/index.js';

let portals: ServedFaults;
let folder: string;
let from: number;
beforeAll(async () => { portals = await serveFaults(); folder = await mkdtemp(join(tmpdir(), 'polite-')); });
beforeEach(() => { from = portals.log.length; });
afterAll(async () => { await portals.close(); await rm(folder, { recursive: true }); });

const DELAY = 40;
/** Timers count whole milliseconds and may go off that much early. */
const TICK = 1;

const sourceOf = (name: string, more: Partial<Source> = {}): Source => {
  const fault = portals.faults.find((one) => one.name === name);
  if (!fault) throw new Error(`no fault ${name}`);
  return { ...portals.sourceOf(fault), ...more };
};

/** All at the same time, sharing what the sources of a group share; real waits. */
const crawlTogether = async (sources: readonly Source[], delayMs = DELAY): Promise<RunSummary[]> => {
  const http = httpGet({ userAgent: 'gongkai/test (+https://gongkai.example)', allowLoopback: true, connectTo: portals.connectTo });
  const archive = await openArchive(await mkdtemp(join(folder, 'archive-')));
  const effects: CrawlEffects = { fetch: http.fetch, archive, hosts: makeHosts(sources), now: () => new Date('2026-02-01T00:00:00Z'), sleep: (ms) => sleep(ms), log: () => undefined };
  try {
    return await Promise.all(sources.map(async (source) => {
      for await (const event of crawl(source, platformOf(source), { delayMs, retries: 2 }, effects)) if (event.kind === 'done') return event.summary;
      throw new Error('no summary');
    }));
  } finally {
    await archive.close();
    await http.close();
  }
};

const askedOf = (name: string): LoggedRequest[] => portals.log.slice(from).filter(({ host }) => host === `${name}.faults.example`);

/** Between the starts of requests to one host, in ms. */
const gaps = (log: readonly LoggedRequest[]): number[] => log.slice(1).map(({ at }, before) => at - (log[before]?.at ?? at));

const overlaps = (log: readonly LoggedRequest[]): LoggedRequest[] => log.slice(1).filter(({ at }, before) => at < (log[before]?.until ?? Infinity));

test('two sources on one host take turns, and neither makes the other faster', async () => {
  const summaries = await crawlTogether([sourceOf('burst'), sourceOf('burst', { id: 'again', listing: 'http://burst.faults.example/nb/?again' })]);
  const log = askedOf('burst');
  expect(log.filter(({ path }) => path.startsWith('/nb/2'))).toHaveLength(10);
  expect(gaps(log).filter((gap) => gap < DELAY - TICK)).toEqual([]);
  expect(overlaps(log)).toEqual([]);
  const waited = summaries.reduce((sum, { hosts }) => sum + (hosts['burst.faults.example']?.waitedMs ?? 0), 0);
  expect(waited).toBeGreaterThanOrEqual((log.length - 1) * DELAY);
});

test('redirects, jumps and probes wait like everything else', async () => {
  await crawlTogether(['circle', 'on-and-on', 'location-replace', 'cookie-once', 'soft404-likeness'].map((name) => sourceOf(name)));
  for (const name of ['circle', 'on-and-on', 'location-replace', 'cookie-once', 'soft404-likeness']) {
    expect([name, askedOf(name).length > 3, gaps(askedOf(name)).filter((gap) => gap < DELAY - TICK)]).toEqual([name, true, []]);
  }
});

test('Crawl-delay is obeyed where it is longer', async () => {
  await crawlTogether([sourceOf('robots-part')], 0);
  expect(gaps(askedOf('robots-part')).slice(1).every((gap) => gap >= 80 - TICK)).toBe(true);
  expect(askedOf('robots-part').map(({ path }) => path)).not.toContain('/nb/neibu/t20230118_2.html');
});

test('Retry-After is obeyed, and another try never comes sooner than the pause', async () => {
  const [once] = await crawlTogether([sourceOf('throttle-once'), sourceOf('busy-once')]);
  expect(once).toMatchObject({ fetched: 1, failed: [], refused: [] });
  for (const name of ['throttle-once', 'busy-once']) expect(gaps(askedOf(name)).at(-1)).toBeGreaterThanOrEqual(1000 - TICK);
});

// Every fault and refusal of fixtures/portals/faults ends as its own outcome, within its limits, and nothing is asked that must not be.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFaults } from '../../fixtures/portals/faults/faults.js';
import type { Fault } from '../../fixtures/portals/faults/faults.js';
import { TITLE } from '../../fixtures/portals/faults/pages.js';
import { serveFaults } from '../../fixtures/portals/faults/server.js';
import type { LoggedRequest, ServedFaults } from '../../fixtures/portals/faults/server.js';
import { crawl, httpGet, OUTCOMES } from '../../src/crawl/index.js';
import type { CrawlEvent, RunSummary } from '../../src/crawl/index.js';
import { probeUri } from '../../src/crawl/soft404.js';
import { platformOf } from '../../src/sources/index.js';
import { openArchive } from '../../src/store/index.js';

let portals: ServedFaults;
let folder: string;
beforeAll(async () => { portals = await serveFaults(); folder = await mkdtemp(join(tmpdir(), 'faults-')); });
afterAll(async () => { await portals.close(); await rm(folder, { recursive: true }); });

const MAX_BYTES = 2_000_000;
/** For the faults that are about time; the others have the usual limits, so that a busy machine makes no faults of its own. */
const SHORT = { connectMs: 2000, answerMs: 2000, timeoutMs: 4000 };
const SLOW = new Set(['drip', 'silent-answer', 'silent']);
/** Faults that are about trying again; the others need one try to show themselves. */
const PATIENT = new Set(['throttle', 'throttle-once', 'busy-once', 'throttle-hour']);
const MAX_CONTENT = 8_000_000;

interface Crawled {
  readonly events: readonly CrawlEvent[];
  readonly summary: RunSummary;
  readonly waits: readonly number[];
  readonly asked: readonly LoggedRequest[];
}

const crawlFault = async (name: string, options: Readonly<Record<string, boolean>> = {}): Promise<Crawled> => {
  const fault = portals.faults.find((one) => one.name === name);
  if (!fault) throw new Error(`no fault ${name}`);
  const http = httpGet({ userAgent: 'gongkai/test (+https://gongkai.example)', allowLoopback: true, connectTo: portals.connectTo, trusted: [portals.authority], maxBytes: MAX_BYTES, ...(SLOW.has(name) ? SHORT : {}), ...(options.insecure ? { insecureHosts: [`${name}.faults.example`] } : {}) });
  const archive = await openArchive(await mkdtemp(join(folder, name)));
  const source = { ...portals.sourceOf(fault), options };
  const events: CrawlEvent[] = [];
  const waits: number[] = [];
  const before = portals.log.length;
  const sleep = (ms: number): Promise<void> => { waits.push(ms); return Promise.resolve(); };
  for await (const event of crawl(source, platformOf(source), { delayMs: 0, retries: PATIENT.has(name) ? 1 : 0, maxContentBytes: MAX_CONTENT }, { fetch: http.fetch, archive, now: () => new Date('2026-02-01T00:00:00Z'), sleep, log: () => undefined })) events.push(event);
  await archive.close();
  await http.close();
  const done = events.at(-1);
  if (done?.kind !== 'done') throw new Error('the crawl did not end in a summary');
  return { events, summary: done.summary, waits, asked: portals.log.slice(before) };
};

const endsOf = (events: readonly CrawlEvent[]): string[] => events.flatMap((event) => (event.kind === 'refused' || event.kind === 'failed' ? [event.code] : []));

const faults: readonly Fault[] = makeFaults();

test.each(faults.map(({ name, ends, served }) => [name, ends, served] as const))('%s ends in %j, %i served', async (name, ends, served) => {
  const { events, summary } = await crawlFault(name);
  expect([endsOf(events), summary.fetched]).toEqual([ends, served]);
  const counted = Object.values(summary.hosts).flatMap(({ refused, failed }) => [...Object.keys(refused), ...Object.keys(failed)]);
  expect(counted).toEqual(expect.arrayContaining([...ends]));
});

test('every outcome of the catalogue is met by a fault, or has a test of its own', () => {
  const met = new Set(faults.flatMap(({ ends }) => ends));
  // fetch.test.ts, and fetching.test.ts of the command
  const elsewhere = ['blocked', 'dns', 'internal'];
  expect(Object.keys(OUTCOMES).filter((code) => !met.has(code) && !elsewhere.includes(code))).toEqual([]);
});

describe('what is served in spite of its portal', () => {
  test.each(['gbk-as-gb2312', 'utf8-as-gbk', 'unlabelled'])('%s: the title is read as it is', async (name) => {
    const { events } = await crawlFault(name);
    expect(events.flatMap((event) => (event.kind === 'lead' ? [event.lead.title] : []))).toEqual([TITLE]);
  });

  test('a cookie is given back once, and to its own host', async () => {
    expect((await crawlFault('cookie-forever')).asked.map(({ path, headers }) => [path, headers.cookie]).slice(-2)).toEqual([
      ['/nb/202301/t20230118_1.html', undefined],
      ['/nb/202301/t20230118_1.html', 'CT6TS=2'],
    ]);
    expect((await crawlFault('status-403')).asked.map(({ headers }) => headers.cookie)).not.toContain('CT6TS=2');
  });

  test('a certificate that is not valid is accepted where a person said so, and nowhere else', async () => {
    expect((await crawlFault('expired', { insecure: true })).summary).toMatchObject({ fetched: 1, failed: [] });
    expect((await crawlFault('mismatch')).summary).toMatchObject({ fetched: 0 });
  });

  test('a step down from https to http is followed where a person said so', async () => {
    expect(endsOf((await crawlFault('downgrade', { downgrade: true })).events)).not.toContain('redirect.downgrade');
  });
});

describe('what is never asked', () => {
  const paths = ({ asked }: Crawled): string[] => asked.map(({ host, path }) => `${host}${path}`);

  test('nothing but robots.txt where it disallows all', async () => {
    expect(paths(await crawlFault('robots-all'))).toEqual(['robots-all.faults.example/robots.txt']);
  });

  test('no path that robots.txt disallows', async () => {
    expect(paths(await crawlFault('robots-part')).filter((path) => path.includes('neibu'))).toEqual([]);
  });

  test.each(['robots-page', 'robots-503', 'robots-challenge'])('%s: nothing but the address a person entered', async (name) => {
    expect([...new Set(paths(await crawlFault(name)))]).toEqual([`${name}.faults.example/robots.txt`, `${name}.faults.example/nb/`]);
  });

  test('no other site, no host that is not listed, nothing on this machine', async () => {
    for (const name of ['to-elsewhere', 'to-unlisted', 'to-loopback', 'to-file', 'downgrade', 'expired', 'mismatch']) {
      const asked = paths(await crawlFault(name));
      expect(asked.filter((path) => !path.startsWith(`${name}.faults.example/`) || path.includes('/x.html'))).toEqual([]);
    }
  });

  test('no target that a script puts together, no way around a challenge', async () => {
    for (const name of ['location-computed', 'ruishu-412', 'jsl-521', 'jsl-200', 'captcha', 'status-403']) {
      const asked = paths(await crawlFault(name));
      expect(asked.filter((path) => path.endsWith('/t20230118_1.html'))).toHaveLength(1);
      expect(asked).toHaveLength(3);
    }
  });

  test('no host that refused five times in a row, or asked for an hour of patience', async () => {
    expect(paths(await crawlFault('closed-shop')).filter((path) => path.includes('/t2'))).toHaveLength(5);
    const { asked, waits } = await crawlFault('throttle-hour');
    expect(asked.map(({ path }) => path)).toEqual(['/robots.txt', '/nb/', '/nb/202301/t20230118_0.html']);
    expect(waits).toEqual([]);
  });

  test('an address that cannot exist is asked for once, where a page might not be what it says', async () => {
    const probe = new URL(probeUri('http://soft404-likeness.faults.example')).pathname;
    expect((await crawlFault('soft404-likeness')).asked.filter(({ path }) => path === probe)).toHaveLength(1);
    expect((await crawlFault('status-404')).asked.map(({ path }) => path)).toEqual(['/robots.txt', '/nb/', '/nb/202301/t20230118_1.html']);
  });
});

describe('what a summary says a crawl cost', () => {
  test('requests, bytes, waits and codes by host', async () => {
    const { summary, waits } = await crawlFault('throttle');
    const host = summary.hosts['throttle.faults.example'];
    expect(host).toMatchObject({ requests: 4, notModified: 0, refused: { throttle: 1 }, failed: { 'not-found': 1 } });
    expect(host?.bytes).toBeGreaterThan(200);
    expect(host?.waitedMs).toBe(waits.reduce((sum, ms) => sum + ms, 0));
    expect(waits).toEqual([1000]);
  });
});

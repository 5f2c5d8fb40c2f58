import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPortal, PORTALS } from '../../fixtures/portals/site.js';
import { servePortals } from '../../fixtures/portals/server.js';
import type { ServedPortals } from '../../fixtures/portals/server.js';
import { crawl, httpGet } from '../../src/crawl/index.js';
import type { RunSummary } from '../../src/crawl/index.js';
import { platformOf } from '../../src/sources/index.js';
import { openArchive, sha256 } from '../../src/store/index.js';
import type { Capture } from '../../src/model/index.js';

let portals: ServedPortals;
let folder: string;
beforeAll(async () => { portals = await servePortals(); folder = await mkdtemp(join(tmpdir(), 'portals-')); });
afterAll(async () => { await portals.close(); await rm(folder, { recursive: true }); });

const runAll = async (into: string, options: { stopAfter?: number } = {}): Promise<RunSummary[]> => {
  const http = httpGet({ userAgent: 'gongkai/test (+https://gongkai.example)', allowLoopback: true, connectTo: portals.connectTo });
  const archive = await openArchive(into);
  const effects = { fetch: http.fetch, archive, now: () => new Date('2026-03-01T00:00:00Z'), sleep: () => Promise.resolve(), log: () => undefined };
  const summaries: RunSummary[] = [];
  let captured = 0;
  try {
    for (const source of portals.sources) {
      for await (const event of crawl(source, platformOf(source), { delayMs: 0 }, effects)) {
        if (event.kind === 'capture' && (captured += 1) === options.stopAfter) return summaries;
        if (event.kind === 'done') summaries.push(event.summary);
      }
    }
    return summaries;
  } finally {
    await archive.close();
    await http.close();
  }
};

const capturesOf = async (path: string): Promise<readonly Capture[]> => (await openArchive(path)).captures();

describe('the bundled portals', () => {
  test('give up all their reports, and no look-alike, in one crawl', async () => {
    const [qingshi, lanxi] = await runAll(folder);
    expect(qingshi).toMatchObject({ listed: 3, leads: 17, fetched: 23, unchanged: 0, rejected: 3 });
    expect(qingshi?.refused.map(({ uri, code }) => [uri, code])).toEqual([['http://www.qingshi.example/zwgk/zfxxgknb/neibu/202301/t20230119_3872.html', 'robots']]);
    expect(qingshi?.failed.map(({ uri, code }) => [uri, code])).toEqual([['http://www.qingshi.example/zwgk/zfxxgknb/index_2.html', 'stub']]);
    expect(qingshi?.findings.map(({ type }) => type)).toEqual(['listing-incomplete']);
    expect(lanxi).toMatchObject({ leads: 12, fetched: 17, rejected: 2, refused: [], failed: [], findings: [] });
  });

  test('are asked for nothing robots.txt disallows, no mobile twin, and no address twice', () => {
    const asked = portals.requests.map((line) => line.split(' ')[1] ?? '');
    expect(asked.filter((uri) => /neibu|_wap/.test(uri))).toEqual([]);
    expect(asked.filter((uri, at) => asked.indexOf(uri) !== at)).toEqual([]);
  });

  test('hand over every report file byte for byte, under their stable names', async () => {
    const captures = await capturesOf(folder);
    const held = new Set(captures.map(({ digest }) => digest));
    for (const portal of await Promise.all(PORTALS.map(loadPortal))) {
      const files = portal.site.documents
        .filter(({ path }) => !path.startsWith('neibu'))
        .flatMap(({ file, attachments }) => [...(file === undefined ? [] : [file]), ...attachments.map((item) => item.file)]);
      for (const file of files) expect([file, held.has(sha256(await portal.file(file)))]).toEqual([file, true]);
    }
    expect(captures.every(({ uri }) => /^http:\/\/www\.(?:qingshi|lanxi)\.example\//.test(uri))).toBe(true);
    expect(captures.every(({ lead }) => lead?.year !== undefined)).toBe(true);
  });

  test('give nothing new the second time', async () => {
    const before = await capturesOf(folder);
    const asked = portals.requests.length;
    const summaries = await runAll(folder);
    expect(summaries.map(({ fetched, unchanged }) => [fetched, unchanged])).toEqual([[0, 23], [0, 17]]);
    // The stub is asked for whole each time, since it was never taken for the page.
    const statuses = portals.requests.slice(asked).map((line) => line.split(' ')[2]);
    expect(statuses.filter((status) => status === '200')).toHaveLength(1);
    expect(await capturesOf(folder)).toEqual(before);
  });

  test('make the same archive, byte for byte, on another run from nothing', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((name) => mkdtemp(join(tmpdir(), `portals-${name}-`))));
    if (one === undefined || two === undefined) throw new Error('no folder');
    await runAll(one);
    await runAll(two);
    const names = (await readdir(one)).filter((name) => name.endsWith('.warc.gz'));
    expect(names).toEqual(['lanxi.example', 'qingshi.example'].map((group) => `20260301T000000Z_${group}_main_00001.warc.gz`));
    for (const name of names) {
      expect(sha256(await readFile(join(one, name)))).toBe(sha256(await readFile(join(two, name))));
    }
    await Promise.all([one, two].map((path) => rm(path, { recursive: true })));
  });

  test('end in the same captures when a run is stopped half way and another finishes it', async () => {
    const path = await mkdtemp(join(tmpdir(), 'portals-half-'));
    await runAll(path, { stopAfter: 9 });
    expect(await capturesOf(path)).toHaveLength(9);
    const [qingshi] = await runAll(path);
    expect([qingshi?.fetched, qingshi?.unchanged]).toEqual([14, 9]);
    expect(await capturesOf(path)).toEqual(await capturesOf(folder));
    await rm(path, { recursive: true });
  });
});

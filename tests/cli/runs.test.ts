import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareRuns, runLines, wentWell } from '../../src/cli/run/compare-runs.js';
import { lastRecords, parseRecord, recordOf } from '../../src/cli/run/runs.js';
import type { HostCounts, RunFacts, RunRecord, SourceRecord } from '../../src/cli/run/runs.js';
import type { RunSummary } from '../../src/crawl/index.js';
import { openRun } from '../../src/store/index.js';
import { fixture, gongkai, newFolder } from './effects.js';
import type { Ran } from './effects.js';

const summary = (more: Partial<RunSummary> = {}): RunSummary => ({
  source: 'a', listed: 1, leads: 2, fetched: 0, unchanged: 0, rejected: 0, unfollowed: [], refused: [], failed: [], gone: [], findings: [], hosts: {}, ...more,
});

const attempt = (path: string, more: Partial<RunFacts['attempts'][number]> = {}): RunFacts['attempts'][number] => {
  const uri = `http://x.gov.cn/${path}`;
  return { uri, date: '', since: '', status: 200, lead: { source: 'a', uri, title: '', foundOn: '' }, ofRun: true, ...more };
};

const facts = (more: Partial<RunFacts> = {}): RunFacts => ({
  id: '20260115T080000Z', started: '2026-01-15T08:00:00.000Z', finished: '2026-01-15T08:10:00.000Z', resumed: false, summaries: [summary()], attempts: [], work: { files: 0, read: 0, failed: 0 }, ...more,
});

const host = (more: Partial<HostCounts> = {}): HostCounts => ({ requests: 3, bytes: 1000, waitedMs: 500, notModified: 1, refused: {}, failed: {}, ...more });

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

const record = (documents: Record<string, string>, more: Partial<RunRecord> & { source?: Partial<SourceRecord> } = {}): RunRecord => {
  const { source, ...rest } = more;
  return { ...recordOf(facts()), sources: [{ source: 'a', listed: 1, leads: 2, rejected: 0, refused: {}, failed: {}, findings: {}, documents, ...source }], ...rest };
};

describe('the record of a run', () => {
  it('counts by source, code and host, and keeps what each address holds or why it gave nothing', () => {
    const refused = [{ uri: 'u', code: 'robots', note: '' }, { uri: 'v', code: 'challenge.jsl', note: '' }, { uri: 'w', code: 'robots', note: '' }];
    const made = recordOf(
      facts({
        summaries: [
          { ...summary({ source: 'b', leads: 0 }), hosts: { 'x.gov.cn': host({ refused: { robots: 1 } }) } },
          { ...summary({ refused }), hosts: { 'x.gov.cn': host({ refused: { robots: 2, throttle: 1 } }), 'w.gov.cn': host() } },
        ],
        attempts: [
          attempt('1', { digest: digest('a') }),
          attempt('2', { digest: digest('b'), refusal: 'not-found', status: 404 }),
          attempt('3', { refusal: 'robots' }),
          { uri: 'http://x.gov.cn/robots.txt', date: '', since: '', status: 404, refusal: 'not-found', ofRun: true },
        ],
      }),
    );
    expect(made.sources.map(({ source, leads }) => [source, leads])).toEqual([['a', 2], ['b', 0]]);
    expect(made.sources[0]?.refused).toEqual({ 'challenge.jsl': 1, robots: 2 });
    expect(made.sources[0]?.documents).toEqual({ 'http://x.gov.cn/1': 'a'.repeat(16), 'http://x.gov.cn/2': `${'b'.repeat(16)}!not-found`, 'http://x.gov.cn/3': '!robots' });
    expect(made.sources[0]?.yielded).toEqual({ now: 1, held: 2 });
    expect(Object.keys(made.hosts)).toEqual(['w.gov.cn', 'x.gov.cn']);
    expect(made.hosts['x.gov.cn']).toEqual(host({ requests: 6, bytes: 2000, waitedMs: 1000, notModified: 2, refused: { robots: 3, throttle: 1 } }));
    expect(parseRecord(JSON.parse(JSON.stringify(made)), 'x')).toEqual(made);
  });

  it('counts what was yielded among the years asked for, and only what this run asked', () => {
    const of = (year: number) => ({ source: 'a', uri: '', title: '', foundOn: '', year });
    const attempts = [attempt('1', { digest: digest('a'), lead: of(2022) }), attempt('2', { digest: digest('b'), lead: of(2023), ofRun: false }), attempt('3', { digest: digest('c'), ofRun: false })];
    expect(recordOf(facts({ attempts: [], summaries: [summary({ unchanged: 1 })] })).sources[0]?.yielded).toEqual({ now: 1, held: 0 });
    expect([recordOf(facts({ attempts })), recordOf(facts({ attempts, years: [2023] }))].map(({ sources }) => sources[0]?.yielded)).toEqual([{ now: 1, held: 3 }, { now: 0, held: 2, years: [2023] }]);
  });

  it('is checked when it is read', () => {
    expect(() => parseRecord({ version: 2 }, 'runs/x.json')).toThrow(/^runs\/x\.json: expected the record of a run, found version: .*; remove the file/);
  });
});

describe('two runs side by side', () => {
  const before = record({ same: 'aa', changed: 'bb', gone: 'cc', moved: 'dd', slow: 'ee', late: '!timeout', still: 'ff!not-found' });
  const now = record(
    { same: 'aa', changed: 'b2', gone: 'cc!not-found', moved: 'dd!redirect', slow: 'ee!throttle', late: '11', still: 'ff!not-found', fresh: '22', never: '!robots' },
    { id: '20260116T080000Z', source: { refused: { robots: 1, throttle: 1 }, failed: { timeout: 2 } } },
  );

  it('tell new, changed, unchanged, moved and gone apart', () => {
    expect(compareRuns([before], now)).toMatchObject({
      previous: '20260115T080000Z', added: ['fresh', 'late'], changed: ['changed'], unchanged: 1, moved: ['moved'], gone: ['gone'],
      refused: { robots: 1, throttle: 1 }, failed: { timeout: 2 }, lost: [], stageFailures: 0,
    });
  });

  it('are unchanged where nothing changed, and the first is all new', () => {
    expect(compareRuns([now], now)).toMatchObject({ added: [], changed: [], moved: [], gone: [] });
    const first = compareRuns([], before);
    expect([first.previous, first.added.length, first.changed.length]).toEqual([undefined, 6, 0]);
  });

  it('say when a source fell silent, and that one dead link is no alarm', () => {
    const silent = record({}, { source: { yielded: { now: 0, held: 2 } } });
    expect(compareRuns([before], silent).lost).toEqual([{ source: 'a', before: 2 }]);
    // The alarm lasts until somebody sees to it.
    expect([compareRuns([before], silent), compareRuns([silent], silent)].map(wentWell)).toEqual([false, false]);
    // What is filed under another source, too.
    const shared = (now: number, years?: number[]) => record({}, { source: { yielded: { now, held: 0, ...(years ? { years } : {}) } } });
    expect([compareRuns([shared(1)], shared(0)).lost, compareRuns([shared(1)], shared(0, [2030])).lost]).toEqual([[{ source: 'a', before: 1 }], []]);
    const never = record({}, { source: { yielded: { now: 0, held: 0 } } });
    expect([compareRuns([], never), compareRuns([never], never)].map((made) => [made.silent, wentWell(made)])).toEqual([
      [[{ source: 'a', first: true }], false], [[{ source: 'a', first: false }], true],
    ]);
    const dead = record({}, { source: { failed: { 'not-found': 3 }, yielded: { now: 1, held: 4 } } });
    expect(wentWell(compareRuns([before], dead))).toBe(true);
    expect(wentWell(compareRuns([before], record({}, { source: { failed: { internal: 1 } } })))).toBe(false);
    expect(wentWell(compareRuns([], record({}, { work: { files: 1, read: 1, failed: 1 } })))).toBe(false);
  });

  it('are told in lines', () => {
    const hosts = { 'x.gov.cn': host({ requests: 40, bytes: 1_234_567, waitedMs: 90_400, notModified: 30, refused: { throttle: 2 } }) };
    expect(runLines(compareRuns([before], { ...now, hosts, resumed: true, work: { files: 9, read: 1, failed: 1 } }))).toEqual([
      'run 20260116T080000Z, resumed, compared with 20260115T080000Z',
      '  documents  2 new, 1 changed, 1 unchanged, 1 moved, 1 gone',
      '    new  fresh',
      '    new  late',
      '    changed  changed',
      '    moved  moved',
      '    gone  gone',
      '  refused    2 (robots 1, throttle 1)',
      '  failed     2 (timeout 2); 1 files on which a stage gave up',
      '  hosts',
      '    x.gov.cn  40 requests, 1.2 MB, waited 90 s, 30 not modified, refused 2 (throttle 2)',
    ]);
    const silent = (held: number) => record({}, { source: { yielded: { now: 0, held } } });
    expect(runLines(compareRuns([before], silent(2)))).toContain('  nothing now from a, which gave 2 documents before; look at its refusals and failures above');
    expect(runLines(compareRuns([], silent(0)))).toContain('  nothing from a, asked for the first time; check its address');
    expect(runLines(compareRuns([silent(0)], silent(0)))).toContain('  nothing from a, as ever');
  });

  it('end long lists with how many more', () => {
    const many = record(Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`d${String(at).padStart(2, '0')}`, '1'])));
    expect(runLines(compareRuns([record({})], many)).filter((line) => line.includes('new'))).toHaveLength(12);
    expect(runLines(compareRuns([record({})], many))).toContain('    … and 15 more new');
  });
});

describe('runs on disk', () => {
  it('are looked up newest first, and only as far back as a source needs', async () => {
    const folder = await newFolder();
    for (const [at, source] of ['a', 'b', 'a', 'c'].entries()) {
      const run = await openRun(folder, () => new Date('2026-01-15T08:00:00.000Z'));
      await run.finish(record({}, { id: run.id, source: { source, leads: at } }));
    }
    const found = async (...sources: string[]) => (await lastRecords(folder, sources, 'none')).map(({ id }) => id);
    expect(await found('a')).toEqual(['20260115T080000Z-3']);
    expect(await found('a', 'b')).toEqual(['20260115T080000Z-3', '20260115T080000Z-2']);
    expect(await found('d')).toEqual([]);
    expect((await lastRecords(folder, ['a'], '20260115T080000Z-3')).map(({ id }) => id)).toEqual(['20260115T080000Z']);
    await writeFile(join(folder, '20260115T080000Z-9.json'), 'torn');
    await expect(lastRecords(folder, ['a'], 'none')).rejects.toThrow(/not JSON/);
  });
});

describe('gongkai run', () => {
  let empty = false;
  let refused = false;
  const server = createServer((request, response) => {
    if (refused && request.url !== '/') response.writeHead(403).end();
    else if (request.url === '/1.html') void readFile(fixture('reports/huaian-hongze-2024-trs/report.html')).then((bytes) => response.end(bytes));
    else if (request.url === '/') response.end(empty ? `<html><body><ul>${'<li>无</li>'.repeat(200)}</ul><a href="/x.html">首页</a></body></html>` : '<html><body><a href="/1.html">洪泽区人民政府2024年政府信息公开工作年度报告</a></body></html>');
    else response.writeHead(404).end();
  });
  let output: string;
  let run: (id?: string) => Promise<Ran>;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const folder = await newFolder();
    output = join(folder, 'output');
    const sources = join(folder, 'sources.json');
    const entry = { id: 'hongze', authority: '洪泽区人民政府', region: '320813', platform: 'trs-tdate', listing: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/` };
    await writeFile(sources, JSON.stringify([entry, { ...entry, id: 'one', kind: 'article', listing: `${entry.listing}1.html` }]));
    run = (id = 'hongze') => gongkai(['run', '--sources', sources, '--source', id, '--output', id === 'hongze' ? output : join(folder, id), '--quiet']);
  });

  afterAll(() => server.close());

  it('leaves a record of every run and says what is different from the last', async () => {
    const first = await run();
    expect([first.code, first.out]).toEqual([0, expect.stringMatching(/^run 20250301T000000Z, the first\n {2}documents {2}1 new, 0 changed, 0 unchanged/m)]);
    const second = await run();
    expect([second.code, second.out]).toEqual([0, expect.stringMatching(/^run 20250301T000000Z-2, compared with 20250301T000000Z\n {2}documents {2}0 new, 0 changed, 1 unchanged/m)]);
    expect((await readdir(join(output, 'runs'))).sort()).toEqual(['20250301T000000Z-2.json', '20250301T000000Z.json']);
    const text = await readFile(join(output, 'runs', '20250301T000000Z.json'), 'utf8');
    expect(parseRecord(JSON.parse(text), 'x')).toMatchObject({ id: '20250301T000000Z', sources: [{ source: 'hongze', leads: 1 }], work: { files: 1, read: 1, failed: 0 } });
  });

  it('ends in 1 and names the source that yielded before and yields nothing now', async () => {
    empty = true;
    const { code, out } = await run();
    expect([code, out]).toEqual([1, expect.stringContaining('nothing now from hongze, which gave a document before')]);
    empty = false;
  });

  it('ends in 1 when the listing answers and its documents are refused, and in 0 when they are there again', async () => {
    refused = true;
    const { code, out } = await run();
    expect([code, out]).toEqual([1, expect.stringContaining('nothing now from hongze, which gave a document before')]);
    refused = false;
    expect((await run()).code).toBe(0);
  });

  it('ends in 1 when the article of a source is refused', async () => {
    expect((await run('one')).code).toBe(0);
    refused = true;
    expect([(await run('one')).code, (await run('one')).code]).toEqual([1, 1]);
    refused = false;
  });
});

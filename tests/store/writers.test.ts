import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive } from '../../src/store/index.js';
import type { Archive, Exchange } from '../../src/store/index.js';
import { checkWarc } from './check.js';

const RUN = '20260115T080000Z';

const leadTo = (uri: string) => ({ source: 'qs', uri, title: '青石市2022年政府信息公开年报', foundOn: 'http://www.qs.example/', year: 2022 });

const exchange = (uri: string, text: string, more: Partial<Exchange> = {}): Exchange => ({
  uri,
  date: '2026-01-15T08:00:00.000Z',
  status: 200,
  statusText: 'OK',
  headers: [['content-type', 'text/html'], ['etag', '"1"']],
  body: Buffer.from(text),
  asked: { method: 'GET', headers: [['host', 'www.qs.example'], ['user-agent', 'gongkai/test']] },
  ...more,
});

const address = (name: string): string => `http://www.qs.example/${name}.html`;

const put = (archive: Archive, name: string, more: Partial<Exchange> = {}) => archive.put('qs.example', leadTo(address(name)), exchange(address(name), name, more));

const segmentsIn = async (path: string): Promise<string[]> => (await readdir(path)).filter((name) => name.includes('.warc.gz'));

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'writers-')); });
afterEach(() => rm(folder, { recursive: true }));

/** One of everything a run can write. */
const fill = async (path: string): Promise<void> => {
  const archive = await openArchive(path, { run: RUN });
  await put(archive, 'a');
  await put(archive, 'packed', { headers: [['content-encoding', 'gzip'], ['content-disposition', 'attachment; filename=年报.pdf']], body: gzipSync('年报') });
  await put(archive, 'a');
  await put(archive, 'packed', { status: 304, headers: [], body: new Uint8Array() });
  await archive.put('qs.example', undefined, exchange(`${address('list')}?__wb_method=POST&page=2`, 'rows', { asked: { method: 'POST', headers: [], body: 'page=2' } }));
  await archive.note('qs.example', { uri: address('gone'), date: '2026-01-15T08:00:00.000Z', code: 'dns', kind: 'failed', note: '没有这个名字\nENOTFOUND', lead: leadTo(address('gone')) });
  await archive.close();
};

describe('the files of an archive', () => {
  test('are WARC 1.1 to a reader that is not ours: answers, what was asked, revisits, failures, each with true digests', async () => {
    await fill(folder);
    const [file = ''] = await segmentsIn(folder);
    expect(file).toBe(`${RUN}_qs.example_main_00001.warc.gz`);
    expect(await checkWarc(join(folder, file))).toEqual(['warcinfo', 'response', 'request', 'response', 'request', 'revisit', 'request', 'revisit', 'request', 'response', 'request', 'metadata']);
  });

  test('can be indexed by the command line of another program', async () => {
    await fill(folder);
    const [file = ''] = await segmentsIn(folder);
    const { stdout, status } = spawnSync(process.execPath, ['node_modules/warcio/dist/cli.js', 'cdx-index', join(folder, file)], { encoding: 'utf8' });
    expect(status).toBe(0);
    const urls = stdout.trim().split('\n').map((line) => (JSON.parse(line.slice(line.indexOf('{'))) as { url: string }).url);
    expect(urls).toEqual([address('a'), address('packed'), address('a'), address('packed'), `${address('list')}?__wb_method=POST&page=2`]);
  });

  const python = spawnSync('python3', ['-c', 'import warcio']).status === 0;
  test.skipIf(!python)('pass the check of python warcio (needs the python3 module warcio)', async () => {
    await fill(folder);
    const [file = ''] = await segmentsIn(folder);
    const { stdout, status } = spawnSync('python3', ['-m', 'warcio.cli', 'check', '-v', join(folder, file)], { encoding: 'utf8' });
    expect([status, /digest failed|error/i.test(stdout)]).toEqual([0, false]);
  });

  test('are started anew past a size', async () => {
    const archive = await openArchive(folder, { run: RUN, maxBytes: 1500 });
    for (const name of ['a', 'b', 'c', 'd']) await put(archive, name);
    await archive.close();
    expect((await segmentsIn(folder)).length).toBeGreaterThan(1);
    expect((await openArchive(folder)).captures().map(({ uri }) => uri)).toEqual(['a', 'b', 'c', 'd'].map(address));
  });

  test('are readable whatever byte the last record was cut at, and lose nothing but that record', async () => {
    const archive = await openArchive(folder, { run: RUN });
    await put(archive, 'a');
    const [part = ''] = await segmentsIn(folder);
    const { length: before } = await readFile(join(folder, part));
    await put(archive, 'b');
    const whole = await readFile(join(folder, part));
    await archive.close();
    const path = await mkdtemp(join(tmpdir(), 'cut-'));
    for (let cut = before; cut < whole.length; cut += 1) {
      await writeFile(join(path, part), whole.subarray(0, cut));
      const kept = (await openArchive(path, { run: RUN })).captures().map(({ uri }) => uri);
      expect([cut, kept.includes(address('a')), kept.length <= 2]).toEqual([cut, true, true]);
    }
    await rm(path, { recursive: true });
  });

  test.each([1, 40, 300, 500])('are written on after a cut %i bytes before their end, and are whole WARC again', async (short) => {
    const archive = await openArchive(folder, { run: RUN });
    for (const name of ['a', 'b']) await put(archive, name);
    const [part = ''] = await segmentsIn(folder);
    const whole = await readFile(join(folder, part));
    await archive.close();
    const path = await mkdtemp(join(tmpdir(), 'cut-'));
    await writeFile(join(path, part), whole.subarray(0, whole.length - short));
    const again = await openArchive(path, { run: RUN });
    await put(again, 'c');
    await again.close();
    for (const file of await segmentsIn(path)) if (!file.endsWith('.torn')) await checkWarc(join(path, file));
    expect((await openArchive(path)).captures().map(({ uri }) => uri)).toEqual(expect.arrayContaining(['a', 'c'].map(address)));
    await rm(path, { recursive: true });
  });
});

describe('several writers', () => {
  test('write side by side, each to its own file, and see what the others wrote', async () => {
    const [one, two] = await Promise.all(['w1', 'w2'].map((writer) => openArchive(folder, { run: RUN, writer })));
    if (!one || !two) throw new Error('no archive');
    const { capture } = await put(one, 'a');
    await put(two, 'b');
    expect((await segmentsIn(folder)).sort()).toEqual([`${RUN}_qs.example_w1_00001.warc.gz.part`, `${RUN}_qs.example_w2_00001.warc.gz.part`]);
    await one.seal('qs.example');
    expect(Buffer.from(await two.open(capture)).toString()).toBe('a');
    await two.refresh();
    expect(await two.find(address('a'))).toMatchObject({ id: capture.id });
    await one.close();
    await two.close();
    expect((await openArchive(folder)).captures().map(({ uri }) => uri)).toEqual([address('a'), address('b')]);
  });

  test('leave the unfinished file of a living writer alone, and finish that of a dead one', async () => {
    const living = await openArchive(folder, { run: RUN, writer: 'w1' });
    await put(living, 'a');
    const [part = ''] = await segmentsIn(folder);
    const dead = part.replace('_w1_', '_w2_');
    await copyFile(join(folder, part), join(folder, dead));
    await writeFile(join(folder, '.lock-w2'), `999999999\n1\n${hostname()}\n`);
    const lines: string[] = [];
    const third = await openArchive(folder, { run: RUN, writer: 'w3', log: (line) => lines.push(line) });
    await put(third, 'c');
    expect(lines).toHaveLength(1);
    expect((await segmentsIn(folder)).sort()).toEqual([part, dead.replace('.part', ''), part.replace('_w1_', '_w3_')]);
    await put(living, 'd');
    await living.close();
    await third.close();
    expect((await openArchive(folder)).captures().map(({ uri }) => uri)).toEqual(['a', 'c', 'd'].map(address));
  });

  test('take over the name of a process whose id another one has now', async () => {
    await writeFile(join(folder, '.lock-main'), `${String(process.pid)}\n1\n${hostname()}\n`);
    const archive = await openArchive(folder);
    await put(archive, 'a');
    await archive.close();
    expect((await readdir(folder)).filter((name) => name.startsWith('.lock'))).toEqual([]);
  });
});

describe('what a run remembers', () => {
  test('is given back after a stop: answers as they came, visits without news, and attempts without an answer', async () => {
    const before = await openArchive(folder, { run: '20260101T080000Z' });
    const known = await put(before, 'old', { date: '2026-01-01T08:00:00.000Z' });
    await before.close();
    const archive = await openArchive(folder, { run: RUN });
    const fresh = await put(archive, 'a', { headers: [['content-type', 'text/html'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']] });
    await put(archive, 'old', { status: 304, headers: [], body: new Uint8Array() });
    await put(archive, 'moved', { status: 302, headers: [['location', '/a.html']], body: new Uint8Array(), refusal: 'redirect' });
    const failure = { uri: address('gone'), date: '2026-01-15T08:00:00.000Z', code: 'dns', kind: 'failed', note: '没有\n这个名字' } as const;
    await archive.note('qs.example', failure);
    await archive.close();
    await rm(join(folder, 'index.cdxj'));

    for (const path of ['from the index of each file', 'from the summary']) {
      const again = await openArchive(folder, { run: RUN });
      expect([path, await again.earlier(address('a'))]).toMatchObject([path, { kind: 'answer', stored: fresh, exchange: { status: 200, body: Buffer.from('a') } }]);
      const told = await again.earlier(address('a'));
      expect(told?.kind === 'answer' && told.exchange.headers).toEqual([['content-type', 'text/html'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']]);
      expect(await again.earlier(address('old'))).toMatchObject({ stored: { capture: known.capture, fresh: false }, exchange: { status: 304 } });
      expect(await again.earlier(address('moved'))).toMatchObject({ exchange: { status: 302, refusal: 'redirect' } });
      expect(await again.earlier(address('gone'))).toEqual({ kind: 'failure', failure });
      expect(await (await openArchive(folder, { run: `${RUN}-2` })).earlier(address('a'))).toBeUndefined();
      await (await openArchive(folder)).close();
      await again.note('qs.example', { ...failure, uri: address('other') });
      await again.close();
    }
  });

  test('tells the newest attempt of every address, and every content it had', async () => {
    const dates = ['01', '02', '03', '04'].map((day) => `2026-01-${day}T08:00:00.000Z`);
    for (const [at, text] of ['a', 'a', 'b', 'a'].entries()) {
      const archive = await openArchive(folder, { run: `${(dates[at] ?? '').slice(0, 10).replaceAll('-', '')}T080000Z` });
      await put(archive, 'x', { date: dates[at] ?? '', body: Buffer.from(text) });
      await archive.close();
    }
    const archive = await openArchive(folder, { run: RUN });
    await put(archive, 'x', { status: 404, refusal: 'not-found' });
    await archive.note('qs.example', { uri: address('y'), date: '2026-01-15T08:00:00.000Z', code: 'robots', kind: 'refused', note: 'robots.txt disallows it', lead: leadTo(address('y')) });
    await archive.close();
    const again = await openArchive(folder);
    expect(again.versions().map((versions) => versions.map(({ date }) => date))).toEqual([[dates[0], dates[2], dates[3]]]);
    expect(again.attempts()).toEqual([
      { uri: address('x'), date: '2026-01-15T08:00:00.000Z', since: '2026-01-15T08:00:00.000Z', status: 404, refusal: 'not-found', lead: leadTo(address('x')), source: 'qs', ofRun: false },
      { uri: address('y'), date: '2026-01-15T08:00:00.000Z', since: '2026-01-15T08:00:00.000Z', refusal: 'robots', note: 'robots.txt disallows it', lead: leadTo(address('y')), source: 'qs', ofRun: false },
    ]);
    expect(again.leadsOf('qs').map(({ uri }) => uri)).toEqual([address('x')]);
    expect([again.attempt(address('y')), again.attempt(address('z'))]).toEqual([again.attempts()[1], undefined]);
    // Of the run that made them, also when it is taken up.
    expect((await openArchive(folder, { run: RUN })).attempts().map(({ ofRun }) => ofRun)).toEqual([true, true]);
  });

  test('tells since when an address ends as it does, from the summary and from the files alone', async () => {
    const days = ['01', '02', '03', '04', '05'].map((day) => `2026-02-${day}T08:00:00.000Z`);
    const codes = [undefined, 'not-found', 'throttle', 'not-found', 'not-found'];
    for (const [at, date] of days.entries()) {
      const archive = await openArchive(folder, { run: `202602${String(at + 1).padStart(2, '0')}T080000Z` });
      const refusal = codes[at];
      await put(archive, 'z', { date, ...(refusal === undefined ? {} : { status: 404, refusal }) });
      await archive.close();
    }
    const since = async () => (await openArchive(folder)).attempts().map((attempt) => [attempt.date, attempt.since, attempt.refusal]);
    expect(await since()).toEqual([[days[4], days[3], 'not-found']]);
    await rm(join(folder, 'index.cdxj'));
    expect(await since()).toEqual([[days[4], days[3], 'not-found']]);
  });
});

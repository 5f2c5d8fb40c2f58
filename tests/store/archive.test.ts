import { appendFile, mkdtemp, readFile, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive, rebuildIndex } from '../../src/store/index.js';
import type { Exchange } from '../../src/store/index.js';

const lead = { source: 'qs', uri: 'http://www.qs.example/a.html', title: '青石市2022年政府信息公开年报', foundOn: 'http://www.qs.example/', year: 2022 };

const exchange = (uri: string, text: string, more: Partial<Exchange> = {}): Exchange => ({
  uri,
  date: '2026-01-15T00:00:00.000Z',
  status: 200,
  statusText: 'OK',
  headers: [['content-type', 'text/html'], ['etag', '"1"'], ['last-modified', 'Mon, 30 Jan 2023 01:00:00 GMT']],
  body: Buffer.from(text),
  ...more,
});

/** The first file of group `qs`: the run is told by the date of its first record. */
const first = '20260115T000000Z_qs_main_00001.warc.gz';
const second = '20260115T000000Z_qs_main_00002.warc.gz';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'archive-')); });
afterEach(() => rm(folder, { recursive: true }));

describe('openArchive', () => {
  test('gives back bytes, lead and validators after being opened anew', async () => {
    const archive = await openArchive(folder);
    const { capture, fresh } = await archive.put('qs', lead, exchange(lead.uri, '报告'));
    await archive.close();
    expect(fresh).toBe(true);
    const again = await openArchive(folder);
    expect(await again.find(lead.uri)).toEqual({ ...capture, status: 200, etag: '"1"', lastModified: 'Mon, 30 Jan 2023 01:00:00 GMT' });
    expect(again.captures()).toEqual([capture]);
    expect(capture.lead).toEqual(lead);
    expect(Buffer.from(await again.open(capture)).toString()).toBe('报告');
    expect((await readdir(folder)).sort()).toEqual([first, 'index', 'index.cdxj']);
  });

  test('knows the validators of the newest answer, though its bytes are the old ones', async () => {
    const archive = await openArchive(folder);
    await archive.put('qs', lead, exchange(lead.uri, 'a'));
    await archive.put('qs', lead, exchange(lead.uri, 'a', { date: '2026-02-01T00:00:00.000Z', headers: [['etag', '"2"']] }));
    expect((await archive.find(lead.uri))?.etag).toBe('"2"');
    await archive.close();
    expect((await (await openArchive(folder)).find(lead.uri))?.etag).toBe('"2"');
  });

  test('tells since when an address ends as it does, though its records are read again', async () => {
    const failure = (day: number) => ({ uri: lead.uri, date: `2026-01-1${String(day)}T00:00:00.000Z`, code: 'dns', kind: 'failed' as const, note: 'no such name', lead });
    const first = await openArchive(folder, { run: '20260111T000000Z' });
    await first.note('qs', failure(1));
    await first.close();
    const archive = await openArchive(folder, { run: '20260112T000000Z' });
    await archive.note('qs', failure(2));
    await archive.refresh();
    await archive.seal('qs');
    // Several at once, as lanes of a crawl ask for it; there is no index of the sealed file yet.
    await Promise.all([archive.refresh(), archive.refresh(), archive.refresh()]);
    const since = (from: typeof archive) => from.attempts().map((attempt) => [attempt.date, attempt.since]);
    const expected = [['2026-01-12T00:00:00.000Z', '2026-01-11T00:00:00.000Z']];
    expect(since(archive)).toEqual(expected);
    await archive.close();
    expect(since(await openArchive(folder))).toEqual(expected);
    await rebuildIndex(folder);
    expect(since(await openArchive(folder))).toEqual(expected);
  });

  test('takes the same bytes, or a 304, for the earlier capture', async () => {
    const archive = await openArchive(folder);
    const first = await archive.put('qs', lead, exchange(lead.uri, 'a'));
    const later = { date: '2026-02-01T00:00:00.000Z' };
    expect(await archive.put('qs', lead, exchange(lead.uri, 'a', later))).toEqual({ capture: first.capture, fresh: false });
    expect(await archive.put('qs', lead, exchange(lead.uri, '', { ...later, status: 304 }))).toEqual({ capture: first.capture, fresh: false });
    const changed = await archive.put('qs', lead, exchange(lead.uri, 'b', later));
    expect(changed.fresh).toBe(true);
    await archive.close();
    expect((await openArchive(folder)).captures()).toEqual([changed.capture]);
  });

  test('a visit that finds nothing new writes its lead down only where it is another one', async () => {
    const dates = ['2026-01-15', '2026-02-01', '2026-02-02'].map((day) => `${day}T00:00:00.000Z`);
    const leads = [lead, lead, { ...lead, title: '改过的标题' }];
    const archive = await openArchive(folder, { maxBytes: 1 });
    for (const [at, date] of dates.entries()) await archive.put('qs', leads[at], exchange(lead.uri, at === 0 ? 'a' : '', { date, status: at === 0 ? 200 : 304 }));
    await archive.close();
    const written = (await readdir(folder)).filter((name) => name.endsWith('.gz')).sort();
    const texts = await Promise.all(written.map(async (name) => gunzipSync(await readFile(join(folder, name))).toString()));
    expect(texts.map((text) => [/^Gongkai-Lead: /m.test(text), /^Gongkai-Lead-Of: /m.test(text)])).toEqual([[true, false], [false, true], [true, false]]);
    for (const left of [2, 3]) {
      // Up to the second visit, then up to the third.
      if (left === 2) await rename(join(folder, written[2] ?? ''), join(folder, 'aside'));
      else await rename(join(folder, 'aside'), join(folder, written[2] ?? ''));
      await rebuildIndex(folder);
      const again = await openArchive(folder);
      expect(again.attempts()).toMatchObject([{ date: dates[left - 1], lead: leads[left - 1], source: lead.source }]);
      expect(again.captures()).toMatchObject([{ date: dates[0], lead: leads[left - 1] }]);
    }
  });

  test('keeps the good answer when the address is later refused or gone', async () => {
    const archive = await openArchive(folder);
    const { capture } = await archive.put('qs', lead, exchange(lead.uri, 'a'));
    await archive.put('qs', lead, exchange(lead.uri, 'gone', { status: 404 }));
    await archive.put('qs', lead, exchange(lead.uri, 'prove you are human', { refusal: 'challenge.captcha' }));
    await archive.close();
    expect((await (await openArchive(folder)).find(lead.uri))?.id).toBe(capture.id);
  });

  test.each([['gzip', gzipSync], ['br', brotliCompressSync]] as const)('keeps a body as sent and opens %s', async (encoding, pack) => {
    const archive = await openArchive(folder);
    const plain = await archive.put('qs', lead, exchange('http://www.qs.example/plain', '报告'.repeat(100)));
    const packed = await archive.put('qs', lead, exchange(lead.uri, '', { headers: [['content-encoding', encoding]], body: pack('报告'.repeat(100)) }));
    await archive.close();
    expect(packed.capture.digest).toBe(plain.capture.digest);
    expect(Buffer.from(await (await openArchive(folder)).open(packed.capture)).toString()).toBe('报告'.repeat(100));
  });

  test.each(['index.cdxj', `index/${first.replace('.warc.gz', '.cdxj')}`])('finds everything again when %s is gone or damaged', async (name) => {
    const archive = await openArchive(folder);
    const { capture } = await archive.put('qs', lead, exchange(lead.uri, 'a'));
    await archive.close();
    const whole = await readFile(join(folder, name), 'utf8');
    for (const damage of ['', whole.slice(0, -20), whole.replace('{"url', '{url'), '!meta {"version":1}\n']) {
      await rm(join(folder, 'index.cdxj'), { force: true });
      await writeFile(join(folder, name), damage);
      expect((await openArchive(folder)).captures()).toEqual([capture]);
    }
    await rebuildIndex(folder);
    expect(await readFile(join(folder, name), 'utf8')).toBe(whole);
  });

  test.each([1, 5, 200])('recovers what a killed run left, %i bytes short', async (short) => {
    const archive = await openArchive(folder);
    const kept = await archive.put('qs', lead, exchange(lead.uri, 'a'));
    await archive.put('qs', lead, exchange('http://www.qs.example/torn.html', 'torn'));
    await archive.close();
    const file = join(folder, first);
    const { length } = await readFile(file);
    await truncate(file, length - short);
    await rename(file, `${file}.part`);
    await writeFile(join(folder, '.lock-main'), `999999999\n1\n${hostname()}\n`);

    const lines: string[] = [];
    const again = await openArchive(folder, { log: (line) => lines.push(line) });
    expect(again.captures()).toEqual([kept.capture]);
    await again.put('qs', lead, exchange('http://www.qs.example/next.html', 'next'));
    await again.close();
    expect(lines).toEqual([expect.stringMatching(/^archive: .*_qs_main_00001\.warc\.gz was left unfinished, 2 whole records kept; a torn record of \d+ bytes was cut off/)]);
    expect((await readdir(folder)).sort()).toEqual([first, `${first}.torn`, second, 'index', 'index.cdxj']);
    expect((await openArchive(folder)).captures().map(({ uri }) => uri)).toEqual([lead.uri, 'http://www.qs.example/next.html']);
  });

  test('refuses a second writer, and says whose turn it is', async () => {
    const one = await openArchive(folder);
    await one.put('qs', lead, exchange(lead.uri, 'a'));
    const two = await openArchive(folder);
    await expect(two.put('qs', lead, exchange(lead.uri, 'a'))).rejects.toThrow(`process ${String(process.pid)} on ${hostname()} holds`);
    await one.close();
  });

  test('says so when bytes no longer match their digest', async () => {
    const archive = await openArchive(folder);
    const { capture } = await archive.put('qs', lead, exchange(lead.uri, 'a'));
    const other = await archive.put('qs', lead, exchange('http://www.qs.example/b', 'b'));
    await archive.close();
    const file = join(folder, 'index.cdxj');
    await writeFile(file, (await readFile(file, 'utf8')).replace(capture.digest, other.capture.digest));
    await expect((await openArchive(folder)).open(capture)).rejects.toThrow('does not match its digest');
  });

  test('tells the leads of each source to what was answered well, as it is now, and takes nothing more once closed', async () => {
    const archive = await openArchive(folder, { run: '20260115T000000Z' });
    const leadsOf = (source: string): string[] => archive.leadsOf(source).map(({ uri }) => uri);
    const [b, c] = [{ ...lead, uri: 'http://www.qs.example/b.html' }, { ...lead, uri: 'http://www.qs.example/c.html' }];
    const refused = { status: 404, refusal: 'not-found' };
    await archive.put('qs', b, exchange(b.uri, 'b'));
    await archive.put('qs', c, exchange(c.uri, 'none', refused));
    expect([leadsOf('qs'), leadsOf('other')]).toEqual([[b.uri], []]);
    await archive.put('qs', lead, exchange(lead.uri, 'a'));
    expect(leadsOf('qs')).toEqual([lead.uri, b.uri]);
    await archive.put('qs', c, exchange(c.uri, 'c', { date: '2026-01-15T00:00:01.000Z' }));
    expect(leadsOf('qs')).toEqual([lead.uri, b.uri, c.uri]);
    await archive.put('qs', { ...b, source: 'other' }, exchange(b.uri, 'gone', { ...refused, date: '2026-01-15T00:00:02.000Z' }));
    expect([leadsOf('qs'), leadsOf('other')]).toEqual([[lead.uri, c.uri], [b.uri]]);
    await archive.close();
    expect(leadsOf('qs')).toEqual([lead.uri, c.uri]);
    await expect(archive.put('qs', lead, exchange(lead.uri, 'late'))).rejects.toThrow('closed');
  });

  test('names records by their content, so that two machines agree', async () => {
    const other = await mkdtemp(join(tmpdir(), 'archive-'));
    const ids = await Promise.all([folder, other].map(async (path) => {
      const archive = await openArchive(path);
      const { capture } = await archive.put('qs', lead, exchange(lead.uri, 'a'));
      await archive.close();
      return capture;
    }));
    expect(ids[0]).toEqual(ids[1]);
    expect(await readFile(join(folder, first))).toEqual(await readFile(join(other, first)));
    await rm(other, { recursive: true });
  });

  test('reads a file that a stranger appended rubbish to only as far as it is whole', async () => {
    const archive = await openArchive(folder);
    await archive.put('qs', lead, exchange(lead.uri, 'a'));
    await archive.close();
    const file = join(folder, first);
    await rename(file, `${file}.part`);
    await appendFile(`${file}.part`, 'rubbish');
    expect((await openArchive(folder)).captures().map(({ uri }) => uri)).toEqual([lead.uri]);
  });
});

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { little, listing, openPortal, page } from '../crawl/little-portal.js';
import type { Answer, LittlePortal } from '../crawl/little-portal.js';
import { sha256 } from '../../src/store/index.js';
import { fixture, gongkai, newFolder } from './effects.js';

const HOST = 'www.little.example';

/** The pages of a scan, as they lie in its PDF. */
const picturesOf = async (path: string): Promise<Buffer[]> => {
  const text = (await readFile(fixture(path))).toString('latin1');
  return [...text.matchAll(/stream\r?\n(\xff\xd8[\s\S]*?)\r?\nendstream/g)].map((match) => Buffer.from(match[1] ?? '', 'latin1'));
};

const serving = (body: string | Buffer, type: string): Answer => (request, response) => {
  const etag = `"${sha256(Buffer.from(body)).slice(-8)}"`;
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { etag, 'content-type': type }).end(body);
};

const TITLE = '青石县财政局2022年政府信息公开工作年度报告';
const SHOWN = '<img src="/img/share.png"><p><img src="./p1.jpg"><img src="/img/blank.gif" data-src="p2.jpg"><img src="p3.jpg" width="600"></p><img src="dot2.jpg" width="12" height="12"><img src="http://img.other.example/p4.jpg">';

let folder: string;
let portal: LittlePortal;
const answers: Record<string, Answer> = {};
beforeAll(async () => {
  folder = await newFolder();
  const [first, second, third] = await picturesOf('scans/plain-150-09100/report.pdf');
  answers['/nb/'] = serving(listing('./a.html'), 'text/html');
  answers['/nb/a.html'] = serving(page(`<h1>${TITLE}</h1>${SHOWN}`), 'text/html; charset=utf-8');
  answers['/nb/p1.jpg'] = serving(first ?? '', 'image/jpeg');
  answers['/nb/p2.jpg'] = serving(second ?? '', 'image/jpeg');
  portal = await openPortal(answers);
  late = serving(third ?? '', 'image/jpeg');
  await writeFile(join(folder, 'sources.json'), JSON.stringify({ ...little, authority: '青石县财政局' }));
});
afterAll(async () => { await portal.close(); await rm(folder, { recursive: true }); });

/** The last page is not there in the first night. */
let late: Answer;

const PROBE = /^\/[\da-f]{16}\.html$/;

const run = async (day: string): Promise<{ asked: string[]; out: string; values: Record<string, string> }> => {
  portal.requests.length = 0;
  const { out, err } = await gongkai(['run', '--sources', join(folder, 'sources.json'), '--output', join(folder, 'output'), '--delay', '0', '--quiet'], {
    http: { allowLoopback: true, connectTo: { [HOST]: `127.0.0.1:${String(portal.port)}` } },
    now: () => new Date(`2026-01-${day}T08:00:00.000Z`),
  });
  expect(err).toBe('');
  const [, ...lines] = (await readFile(join(folder, 'output', 'package', 'observations.csv'), 'utf8')).trim().split('\n');
  const cells = lines.map((line) => line.split(','));
  return { asked: portal.requests.filter((path) => path !== '/robots.txt' && !PROBE.test(path)), out, values: Object.fromEntries(cells.map((cell) => [`${cell[8] ?? ''} ${cell[9] ?? ''} ${cell[10] ?? ''}`, cell[11] ?? ''])) };
};

test('a report that is pictures is fetched with them and read from them, and read again when one more of them is there', async () => {
  const first = await run('15');
  const all = ['/nb/', '/nb/a.html', '/nb/p1.jpg', '/nb/p2.jpg', '/nb/p3.jpg'];
  expect(first.asked).toEqual(all);
  expect(first.values).toMatchObject({ 'licensing_decisions _Z _Z': '3067', 'penalty_decisions _Z _Z': '3539', 'fees_amount_wan _Z _Z': '1.8' });
  expect(first.out).toContain('1 files in the archive, 1 read now');
  expect(Object.keys(first.values).filter((key) => key.startsWith('review'))).toEqual([]);
  answers['/nb/p3.jpg'] = late;
  const second = await run('16');
  expect([second.asked, second.out.includes('1 files in the archive, 1 read now')]).toEqual([all, true]);
  expect(second.values).toMatchObject(first.values);
  expect(Object.keys(second.values).length).toBeGreaterThan(Object.keys(first.values).length);
  const third = await run('17');
  expect([third.asked, third.values]).toEqual([all, second.values]);
  expect(third.out).toContain('nothing to do: 1 files in the archive, all read before');
}, 180_000);

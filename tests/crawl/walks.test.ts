import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crawl, openJudgements } from '../../src/crawl/index.js';
import { versionOf } from '../../src/crawl/version.js';
import { discover, offer } from '../../src/crawl/walks.js';
import type { Seek, Walk, Walks } from '../../src/crawl/walks.js';
import type { Source } from '../../src/model/index.js';
import { platformOf } from '../../src/sources/index.js';
import type { Discovery, Platform } from '../../src/sources/index.js';
import { sha256 } from '../../src/store/index.js';
import { little, listing, openPortal, report } from './little-portal.js';
import type { Answer } from './little-portal.js';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'walks-')); });
afterEach(() => rm(folder, { recursive: true }));

/** What is served: address asked for → address that answers, type, bytes. */
type Served = Readonly<Record<string, { uri: string; type: string; bytes: Uint8Array } | undefined>>;

const LISTING = little.listing;
const SECOND = `${LISTING}index_1.html`;
const link = (name: string): string => `<a href="${name}">小城镇2022年政府信息公开工作年度报告</a>`;
const pageOf = (html: string, type = 'text/html', uri = LISTING): { uri: string; type: string; bytes: Uint8Array } => ({ uri, type, bytes: Buffer.from(html) });

const SERVED: Served = {
  [LISTING]: pageOf(`${link('202301/t20230118_1.html')}<script>createPageHTML(2, 0, "index", "html")</script>`),
  [SECOND]: pageOf(link('202301/t20230118_2.html'), 'text/html', SECOND),
};

const memory = (): Walks => {
  const kept = new Map<string, Walk>();
  return { walk: (source) => kept.get(source), keep: (source, walk) => void kept.set(source, JSON.parse(JSON.stringify(walk)) as Walk) };
};

/** One walk: what it found, what it asked for and what it opened, in order. */
const walk = async (served: Served, walks?: Walks, { source = little, platform = platformOf(source), most = Infinity }: { source?: Source; platform?: Platform; most?: number } = {}) => {
  const [found, order, opened]: [Discovery[], string[], string[]] = [[], [], []];
  const seek: Seek = (uri, options) => {
    order.push(`ask ${uri} ${JSON.stringify(options ?? {})}`);
    const answer = served[uri];
    if (answer === undefined) return Promise.resolve(undefined);
    const page = () => { opened.push(uri); return Promise.resolve({ uri: answer.uri, bytes: answer.bytes, contentType: answer.type }); };
    return Promise.resolve(offer(answer.uri, { digest: sha256(answer.bytes), declaredType: answer.type }, page));
  };
  for await (const one of discover(platform, source, seek, walks)) {
    found.push(one);
    order.push(JSON.stringify(one));
    if (found.length >= most) break;
  }
  return { found, order, opened };
};

test('an unchanged listing is told again: the same requests and leads in the same order, and no page is opened', async () => {
  const walks = memory();
  const first = await walk(SERVED, walks);
  expect(first.found.filter(({ kind }) => kind === 'lead')).toHaveLength(2);
  expect(first.opened).toEqual([LISTING, SECOND]);
  expect(await walk(SERVED, walks)).toEqual({ ...first, opened: [] });
  expect(await walk(SERVED)).toEqual(first);
});

test.each<[string, Served, { source?: Source; platform?: Platform }?]>([
  ['other bytes of the first page', { ...SERVED, [LISTING]: pageOf(`${link('202301/t20230118_3.html')}<script>createPageHTML(2, 0, "index", "html")</script>`) }],
  ['other bytes of the last page', { ...SERVED, [SECOND]: pageOf(link('202301/t20230118_4.html'), 'text/html', SECOND) }],
  ['a page more', { ...SERVED, [LISTING]: pageOf(`${link('202301/t20230118_1.html')}<script>createPageHTML(3, 0, "index", "html")</script>`), [`${LISTING}index_2.html`]: pageOf(link('202301/t20230118_5.html')) }],
  ['a page that is not there any more', { ...SERVED, [SECOND]: undefined }],
  ['no listing', {}],
  ['the same bytes from another address', { ...SERVED, [LISTING]: { ...pageOf(''), ...SERVED[LISTING], uri: `${LISTING}neu/` } }],
  ['the same bytes as another type', { ...SERVED, [SECOND]: { ...pageOf(''), ...SERVED[SECOND], type: 'text/html; charset=big5' } }],
  ['another platform', SERVED, { platform: platformOf({ ...little, platform: 'generic' }) }],
  ['another platform in the entry', SERVED, { source: { ...little, platform: 'vsb' } }],
  ['another listing under the same id', { 'http://www.little.example/neu/': pageOf(link('b.html'), 'text/html', 'http://www.little.example/neu/') }, { source: { ...little, listing: 'http://www.little.example/neu/' } }],
  ['another option of the entry', SERVED, { source: { ...little, options: { depth: 1 } } }],
  ['another body in the entry', SERVED, { source: { ...little, authority: '大城镇人民政府', years: [2022] } }],
])('%s: what is found is what a walk without memory finds', async (_, served, more) => {
  const walks = memory();
  await walk(SERVED, walks);
  const alone = await walk(served, undefined, more);
  const again = await walk(served, walks, more);
  expect([again.found, again.order]).toEqual([alone.found, alone.order]);
  expect(again.opened).toEqual(alone.opened);
  expect((await walk(served, walks, more)).opened).toEqual([]);
});

test('the declared type is part of it: the same bytes may be other text under another label', async () => {
  const told: Platform = { id: 'told', recognises: () => true, discover: async function* (source, get) {
    yield { kind: 'rejected', uri: LISTING, title: String((await get(source.listing))?.contentType), reason: 'other', foundOn: LISTING };
  } };
  const walks = memory();
  const typed = async (type: string) => (await walk({ [LISTING]: pageOf('', type) }, walks, { platform: told })).found.map((one) => 'title' in one && one.title);
  expect([await typed('text/html; charset=gbk'), await typed('text/html; charset=big5')]).toEqual([['text/html; charset=gbk'], ['text/html; charset=big5']]);
});

test('a walk that was broken off is not kept', async () => {
  const walks = memory();
  await walk(SERVED, walks, { most: 1 });
  expect(walks.walk(little.id)).toBeUndefined();
  expect((await walk(SERVED, walks)).found).toHaveLength(2);
});

test('what is kept is used by the same code alone, and only when it is whole', async () => {
  const file = join(folder, 'judged.json');
  const fill = async () => {
    const kept = await openJudgements(file, 'one');
    await walk(SERVED, kept);
    kept.set('capture', [{ kind: 'rejected', uri: 'http://www.little.example/a', title: '解读', reason: 'explanation', foundOn: LISTING }]);
    await kept.save();
  };
  const known = async (version = 'one') => {
    const kept = await openJudgements(file, version);
    return [kept.walk(little.id) !== undefined, kept.get('capture') !== undefined];
  };
  await fill();
  expect([await known(), await known('two')]).toEqual([[true, true], [false, false]]);
  const whole = await readFile(file, 'utf8');
  const damaged = [whole.slice(0, -1), whole.slice(0, whole.length / 2), whole.replace('t20230118_2', 't20230118_3'), whole.replace('one', 'on'), `\n${whole}`, '', '\n', '{"version":1,"judged":{}}\n'];
  for (const text of damaged) {
    await writeFile(file, text);
    expect([text.slice(0, 20), await known()]).toEqual([text.slice(0, 20), [false, false]]);
  }
  await fill();
  expect(await readFile(file, 'utf8')).toBe(whole);
});

test('the version is that of every module that finds and judges links, and of what parses for it', () => {
  cpSync(fileURLToPath(new URL('../../src', import.meta.url)), folder, { recursive: true });
  const before = versionOf(folder, 'engine 1');
  expect([versionOf(folder, 'engine 1') === before, versionOf(folder, 'engine 2') === before]).toEqual([true, false]);
  for (const file of ['sources/walk.ts', 'sources/title.ts', 'sources/families/vsb.ts', 'model/finding.ts', 'text.ts', 'number.ts', 'charset.ts', 'pointers.ts', 'crawl/walks.ts', 'sources/new.ts', 'sources/families/new.ts']) {
    const versions = new Set([versionOf(folder, 'engine 1')]);
    writeFileSync(join(folder, file), `// ${file}`);
    expect([file, versions.has(versionOf(folder, 'engine 1'))]).toEqual([file, false]);
  }
});

test('a crawl of an unchanged portal opens no listing page, finds what it found, and sees a report that is new', async () => {
  const pages: Record<string, string> = { '/nb/': listing('./a.html'), '/nb/a.html': report };
  const answer = (path: string): Answer => (request, response) => {
    const etag = `"${sha256(pages[path] ?? '').slice(-8)}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag, 'content-type': 'text/html' }).end(pages[path]);
  };
  const portal = await openPortal({ '/nb/': answer('/nb/'), '/nb/a.html': answer('/nb/a.html'), '/nb/b.html': answer('/nb/b.html') });
  const run = async () => {
    const { close, ...effects } = await portal.effects();
    const opened: string[] = [];
    const archive = { ...effects.archive, open: (capture: Parameters<typeof effects.archive.open>[0]) => { opened.push(capture.uri); return effects.archive.open(capture); } };
    const judgements = await openJudgements(join(portal.folder, 'judged.json'));
    const events = [];
    for await (const event of crawl(little, platformOf(little), { delayMs: 0 }, { ...effects, archive, judgements })) events.push(event);
    await judgements.save();
    await close();
    return { opened, kinds: events.map((event) => ('uri' in event ? `${event.kind} ${event.uri}` : event.kind)), captures: events.flatMap((event) => (event.kind === 'capture' ? [[event.capture.uri, event.fresh]] : [])) };
  };
  const a = 'http://www.little.example/nb/a.html';
  const first = await run();
  const second = await run();
  expect([first.captures, second.captures, second.kinds, second.opened]).toEqual([[[a, true]], [[a, false]], first.kinds, []]);
  pages['/nb/'] = listing('./a.html', './b.html');
  pages['/nb/b.html'] = report.replace('平稳', '良好');
  expect((await run()).captures).toEqual([[a, false], ['http://www.little.example/nb/b.html', true]]);
  await portal.close();
});

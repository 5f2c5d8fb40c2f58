import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { crawl, openJudgements } from '../../src/crawl/index.js';
import { platformOf } from '../../src/sources/index.js';
import { listing, little, openPortal, page, report } from './little-portal.js';
import type { Answer, LittlePortal } from './little-portal.js';

let portal: LittlePortal;
afterEach(() => portal.close());

const crawlOf = async (body: string, more: Record<string, string> = {}) => {
  portal = await openPortal({ '/nb/': listing('./a.html'), '/nb/a.html': body, ...more });
  const { events, summary } = await portal.run();
  const kinds = events.flatMap((event) => {
    if (event.kind === 'capture') return [['capture', event.capture.uri.slice('http://www.little.example'.length)]];
    if (event.kind === 'rejected') return [['rejected', event.reason, event.uri.slice('http://www.little.example'.length)]];
    return event.kind === 'finding' ? [['finding', event.finding.type]] : [];
  });
  return { kinds, summary };
};

test('a page that turns out to be an explanation is no capture, and its files are left alone', async () => {
  const { kinds, summary } = await crawlOf(report.replace('<body>', '<body><h1>小城镇2022年政府信息公开工作年度报告解读</h1><a href="b.pdf">附件</a>'), { '/nb/b.pdf': '%PDF-1.7' });
  expect([kinds, summary.fetched, summary.rejected]).toEqual([[['rejected', 'explanation', '/nb/a.html']], 0, 1]);
  expect(portal.requests).not.toContain('/nb/b.pdf');
});

test('a page that names only another host is taken and flagged', async () => {
  const { kinds } = await crawlOf(report.replace('</body>', '<p>电子版可在门户网站（www.365.com）下载。</p></body>'));
  expect(kinds).toEqual([['finding', 'host-differs'], ['capture', '/nb/a.html']]);
});

test('a download script is followed by the name in its text, one that asks for a code is told', async () => {
  const down = '/system/_content/download.jsp?wbfileid=';
  const { kinds } = await crawlOf(page(`<p>${'请下载附件阅读。'.repeat(20)}</p><a href="${down}1">报告.pdf</a><a href="${down}2&codeValue=">报告.docx</a>`), { '/system/_content/download.jsp?wbfileid=1': '%PDF-1.7 report' });
  expect(kinds).toEqual([['rejected', 'captcha', `${down}2&codeValue=`], ['capture', '/nb/a.html'], ['capture', `${down}1`]]);
  expect(portal.requests.filter((path) => path.includes('codeValue'))).toEqual([]);
});

test('files in frames, behind viewers and behind buttons are followed, and old formats, too', async () => {
  const shown = '<iframe src="/f/1.pdf"></iframe><embed src="/f/2.pdf"><object data="/f/3.pdf"></object>';
  const opened = `<a href="/pdfjs/web/viewer.html?file=../../f/4.pdf">在线阅读</a><a href="javascript:void(0)" onclick="window.open('/f/5.pdf')">附件</a><span onclick="show('/view.html?file=%2Ff%2F6.pdf')">预览</span>`;
  const old = '<a href="a.doc">附件</a><a href="b.wps">附件</a><a href="c.ofd">附件</a><a href="d.xls">附件</a><a href="e.xlsx">附件</a>';
  const left = '<iframe src="/map.html"></iframe><a href="/go.html?to=/f/9.html">其他</a><iframe src="http://www.other.example/f.pdf"></iframe><nav><iframe src="/f/8.pdf"></iframe></nav>';
  const { kinds } = await crawlOf(page(`<p>${'请下载附件阅读。'.repeat(20)}</p>${shown}${opened}${old}${left}<img src="x.jpg">`), Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`/f/${String(n)}.pdf`, '%PDF-1.7'])));
  expect(kinds.filter(([kind]) => kind === 'capture').map(([, path]) => path).sort()).toEqual([...[1, 2, 3, 4, 5, 6].map((n) => `/f/${String(n)}.pdf`), '/nb/a.html']);
  expect(['a.doc', 'b.wps', 'c.ofd', 'd.xls', 'e.xlsx'].filter((name) => !portal.requests.includes(`/nb/${name}`))).toEqual([]);
  expect(portal.requests.filter((path) => /viewer|map|go\.html|8\.pdf|x\.jpg/.test(path))).toEqual([]);
});

const JPEG = Buffer.from('ffd8ffe000104a46', 'hex');
const picture: Answer = (_, response) => { response.writeHead(200, { 'content-type': 'image/jpeg' }).end(JPEG); };

test('pictures that are the report are fetched, on the same host and not without measure; no illustrations', async () => {
  const pictures = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`/p/${String(n)}.jpg`, picture]));
  const shown = `<img src="/p/0.jpg" width="20"><img src="/img/logo.jpg"><img src="http://img.little.example/p.jpg">${Object.keys(pictures).map((src) => `<img src="${src}">`).join('')}`;
  portal = await openPortal({ '/nb/': listing('./a.html'), '/nb/a.html': page(shown), ...pictures });
  const { summary } = await portal.run();
  expect(portal.requests.filter((path) => path.endsWith('.jpg'))).toEqual(Object.keys(pictures).slice(0, 40));
  expect([summary.fetched, summary.refused, summary.findings.map(({ type }) => type)]).toEqual([1, [], ['pictures-left']]);
  await portal.close();
  portal = await openPortal({ '/nb/': listing('./a.html'), '/nb/a.html': page(shown), ...pictures });
  const { summary: bounded } = await portal.run({ maxPictureBytes: 20 });
  expect([portal.requests.filter((path) => path.endsWith('.jpg')).length, bounded.findings.map(({ type }) => type)]).toEqual([3, ['pictures-left']]);
  await portal.close();
  const illustrated = report.replace('</body>', '<table><tr><td>本年制发件数</td></tr><tr><td>结转下年度继续办理</td></tr></table><img src="/p/0.jpg"></body>');
  portal = await openPortal({ '/nb/': listing('./a.html'), '/nb/a.html': illustrated, ...pictures });
  await portal.run();
  expect(portal.requests.filter((path) => path.endsWith('.jpg'))).toEqual([]);
});

test('a page that nests without measure is an outcome, as a listing and as a document, and nothing is made of it', async () => {
  const { kinds, summary } = await crawlOf(report.replace('<body>', `<body>${'<div>'.repeat(1500)}`));
  expect([kinds, summary.failed.map(({ code, note }) => [code, note])]).toEqual([[], [['too-large.parsed', 'expected at most 1000 levels of markup, found more']]]);
  await portal.close();
  portal = await openPortal({ '/nb/': listing('./a.html').replace('<body>', `<body>${'<div>'.repeat(1500)}`), '/nb/a.html': report });
  const { summary: whole } = await portal.run();
  expect([whole.leads, whole.failed.map(({ code }) => code)]).toEqual([0, ['too-large.parsed']]);
});

test('a page answered 304 is judged as it was when it was new, from the archive or from what was kept', async () => {
  const unchanged = (body: string): Answer => (request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"', 'content-type': 'text/html' }).end(body);
  };
  portal = await openPortal({
    '/nb/': listing('./a.html', './b.html'),
    '/nb/a.html': unchanged(report.replace('<body>', '<body><h1>小城镇2022年政府信息公开工作年度报告解读</h1>')),
    '/nb/b.html': unchanged(report.replace('</body>', '<p>电子版可在门户网站（www.365.com）下载。</p></body>')),
  });
  const file = join(portal.folder, 'judged.json');
  const run = async (judgements?: Awaited<ReturnType<typeof openJudgements>>) => {
    const { close, ...effects } = await portal.effects();
    let opened = 0;
    const archive = { ...effects.archive, open: (capture: Parameters<typeof effects.archive.open>[0]) => { opened += 1; return effects.archive.open(capture); } };
    for await (const event of crawl(little, platformOf(little), { delayMs: 0 }, { ...effects, archive, ...(judgements ? { judgements } : {}) })) {
      if (event.kind !== 'done') continue;
      await close();
      await judgements?.save();
      const { fetched, unchanged: same, rejected, findings } = event.summary;
      return { fetched, same, rejected, types: findings.map(({ type }) => type), opened };
    }
    throw new Error('no summary');
  };
  const judged = { rejected: 1, types: ['host-differs'] };
  expect(await run()).toEqual({ fetched: 1, same: 0, opened: 0, ...judged });
  expect(await run()).toMatchObject({ fetched: 0, same: 1, ...judged });
  expect(await run(await openJudgements(file))).toMatchObject({ same: 1, opened: 2, ...judged });
  expect(await run(await openJudgements(file))).toMatchObject({ same: 1, opened: 0, ...judged });
});

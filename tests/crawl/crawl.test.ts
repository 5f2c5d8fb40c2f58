import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { crawl } from '../../src/crawl/index.js';
import { platformOf } from '../../src/sources/index.js';
import { openArchive } from '../../src/store/index.js';
import { little, listing, openPortal, page, report } from './little-portal.js';
import type { Answer, LittlePortal } from './little-portal.js';

let portal: LittlePortal;
afterEach(() => portal.close());

const A = '/nb/202301/t20230118_1.html';
const withLead = (answer: Answer, more: Record<string, Answer> = {}): Record<string, Answer> => ({ '/nb/': listing(`.${A.slice(3)}`), [A]: answer, ...more });
const codes = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);

describe('crawl', () => {
  test('fetches a lead, and nothing new the second time', async () => {
    portal = await openPortal(withLead(report));
    expect((await portal.run()).summary).toMatchObject({ listed: 1, leads: 1, fetched: 1, unchanged: 0, refused: [], failed: [] });
    expect((await portal.run()).summary).toMatchObject({ leads: 1, fetched: 0, unchanged: 1, refused: [], failed: [] });
  });

  test('asks with the validators of the last answer', async () => {
    const seen: unknown[] = [];
    portal = await openPortal(withLead((request, response) => {
      seen.push(request.headers['if-none-match'], request.headers['if-modified-since']);
      if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"7"', 'last-modified': 'Wed, 18 Jan 2023 01:00:00 GMT' }).end(report);
    }));
    await portal.run();
    expect((await portal.run()).summary).toMatchObject({ fetched: 0, unchanged: 1 });
    expect(seen).toEqual([undefined, undefined, '"7"', 'Wed, 18 Jan 2023 01:00:00 GMT']);
  });

  test('takes the changed bytes of a known address', async () => {
    let text = report;
    portal = await openPortal(withLead((_, response) => response.end(text)));
    await portal.run();
    text = report.replace('总体', '总 体');
    expect((await portal.run()).summary).toMatchObject({ fetched: 1, unchanged: 0 });
  });

  test('follows PDF and DOCX links of an article on its own site, not the look-alikes', async () => {
    const pdf: Answer = (_, response) => response.end('%PDF-1.7 report');
    portal = await openPortal(withLead(
      page(`<div class="TRS_Editor">${report}<a href="./P01.pdf">附件</a><a href="./P02.pdf">图解：2022年政府信息公开年报</a><a href="http://other.example/P03.pdf">附件</a><a href="./P04.zip">附件</a></div><footer><a href="/guide.pdf">指南</a></footer>`),
      { '/nb/202301/P01.pdf': pdf },
    ));
    const { summary, events } = await portal.run();
    expect(summary).toMatchObject({ leads: 1, fetched: 2, failed: [] });
    expect(events.flatMap((event) => (event.kind === 'capture' ? [[event.lead.uri, event.lead.year, event.lead.foundOn]] : []))).toEqual([
      [`http://www.little.example${A}`, 2022, 'http://www.little.example/nb/'],
      ['http://www.little.example/nb/202301/P01.pdf', 2022, `http://www.little.example${A}`],
    ]);
  });

  test('does not follow attachments of attachments, which need not end', async () => {
    const chained = (next: number): string => report.replace('</body>', `<a href="/download.jsp?n=${String(next)}">2022年政府信息公开工作年度报告.pdf</a></body>`);
    portal = await openPortal(withLead(chained(1), Object.fromEntries([1, 2, 3].map((n) => [`/download.jsp?n=${String(n)}`, chained(n + 1)]))));
    expect((await portal.run()).summary).toMatchObject({ leads: 1, fetched: 2, failed: [] });
    expect(portal.requests).not.toContain('/download.jsp?n=2');
  });

  test('a listing of more addresses than allowed is told as not read to its end', async () => {
    portal = await openPortal({ '/nb/': listing('./202301/a.html', './202301/b.html', './202301/c.html', './202301/d.html') });
    const { summary } = await portal.run({ maxLeads: 2 });
    expect([summary.findings.map(({ type }) => type), summary.failed.length]).toEqual([['listing-incomplete'], 2]);
  });

  test('fetches only the years wanted', async () => {
    portal = await openPortal(withLead(report));
    expect((await portal.run({ years: [2021] })).summary).toMatchObject({ leads: 0, fetched: 0 });
  });
});

describe('robots.txt', () => {
  const robots = (text: string, status = 200): Answer => (_, response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(text);

  test('is obeyed, told and never asked around', async () => {
    portal = await openPortal({ '/nb/': listing('./202301/a.html', './202401/b.html'), '/nb/202401/b.html': report, '/robots.txt': robots('User-agent: *\nDisallow: /nb/202301/\n') });
    expect((await portal.run()).summary).toMatchObject({ fetched: 1, refused: [{ uri: 'http://www.little.example/nb/202301/a.html', code: 'robots' }] });
    expect(portal.requests).toEqual(['/robots.txt', '/nb/', '/nb/202401/b.html']);
  });

  test.each([['an error', robots('', 500)], ['a page', robots('<html>不存在</html>')]])('being %s lets only the listing through', async (_, answer) => {
    portal = await openPortal(withLead(report, { '/robots.txt': answer }));
    expect(codes((await portal.run({ retries: 0 })).summary.refused)).toEqual(['robots.unknown']);
    expect(portal.requests).toEqual(['/robots.txt', '/nb/']);
  });

  test('being empty allows all', async () => {
    portal = await openPortal(withLead(report, { '/robots.txt': robots('') }));
    expect((await portal.run()).summary).toMatchObject({ fetched: 1, refused: [] });
  });

  test('sets the pause when it asks for a longer one', async () => {
    portal = await openPortal(withLead(report, { '/robots.txt': robots('User-agent: *\nCrawl-delay: 9\n') }));
    await portal.run({ delayMs: 100 });
    expect(portal.waits.map((wait) => wait >= 9000 && wait < 13_500)).toEqual([true, true]);
  });
});

describe('trouble', () => {
  test('503 with Retry-After is waited out', async () => {
    let tries = 0;
    portal = await openPortal(withLead((_, response) => {
      tries += 1;
      if (tries < 3) response.writeHead(503, { 'retry-after': '7' }).end();
      else response.end(report);
    }));
    expect((await portal.run()).summary).toMatchObject({ fetched: 1, failed: [] });
    expect(portal.waits).toEqual([7000, 7000]);
    expect(portal.log).toHaveLength(2);
  });

  test('a Retry-After of an hour is not sat out', async () => {
    portal = await openPortal(withLead((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end()));
    expect(codes((await portal.run()).summary.refused)).toEqual(['throttle']);
    expect(portal.waits).toEqual([]);
  });

  test('a cut answer is tried again with growing pauses, then told', async () => {
    portal = await openPortal(withLead((_, response) => {
      response.writeHead(200, { 'content-length': '5000' });
      response.write('half');
      setTimeout(() => response.destroy(), 5);
    }));
    expect(codes((await portal.run({ retries: 2 })).summary.failed)).toEqual(['truncated']);
    expect(portal.waits).toHaveLength(2);
    expect(portal.waits[1]).toBe((portal.waits[0] ?? 0) * 2);
  });

  test('a slow drip ends at the total time', async () => {
    portal = await openPortal(withLead((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    }));
    expect(codes((await portal.run({ retries: 0 }, { timeoutMs: 2000 })).summary.failed)).toEqual(['timeout']);
  });

  test('an oversize answer is not read to its end', async () => {
    portal = await openPortal(withLead((_, response) => { response.write('x'.repeat(60_000)); response.end('x'.repeat(40_000)); }));
    expect(codes((await portal.run({}, { maxBytes: 50_000 })).summary.failed)).toEqual(['too-large.sent']);
    expect(portal.waits).toEqual([]);
  });

  test('a small body that opens to a huge one is stopped, and one that does not open is told', async () => {
    const zipped = (body: Buffer): Answer => (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
    const pdf = (count: number): string => `%PDF-1.7 ${Array.from({ length: count }, (_, n) => n).join(' ')}`;
    portal = await openPortal({
      '/nb/': listing('./a.html', './b.html', './c.html', './d.pdf', './e.pdf'),
      // Cut at its end: who opened it to there would find it damaged.
      '/nb/a.html': zipped(gzipSync('0'.repeat(2_000_000)).subarray(0, -9)),
      '/nb/b.html': zipped(Buffer.from('not gzip')),
      '/nb/c.html': report + '0'.repeat(1_000_000),
      '/nb/d.pdf': zipped(gzipSync(pdf(300_000))),
      '/nb/e.pdf': (_, response) => response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(pdf(600_000))),
    });
    const { summary } = await portal.run({ maxPageBytes: 1_000_000, maxContentBytes: 3_000_000 });
    expect(summary.failed.map(({ uri, code }) => [new URL(uri).pathname, code])).toEqual([
      ['/nb/a.html', 'too-large.opened'], ['/nb/b.html', 'damaged'], ['/nb/c.html', 'too-large.opened'], ['/nb/e.pdf', 'too-large.opened'],
    ]);
    expect(summary.failed.at(-1)?.note).toMatch(/a file of more than 3000000$/);
    expect(summary.fetched).toBe(1);
  });

  const says = (status: number, body: string, headers: Record<string, string> = {}): Answer => (_, response) => response.writeHead(status, headers).end(body);
  test.each([
    ['refused', 'challenge.ruishu', says(412, "<script>$_ts=window['$_ts'];</script>")],
    ['refused', 'challenge.ruishu', says(200, "<meta r='m'><script>$_ts=window['$_ts'];</script>")],
    ['refused', 'challenge.jsl', says(521, "<script>document.cookie='__jsl_clearance=1'</script>")],
    ['refused', 'challenge.captcha', says(200, page('请输入验证码'))],
    ['refused', 'challenge.cookie302', says(302, '', { location: A, 'set-cookie': 'CT6T=1' })],
    ['refused', 'refused.403', says(403, 'no')],
    ['refused', 'redirect.domain', says(301, '', { location: 'http://other.example/' })],
    ['refused', 'scheme', says(301, '', { location: 'file:///etc/passwd' })],
    ['failed', 'redirect.loop', says(302, '', { location: A })],
    ['failed', 'not-found', says(404, '')],
    ['failed', 'server', says(500, '')],
    ['failed', 'soft404', says(200, page('您访问的页面不存在'))],
    ['failed', 'stub', says(200, '')],
    ['failed', 'stub', says(200, page(''))],
  ] as const)('%s %s is told, not taken for the report', async (kind, code, answer) => {
    portal = await openPortal(withLead(answer));
    const { summary } = await portal.run();
    expect([summary.fetched, codes(summary[kind])]).toEqual([0, [code]]);
    expect(await (await openArchive(portal.folder)).find(`http://www.little.example${A}`)).toBeUndefined();
  });

  test('a web page where a PDF should be is told', async () => {
    portal = await openPortal({ '/nb/': listing('./a.pdf'), '/nb/a.pdf': report });
    expect(codes((await portal.run()).summary.failed)).toEqual(['wrong-type']);
  });

  test('a host that keeps refusing is left alone', async () => {
    portal = await openPortal({ '/nb/': listing('a.html', 'b.html', 'c.html'), '/nb/a.html': says(403, ''), '/nb/b.html': says(403, ''), '/nb/c.html': report });
    expect(codes((await portal.run({ maxRefusals: 2 })).summary.refused)).toEqual(['refused.403', 'refused.403', 'stopped']);
    expect(portal.requests).not.toContain('/nb/c.html');
  });

  test('redirects on the site and constant jumps are followed, up to a number', async () => {
    portal = await openPortal({
      '/nb/': listing('a.html', 'r0'),
      '/nb/a.html': says(301, '', { location: './b.html' }),
      '/nb/b.html': page('<script>location.replace("./c.html");</script>'),
      '/nb/c.html': report,
      ...Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`/nb/r${String(at)}`, says(302, '', { location: `r${String(at + 1)}` })])),
    });
    const { summary, events } = await portal.run();
    expect(events.flatMap((event) => (event.kind === 'capture' ? [[event.capture.uri, event.lead.uri]] : []))).toEqual([['http://www.little.example/nb/c.html', 'http://www.little.example/nb/a.html']]);
    expect(codes(summary.failed)).toEqual(['redirect.loop']);
    expect((await portal.run()).summary).toMatchObject({ fetched: 0, unchanged: 1 });
  });
});

test('a crawl stopped in the middle loses nothing, and the next one goes on', async () => {
  portal = await openPortal({ '/nb/': listing('a.html', 'b.html'), '/nb/a.html': report, '/nb/b.html': `${report} ` });
  const { close, ...effects } = await portal.effects();
  for await (const event of crawl(little, platformOf(little), { delayMs: 0 }, effects)) if (event.kind === 'capture') break;
  await close();
  expect((await portal.run()).summary).toMatchObject({ fetched: 1, unchanged: 1 });
});

test('an address a person entered stays theirs when the portal adds a slash, also where robots.txt cannot be read', async () => {
  portal = await openPortal({ '/nb': (_, response) => response.writeHead(301, { location: '/nb/' }).end(), '/nb/': listing('a.html'), '/robots.txt': page('首页') });
  const { close, ...effects } = await portal.effects();
  const source = { ...little, listing: 'http://www.little.example/nb' };
  for await (const event of crawl(source, platformOf(source), { delayMs: 0 }, effects)) if (event.kind === 'done') expect(event.summary).toMatchObject({ listed: 1, leads: 1, fetched: 0 });
  await close();
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { judgeContent } from '../../src/sources/index.js';

const fixture = (name: string): string => readFileSync(fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url)), 'utf8');
const judge = (html: string, uri = 'http://www.qs.gov.cn/nb/t1.html') => judgeContent({ uri, html });
const page = (body: string, title = '青石县2022年政府信息公开工作年度报告'): string => `<html><head><title>${title}_青石县人民政府</title></head><body>${body}</body></html>`;

const CHAPTERS = ['一、总体情况', '（二）主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况', '五、政府信息公开工作存在的主要问题及改进情况', '六、其他需要报告的事项'];
const chapters = (count: number): string => CHAPTERS.slice(0, count).map((heading) => `<p>${heading}</p><p>本年度情况平稳。</p>`).join('');

test('a page with more children than a call may have arguments, and hosts that are none, are judged all the same', () => {
  const flat = page(`${chapters(6)}${'<p></p> '.repeat(95_000)}`);
  expect(judge(flat)).toMatchObject({ kind: 'report', chapters: 6 });
  // Whether this is a host depends on the version of Node.
  expect(judge(page(`${chapters(6)}<p>电子版可在网站（www.xn--a.cn）下载</p>`))).toMatchObject({ kind: 'report' });
});

describe('judgeContent', () => {
  test.each([
    ['six chapters', chapters(6), 6],
    ['three chapters', chapters(3), 3],
    ['headings split by <br> in one cell', `<table><tr><td>${CHAPTERS.join('<br>平稳。<br>')}</td></tr></table>`, 6],
    ['headings without breaks between them', `<p>${CHAPTERS.slice(2).join(' ')}</p>`, 4],
    ['Traditional characters', '<p>一、總體情況</p><p>二、主動公開政府信息情況</p><p>五、存在的主要問題及改進情況</p>', 3],
    ['tables whose headings are lost', '<table><tr><td>本年制发件数</td></tr><tr><td>结转下年度继续办理</td></tr></table>', 0],
  ])('takes %s for a report', (_, body, count) => expect(judge(page(body))).toEqual({ kind: 'report', chapters: count, otherHosts: [] }));

  test.each([
    ['explanation', page(chapters(6), '青石县2022年政府信息公开工作年度报告解读')],
    ['picture', page(`<h1>一图读懂青石县2022年政府信息公开年报</h1>${chapters(4)}`)],
    ['not-an-authority', page(chapters(6), '青石县人民医院2022年政府信息公开工作年度报告')],
    ['not-an-authority', page(chapters(6)).replace('<head>', '<head><meta name="ContentSource" content="青石县第一中学">')],
    ['not-annual', page(`${chapters(6)}<p>本报告统计期限自2022年1月1日起至6月30日止。</p>`)],
    ['website-statement', page('<table><tr><td>网站名称</td><td>首页网址</td></tr><tr><td>信息发布总数</td></tr></table>', '2022年度')],
    ['no-chapters', page('<p>青石县公布了2022年政府信息公开工作年度报告，群众反响热烈。</p>')],
    ['no-chapters', page(chapters(2))],
    ['no-chapters', page('<p>报告分为六个部分：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况。</p>')],
    ['explanation', fixture('made/explanation.html')],
    ['website-statement', fixture('made/website-table.html')],
    ['notice', fixture('made/notice.html')],
  ])('turns down %s', (reason, html) => expect(judge(html)).toMatchObject({ kind: 'rejected', reason }));

  test.each([
    ['a file', page('<p>请下载附件。</p><a href="./P01.pdf">附件</a>')],
    ['a download script', page('<a href="/system/_content/download.jsp?wbfileid=7">报告.docx</a>')],
    ['a viewer', page('<iframe src="/viewer.html?file=/upload/1.pdf"></iframe>')],
    ['a picture', page('<p><img src="./W01.jpg"></p>')],
    ['a picture inside it', page('<p><img src="data:image/png;base64,AAAA"></p>')],
    ['a file behind a button', page(`<span onclick="window.open('/f/o.pdf')">附件</span>`)],
    ['files', fixture('made/attachment-only.html')],
    ['pictures', fixture('made/pictures-only.html')],
  ])('keeps a page that carries %s', (_, html) => expect(judge(html).kind).toBe('carrier'));

  test('does not take a logo or the guide in the footer for the report', () => {
    expect(judge(page('<img src="/img/logo.png"><img src="/img/new.gif" width="16" height="16"><footer><a href="/guide.pdf">指南</a><img src="/dj.jpg"></footer>'))).toMatchObject({ kind: 'rejected', reason: 'no-chapters' });
  });

  test.each([
    ['（www.other365.com）下载', ['www.other365.com']],
    ['（网址：http://zfb.qs.gov.cn/）查阅', []],
    ['（www.other.gov.cn）或青石县门户网站（www.qs.gov.cn）下载', []],
    ['下载，联系邮箱 a@other.com', []],
    ['，依据见 3.1.2 与 v1.2.com 以外的材料', []],
    ['（http://www.gov.cn）下载', []],
  ])('flags a text that names only other hosts: %s', (text, hosts) => {
    expect(judge(page(`${chapters(6)}<p>本报告电子版可在门户网站${text}</p>`.replace('门户网站，', '')))).toMatchObject({ kind: 'report', otherHosts: hosts });
  });
});

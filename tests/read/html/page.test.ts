import { describe, expect, it } from 'vitest';
import { readPage, report, rowsOf, SMALL_TABLE, tablesOf, textsOf } from './page.js';

const TITLE = '清河县水务局2023年政府信息公开工作年度报告';
const nav = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li><li><a href="/b">互动交流</a></li></ul></div>';
const footer = '<div class="foot"><p>版权所有：清河县人民政府</p><p>冀ICP备00000001号</p></div>';
const news = '<div><h3>相关新闻</h3><ul><li><a href="/1">清河县召开会议</a></li><li><a href="/2">清河县水务局开展检查</a></li></ul></div>';
const page = (body: string, head = '') => `<!doctype html><html><head><meta charset=utf-8>${head}</head><body>${nav}${body}${news}${footer}</body></html>`;

describe('the body of a page', () => {
  it('is found by its chapters, without navigation, news and footer', async () => {
    const { blocks } = await readPage(page(`<div class=x><div class=y>${report(SMALL_TABLE)}</div></div>`));
    const texts = textsOf(blocks);
    expect(texts[0]).toBe('一、总体情况');
    expect(texts.at(-1)).toBe('无。');
    expect(tablesOf(blocks)).toHaveLength(1);
  });

  it('is trimmed where the chapters stand directly in the page', async () => {
    const texts = textsOf((await readPage(page(report(SMALL_TABLE)))).blocks);
    expect(texts.join()).not.toMatch(/首页|相关新闻|版权|ICP/);
    expect(texts).toContain('六、其他需要报告的事项');
  });

  it('keeps the introduction and the signature of a known container', async () => {
    const texts = textsOf((await readPage(page(`<div id=zoom><p>根据规定编制本报告。</p><div>${report(SMALL_TABLE)}</div><p>清河县水务局</p><p>2024年1月8日</p></div>`))).blocks);
    expect(texts[0]).toBe('根据规定编制本报告。');
    expect(texts.slice(-2)).toEqual(['清河县水务局', '2024年1月8日']);
  });

  it('is not the table of contents that links to the chapters', async () => {
    const toc = '<ul><li><a href="#1">一、总体情况</a></li><li><a href="#2">二、主动公开政府信息情况</a></li><li><a href="#3">六、其他需要报告的事项</a></li></ul>';
    const { blocks } = await readPage(page(`<div>${toc}</div><div>${report(SMALL_TABLE)}</div>`));
    expect(textsOf(blocks).filter((text) => text === '一、总体情况')).toHaveLength(1);
  });

  it('holds both reports of a page that shows two', async () => {
    const full = (n: number) => `<div>${report(`<table><tr><td>信息内容</td><td>本年制发件数</td></tr><tr><td>规章</td><td>${n}</td></tr></table><p>自然人</p><p>结果维持</p>`)}</div>`;
    const { blocks } = await readPage(page(`<div>${full(1)}${full(2)}</div>`));
    expect(tablesOf(blocks).map((table) => table.cells.at(-1)?.text)).toEqual(['1', '2']);
  });

  it('is cut into lines where line breaks do the work of paragraphs', async () => {
    const { blocks } = await readPage(page(`<div>一、总体情况<br>平稳。<br><br>二、主动公开政府信息情况<br>${SMALL_TABLE}六、其他需要报告的事项<br>无</div>`));
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'heading', 'table', 'heading', 'paragraph']);
  });

  it('is one column of a page laid out as a table, without the column beside it', async () => {
    const { blocks } = await readPage(page(`<table><tr><td><p>信息公开年报</p><p>2022</p></td><td><h2>${TITLE}</h2><table><tr><td>${report(SMALL_TABLE)}</td></tr></table></td></tr></table>`));
    expect(textsOf(blocks)[0]).toBe(TITLE);
    expect(textsOf(blocks)).not.toContain('2022');
  });

  it('is found in traditional characters too', async () => {
    const { blocks } = await readPage(page(`<p>清河縣簡介，歷史悠久。${'風景優美，物產豐富。'.repeat(60)}</p><div><p>一、總體情況</p><p>二、主動公開政府信息情況</p>${SMALL_TABLE}<p>五、存在的主要問題及改進情況</p></div>`));
    expect(textsOf(blocks)[0]).toBe('一、總體情況');
  });

  it('is the densest text when the page is no report', async () => {
    const { blocks } = await readPage(page(`<div><p>${'今天召开了一次重要会议，会议强调。'.repeat(20)}</p></div>`));
    expect(textsOf(blocks)).toHaveLength(1);
    expect(textsOf(blocks)[0]).toContain('会议强调');
  });

  it('is taken from what the page hides when it shows no report', async () => {
    expect(textsOf((await readPage(page(`<div style="display:none">${report(SMALL_TABLE)}</div>`))).blocks)).toContain('一、总体情况');
  });
});

describe('title and page data', () => {
  it('puts the title before a body that has none: h1 before meta before title', async () => {
    const head = `<title>${TITLE}-清河县</title><meta name="articletitle" content="${TITLE}（元）">`;
    expect(textsOf((await readPage(page(`<h1>${TITLE}</h1><div>${nav}${nav}</div><div>${report(SMALL_TABLE)}</div>`, head))).blocks)[0]).toBe(TITLE);
    expect(textsOf((await readPage(page(`<div>${report(SMALL_TABLE)}</div>`, head))).blocks)[0]).toBe(`${TITLE}（元）`);
    expect(textsOf((await readPage(page(`<div>${report(SMALL_TABLE)}</div>`, `<title>${TITLE}-清河县</title>`))).blocks)[0]).toBe(TITLE);
  });

  it('prefers a title that names a report to an h1 with the name of the site', async () => {
    const { blocks } = await readPage(page(`<h1>清河县人民政府</h1><div>${report(SMALL_TABLE)}</div>`, `<title>${TITLE}</title>`));
    expect(textsOf(blocks)[0]).toBe(TITLE);
  });

  it('does not repeat a title that the body has in two lines', async () => {
    const { blocks } = await readPage(page(`<div id=zoom><p>清河县水务局</p><p>2023年政府信息公开工作年度报告</p>${report(SMALL_TABLE)}</div>`, `<title>${TITLE}</title>`));
    expect(textsOf(blocks).slice(0, 3)).toEqual(['清河县水务局', '2023年政府信息公开工作年度报告', '一、总体情况']);
  });

  it('reads the meta tags in any case', async () => {
    const { meta } = await readPage(page(report(SMALL_TABLE), `<META NAME="pubdate" CONTENT="2024-01-08 10:00"><meta name=ContentSource content=县水务局><title>${TITLE}</title>`));
    expect(meta).toMatchObject({ PubDate: '2024-01-08 10:00', ContentSource: '县水务局', title: TITLE });
  });

  it('takes the disclosure table and the publishing line out of the blocks', async () => {
    const box = '<table><tr><td>索 引 号：</td><td>0001/2024-1</td><td>发布机构</td><td>清河县水务局</td></tr><tr><td>成文日期</td><td>2024-01-08</td><td>文号</td><td></td></tr></table>';
    const line = '<div><span>发布时间：2024-01-09 08:30</span>　<span>来源：水务局办公室</span> <span>浏览次数：<i>35</i></span> 【打印】</div>';
    const { meta, blocks } = await readPage(page(`<div>${box}<h1>${TITLE}</h1>${line}${report(SMALL_TABLE)}</div>`));
    expect(meta).toMatchObject({ 索引号: '0001/2024-1', 发布机构: '清河县水务局', 成文日期: '2024-01-08', 发布时间: '2024-01-09 08:30', 来源: '水务局办公室' });
    expect((await readPage(page(`<div><p>2025-01-20 来源：水务局</p>${report(SMALL_TABLE)}</div>`))).meta).toMatchObject({ 日期: '2025-01-20', 来源: '水务局' });
    expect(meta).not.toHaveProperty('浏览次数');
    expect(tablesOf(blocks)).toHaveLength(1);
    expect(textsOf(blocks).join()).not.toContain('发布时间');
  });
});

describe('text that a page carries but does not show', () => {
  const table = '<table><tr><td>信息内容</td><td>本年制发件数</td></tr><tr><td>规章</td><td>5</td></tr></table>';
  const cases: readonly (readonly [string, string])[] = [
    ['a script string with escaped quotes', `<script>var a=1; // it's\nvar html = "${report(table).replace(/\n/g, '').replace(/<td>/g, '<td class=\\"x\\">').replace(/\//g, '\\/')}";</script>`],
    ['a JSON script with unicode escapes', `<script type="application/json">{"content":"${report(table).replace(/\n/g, '').replace(/</g, '\\u003c')}"}</script>`],
    ['a text area', `<textarea style="display:none">${report(table)}</textarea>`],
    ['an XML script with CDATA', `<script type="text/xml"><root><![CDATA[${report(table)}]]></root></script>`],
    ['a hidden input', `<input type=hidden value="${report(table).replace(/</g, '&lt;')}">`],
  ];
  it.each(cases)('is read from %s', async (_, host) => {
    const { blocks } = await readPage(page(`<div>请稍候</div>${host}`, `<title>${TITLE}</title>`));
    expect(textsOf(blocks).slice(0, 2)).toEqual([TITLE, '一、总体情况']);
    expect(rowsOf(tablesOf(blocks)[0])).toEqual(['0:信息内容 1:本年制发件数', '0:规章 1:5']);
  });

  it('is ignored when the page shows the report itself', async () => {
    const { blocks } = await readPage(page(`<div>${report(SMALL_TABLE)}</div><script>var html="${report(table).replace(/\n/g, '')}"</script>`));
    expect(tablesOf(blocks)).toHaveLength(1);
  });

  it('keeps the columns of preformatted text', async () => {
    const { blocks } = await readPage(page('<pre>一、总体情况\n二、主动公开政府信息情况\n规章\t1\t2\n行政许可\t3\t4\n六、其他需要报告的事项</pre>'));
    expect(rowsOf(tablesOf(blocks)[0])).toEqual(['0:规章 1:1 2:2', '0:行政许可 1:3 2:4']);
  });
});

describe('links', () => {
  const uris = async (body: string, uri?: string) => (await readPage(page(`<div id=zoom>${body}</div>`), uri)).links.map((link) => `${link.kind} ${link.uri}`);

  it('lists attachments and pictures with absolute addresses, each once', async () => {
    expect(
      await uris('<p>附件</p><a href="./P020.pdf">报告</a><a href="./P020.pdf">下载</a><a href="/system/_content/download.jsp?wbfileid=1">表.doc</a><img src="p1.jpg" width=700><img src="/images/icon_pdf.gif"><img src="dot.png" width=10>'),
    ).toEqual([
      'attachment http://www.example.gov.cn/xxgk/nb/P020.pdf',
      'attachment http://www.example.gov.cn/system/_content/download.jsp?wbfileid=1',
      'picture http://www.example.gov.cn/xxgk/nb/p1.jpg',
    ]);
  });

  it('sees through viewers, frames, objects and click handlers', async () => {
    expect(
      await uris('<iframe src="/pdfjs/web/viewer.html?file=%2Ffiles%2Fa.pdf"></iframe><embed src="b.pdf"><object data="c.pdf"></object><a href="javascript:void(0)" onclick="window.open(\'/d.docx\')">看</a>'),
    ).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.docx'].map((name, i) => `attachment http://www.example.gov.cn${['/files/', '/xxgk/nb/', '/xxgk/nb/', '/'][i] ?? ''}${name}`));
  });

  it('honours the base element and leaves addresses alone when the capture has none', async () => {
    const { links } = await readPage('<base href="http://b.gov.cn/x/"><a href="a.pdf">a</a>');
    expect(links[0]?.uri).toBe('http://b.gov.cn/x/a.pdf');
    expect((await readPage('<a href="a.pdf">a</a>', 'saved.html')).links[0]?.uri).toBe('a.pdf');
  });

  it('tells a body of pictures and an empty body as findings', async () => {
    const types = async (body: string) => (await readPage(page(body))).findings.map((found) => found.type);
    expect(await types('<div id=zoom><img src=1.jpg><img src=2.jpg></div>')).toEqual(['image-only']);
    expect((await readPage('<html><body><iframe src="a.pdf"></iframe></body></html>')).findings.map((found) => found.type)).toEqual(['no-text']);
    expect(await types(`<div id=zoom>${report(SMALL_TABLE)}</div>`)).toEqual([]);
  });
});

describe('hostile pages', () => {
  it('reads what stands before and after a nesting of 100,000 elements', async () => {
    const started = Date.now();
    const deep = '<div>'.repeat(100_000) + '底' + '</div>'.repeat(100_000);
    const { blocks, findings } = await readPage(page(`<div>${report(SMALL_TABLE)}</div>${deep}`));
    expect(textsOf(blocks)).toContain('一、总体情况');
    expect(findings.map((found) => found.type)).toContain('broken-file');
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it.each(['<table><tr><td>', '<svg><td>', '<b><p>', '<font size=1><div>', '<ul><li>', '<a><span>'])('survives 20,000 times %s', async (piece) => {
    const { reader } = await readPage(piece.repeat(20_000));
    expect(reader).toBe('html');
  });
});

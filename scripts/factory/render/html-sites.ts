// The page around the report, after families of government CMS: each has its own address shape, container and page data.
import { escapeHtml } from './html-dress.js';

export interface PageData {
  readonly title: string;
  readonly body: string;
  readonly published: string;
  readonly content: string;
  readonly charset: string;
}

type Site = (page: PageData) => string;

const META_NAMES = ['SiteName', 'ColumnName', 'ColumnType', 'ArticleTitle', 'PubDate', 'ContentSource', 'Keywords'] as const;

const metaTags = ({ title, body, published }: PageData): string => {
  const values = [`${body}门户网站`, '政府信息公开年报', '信息公开年报', title.replace(/\n/g, ''), `${published} 09:30`, body, '年度报告'];
  return META_NAMES.map((name, i) => `<meta name="${name}" content="${escapeHtml(values[i] ?? '')}">`).join('\n');
};

const charsetTag = (charset: string): string => (charset === '' ? '' : `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">\n`);
const titleTag = (page: PageData, suffix: string): string => `<title>${escapeHtml(page.title.replace(/\n/g, ''))}${suffix}</title>`;

const MENU = ['首页', '政务公开', '办事服务', '互动交流', '走进本地', '信息公开指南', '信息公开年报'];
const menu = (): string => `<ul class="nav">${MENU.map((name, i) => `<li><a href="/n${i}/">${name}</a></li>`).join('')}</ul>`;
const footer = ({ body }: PageData): string => `<div class="footer"><p>主办：${body}&emsp;网站标识码：3299990001&emsp;备案号：苏ICP备05000000号-1</p></div>`;

const disclosure = ({ title, body, published }: PageData): string => {
  const rows = [
    ['索引号', '014459990/2025-00017', '信息分类', '政府信息公开年报'],
    ['发布机构', body, '发文日期', ''],
    ['文号', '', '发布日期', published],
  ].map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`);
  return `<table class="xxgk_table"><tr><td>名称</td><td colspan="3">${escapeHtml(title.replace(/\n/g, ''))}</td></tr>${rows.join('')}</table>`;
};

const trs: Site = (page) => `<!DOCTYPE html>
<html lang="zh-CN"><head>
${charsetTag(page.charset)}${metaTags(page)}
${titleTag(page, `_${page.body}`)}
</head><body>
<div class="header">${menu()}</div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="../">政府信息公开年报</a></div>
<div class="article"><h2 class="title">${escapeHtml(page.title.replace(/\n/g, ' '))}</h2>
<div class="info">发布时间：${page.published} 来源：${page.body} 浏览次数：<span id="hits">128</span></div>
<div class="view TRS_UEDITOR trs_paper_default trs_word">
${page.content}
</div></div>
${footer(page)}
<script>createPageHTML(1, 0, "index", "html"); var table = "<table><tr><td>0</td></tr></table>";</script>
</body></html>
`;

const jpage: Site = (page) => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
${charsetTag(page.charset)}${metaTags(page)}
${titleTag(page, '')}
</head><body>
<table width="1000" align="center"><tr><td>${menu()}</td></tr></table>
${disclosure(page)}
<div id="zoom"><!--ZJEG_RSS.content.begin-->${page.content}<!--ZJEG_RSS.content.end--></div>
<p><a href="/module/download/downfile.jsp?classid=0&amp;filename=3f2a.pdf">附件：政府信息公开工作年度报告.pdf</a></p>
${footer(page)}
</body></html>
`;

const ucap: Site = (page) => `<!doctype html>
<html><head>${charsetTag(page.charset)}${titleTag(page, `-${page.body}`)}
${metaTags(page)}
</head><body>
${menu()}
${disclosure(page)}
<h1 class="article-title"><ucaptitle>${escapeHtml(page.title.replace(/\n/g, ''))}</ucaptitle></h1>
<div class="article-content" id="UCAP-CONTENT"><ucapcontent>${page.content}</ucapcontent></div>
<div class="share"><table><tr><td>字号：</td><td>大</td><td>中</td><td>小</td></tr></table></div>
${footer(page)}
</body></html>
`;

const vsb: Site = (page) => `<HTML><HEAD>${charsetTag(page.charset)}${titleTag(page, '')}
</HEAD><BODY>
${menu()}
<form name="_newscontent_fromname"><div><h3 align="center">${escapeHtml(page.title.replace(/\n/g, ''))}</h3>
<div>${page.published}&emsp;点击：[<span>77</span>]</div>
<div id="vsb_content"><div class="v_news_content">${page.content}</div></div></div></form>
</BODY></HTML>
`;

const gkml: Site = (page) => `<!doctype html><html><head>${charsetTag(page.charset)}${titleTag(page, '')}
${metaTags(page)}
<script>window._CONFIG = {"DEPT_NAME":"${page.body}","YEAR":2011,"TOTAL":[1,2,3]};</script></head>
<body><div class="content"><div class="classify"><table><tbody><tr><td>索引号:</td><td>006939748/2025-00003</td><td>分类:</td><td>年报</td></tr><tr><td>发布机构:</td><td>${page.body}</td><td>成文日期:</td><td>${page.published}</td></tr></tbody></table></div>
<h1 class="title">${escapeHtml(page.title.replace(/\n/g, ''))}</h1><div class="article-content">${page.content}</div></div></body></html>
`;

/** The whole page is one layout table, as pages of the years before 2012 were. */
const nested: Site = (page) => `<html><head>${charsetTag(page.charset)}${titleTag(page, '')}</head>
<body bgcolor="#ffffff"><table width="980" border="0" cellpadding="0"><tr><td colspan="2"><table><tr>${MENU.map((name) => `<td>${name}</td>`).join('')}</tr></table></td></tr>
<tr><td width="200" valign="top"><table><tr><td>信息公开年报</td></tr><tr><td>2023</td></tr><tr><td>2022</td></tr><tr><td>2021</td></tr></table></td>
<td><table width="100%"><tr><td align="center"><b>${escapeHtml(page.title.replace(/\n/g, ''))}</b></td></tr><tr><td>${page.published}&emsp;来源：${page.body}</td></tr>
<tr><td class="Content">${page.content}</td></tr></table></td></tr>
<tr><td colspan="2">${footer(page)}</td></tr></table></body></html>
`;

const bare: Site = (page) => `<html><head>${charsetTag(page.charset)}${titleTag(page, '')}</head><body>${page.content}</body></html>
`;

export const SITES: Readonly<Record<string, Site>> = { trs, jpage, ucap, vsb, gkml, nested, bare };

// Is a fetched page the report its link promised? The six chapter headings decide; titles of look-alikes, and what only their tables
// say, turn a page down; a page without the text may still carry it as a file or a picture.
import type { CheerioAPI } from 'cheerio';
import { isText } from 'domhandler';
import type { AnyNode } from 'domhandler';
import { plain, simplified, tidy } from '../text.js';
import { filesIn, hasPicture, picturesIn } from './carried.js';
import { sameSite } from './links.js';
import { parseMarkup } from './markup.js';
import type { TextPage } from './platform.js';
import { cleanTitle, judgeTitle } from './title.js';

/** The chapters since 2019, and the words older reports use for them; the number before them is free. */
const CHAPTERS: readonly RegExp[] = [
  /^(?:总体情况|基本情况|概述)/,
  /主动公开(?:政府)?信息(?:的)?情况|主动公开情况/,
  /收到和处理政府?信息公开申请|依申请公开(?:政府信息)?(?:办理)?情况|申请情况$/,
  /(?:行政)?复议、?(?:和|及)?(?:提起)?行政诉讼(?:的)?情况|复议和诉讼情况/,
  /存在的?(?:主要)?[问問]题|主要[问問]题(?:及|和|与)/,
  /其他需要报告的?(?:事项|情况)|需要(?:说明|报告)的(?:其他)?事项/,
];

const NUMBER = /^(?:第?[（(]?[一二三四五六七八九十\d]+[）)]?(?:章|部分)?[、.．,，:：\s]*)/;
/** Words that only the tables of the form have; two of them make up for lost headings. */
const TABLE_WORDS = /本年制发件数|本年新制作数量|结转下年度继续办理|上年结转政府信息公开申请|结果维持/g;
const ENOUGH_CHAPTERS = 3;
const CHAPTER_CHARS = 40;
const WEBSITE_WORDS = /网站名称|首页网址|信息发布总数|独立用户访问总量|网站总访问量/g;
/** 统计期限 … 至6月30日 */
const HALF_YEAR = /统计期限[^。]{0,30}至(?:20\d\d年)?6月30日/;
const NOT_A_BODY = /(?:医院|卫生院|大学|学院|学校|中学|小学|幼儿园|公司|集团)$/;
const CHROME = new Set(['nav', 'header', 'footer', 'script', 'style']);
const BLOCKS = new Set('p div br li tr td th h1 h2 h3 h4 h5 h6 section article table title'.split(' '));

export interface ContentVerdict {
  /** `carrier`: few headings, but a readable file or a picture that may be the report. */
  readonly kind: 'report' | 'carrier' | 'rejected';
  /** Chapter headings found, 0–6. */
  readonly chapters: number;
  /** Why it was turned down. */
  readonly reason?: string;
  /** Hosts the text says the report is to be had from, none of which is the one that served it. */
  readonly otherHosts: readonly string[];
}

/** Headings that lost the line breaks between them. */
const GLUED = /(?=[一二三四五六][、.．](?:总体情况|主动公开|收到和处理|因?政府信息公开|行政复议|存在的|其他需要))/;

/** Text without menus and scripts; blocks begin and end lines. Walked with a stack of its own: nesting may be deep. */
const textIn = ($: CheerioAPI): string => {
  let text = '';
  const left: (AnyNode | '\n')[] = [...$.root().get()];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node === '\n') text += node;
    else if (isText(node)) text += node.data;
    else if ('children' in node && !('name' in node && CHROME.has(node.name))) {
      const block = 'name' in node && BLOCKS.has(node.name);
      if (block) left.push('\n');
      // One by one: a page may have more children than a call may have arguments.
      for (const child of node.children.toReversed()) left.push(child);
      if (block) left.push('\n');
    }
  }
  return text;
};

const linesOf = ($: CheerioAPI): string[] =>
  textIn($).split('\n').flatMap((line) => simplified(plain(line)).split(GLUED)).filter((line) => line !== '');

const chaptersIn = (lines: readonly string[]): number => {
  const short = lines.filter((line) => line.length <= CHAPTER_CHARS && !/[。；;！!]/.test(line)).map((line) => line.replace(NUMBER, ''));
  return CHAPTERS.filter((chapter) => short.some((line) => chapter.test(line))).length;
};

const distinct = (text: string, words: RegExp): number => new Set(text.match(words)).size;

const isReportText = (lines: readonly string[]): boolean => chaptersIn(lines) >= ENOUGH_CHAPTERS || distinct(lines.join('\n'), TABLE_WORDS) >= 2;

/** Whether a page has the chapters of a report, whatever its title says. */
export const isReportPage = (html: string): boolean => isReportText(linesOf(parseMarkup(html)));

/** Without the name of the site behind it. */
const ownPart = (title: string): string => tidy(title).split(/\s*[_|]\s*|\s+-\s+|-(?=[^-]*$)/)[0] ?? '';

const metaOf = ($: CheerioAPI, name: string): string =>
  tidy($('meta').filter((_, element) => ($(element).attr('name') ?? '').toLowerCase() === name).first().attr('content') ?? '');

/** What a page calls itself: its article title, its first heading, or its title without the name of the site. */
export const headingOf = (html: string): string => {
  const $ = parseMarkup(html);
  const candidates = [metaOf($, 'articletitle'), ...$('h1, h2').toArray().map((element) => tidy($(element).text())), ownPart($('title').first().text())].map(cleanTitle);
  return candidates.find((text) => judgeTitle(text).accepted) ?? candidates.find((text) => text !== '') ?? '';
};

/** What the headings of a listing say its rows are. `year` only from a heading that is no link, as rows may be headings, too. */
export const columnOf = (html: string): { reports: boolean; year?: number } => {
  const $ = parseMarkup(html);
  const verdicts = (texts: readonly string[]) => texts.map((text) => judgeTitle(cleanTitle(text))).filter(({ accepted }) => accepted);
  const headings = $('h1, h2, h3').toArray().map((element) => ({ text: tidy($(element).text()), linked: $(element).find('a[href]').length > 0 }));
  const title = tidy($('title').first().text());
  const plainly = verdicts([metaOf($, 'articletitle'), ...headings.filter(({ linked }) => !linked).map(({ text }) => text), metaOf($, 'columnname'), ...title.split(/\s*[_|-]\s*/)]);
  const [first] = plainly;
  const year = first?.accepted ? first.year : undefined;
  return { reports: plainly.length > 0 || verdicts(headings.map(({ text }) => text)).length > 0, ...(year === undefined ? {} : { year }) };
};

/** The body whose portal a page belongs to, as its data says; `''` when it does not. */
export const siteNameOf = (html: string): string => metaOf(parseMarkup(html), 'sitename');

const lookAlike = ($: CheerioAPI, lines: readonly string[]): string | undefined => {
  const own = [metaOf($, 'articletitle'), tidy($('h1').first().text()), ownPart($('title').first().text())];
  const verdicts = own.filter((title) => title !== '').map((title) => judgeTitle(title));
  const turnedDown = verdicts.find((verdict) => !verdict.accepted && verdict.reason !== 'other');
  if (turnedDown && !turnedDown.accepted) return turnedDown.reason;
  const text = lines.join('\n');
  if (NOT_A_BODY.test(metaOf($, 'contentsource'))) return 'not-an-authority';
  if (HALF_YEAR.test(text)) return 'not-annual';
  return chaptersIn(lines) < ENOUGH_CHAPTERS && distinct(text, WEBSITE_WORDS) >= 2 ? 'website-statement' : undefined;
};

/** A file or a picture in the page that may be the report. */
const carries = (page: TextPage): boolean => filesIn(page).length > 0 || hasPicture(page);

/** Pictures in the page that may be its report: none where the tables are text, or a file holds them. */
export const reportPicturesIn = (page: TextPage): string[] =>
  filesIn(page).length > 0 || distinct(linesOf(parseMarkup(page.html)).join('\n'), TABLE_WORDS) >= 2 ? [] : picturesIn(page);

/** 电子版可在…（www.x.gov.cn）下载: addresses in sentences that say where to find it. */
const NAMED_HOST = /(?<![@\w.-])(?:https?:\/\/)?((?:[a-z\d-]+\.)+[a-z]{2,})(?![\w-])/gi;
const WHERE = /网站|网址|门户|下载|查阅|登录|登陆|官网/;

const namedHosts = (text: string): string[] =>
  [...text.matchAll(NAMED_HOST)]
    .filter((match) => WHERE.test(text.slice(Math.max(0, match.index - 40), match.index + match[0].length + 20)))
    .map((match) => (match[1] ?? '').toLowerCase())
    .filter((host) => host !== 'www.gov.cn' && !/\.(?:html?|shtml|pdf|docx?|jpg|png)$/.test(host));

const otherHosts = (text: string, uri: string): string[] => {
  const named = [...new Set(namedHosts(text))].filter((host) => URL.canParse(`http://${host}/`));
  return named.some((host) => sameSite(`http://${host}/`, uri)) ? [] : named;
};

/** Judges a page a lead led to; `uri` is the address that served it. */
export const judgeContent = (page: TextPage): ContentVerdict => {
  const $ = parseMarkup(page.html);
  const lines = linesOf($);
  const seen = { chapters: chaptersIn(lines), otherHosts: otherHosts(lines.join('\n'), page.uri) };
  const reason = lookAlike($, lines);
  if (reason !== undefined) return { kind: 'rejected', reason, ...seen };
  if (isReportText(lines)) return { kind: 'report', ...seen };
  return carries(page) ? { kind: 'carrier', ...seen } : { kind: 'rejected', reason: 'no-chapters', ...seen };
};

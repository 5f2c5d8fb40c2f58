// Is the title of a link that of an annual disclosure report? Bodies choose the words freely (年度报告, 年报, 情况报告 …), and the
// same columns carry look-alikes: explanations, picture versions, reports about something else.
import { plain } from '../text.js';

/** `year` is the reporting year, when the title says so. */
export type TitleVerdict =
  | { readonly accepted: true; readonly year?: number }
  | { readonly accepted: false; readonly reason: TitleReason };

/** `other`: the title has nothing to do with reports; the rest are look-alikes worth telling about. */
export type TitleReason =
  | 'other'
  | 'explanation'
  | 'picture'
  | 'website-statement'
  | 'rule-of-law'
  | 'notice'
  | 'not-annual'
  | 'not-an-authority';

const YEAR = '(?:19|20)\\d{2}';
const ANY_YEAR = new RegExp(YEAR);

/** The noun; years may stand inside it: 政府信息公开2022年年度报告. */
const NOUN = new RegExp(
  `信息公开(?:的)?(?:工作)?(?:情况)?(?:的)?(?:${YEAR}(?:年度|年)?)?(?:年?度)?(?:工作)?(?:情况)?(?:的)?(?:总结)?(?:报告|年报)`,
);
/** A long link text cut by the CMS. */
const CUT = /信息公开[^。]{0,10}(?:…|\.{2,})$/;

/** What stands for the noun below a heading that says it: 2022年年度报告, 2022年政务公开工作年度报告. */
const SHORT_NOUN = /年报|年度(?:工作)?报告/;

/** Ends of names of bodies; 部 is a ministry's, and of too much else. */
const BODY = '[\\p{Script=Han}（）()、·]{2,24}(?:局|委|办|厅|委员会|办公室|中心|镇|乡|街道|街道办事处|办事处|管委会|人民政府|分局|县|区|市)';

const BARE_BODY = new RegExp(`^${BODY}$`, 'u');
/** Words of menus that end like names of bodies. */
const MENU = /服务中心$|^(?:政务|新闻|互动|数据|办事)/;

/** A year and nothing else but the name of a body. */
const BARE_YEAR = new RegExp(`^(?:${BODY})?(${YEAR})(?:年度?)?$|^(${YEAR})年度?${BODY}$`, 'u');
/** An annual report that does not say what it is about. */
const BARE_REPORT = new RegExp(`^(?:关于)?(?:${BODY})?(?:关于)?${YEAR}年?度?(?:${BODY})?(?:工作)?(?:年报|年度(?:工作)?报告)$`, 'u');

/** No title is longer. */
const MOST_CHARS = 1000;

/** A title as it can be stored: without control characters and halves of surrogate pairs, which no data base takes. */
export const cleanTitle = (title: string): string => title.slice(0, MOST_CHARS).replace(/[\p{Cc}\p{Cs}]/gu, '');

/** Bodies whose names look like look-alikes (机构编制委员会, 四季青镇, 动漫园, 人民银行) keep the patterns narrow. */
const LOOK_ALIKES: readonly (readonly [TitleReason, RegExp])[] = [
  ['explanation', /解读|答记者问|政策问答|政策说明/],
  ['picture', /图解|一图(?:读|看|了解|速览)|图说|图读|长图|漫画|动漫(?!园|产业|城)|动画|视频(?!监控|图像|会议)|音频|有声|H5/i],
  ['website-statement', /年度报表|政府网站(?:与政务新媒体)?(?:工作)?(?:年|监管)/],
  ['rule-of-law', /法治政府|法治建设|依法行政/],
  ['notice', /格式|模[板版]|填报说明|(?:做好|(?<!机构)编制|编写|编报|报送).*(?:通知|函|方案|要求)$/],
  ['not-annual', /[上下]半年|第?[一二三四1-4]季度|月报|周报/],
  ['not-an-authority', new RegExp(`(?:医院|卫生院|防治院|大学|学院|学校|中学|小学|幼儿园|公司|集团)(?=关于|${YEAR}|的?政府信息|的?信息公开|政务公开)`)],
];

const DIGITS: Readonly<Record<string, string>> = {
  〇: '0', 零: '0', '○': '0', '◯': '0', Ο: '0', О: '0', O: '0', o: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
};

const withWesternYears = (text: string): string =>
  text.replace(/二[〇零○◯ΟОOo][〇零○◯ΟОOo一二三四五六七八九]{2}(?=年)/g, (year) => year.replace(/./gu, (digit) => DIGITS[digit] ?? digit));

/** The year beside the noun wins over one at the other end: `（2015年3月15日）2014年度政府信息公开年度报告` is of 2014. */
const yearOf = (text: string, nounAt: number): number | undefined => {
  const years = [...text.matchAll(new RegExp(`(${YEAR})(?=年|度|政府|信息|[)）]|$)`, 'g'))].filter(
    (match) => !/^(?:19|20)\d{2}年\d{1,2}月/.test(text.slice(match.index)),
  );
  const distance = (at: number): number => Math.abs(at - nounAt);
  const nearest = years.sort((a, b) => distance(a.index) - distance(b.index))[0];
  return nearest === undefined ? undefined : Number(nearest[1]);
};

/** The name of a body alone. */
export const isBareBody = (title: string): boolean => BARE_BODY.test(plain(title)) && !MENU.test(plain(title));

/** 2022年, or with the name of a body beside it. */
export const isBareYear = (title: string): boolean => BARE_YEAR.test(withWesternYears(plain(title)));

/** What such a column may hold besides. */
const OTHER_SUBJECT = /预算|决算|政府工作报告|统计公报|工作要点|规划|通知|会议|招聘|采购/;

/**
 * Whether a title that was not accepted may be that of a report all the same: 2022年年报 without a heading above it, a title with
 * 政务公开, or below such a heading anything with a year that does not say that it is about something else.
 */
export const mayBeReport = (title: string, inColumn = false): boolean => {
  const text = withWesternYears(plain(title));
  if (BARE_REPORT.test(text) || (text.includes('政务公开') && SHORT_NOUN.test(text))) return true;
  return inColumn && (SHORT_NOUN.test(text) || /(?:19|20)\d{2}年/.test(text)) && !OTHER_SUBJECT.test(text);
};

/** In a column of reports its heading is the noun: then a year and 年报 or 年度报告 are enough, or the year alone. */
const nounIn = (text: string, inColumn: boolean): RegExpExecArray | null =>
  NOUN.exec(text) ?? CUT.exec(text) ?? (inColumn && ANY_YEAR.test(text) ? (SHORT_NOUN.exec(text) ?? BARE_YEAR.exec(text)) : null);

/**
 * Judges the title of a link. What it accepts may still turn out to be something else once it is read. `inColumn`: it stands below a
 * heading that speaks of these reports.
 */
export const judgeTitle = (title: string, inColumn = false): TitleVerdict => {
  const text = withWesternYears(plain(title));
  const noun = nounIn(text, inColumn);
  const about = noun !== null || /年度报表|年报|年度报告/.test(text);
  const lookAlike = about ? LOOK_ALIKES.find(([, pattern]) => pattern.test(text)) : undefined;
  if (lookAlike) return { accepted: false, reason: lookAlike[0] };
  if (noun === null) return { accepted: false, reason: 'other' };
  const year = yearOf(text, noun.index);
  if (year === undefined && !/年度|年报|…|\.\.$/.test(text)) return { accepted: false, reason: 'not-annual' };
  return { accepted: true, ...(year === undefined ? {} : { year }) };
};

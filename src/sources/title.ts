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

/** The noun; years may stand inside it: 政府信息公开2022年年度报告. */
const NOUN = new RegExp(
  `信息公开(?:的)?(?:工作)?(?:情况)?(?:的)?(?:${YEAR}(?:年度|年)?)?(?:年?度)?(?:工作)?(?:情况)?(?:的)?(?:总结)?(?:报告|年报)`,
);
/** A long link text cut by the CMS. */
const CUT = /信息公开[^。]{0,10}(?:…|\.{2,})$/;

/** No title is longer. */
const MOST_CHARS = 1000;

/** A title as it can be stored: without control characters and halves of surrogate pairs, which no data base takes. */
export const cleanTitle = (title: string): string => title.slice(0, MOST_CHARS).replace(/[\p{Cc}\p{Cs}]/gu, '');

/** Bodies whose names look like look-alikes (机构编制委员会, 四季青镇, 动漫园, 人民银行) keep the patterns narrow. */
const LOOK_ALIKES: readonly (readonly [TitleReason, RegExp])[] = [
  ['explanation', /解读|答记者问|政策问答|政策说明/],
  ['picture', /图解|一图(?:读|看|了解|速览)|图说|图读|长图|漫画|动漫(?!园|产业|城)|动画|视频|音频|有声|H5/i],
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

/** Judges the title of a link. What it accepts may still turn out to be something else once it is read. */
export const judgeTitle = (title: string): TitleVerdict => {
  const text = withWesternYears(plain(title));
  const noun = NOUN.exec(text) ?? CUT.exec(text);
  const about = noun !== null || /年度报表|年报|年度报告/.test(text);
  const lookAlike = about ? LOOK_ALIKES.find(([, pattern]) => pattern.test(text)) : undefined;
  if (lookAlike) return { accepted: false, reason: lookAlike[0] };
  if (noun === null) return { accepted: false, reason: 'other' };
  const year = yearOf(text, noun.index);
  if (year === undefined && !/年度|年报|…|\.\.$/.test(text)) return { accepted: false, reason: 'not-annual' };
  return { accepted: true, ...(year === undefined ? {} : { year }) };
};

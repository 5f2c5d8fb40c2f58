// The grammar of a report's title: body, year and noun in any order, with the words 关于, 印发 and bracketed remarks around them.
import { halfWidth } from '../number.js';
import { simplified, squeeze } from '../text.js';

export interface Title {
  readonly text: string;
  /** As printed, without white space; absent when the title names none. */
  readonly body?: string;
  readonly year?: number;
}

/** What the paper is called: annual report, yearbook form, report on the state of disclosure; one seen with its characters in disorder. */
const NOUN =
  /(?:政府)?信息(?:与政务|和政务)?公开(?:工作)?(?:情况)?(?:的)?(?:年度(?:工作)?(?:情况)?(?:的)?报告|年报告?|告年度报|工作报告|报告)/;

const LOOKALIKE = /解读|图解|一图读懂|制度|办法|指南|汇编|统计表|报表|法治政府|新闻|问答|名单|评估|考核|格式/;

const CHINESE_DIGITS = '〇一二三四五六七八九';

const digitOf = (c: string): string => {
  const digit = CHINESE_DIGITS.indexOf(c);
  return digit < 0 ? '0' : String(digit);
};

/** `二〇二二年` → `2022年`. */
const arabicYear = (text: string): string =>
  text.replace(/二[〇零○◯OoΟО][〇零○◯OoΟО一二三四五六七八九]{2}(?=年)/g, (digits) => digits.replace(/./gu, digitOf));

const folded = (text: string): string => arabicYear(simplified(squeeze(halfWidth(text))));

/** A notice that prints the report is its title; a notice about writing reports is not. */
const NOTICE = /通知|通告|公告/;
const PRINTS = /关于(?:印发|公布|发布|公开)/;

const YEAR = /(20\d{2})(?:年度?|度)/;

const LONGEST_TITLE = 90;

/** Whether a line reads as the title of a report, and of nothing that only looks like one. */
export const isTitle = (line: string): boolean => {
  const text = folded(line);
  return text.length <= LONGEST_TITLE && NOUN.test(text) && !LOOKALIKE.test(text) && (!NOTICE.test(text) || PRINTS.test(text)) && !/[。；，]/.test(text) && /20\d{2}年?|年度|年报/.test(text);
};

const LEADING = /^(?:[《"“'[【(]|关于(?:印发|公布|发布|报送)?|公布|转发|\d{1,2}[.、]|标题[:：]|名称[:：]|附件\d*[:：]?)+/;
const TRAILING = /(?:关于(?:印发|公布|发布|公开)?|的|编制|公布|发布|[《"“'(（_\-—|:：,，、])+$/;

/** `undefined` when the line is no title. */
export const parseTitle = (line: string): Title | undefined => {
  if (!isTitle(line)) return undefined;
  const text = folded(line);
  const noun = NOUN.exec(text);
  const before = text.slice(0, noun?.index ?? 0);
  const year = YEAR.exec(before) ?? YEAR.exec(text) ?? /[(（](20\d{2})[)）]/.exec(text) ?? /(20\d{2})/.exec(before);
  const body = before
    .replace(/20\d{2}(?:年度?|度)?(?:[、和及与]20\d{2}(?:年度?|度)?)*/, '')
    .replace(/^(?:年度|年)/, '')
    .replace(LEADING, '')
    .replace(TRAILING, '')
    .replace(/^(?:[《"“'[【(])+/, '');
  // Folding keeps the number of characters, so the printed name stands at the same place.
  const at = text.indexOf(body);
  const printed = at < 0 ? body : squeeze(line).slice(at, at + body.length);
  return { text: line.trim(), ...(body.length >= 2 ? { body: printed } : {}), ...(year?.[1] ? { year: Number(year[1]) } : {}) };
};

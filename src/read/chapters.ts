// How a reader tells the report from the page around it, without knowing the form: the six chapter headings and a few words
// that only its tables have, found by their words because numbers are lost, doubled and restarted in real reports.
import { plain, simplified } from '../text.js';

/** The six chapters since 2019; what counts is the words, the number before them is free. */
const CHAPTERS: readonly RegExp[] = [
  /总体情况|基本情况|总体推进情况|^概述$/,
  /主动公开(?:政府)?信息(?:的)?情况|主动公开情况/,
  /收到和处理政府?信息公开申请|依申请公开(?:政府信息)?(?:办理)?情况|申请情况$/,
  /(?:行政)?复议、?(?:和|及)?(?:提起)?行政诉讼(?:的)?情况|复议和诉讼情况/,
  /存在的?(?:主要)?问题|主要问题(?:及|和|与)/,
  /其他需要报告的?(?:的)?(?:事项|情况)|需要(?:说明|报告)的(?:其他)?事项/,
];

const TABLE_WORDS: readonly RegExp[] = [
  /本年制发件数|本年新制作数量|第二十条第/,
  /自然人/,
  /结转下年|上年结转/,
  /结果维持/,
  /统计指标|主动公开政府信息数/,
];

/** `一、`, `（二）`, `第三部分`, `1.`, `六．`: a printed number before a heading. */
const NUMBER = /^(?:第[一二三四五六七八九十]+[章节部分]+|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+\s*[、.．,，:：]|#{1,6}\s)/;
const CHAPTER_NUMBER = /^(?:第?[一二三四五六七八九十]+(?:[章节]|部分)?|\d{1,2}|[①-⑩])[、.．,，:：\s]*/;
const SENTENCE = /[。；;！!]/;

const HEADING_LENGTH = 45;
const CHAPTER_LENGTH = 40;

/**
 * Which marks of a report a line carries: 0–5 for the chapters, 6–10 for words of its tables; empty for most lines.
 * A chapter counts only in a short line of its own, so that a sentence that names a chapter does not.
 */
export const marksOf = (line: string): number[] => {
  if (line.length < 3) return [];
  const marks: number[] = [];
  const text = simplified(plain(line));
  if (text.length <= CHAPTER_LENGTH && !SENTENCE.test(text)) {
    const words = text.replace(CHAPTER_NUMBER, '');
    CHAPTERS.forEach((chapter, index) => {
      if (chapter.test(words)) marks.push(index);
    });
  }
  if (text.length <= 2 * CHAPTER_LENGTH) {
    TABLE_WORDS.forEach((word, index) => {
      if (word.test(text)) marks.push(CHAPTERS.length + index);
    });
  }
  return marks;
};

/** Marks below this number are chapters. */
export const CHAPTER_COUNT = CHAPTERS.length;

/** Whether a line is the heading of one of the six chapters. */
export const isChapter = (line: string): boolean => line.length <= 2 * CHAPTER_LENGTH && marksOf(line).some((mark) => mark < CHAPTER_COUNT);

/** Whether a line that stands alone looks like a heading: short, no sentence, and numbered or named like a chapter. */
export const looksLikeHeading = (line: string): boolean => {
  if (line.length > 2 * HEADING_LENGTH) return false;
  const text = line.trim();
  if (text.length > HEADING_LENGTH || SENTENCE.test(text) || /\d$/.test(text)) return false;
  return NUMBER.test(text) || isChapter(text);
};

/** A line that can be the title of a report. */
export const looksLikeTitle = (line: string): boolean => {
  const text = simplified(plain(line));
  return text.length <= 80 && !SENTENCE.test(text) && /年度?报告?|年报|情况的?报告|工作报告|告年度报/.test(text) && /公开|年报|年度/.test(text);
};

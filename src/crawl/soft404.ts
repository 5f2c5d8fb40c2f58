// Pages that are not what their address says although the status does: what a host shows for an address that cannot exist, asked for
// once per host. Compared by hash, and by text but for the spot where such a page repeats the address.
import { createHash } from 'node:crypto';
import { pageText } from '../charset.js';
import { bareText } from '../sources/index.js';
import { sha256 } from '../store/index.js';
import { tidy } from '../text.js';

/** What is compared of a page. */
export interface Likeness {
  readonly digest: string;
  readonly title: string;
  readonly text: string;
}

/** Share of the text that two soft 404 pages have in common before and after the address they repeat. */
const SAME_TEXT = 0.9;

/** The same name in each run, so that an archive of two runs holds it once; no portal has it. */
export const probeUri = (origin: string): string => `${origin}/${createHash('sha256').update(origin).digest('hex').slice(0, 16)}.html`;

/** Pages are alike or not by their beginnings. */
const COMPARED_CHARS = 64 * 1024;

export const likenessOf = (content: Uint8Array, contentType?: string): Likeness => {
  const html = pageText(content, contentType).slice(0, COMPARED_CHARS);
  return { digest: sha256(content), title: tidy(/<title[^<>]*>([^<]*)/i.exec(html)?.[1] ?? ''), text: tidy(bareText(html)) };
};

/** Characters the texts have in common before, and then after, what differs. */
const sharedText = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return start + end;
};

/** Same bytes, or same title and the same text but for one spot. */
export const alike = (a: Likeness, b: Likeness): boolean =>
  a.digest === b.digest || (a.title === b.title && sharedText(a.text, b.text) >= Math.max(a.text.length, b.text.length) * SAME_TEXT);

/** Chapter headings every report since 2019 has; three of them on one page are no accident. */
const CHAPTERS = [/总体情况/, /主动公开/, /收到和处理/, /行政复议/, /存在的?(?:主要)?问题/, /其他需要报告/];

export const hasChapters = (content: Uint8Array, contentType?: string): boolean => {
  const text = pageText(content, contentType);
  return CHAPTERS.filter((chapter) => chapter.test(text)).length >= 3;
};

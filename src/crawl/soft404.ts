// Pages that are not what their address says although the status does: what a host shows for an address that cannot exist, asked for
// once per host, and one big page given for several addresses. Compared by hash and length.
import { createHash } from 'node:crypto';
import { tidy } from '../text.js';
import { pageText } from '../sources/index.js';
import { sha256 } from '../store/index.js';

/** What is compared of a page. */
export interface Likeness {
  readonly digest: string;
  /** Characters of text. */
  readonly length: number;
  readonly title: string;
}

/** Lengths of two soft 404 pages differ by the address they repeat, not by more. */
const SAME_LENGTH = 0.02;

/** The same name in each run, so that an archive of two runs holds it once; no portal has it. */
export const probeUri = (origin: string): string => `${origin}/${createHash('sha256').update(origin).digest('hex').slice(0, 16)}.html`;

const textOf = (html: string): string => tidy(html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, '').replace(/<[^>]*>/g, ''));

export const likenessOf = (content: Uint8Array, contentType?: string): Likeness => {
  const html = pageText(content, contentType);
  return { digest: sha256(content), length: textOf(html).length, title: tidy(/<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? '') };
};

/** Same bytes, or same title and nearly the same length of text. */
export const alike = (a: Likeness, b: Likeness): boolean =>
  a.digest === b.digest || (a.title === b.title && Math.abs(a.length - b.length) <= Math.max(a.length, b.length) * SAME_LENGTH);

/** Chapter headings every report since 2019 has; three of them on one page are no accident. */
const CHAPTERS = [/总体情况/, /主动公开/, /收到和处理/, /行政复议/, /存在的?(?:主要)?问题/, /其他需要报告/];

export const hasChapters = (content: Uint8Array, contentType?: string): boolean => {
  const text = pageText(content, contentType);
  return CHAPTERS.filter((chapter) => chapter.test(text)).length >= 3;
};

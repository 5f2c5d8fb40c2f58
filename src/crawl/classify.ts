// Is the answer what was asked for? Refusals and challenges of portals, recognised by their marks and reported; nothing here, or
// anywhere else, tries to get past one. The codes are those of the catalogue in outcomes.ts.
import { pageText } from '../charset.js';
import { bareText, fileEnding, withoutSession } from '../sources/index.js';
import { headerOf } from '../store/index.js';
import type { Answer } from './fetch.js';
import { isOutcome, trouble } from './outcomes.js';
import type { Trouble } from './outcomes.js';
import { isRules } from './robots.js';
import { isFile } from './sniff.js';
import { hasChapters } from './soft404.js';

/** Text shorter than this, tags aside, is a notice and no report or listing; shortest real report seen has some 900. */
const NOTICE_CHARS = 400;
export const STUB_BYTES = 600;
const STUB_CHARS = 100;
/** Marks stand at the head of a page. */
const HEAD_BYTES = 64 * 1024;

const visible = (html: string): string => bareText(html).replace(/\s+/g, '');

const isJson = (text: string): boolean => {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const CAPTCHA = /验证码|安全验证|人机验证|滑动验证|captcha/i;
const ABSENT = /页面不存在|已被?删除|您访问的页面|页面未找到|找不到(?:该|您)|404\s*not\s*found/i;
/** So plain that it counts beside all the links of a site. */
const PLAINLY_ABSENT = /[您你](?:所|要|想)?(?:访问|查看|浏览|请求|打开)的(?:页面|网页|信息|内容|文章|栏目)[^。！]{0,12}(?:不存在|已被?删除|未找到|找不到|不见了)|404\s*not\s*found/i;
/** No number of a document, as 〔2019〕404号. */
const TITLE_404 = /<title[^<>]*>([^<]*(?<!\d)404(?![\d号件])[^<]*)/i;

/** Marks in the body, whatever the status says. */
const challenge = (html: string, status: number): Trouble | undefined => {
  if (/\$_ts\s*=\s*window\[/.test(html)) return trouble('challenge.ruishu', `status ${status}; a script that sets $_ts instead of the page`);
  if (html.includes('__jsl_clearance')) return trouble('challenge.jsl', `status ${status}; a script that sets __jsl_clearance instead of the page`);
  if (status === 521 || status === 512) return trouble('challenge.jsl', `status ${status}, which only shields of this kind send`);
  const text = visible(html);
  const asked = text.length < NOTICE_CHARS ? CAPTCHA.exec(text)?.[0] : undefined;
  return asked === undefined ? undefined : trouble('challenge.captcha', `status ${status}; a page of ${text.length} characters that says ${asked}`);
};

const byStatus = (status: number): Trouble | undefined => {
  if (status === 429 || status === 503) return trouble('throttle', `status ${status} after the last try; ask later and more slowly`);
  if (status === 404 || status === 410) return trouble('not-found', `status ${status}; seen from here only, which need not mean withdrawn`);
  if (status >= 500) return trouble('server', `status ${status}`);
  if (status >= 400) {
    const code = `refused.${status}`;
    return trouble(isOutcome(code) ? code : 'refused.other', `status ${status}`);
  }
  if (status === 304) return trouble('not-modified', 'status 304 to a question without conditions');
  return status >= 300 ? trouble('redirect.broken', `status ${status} without a usable Location`) : undefined;
};

/** What a page says of not being there. One that is long has its say only where nothing of a report is. */
const absence = (html: string, text: string, isReport: () => boolean): string | undefined => {
  const short = text.length < NOTICE_CHARS ? ABSENT.exec(text + html.slice(0, 400))?.[0] : undefined;
  const plain = short ?? TITLE_404.exec(html)?.[1]?.trim() ?? PLAINLY_ABSENT.exec(text)?.[0];
  return plain !== undefined && (plain === short || !isReport()) ? plain : undefined;
};

/** A listing may carry its rows in scripts or be JSON; a document that is all script is one that cannot be read. */
const emptyPage = (html: string, size: number, isDocument: boolean, isReport: () => boolean): Trouble | undefined => {
  const text = visible(html);
  const absent = absence(html, text, isReport);
  if (absent !== undefined) return trouble('soft404', `status 200, but a page of ${text.length} characters says ${absent}`);
  const small = size < STUB_BYTES;
  if (text.length >= STUB_CHARS || (!small && !isDocument) || /<(?:a|table|record|img|iframe|embed|object)\b/i.test(html) || isJson(html)) return undefined;
  if (/<script\b/i.test(html)) return trouble('shell.js', `status 200; ${size} bytes that only a script would fill or lead on from`);
  return small ? trouble('stub', `status 200; ${size} bytes without content`) : undefined;
};

const textOf = (answer: Answer, content: Uint8Array): string =>
  isFile(content) ? '' : pageText(content.subarray(0, HEAD_BYTES), headerOf(answer.headers, 'content-type'));

/** `undefined` when the answer can be taken for what was asked. `content` has its Content-Encoding undone; `isDocument`: a lead led here. */
export const classify = (answer: Answer, content: Uint8Array, isDocument: boolean): Trouble | undefined => {
  if (answer.status === 200 && isFile(content)) return undefined;
  const html = textOf(answer, content);
  // A robots.txt may be short, or empty.
  const found = challenge(html, answer.status) ?? byStatus(answer.status) ?? (isRules(answer.uri) ? undefined : emptyPage(html, content.length, isDocument, () => hasChapters(content, headerOf(answer.headers, 'content-type'))));
  if (found) return found;
  const expected = fileEnding(answer.uri);
  return /^(?:pdf|docx)$/.test(expected) ? trouble('wrong-type', `expected a ${expected} file, got something else`) : undefined;
};

/** A target that stands in the page whole, not one put together by a script. */
const constantTarget = (html: string): string | undefined => {
  const meta = /<meta[^>]+http-equiv=["']?refresh[^>]+url=["']?([^"'>\s]+)/i.exec(html);
  const script = /location(?:\.href)?\s*(?:=|\.replace\(|\.assign\()\s*(["'])([^"'\s]+)\1\s*(?:[;)<]|$)/m.exec(html);
  return meta?.[1] ?? script?.[2];
};

/**
 * Where the answer sends its reader: `Location`, or a constant target in a page that is nothing but a jump. A session it names is the one
 * of the cookie that came with it; without a `newCookie` the same address in a session is another one.
 */
export const redirectTarget = (answer: Answer, content: Uint8Array, newCookie: boolean): string | undefined => {
  const resolve = (target: string | undefined): string | undefined => {
    if (target === undefined || !URL.canParse(target, answer.uri)) return undefined;
    const { href } = new URL(target, answer.uri);
    const plain = withoutSession(href);
    return plain === answer.uri && !newCookie ? href : plain;
  };
  if (answer.status >= 300 && answer.status < 400) return resolve(headerOf(answer.headers, 'location'));
  if (answer.status !== 200 || content.length > STUB_BYTES || isFile(content)) return undefined;
  const html = textOf(answer, content);
  return challenge(html, answer.status) ? undefined : resolve(constantTarget(html));
};

// Is the answer what was asked for? Refusals and challenges of portals, recognised by their marks and reported; nothing here, or
// anywhere else, tries to get past one. The codes are those of the refusal list in the documentation.
import { fileEnding, pageText } from '../sources/index.js';
import { headerOf } from '../store/index.js';
import type { Answer } from './fetch.js';
import { isFile } from './sniff.js';

/** `refused`: the portal, or its robots rules, said no. `failed`: it said nothing useful. */
export interface Trouble {
  readonly kind: 'refused' | 'failed';
  readonly code: string;
  readonly note: string;
}

const trouble = (kind: Trouble['kind'], code: string, note: string): Trouble => ({ kind, code, note });

/** Text shorter than this, tags aside, is a notice and no report or listing; shortest real report seen has some 900. */
const NOTICE_CHARS = 400;
const STUB_BYTES = 600;
const STUB_CHARS = 100;

const visible = (html: string): string => html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, '').replace(/<[^>]*>/g, '').replace(/\s+/g, '');

/** Marks in the body, whatever the status says. */
const challenge = (html: string, status: number): Trouble | undefined => {
  if (/\$_ts\s*=\s*window\[/.test(html)) return trouble('refused', 'challenge.ruishu', 'a script challenge (412 kind) instead of the page');
  if (html.includes('__jsl_clearance') || status === 521 || status === 512) return trouble('refused', 'challenge.jsl', 'a script challenge (521 kind) instead of the page');
  const text = visible(html);
  if (text.length < NOTICE_CHARS && /验证码|安全验证|人机验证|滑动验证|captcha/i.test(text)) {
    return trouble('refused', 'challenge.captcha', 'a page that asks for a code instead of the page');
  }
  return undefined;
};

const byStatus = (status: number): Trouble | undefined => {
  if (status === 429 || status === 503) return trouble('refused', 'throttle', `status ${status} after the last try; ask later and more slowly`);
  if (status === 404 || status === 410) return trouble('failed', 'not-found', `status ${status}; seen from here only, which need not mean withdrawn`);
  if (status >= 500) return trouble('failed', 'server', `status ${status}`);
  if (status >= 400) return trouble('refused', `refused.${status}`, `status ${status}`);
  if (status >= 300) return trouble('failed', 'redirect.broken', `status ${status} without a usable Location`);
  return undefined;
};

const emptyPage = (html: string, size: number): Trouble | undefined => {
  const text = visible(html);
  if (text.length < NOTICE_CHARS && /页面不存在|已被?删除|您访问的页面|页面未找到|找不到(?:该|您)|404\s*not\s*found/i.test(text + html.slice(0, 400))) {
    return trouble('failed', 'soft404', 'status 200, but the page says it is not there');
  }
  if (size < STUB_BYTES && text.length < STUB_CHARS && !/<(?:a|table|record)\b/i.test(html)) {
    return trouble('failed', 'stub', `${size} bytes without content`);
  }
  return undefined;
};

/** `undefined` when the answer can be taken for what was asked. `content` has its Content-Encoding undone. */
export const classify = (exchange: Answer, content: Uint8Array): Trouble | undefined => {
  if (exchange.status === 200 && isFile(content)) return undefined;
  const html = isFile(content) ? '' : pageText(content.subarray(0, 64 * 1024), headerOf(exchange.headers, 'content-type'));
  // A robots.txt may be short, or empty.
  const isRules = new URL(exchange.uri).pathname === '/robots.txt';
  const found = challenge(html, exchange.status) ?? byStatus(exchange.status) ?? (isRules ? undefined : emptyPage(html, content.length));
  if (found) return found;
  const expected = fileEnding(exchange.uri);
  return /^(?:pdf|docx)$/.test(expected) ? trouble('failed', 'wrong-type', `expected a ${expected} file, got something else`) : undefined;
};

/** Where the answer sends its reader: `Location`, or a constant target in a page that is nothing but a jump. */
export const redirectTarget = (exchange: Answer, content: Uint8Array): string | undefined => {
  const resolve = (target: string | undefined): string | undefined =>
    target !== undefined && URL.canParse(target, exchange.uri) ? new URL(target, exchange.uri).href : undefined;
  if (exchange.status >= 300 && exchange.status < 400) return resolve(headerOf(exchange.headers, 'location'));
  if (exchange.status !== 200 || content.length > STUB_BYTES || isFile(content)) return undefined;
  const html = pageText(content);
  const meta = /<meta[^>]+http-equiv=["']?refresh[^>]+url=["']?([^"'>\s]+)/i.exec(html);
  const script = /location(?:\.href\s*=|\.replace\()\s*(["'])([^"']+)\1\s*[;)<]/.exec(html);
  return resolve(meta?.[1] ?? script?.[2]);
};

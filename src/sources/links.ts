// Links of a listing page: bytes → anchors with absolute addresses, and the question whether two addresses are one site.
import type { Source } from '../model/index.js';
import { tidy } from '../text.js';
import { parseMarkup } from './markup.js';
import { cleanTitle } from './title.js';

/** One link; `title` is the fuller of the `title` attribute and the text, without a date at its end. */
export interface Anchor {
  readonly uri: string;
  readonly title: string;
}

const DATE_AT_END = /[\s[（(]*(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\])）]*$/;

const cut = (text: string): boolean => /(?:…|\.{2,})$/.test(text);

/** The attribute is the full title where the text is cut; where it is a mere number or `点击查看` the text is. */
const titleOf = (attribute: string, text: string): string => {
  const chosen = cut(text) || attribute.length >= text.length ? attribute || text : text;
  return chosen.replace(DATE_AT_END, '') || chosen;
};

const SESSION = /^(?:jsessionid|phpsessid|aspsessionid\w*)=/i;
/** A moment or a random number under a name for such; `t=3` may be a page. */
const CACHE_BUSTER = /^_?(?:|t|ts|time|timestamp|r|rnd|rand|random|v)=(?:1\d{9}(?:\d{3})?|0?\.\d{6,})$/i;

/** The address without what is another one at each visit: session ids, and numbers that only keep caches from answering. */
export const withoutSession = (uri: string): string => {
  const [head = '', ...query] = uri.replace(/;jsessionid=[^/?#;]*/gi, '').split('?');
  if (query.length === 0) return head;
  const [asked = '', ...hash] = query.join('?').split('#');
  const kept = asked.split('&').filter((one) => !SESSION.test(one) && !CACHE_BUSTER.test(one)).join('&');
  return [`${head}${kept === '' && asked !== '' ? '' : '?'}${kept}`, ...hash].join('#');
};

/** Absolute http(s) address without a fragment and what changes with each visit, or `undefined` for anything else. */
export const resolveLink = (href: string, base: string): string | undefined => {
  if (!URL.canParse(href.trim(), base)) return undefined;
  const url = new URL(href.trim(), base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.hash = '';
  return withoutSession(url.href);
};

/** A row that only search engines are to see: hidden, and marked by an empty element. */
const DUMMY_ROW = 'li:has([class*="flag"]:empty)';
const HIDDEN = /display\s*:\s*none/i;

/**
 * Every link of a page or fragment, in document order, `<base href>` honoured; one address may appear more than once.
 * Links inside elements that match the CSS selector `except` are left out.
 */
export const anchorsOf = (html: string, pageUri: string, except?: string): Anchor[] => {
  const $ = parseMarkup(html);
  const base = resolveLink($('base[href]').attr('href') ?? '', pageUri) ?? pageUri;
  // Hardly a page has such a row, and looking for one costs more than all the rest.
  const dummies = HIDDEN.test(html) ? $(DUMMY_ROW).filter((_, row) => HIDDEN.test($(row).attr('style') ?? '')).find('a').toArray() : [];
  const leftOut = new Set([...dummies, ...(except === undefined ? [] : $(except).find('a').toArray())]);
  return $('a[href]').toArray().flatMap((element) => {
    if (leftOut.has(element)) return [];
    const anchor = $(element);
    const uri = resolveLink(anchor.attr('href') ?? '', base);
    return uri === undefined ? [] : [{ uri, title: titleOf(cleanTitle(tidy(anchor.attr('title') ?? '')), cleanTitle(tidy(anchor.text()))) }];
  });
};

const SECOND_LEVEL = /^(?:gov|com|org|net|edu|ac)\.cn$/;

/** `x.gov.cn` of `a.b.x.gov.cn`; the last two labels elsewhere; a bare IP address as it is. */
const registrable = (host: string): string => {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  const labels = host.split('.');
  return labels.slice(SECOND_LEVEL.test(labels.slice(-2).join('.')) ? -3 : -2).join('.');
};

/** Documents are taken from hosts of the government alone, unless a person listed another one: copies of whole portals are everywhere. */
export const isGovernmentHost = (uri: string): boolean => /(?:^|\.)gov\.cn$/.test(new URL(uri).hostname);

/** Registrable domain of a source's listing, with the port if it is not the default: `x.gov.cn`, `127.0.0.1:8080`. */
export const groupOf = ({ listing }: Pick<Source, 'listing'>): string => {
  const { hostname, port } = new URL(listing);
  return `${registrable(hostname)}${port === '' ? '' : `:${port}`}`;
};

/** Readable part of an id: `wuhan-jxj` of `jxj.wuhan.gov.cn`, `ip-122-137-242-24` of a bare address. */
export const hostSlug = (uri: string): string => {
  const host = new URL(uri).hostname.toLowerCase();
  return /^[\d.]+$/.test(host) ? `ip-${host.replaceAll('.', '-')}` : host.replace(/^www\./, '').replace(/\.?gov\.cn$/, '').replace(/[^a-z0-9.]+/g, '-').split('.').reverse().join('-');
};

/** Same registrable domain (`www.x.gov.cn` and `zfb.x.gov.cn` are; `x.gov.cn` and `y.gov.cn` are not). */
export const sameSite = (a: string, b: string): boolean => registrable(new URL(a).hostname) === registrable(new URL(b).hostname);

/** Address of the desktop page a mobile twin belongs to: `t20230118_1_wap.html` → `t20230118_1.html`, `mpost_7.html` → `post_7.html`. */
export const withoutTwinMark = (uri: string): string => uri.replace(/_(?:wap|app|mobile)(?=\.s?html?$)/, '').replace(/\/mpost_(?=\d+\.html$)/, '/post_');

/** A download that asks for a code first; it is told and left alone. */
export const asksForCode = (uri: string): boolean => /[?&]codeValue=/i.test(uri);

const DOWNLOAD = /\.(pdf|docx?|wps|xlsx?|ofd|zip|rar)$/i;

/** File ending of what a link downloads, lower case, from the path, the parameters of a download script, or its text; `''` for a page. */
export const fileEnding = (uri: string, text = ''): string => {
  const url = new URL(uri);
  const named = /\/down(?:load|file)\.jsp$/i.test(url.pathname) ? [text.trim()] : [];
  const names = [url.pathname, ...['filename', 'showname', 'file', 'name'].map((name) => url.searchParams.get(name) ?? ''), ...named];
  return names.map((name) => DOWNLOAD.exec(name)?.[1]?.toLowerCase()).find((ending) => ending !== undefined) ?? '';
};

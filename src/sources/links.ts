// Links of a listing page: bytes → anchors with absolute addresses, and the question whether two addresses are one site.
import * as cheerio from 'cheerio';
import { tidy } from '../text.js';

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

/** Absolute http(s) address without a fragment, or `undefined` for anything else. */
export const resolveLink = (href: string, base: string): string | undefined => {
  if (!URL.canParse(href.trim(), base)) return undefined;
  const url = new URL(href.trim(), base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.hash = '';
  return url.href;
};

/**
 * Every link of a page or fragment, in document order, `<base href>` honoured; one address may appear more than once.
 * Links inside elements that match the CSS selector `except` are left out.
 */
export const anchorsOf = (html: string, pageUri: string, except?: string): Anchor[] => {
  const $ = cheerio.load(html);
  const base = resolveLink($('base[href]').attr('href') ?? '', pageUri) ?? pageUri;
  return $('a[href]').toArray().flatMap((element) => {
    const anchor = $(element);
    if (except !== undefined && anchor.closest(except).length > 0) return [];
    const uri = resolveLink(anchor.attr('href') ?? '', base);
    return uri === undefined ? [] : [{ uri, title: titleOf(tidy(anchor.attr('title') ?? ''), tidy(anchor.text())) }];
  });
};

const SECOND_LEVEL = /^(?:gov|com|org|net|edu|ac)\.cn$/;

/** `x.gov.cn` of `a.b.x.gov.cn`; the last two labels elsewhere; a bare IP address as it is. */
const registrable = (host: string): string => {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  const labels = host.split('.');
  return labels.slice(SECOND_LEVEL.test(labels.slice(-2).join('.')) ? -3 : -2).join('.');
};

/** Same registrable domain (`www.x.gov.cn` and `zfb.x.gov.cn` are; `x.gov.cn` and `y.gov.cn` are not). */
export const sameSite = (a: string, b: string): boolean => registrable(new URL(a).hostname) === registrable(new URL(b).hostname);

/** Registrable domain of a source's listing, with the port where it is not the default one: what is fetched together and kept together. */
export const groupOf = ({ listing }: { readonly listing: string }): string => {
  const { hostname, port } = new URL(listing);
  return `${registrable(hostname)}${port === '' ? '' : `:${port}`}`;
};

/** Drops the mark of a mobile twin: `t20230118_1_wap.html` → `t20230118_1.html`. */
export const withoutTwinMark = (uri: string): string => uri.replace(/_(?:wap|app|mobile)(?=\.s?html?$)/, '');

const DOWNLOAD = /\.(pdf|docx?|wps|xlsx?|ofd|zip|rar)$/i;

/** File ending of what a link downloads, lower case, from the path or, for a download script, its parameters; `''` for a page. */
export const fileEnding = (uri: string): string => {
  const url = new URL(uri);
  const names = [url.pathname, ...['filename', 'showname', 'file', 'name'].map((name) => url.searchParams.get(name) ?? '')];
  return names.map((name) => DOWNLOAD.exec(name)?.[1]?.toLowerCase()).find((ending) => ending !== undefined) ?? '';
};

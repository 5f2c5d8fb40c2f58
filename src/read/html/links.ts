// Files a page points to: attachments anywhere on it, pictures of its body. A report that is only a PDF, a viewer frame or a row of
// pictures shows in nothing but its links.
import { isText, type Element } from 'domhandler';
import type { Link } from '../../model/index.js';
import { decodeSafely, FILE, pictureAddress, QUOTED_FILE, viewedFile } from '../../pointers.js';
import { attribute, isUnseen, parentOf, textOf } from './dom.js';
import type { Survey } from './survey.js';

const DOWNLOAD = /\/(?:download|downfile|downloadfile|attachdownload|filedown)\w*(?:\.(?:jsp|do|action|aspx|ashx|php))(?:$|\?)|\/attachment\//i;
const MAX_LINKS = 500;

/** Makes an address absolute; one that cannot be stays as it is. */
const makeResolve = (pageUri: string, base: string): ((uri: string) => string | undefined) => {
  const from = URL.canParse(base, pageUri) ? new URL(base, pageUri).href : pageUri;
  return (uri) => {
    const clean = uri.trim().replace(/^\\?["']|\\?["']$/g, '');
    if (clean === '' || /^(?:javascript|mailto|tel|about|blob|#)/i.test(clean)) return undefined;
    // A picture inside the page itself: its bytes would only repeat the page.
    if (/^data:/i.test(clean)) return clean.slice(0, clean.indexOf(',') + 1) || undefined;
    return URL.canParse(clean, from) ? new URL(clean, from).href : clean;
  };
};

const isHiddenBranch = (element: Element): boolean => {
  for (let at: Element | null = element; at; at = parentOf(at)) if (at !== element && isUnseen(at) && at.name !== 'object') return true;
  return false;
};

const isFrameFile = (uri: string): boolean => FILE.test(uri) || DOWNLOAD.test(uri) || viewedFile(uri) !== undefined;

/** The address an element points to, when that is a file of the article. */
const attachmentOf = (element: Element, inBody: boolean): string | undefined => {
  const { name, attribs } = element;
  if (name === 'iframe' || name === 'embed' || name === 'object') {
    const uri = attribs.src ?? attribs.data ?? attribs['data-src'];
    // A frame inside the body is the body, whatever it shows.
    return uri !== undefined && (isFrameFile(uri) || (inBody && name === 'iframe')) ? (viewedFile(uri) ?? uri) : undefined;
  }
  if (name === 'param') return /^(?:src|movie|data|filename)$/i.test(attribute(element, 'name')) && FILE.test(attribute(element, 'value')) ? attribs.value : undefined;
  const href = attribs.href ?? '';
  if (href !== '' && isFrameFile(href)) return viewedFile(href) ?? href;
  const script = `${attribs.onclick ?? ''} ${/^javascript:/i.test(href) ? href : ''}`;
  return script.trim() === '' ? undefined : [...script.matchAll(QUOTED_FILE)][0]?.[1];
};

const labelOf = (element: Element, uri: string): string => {
  const own = element.name === 'img' ? attribute(element, 'alt') || attribute(element, 'title') : textOf(element, 300) || attribute(element, 'title');
  if (own.trim() !== '') return own.trim();
  const shown = /[?&]showname=([^&#]+)/i.exec(uri)?.[1];
  return shown === undefined ? '' : decodeSafely(shown);
};

/** File addresses in the scripts of a page, for viewers that are started by script. */
const scriptedFiles = (page: Survey): string[] =>
  page.hosts
    .filter((host) => host.name === 'script' && host.attribs.src === undefined)
    .flatMap((host) => host.children.flatMap((child) => (isText(child) ? [...child.data.slice(0, 200_000).matchAll(QUOTED_FILE)] : [])))
    .map((match) => match[1] ?? '');

/**
 * Collects the links of a page in document order, each once.
 * @param inBody whether an element stands in the body of the article
 * @param isReport whether the body holds a report; without one, scripts are searched for files too
 */
export const linksOf = (page: Survey, pageUri: string, inBody: (element: Element) => boolean, isReport: boolean): Link[] => {
  const resolve = makeResolve(pageUri, page.base ? attribute(page.base, 'href') : '');
  const links = new Map<string, Link>();
  const add = (kind: Link['kind'], raw: string | undefined, text: string): void => {
    const uri = raw === undefined ? undefined : resolve(raw);
    if (uri !== undefined && links.size < MAX_LINKS && !links.has(`${kind} ${uri}`)) links.set(`${kind} ${uri}`, { kind, uri, text });
  };
  for (const element of page.pointers) {
    if (isHiddenBranch(element)) continue;
    if (element.name === 'img') {
      if (inBody(element)) add('picture', pictureAddress(element.attribs), labelOf(element, ''));
      continue;
    }
    const uri = attachmentOf(element, inBody(element));
    if (uri !== undefined) add('attachment', uri, labelOf(element, uri));
  }
  if (!isReport) for (const uri of scriptedFiles(page)) add('attachment', uri, '');
  return [...links.values()];
};

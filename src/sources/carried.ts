// Files and pictures that a page carries: by links, in frames and viewers, behind buttons whose script names them whole.
import type { CheerioAPI } from 'cheerio';
import type { Element } from 'domhandler';
import { pictureAddress, QUOTED_FILE, viewedFile } from '../pointers.js';
import { tidy } from '../text.js';
import { anchorsOf, fileEnding, resolveLink } from './links.js';
import type { Anchor } from './links.js';
import { parseMarkup } from './markup.js';
import type { TextPage } from './platform.js';

/** Endings of documents; some can only be kept, not read. */
const DOCUMENT = /^(?:pdf|docx?|wps|ofd|xlsx?)$/;
const CHROME = 'nav, header, footer';

const baseOf = ($: CheerioAPI, pageUri: string): string => resolveLink($('base[href]').attr('href') ?? '', pageUri) ?? pageUri;

const inBody = ($: CheerioAPI, selector: string): Element[] => $<Element, string>(selector).toArray().filter((element) => $(element).closest(CHROME).length === 0);

/** The file a viewer shows; a script that hands files out names them, too, and is no viewer. */
const behindViewer = (uri: string): string => {
  const file = /\.(?:jsp|do|action|aspx|ashx|php)$/i.test(new URL(uri).pathname) ? undefined : viewedFile(uri);
  return (file === undefined ? undefined : resolveLink(file, uri)) ?? uri;
};

/** What a frame shows, or the first document that the script of a button names whole. */
const shownBy = ({ name, attribs: { src, data, 'data-src': late, onclick = '', href = '' } }: Element): string | undefined =>
  /^(?:iframe|embed|object)$/.test(name) ? (src ?? data ?? late) : [...`${onclick} ${href}`.matchAll(QUOTED_FILE)][0]?.[1];

const shownIn = ({ html, uri }: TextPage): Anchor[] => {
  const $ = parseMarkup(html);
  const base = baseOf($, uri);
  return inBody($, 'iframe, embed, object, [onclick], a[href^="javascript:" i]').flatMap((element) => {
    const address = resolveLink(shownBy(element) ?? '#', base);
    return address === undefined || address === base ? [] : [{ uri: address, title: tidy($(element).text()) }];
  });
};

/** Documents, each once: plain links first, then what is shown or opened by script. */
export const filesIn = (page: TextPage): Anchor[] => {
  const all = [...anchorsOf(page.html, page.uri, CHROME), ...shownIn(page)].map(({ uri, title }) => ({ uri: behindViewer(uri), title }));
  const files = new Map<string, Anchor>();
  for (const anchor of all) if (!files.has(anchor.uri) && DOCUMENT.test(fileEnding(anchor.uri, anchor.title))) files.set(anchor.uri, anchor);
  return [...files.values()];
};

const shownPictures = (html: string): string[] => inBody(parseMarkup(html), 'img').flatMap((element) => pictureAddress(element.attribs) ?? []);

/** Whether it shows a picture that is no icon; that may be inside the page. */
export const hasPicture = ({ html }: TextPage): boolean => shownPictures(html).length > 0;

/** Addresses of such pictures, each once, in document order. */
export const picturesIn = ({ html, uri }: TextPage): string[] => {
  const base = baseOf(parseMarkup(html), uri);
  return [...new Set(shownPictures(html).flatMap((address) => resolveLink(address, base) ?? []))];
};

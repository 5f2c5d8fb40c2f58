// Reports that hang on an article: its links to PDF and DOCX files on the same site.
import { pageText, percentText } from '../charset.js';
import type { Lead } from '../model/index.js';
import { anchorsOf, asksForCode, cleanTitle, fileEnding, judgeTitle, sameSite } from '../sources/index.js';
import type { Anchor, Page } from '../sources/index.js';

/** Endings of the formats that can be read. */
const READABLE = new Set(['pdf', 'docx']);

/** The raw query is looked at, because a name in GBK does not survive URL decoding as UTF-8. */
const shownName = (uri: string): string => {
  const raw = /[?&]showname=([^&#]*)/i.exec(uri)?.[1] ?? new URL(uri).pathname.split('/').pop() ?? '';
  return cleanTitle(percentText(raw)).replace(/\.\w{2,4}$/, '');
};

/** The first name that is a title, of link text and file name; else the article's. */
const titleFor = ({ uri, title }: Anchor, article: Lead): Pick<Lead, 'title' | 'year'> => {
  for (const name of [title, shownName(uri)]) {
    const verdict = judgeTitle(name);
    const year = verdict.accepted ? (verdict.year ?? article.year) : undefined;
    if (verdict.accepted) return { title: name, ...(year === undefined ? {} : { year }) };
  }
  return { title: article.title, ...(article.year === undefined ? {} : { year: article.year }) };
};

const isLookAlike = ({ uri, title }: Anchor): boolean =>
  [title, shownName(uri)].some((name) => {
    const verdict = judgeTitle(name);
    return !verdict.accepted && verdict.reason !== 'other';
  });

/** Files a page hands out, each once, in document order; look-alikes (图解.pdf) and other sites are left out. */
const filesOf = (page: Page): Anchor[] => {
  const anchors = anchorsOf(pageText(page.bytes, page.contentType), page.uri, 'nav, header, footer');
  const wanted = anchors.filter((anchor) => READABLE.has(fileEnding(anchor.uri, anchor.title)) && sameSite(anchor.uri, page.uri) && !isLookAlike(anchor));
  return wanted.filter(({ uri }, at) => wanted.findIndex((other) => other.uri === uri) === at);
};

const leadTo = (anchor: Anchor, page: Page, article: Lead): Lead => ({ source: article.source, uri: anchor.uri, foundOn: page.uri, ...titleFor(anchor, article) });

/** Leads to files that ask for a code before they are handed out; they are told and left alone. */
export const lockedFilesOf = (page: Page, article: Lead): Lead[] => filesOf(page).filter(({ uri }) => asksForCode(uri)).map((anchor) => leadTo(anchor, page, article));

/** Leads to the attachments of an article that are free to fetch. */
export const attachmentsOf = (page: Page, article: Lead): Lead[] => filesOf(page).filter(({ uri }) => !asksForCode(uri)).map((anchor) => leadTo(anchor, page, article));

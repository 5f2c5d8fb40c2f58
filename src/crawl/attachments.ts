// Reports that hang on an article: files on the same site, or the pictures that are its pages.
import { pageText, percentText } from '../charset.js';
import type { Lead } from '../model/index.js';
import { asksForCode, cleanTitle, filesIn, judgeTitle, reportPicturesIn, sameSite } from '../sources/index.js';
import type { Anchor, Page, TextPage } from '../sources/index.js';

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

const textOf = ({ uri, bytes, contentType }: Page): TextPage => ({ uri, html: pageText(bytes, contentType) });

/** Files a page hands out; look-alikes (图解.pdf) and other sites are left out. */
const filesOf = (page: Page): Anchor[] => filesIn(textOf(page)).filter((anchor) => sameSite(anchor.uri, page.uri) && !isLookAlike(anchor));

/** No report has more pages. */
export const MOST_PICTURES = 40;

/** Addresses of the pictures that are the report, on the host of the page; one more than the most where there are more. */
export const picturesOf = (page: Page): string[] => {
  const { host } = new URL(page.uri);
  return reportPicturesIn(textOf(page)).filter((uri) => new URL(uri).host === host).slice(0, MOST_PICTURES + 1);
};

const leadTo = (anchor: Anchor, page: Page, article: Lead): Lead => ({ source: article.source, uri: anchor.uri, foundOn: page.uri, ...titleFor(anchor, article) });

/** Leads to files that ask for a code before they are handed out; they are told and left alone. */
export const lockedFilesOf = (page: Page, article: Lead): Lead[] => filesOf(page).filter(({ uri }) => asksForCode(uri)).map((anchor) => leadTo(anchor, page, article));

/** Leads to the attachments of an article that are free to fetch. */
export const attachmentsOf = (page: Page, article: Lead): Lead[] => filesOf(page).filter(({ uri }) => !asksForCode(uri)).map((anchor) => leadTo(anchor, page, article));

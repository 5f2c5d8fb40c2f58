// The title of the report where the body itself has none: h1, then the CMS's own title element, the meta tag, the page title.
import { looksLikeTitle } from '../chapters.js';
import { squeeze } from '../../text.js';
import type { Element } from 'domhandler';
import { textOf } from './dom.js';
import { isChapter } from '../chapters.js';
import type { Survey } from './survey.js';
import type { Piece } from './walk.js';

/** A title and the element it stands in. */
export interface Title {
  readonly text: string;
  readonly node: Element;
}

/** `…年度报告-沭阳县发改局`, `…年度报告_政府网站`: the part that names the report, when only one does. */
const withoutSite = (title: string): string => {
  const parts = title.split(/\s*[-_|—–]+\s*/).filter((part) => part !== '');
  const named = parts.filter(looksLikeTitle);
  return named.length === 1 && parts.length > 1 ? (named[0] ?? title) : title;
};

/** Candidates in the order in which they are trusted. */
const candidates = (page: Survey): Title[] => {
  const of = (elements: readonly Element[], name: string): Title[] =>
    elements.filter((element) => element.name === name).map((node) => ({ node, text: textOf(node, 300) }));
  const metas = page.metas
    .filter((meta) => /^articletitle$/i.test(meta.attribs.name ?? ''))
    .map((node) => ({ node, text: (node.attribs.content ?? '').trim() }));
  const titles = of(page.titles, 'title').map(({ node, text }) => ({ node, text: withoutSite(text) }));
  return [...of(page.headlines, 'h1'), ...of(page.headlines, 'ucaptitle'), ...metas, ...titles].filter(({ text }) => text !== '');
};

/** What stands before the first chapter heading, without white space, as one string. */
const openingOf = (pieces: readonly Piece[]): string => {
  const texts: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'table' || texts.length >= 12) break;
    if (piece.kind !== 'preformatted' && isChapter(piece.text)) break;
    texts.push(piece.text.slice(0, 400));
  }
  return squeeze(texts.join(''));
};

/**
 * The title to put before the body, or undefined when the body begins with it.
 * A candidate that names a report is preferred to one that does not, such as the name of the site in an h1.
 */
export const missingTitle = (page: Survey, pieces: readonly Piece[]): Title | undefined => {
  const all = candidates(page);
  const title = all.find(({ text }) => looksLikeTitle(text)) ?? all[0];
  if (!title || openingOf(pieces).includes(squeeze(title.text))) return undefined;
  return title;
};

// Text → DOM, with a measure. What a parser of HTML does for some markup grows with the square of its length: deep nesting, formatting
// that nobody closes, attributes by the thousand. So the tree is counted while it is built, and given up where no real page goes.
import { load } from 'cheerio';
import type { CheerioAPI } from 'cheerio';
import type { Element, ParentNode } from 'domhandler';

/** Real pages stay under 100. */
const MOST_LEVELS = 1000;
/** A listing of 20,000 rows, or the longest report as Word exports it, stays under two thirds of that. */
const MOST_ELEMENTS = 100_000;
/** Of one tag. */
const MOST_ATTRIBUTES = 5000;

/** Markup beyond any real page; the message says by what. */
export class MarkupError extends Error {
  override readonly name = 'MarkupError';
}

/** cheerio's own; it is not to be had in another way. */
const { treeAdapter } = load('', {})._options;
if (!treeAdapter) throw new Error('Expected cheerio to build its tree with an adapter of parse5');

const levelsAbove = (node: ParentNode): number => {
  let levels = 0;
  for (let at: ParentNode | null = node; at !== null; at = at.parent) levels += 1;
  return levels;
};

/** Counts what one parse builds. */
const measured = (): typeof treeAdapter => {
  let elements = 0;
  const placed = (parent: ParentNode): void => {
    if (levelsAbove(parent) > MOST_LEVELS) throw new MarkupError(`expected at most ${MOST_LEVELS} levels of markup, found more`);
  };
  return {
    ...treeAdapter,
    createElement: (...args): Element => {
      elements += 1;
      if (elements > MOST_ELEMENTS) throw new MarkupError(`expected at most ${MOST_ELEMENTS} elements of markup, found more`);
      return treeAdapter.createElement(...args);
    },
    appendChild: (parent, node) => {
      placed(parent);
      treeAdapter.appendChild(parent, node);
    },
    insertBefore: (parent, node, before) => {
      placed(parent);
      treeAdapter.insertBefore(parent, node, before);
    },
  };
};

const TAG = /<[a-z][^\s/>]*/gi;
const ATTRIBUTE = /[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?/y;

/** The parser compares each attribute of a tag with all before it, and tells nobody until the tag ends; so this looks ahead. */
const checkAttributes = (html: string): void => {
  TAG.lastIndex = 0;
  while (TAG.test(html)) {
    ATTRIBUTE.lastIndex = TAG.lastIndex;
    for (let count = 1; ATTRIBUTE.test(html); count += 1) {
      if (count > MOST_ATTRIBUTES) throw new MarkupError(`expected at most ${MOST_ATTRIBUTES} attributes of one tag, found more`);
      TAG.lastIndex = ATTRIBUTE.lastIndex;
    }
  }
};

const parse = (html: string): CheerioAPI => {
  checkAttributes(html);
  return load(html, { treeAdapter: measured() });
};

/** Several questions in a row are asked of one page. */
let last: { readonly html: string; readonly $: CheerioAPI } | undefined;

/** A whole page, or a piece of one, as a browser would take it; nobody may change the tree. Throws a `MarkupError`. */
export const parseMarkup = (html: string): CheerioAPI => {
  if (last?.html !== html) last = { html, $: parse(html) };
  return last.$;
};

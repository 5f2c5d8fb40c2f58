// Text → DOM, parsed once with parse5 through cheerio. Hostile nesting is flattened before the parse, which slows down with the
// square of the depth, and cut after it, so that every later walk may recurse.
import { load } from 'cheerio';
import { hasChildren, isTag, isText, type AnyNode, type ChildNode, type Document, type Element, type ParentNode } from 'domhandler';

/** Real pages stay under 100 levels; deeper ones are damage or attack. */
const MAX_DEPTH = 400;

/** A parsed page; `cut` tells that tags were dropped because they nest too deep. */
export interface Page {
  readonly root: Document;
  readonly cut: boolean;
}

const TAG = /<(\/?)([a-zA-Z][^\s/<>]*)[^<>]*>/g;
/** Elements that close themselves or have no end tag; they do not add depth for long. */
const SHALLOW = /^(?:p|li|t[drh]|tbody|thead|d[dt]|option|br|img|hr|input|meta|link|col|wbr|area|base|embed|param|source|track)$/i;

/** Drops the tags, not the text, of what nests deeper than `MAX_DEPTH`. */
const flatten = (text: string): string => {
  let depth = 0;
  return text.replace(TAG, (tag, slash: string, name: string) => {
    if (SHALLOW.test(name) || tag.endsWith('/>')) return depth > MAX_DEPTH ? '' : tag;
    if (slash === '/') depth = Math.max(0, depth - 1);
    const keep = depth <= MAX_DEPTH;
    if (slash === '') depth++;
    return keep ? tag : '';
  });
};

const LESS = 60;
const SLASH = 47;

/** Whether start tags ever lead end tags by so many that the page may nest too deep; tags without an end tag count as well. */
const mayNestDeep = (text: string): boolean => {
  let lead = 0;
  for (let i = text.indexOf('<'); i !== -1; i = text.indexOf('<', i + 1)) {
    const next = text.charCodeAt(i + 1);
    if (next === SLASH) lead = Math.max(0, lead - 1);
    else if (next > LESS && ++lead > MAX_DEPTH) return true;
  }
  return false;
};

/** Empties what stands deeper than `limit`; without recursion, because the stack is what it protects. */
const cutBelow = (root: ParentNode, limit: number): boolean => {
  let cut = false;
  let depth = 1;
  for (let at: ChildNode | null = root.children[0] ?? null; at !== null; ) {
    const below: ChildNode | undefined = hasChildren(at) ? at.children[0] : undefined;
    if (below && depth >= limit && hasChildren(at)) {
      at.children = [];
      cut = true;
    } else if (below) {
      at = below;
      depth++;
      continue;
    }
    while (at !== null && at.next === null) {
      at = at.parent === root ? null : at.parent;
      depth--;
    }
    at = at?.next ?? null;
  }
  return cut;
};

const asDocument = (text: string): Document => load(text).root()[0] as Document;

/** Parses a whole page, or a piece of one: a piece becomes the body of an empty page, as a browser would show it. */
export const parsePage = (text: string): Page => {
  const flat = mayNestDeep(text) ? flatten(text) : text;
  const root = asDocument(flat);
  // Twice the limit: formatting elements that nobody closed are opened again by the parser in every block.
  const cut = cutBelow(root, 2 * MAX_DEPTH);
  return { root, cut: cut || flat.length !== text.length };
};

/** The element's parent element; null above `html`. */
export const parentOf = (node: AnyNode): Element | null => {
  const parent = node.parent;
  return parent !== null && isTag(parent) ? parent : null;
};

/** Value of an attribute; `''` when it is not there. */
export const attribute = (element: Element, name: string): string => element.attribs[name] ?? '';

const DISPLAY = /(?:^|[;\s])display\s*:\s*([a-z-]+)/i;

/** The inline `display` of an element; `''` when its style does not say. Style sheets are not read. */
export const displayOf = (element: Element): string => {
  const style = element.attribs.style;
  if (style?.includes('isplay') !== true && style?.includes('ISPLAY') !== true) return '';
  return DISPLAY.exec(style)?.[1]?.toLowerCase() ?? '';
};

/** Elements whose content is never printed. */
const UNPRINTED = new Set([
  'script', 'style', 'template', 'noscript', 'title', 'head', 'meta', 'link', 'base', 'datalist', 'rt', 'rp', 'rtc', 'svg', 'math',
  'canvas', 'audio', 'video', 'iframe', 'object', 'embed', 'colgroup', 'col', 'del', 's', 'strike', 'xml', 'w:data', 'button',
]);

const HIDING = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i;

/** Whether an element is not shown on the page: not printed by its nature, or hidden by its own attributes. */
export const isUnseen = (element: Element, keepHidden = false): boolean => {
  if (UNPRINTED.has(element.name)) return true;
  if (keepHidden) return false;
  const { hidden, style } = element.attribs;
  if (hidden !== undefined && hidden !== 'until-found') return true;
  // The cheap look first: Word gives nearly every element a long style.
  return style !== undefined && /none|hidden|mso-hide/i.test(style) && HIDING.test(style);
};

/** Elements that begin and end a line. */
export const BLOCKS = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt',
  'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'html',
  'legend', 'li', 'main', 'menu', 'nav', 'ol', 'optgroup', 'p', 'pre', 'search', 'section', 'summary', 'table', 'tbody', 'td',
  'tfoot', 'th', 'thead', 'tr', 'ul', 'ucapcontent',
]);

/** What a form control shows: a text field its value, a list its chosen line. */
export const controlText = (element: Element): string => {
  if (element.name === 'input') {
    return /^(?:text|number|tel|)$/i.test(attribute(element, 'type')) ? attribute(element, 'value') : '';
  }
  const options = element.children.filter(isTag).filter((child) => child.name === 'option');
  const chosen = options.find((option) => 'selected' in option.attribs);
  return chosen === undefined ? '' : textOf(chosen);
};

/** All text below a node, unprinted elements left out, at most `limit` characters. */
export const textOf = (node: AnyNode, limit = 2000): string => {
  let text = '';
  const stack: AnyNode[] = [node];
  for (let next = stack.pop(); next !== undefined && text.length < limit; next = stack.pop()) {
    if (isText(next)) text += next.data;
    else if ('children' in next && !(isTag(next) && isUnseen(next) && next !== node)) {
      for (let i = next.children.length - 1; i >= 0; i--) {
        const child = next.children[i];
        if (child) stack.push(child);
      }
    }
  }
  return text.replace(/\s+/g, ' ').trim().slice(0, limit);
};

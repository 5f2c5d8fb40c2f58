// One pass over all elements of a page, hidden ones included, that remembers what later steps ask for.
import { isTag, type Document, type Element } from 'domhandler';

/** What stands where in a page, each list in document order. */
export interface Survey {
  readonly ids: ReadonlyMap<string, number>;
  readonly metas: readonly Element[];
  readonly titles: readonly Element[];
  readonly headlines: readonly Element[];
  readonly base?: Element;
  /** Elements that can hold a text the page shows only by script: scripts, text areas, hidden inputs, frames with `srcdoc`. */
  readonly hosts: readonly Element[];
  /** Elements that point to another file. */
  readonly pointers: readonly Element[];
  /** Elements with the id or class of a known body container, with the rank of that container. */
  readonly containers: readonly { readonly element: Element; readonly rank: number }[];
}

/** Body containers of common systems, likeliest first; first guesses, the chapters decide. */
const CONTAINERS: readonly RegExp[] = [
  /^#ucap-content$/i, /^#zoom(?:con)?$/i, /^\.trs_editor_view$/i, /^\.trs_ueditor$/i, /^\.trs_editor$/i, /^#vsb_content(?:_\d+)?$/i,
  /^#ivs_content$/i, /^\.article_content$/i, /^\.article-content$/i, /^\.v_news_content$/i, /^\.xxgk_content$/i, /^#info_content$/i,
  /^\.news_cont_d_wrap$/i, /^\.pages_content$/i, /^\.custom_unionstyle$/i, /^\.(?:view-content|article|con_text|zc_article_con|bt_content|article-body)$/i,
  /^#(?:maintext|content|articlecontent|js_content)$/i, /^\.activity$/i,
];

const KNOWN = /zoom|content|trs|article|view|pages|custom|con_text|text|activity/i;

/** Rank of the container an element is known as; -1 for most elements. */
export const containerRank = (element: Element): number => {
  const { id, class: classes } = element.attribs;
  if (element.name === 'ucapcontent') return 0;
  if ((id === undefined || !KNOWN.test(id)) && (classes === undefined || !KNOWN.test(classes))) return -1;
  const names = [...(id === undefined ? [] : [`#${id}`]), ...(classes ?? '').split(/\s+/).map((name) => `.${name}`)];
  return CONTAINERS.findIndex((container) => names.some((name) => container.test(name)));
};

const HOSTS = new Set(['script', 'textarea', 'xmp', 'noscript']);
const POINTERS = new Set(['a', 'area', 'iframe', 'embed', 'object', 'img', 'param']);

/** Elements that text is made of; nine in ten, so that only their ids are looked at. */
const PLAIN = new Set(['p', 'span', 'font', 'td', 'th', 'tr', 'tbody', 'b', 'strong', 'br', 'o:p', 'em', 'u', 'i', 'col', 'li', 'ul']);

/** Looks through the page once. */
export const survey = (root: Document) => {
  const ids = new Map<string, number>();
  const metas: Element[] = [];
  const titles: Element[] = [];
  const headlines: Element[] = [];
  const bases: Element[] = [];
  const hosts: Element[] = [];
  const pointers: Element[] = [];
  const containers: { element: Element; rank: number }[] = [];
  const look = (element: Element): void => {
    const { name, attribs } = element;
    const { id } = attribs;
    if (PLAIN.has(name)) {
      if (id !== undefined) ids.set(id, (ids.get(id) ?? 0) + 1);
      for (const child of element.children) if (isTag(child)) look(child);
      return;
    }
    if (id !== undefined) ids.set(id, (ids.get(id) ?? 0) + 1);
    if (name === 'meta') metas.push(element);
    else if (name === 'title') titles.push(element);
    else if (name === 'h1' || name === 'ucaptitle') headlines.push(element);
    else if (name === 'base') bases.push(element);
    else if (HOSTS.has(name) || (name === 'input' && attribs.type === 'hidden')) hosts.push(element);
    if (POINTERS.has(name) || 'onclick' in attribs) pointers.push(element);
    if (attribs.srcdoc !== undefined) hosts.push(element);
    if (id !== undefined || attribs.class !== undefined || name === 'ucapcontent') {
      const rank = containerRank(element);
      if (rank !== -1) containers.push({ element, rank });
    }
    for (const child of element.children) if (isTag(child)) look(child);
  };
  for (const child of root.children) if (isTag(child)) look(child);
  const [base] = bases;
  const found: Survey = { ids, metas, titles, headlines, hosts, pointers, containers, ...(base ? { base } : {}) };
  return found;
};

// Hanweb jpaas columns: a shell whose script tag names an endpoint and its parameters; the rows come as HTML inside JSON, page by page,
// asked for with paramJson={"pageNo":…}. Some answer page one whatever is asked.
import type { Element } from 'domhandler';
import { z } from 'zod';
import { readJson } from '../json.js';
import { anchorsOf } from '../links.js';
import { parseMarkup } from '../markup.js';
import { endpointPages, incomplete, linksOf, listPage, makeFresh } from '../paging.js';
import type { Answer, ListItem } from '../paging.js';
import type { Get, Page, TextPage } from '../platform.js';
import { judgeTitle } from '../title.js';
import { makePlatform } from '../walk.js';

const ENDPOINT = 'jpaas-publish-server/front/page/build/unit';
const ROWS_IN_PAGE = 15;

export interface Unit {
  readonly uri: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** May stand as attributes of the script tag, whose names have lost their case. */
const PARAMETERS = ['parseType', 'webId', 'tplSetId', 'pageType', 'tagId', 'editType', 'pageId'];

/** The fields are attributes, or written as an object in single quotes. */
const fieldsOf = (attributes: Readonly<Record<string, string>>): Record<string, string> => {
  const given = PARAMETERS.map((name) => [name, attributes[name.toLowerCase()] ?? '']).filter(([, value]) => value !== '');
  const written = [...(attributes.querydata ?? '').matchAll(/['"](\w+)['"]\s*:\s*['"]([^'"]*)['"]/g)].map((match) => [match[1] ?? '', match[2] ?? '']);
  return Object.fromEntries([...given, ...written]) as Record<string, string>;
};

/** The endpoints of a shell page, one for each part of it that is drawn by script. */
export const unitsOf = ({ uri, html }: TextPage): Unit[] => {
  const $ = parseMarkup(html);
  return $<Element, string>('script[url]').toArray().flatMap((element) => {
    const address = $(element).attr('url') ?? '';
    if (!address.includes(ENDPOINT) || !URL.canParse(address, uri)) return [];
    return [{ uri: new URL(address, uri).href, fields: fieldsOf(element.attribs) }];
  });
};

const answerShape = z.object({ data: z.object({ html: z.string() }) });

/** The fragment may say `count="31" rows="15"`. */
const numberIn = (html: string, name: string): number | undefined => {
  const found = new RegExp(`\\b${name}=["']?(\\d+)`).exec(html)?.[1];
  return found === undefined ? undefined : Number(found);
};

const readAnswer = (base: string) => (page: Page): Answer | undefined => {
  const html = readJson(page, answerShape)?.data.html;
  if (html === undefined) return undefined;
  const total = numberIn(html, 'count');
  return { rows: anchorsOf(html, base), ...(total === undefined ? {} : { total }) };
};

const requestOf = ({ uri, fields }: Unit) => (pageNo: number): { uri: string } => {
  const url = new URL(uri);
  url.search = new URLSearchParams({ ...Object.fromEntries(url.searchParams), ...fields, paramJson: JSON.stringify({ pageNo, pageSize: ROWS_IN_PAGE }) }).toString();
  return { uri: url.href };
};

/** Other parts of the page are drawn by such units, too: menus, links, news. */
const isList = ({ rows, total }: Answer): boolean => total !== undefined || rows.some(({ title }) => judgeTitle(title, true).accepted);

async function* read(first: TextPage, get: Get): AsyncGenerator<ListItem> {
  const fresh = makeFresh();
  yield listPage(first.uri, fresh(linksOf(first)), () => false);
  const units = unitsOf(first);
  if (units.length === 0) yield incomplete(`${first.uri}: expected a script tag with the endpoint of the list, found none; its rows are not known.`);
  for (const unit of units) {
    yield* endpointPages({ request: requestOf(unit), read: readAnswer(first.uri), isList, from: 1, perPage: ROWS_IN_PAGE }, first.uri, get, fresh);
  }
}

export const hanwebJpaas = makePlatform({ id: 'hanweb-jpaas', recognises: ({ html }) => html.includes(ENDPOINT), read });

// Guangdong's disclosure platform: /gkmlpt/index carries window._CONFIG with the site id and the tree of columns; an API lists a column
// in pages of 100, of which 0 and 1 are the same. Titles may come as %uXXXX; attachments are listed beside the article.
import { z } from 'zod';
import type { Source } from '../../model/index.js';
import { readJson } from '../json.js';
import { fileEnding, resolveLink } from '../links.js';
import type { Anchor } from '../links.js';
import { endpointPages, incomplete, makeFresh } from '../paging.js';
import type { Answer, ListItem } from '../paging.js';
import type { Get, Page, TextPage } from '../platform.js';
import { judgeTitle } from '../title.js';
import { makePlatform } from '../walk.js';

const ROWS_IN_PAGE = 100;

const text = z.union([z.string(), z.number()]).transform(String);

const article = z.object({
  title: z.string(),
  url: z.string().optional(),
  post_url: z.string().optional(),
  attachment: z.array(z.object({ name: z.string().optional(), url: z.string() })).optional(),
});

const answerShape = z.object({
  classify: z.object({ post_count: z.number().optional() }).nullish(),
  total: z.number().optional(),
  articles: z.array(article),
});

type Article = z.infer<typeof article>;

export interface Column {
  readonly id: string;
  readonly name: string;
  readonly children?: readonly Column[] | undefined;
}

const column: z.ZodType<Column> = z.lazy(() => z.object({ id: text, name: z.string(), children: z.array(column).optional() }));

const configShape = z.object({ SID: text, TREE: z.array(column) });

export type Config = z.infer<typeof configShape>;

/** The object literal after `marker`, braces counted outside strings. */
const literalAfter = (html: string, marker: RegExp): string | undefined => {
  const found = marker.exec(html);
  if (!found) return undefined;
  const start = found.index + found[0].length - 1;
  let depth = 0;
  for (const match of html.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return html.slice(start, start + match.index + 1);
  }
  return undefined;
};

/** `undefined` when the page has no such object, or one that is no JSON. */
export const readConfig = (page: TextPage): Config | undefined => {
  const literal = literalAfter(page.html, /window\._CONFIG\s*=\s*\{/);
  return literal === undefined ? undefined : readJson({ uri: page.uri, bytes: Buffer.from(literal) }, configShape);
};

/** `%u653F%u5E9C` as some titles come. */
export const unescapeTitle = (title: string): string => title.replace(/%u([\dA-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

const flat = (columns: readonly Column[]): Column[] => columns.flatMap((one) => [one, ...flat(one.children ?? [])]);

/** The column in the fragment (`index#721`) or the option `column`; else those whose name is that of reports. */
const columnsOf = (source: Source, config: Config): string[] => {
  const given = source.options?.column ?? (new URL(source.listing).hash.slice(1) || undefined);
  if (given !== undefined) return [given];
  return flat(config.TREE).filter(({ name }) => judgeTitle(name).accepted || /信息公开.*(?:年报|年度报告)/.test(name)).map(({ id }) => id);
};

/** The article, then the files listed with it, named by it where their own name says nothing. */
const anchorsOfArticle = (one: Article, base: string): Anchor[] => {
  const title = unescapeTitle(one.title);
  const named = (name: string): string => (judgeTitle(name).accepted ? name : title);
  const files = (one.attachment ?? []).map(({ name = '', url }) => ({ uri: resolveLink(url, base), title: named(unescapeTitle(name)) }));
  const all = [{ uri: resolveLink(one.post_url ?? one.url ?? '', base), title }, ...files.filter(({ uri }) => uri !== undefined && fileEnding(uri) !== '')];
  return all.flatMap(({ uri, title: name }) => (uri === undefined ? [] : [{ uri, title: name }]));
};

/** Rows are articles; their files do not count. */
const readAnswer = (page: Page): (Answer & { articles: readonly Article[] }) | undefined => {
  const answer = readJson(page, answerShape);
  if (answer === undefined) return undefined;
  const total = answer.classify?.post_count ?? answer.total;
  return { rows: answer.articles.flatMap((one) => anchorsOfArticle(one, page.uri).slice(0, 1)), ...(total === undefined ? {} : { total }), articles: answer.articles };
};

async function* readColumn(id: string, sid: string, first: TextPage, get: Get): AsyncGenerator<ListItem> {
  const request = (page: number): { uri: string } => ({ uri: new URL(`/gkmlpt/api/all/${id}?page=${page}&sid=${sid}`, first.uri).href });
  const files: Anchor[] = [];
  const read = (page: Page): Answer | undefined => {
    const answer = readAnswer(page);
    files.push(...(answer?.articles ?? []).flatMap((one) => anchorsOfArticle(one, page.uri).slice(1)));
    return answer;
  };
  for await (const item of endpointPages({ request, read, from: 1, perPage: ROWS_IN_PAGE }, first.uri, get, makeFresh())) {
    yield 'severity' in item ? item : { ...item, reports: true, anchors: [...item.anchors, ...files.splice(0)] };
  }
}

async function* read(first: TextPage, get: Get, source: Source): AsyncGenerator<ListItem> {
  const config = readConfig(first);
  if (config === undefined) {
    yield incomplete(`${first.uri}: expected window._CONFIG with SID and TREE, found none that can be read; its columns are not known.`);
    return;
  }
  const columns = columnsOf(source, config);
  if (columns.length === 0) yield incomplete(`${first.uri}: none of the ${flat(config.TREE).length} columns is named after annual reports; give its number as option "column".`);
  for (const id of columns) yield* readColumn(id, config.SID, first, get);
}

export const gkmlpt = makePlatform({
  id: 'gkmlpt',
  recognises: ({ html }) => /window\._CONFIG\s*=/.test(html) && html.includes('gkmlpt'),
  read,
});

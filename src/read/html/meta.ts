// What a page says about its article outside the text: the meta tags of the national standard, the disclosure table (索引号,
// 发布机构 …) and the line "发布时间 … 来源 …", each under the label as printed.
import { isChapter } from '../chapters.js';
import { attribute, textOf } from './dom.js';
import type { Block } from '../../model/index.js';
import type { Survey } from './survey.js';
import type { Piece } from './walk.js';

/** Meta tags kept, spelt as the standard spells them. */
const TAGS = ['ArticleTitle', 'PubDate', 'ContentSource', 'SiteName', 'ColumnName'];

/** Labels of a disclosure table and of the line under a title. */
const LABEL =
  /^(?:索引号|索\s*引\s*号|主题分类|信息分类|信息类别|体裁分类|组配分类|服务对象分类|分类|发布机构|发布单位|发文机关|发文机构|制发机关|公开机构|公开主体|责任部门|公开责任部门|信息来源|来源|文章来源|稿源|作者|成文日期|生成日期|发文日期|发布日期|发布时间|公开日期|公开时间|生效日期|废止日期|有效性|时效性|有效期|文号|发文字号|名称|信息名称|标题|关键词|主题词|公开方式|公开形式|公开范围|公开类别|信息索取号|统一登记号|内容概述|概述|语种|浏览次数|浏览量|点击数|点击率|点击量|阅读次数|阅读量|访问量|日期|时间)$/;
const INLINE =
  /(索\s*引\s*号|发布机构|发布单位|发文机关|公开主体|信息来源|文章来源|来源|稿源|成文日期|生成日期|发文日期|发布日期|发布时间|公开日期|公开时间|文号|名称|信息分类|主题分类|有效性|浏览次数|浏览量|点击数|点击率|点击量|阅读次数|阅读量|访问量|作者|日期|时间)\s*[：:]/g;
const COUNTERS = /浏览|点击|阅读|访问/;
/** Words after which a line holds no value any more but buttons. */
const BUTTONS = /\s*(?:[【[(（]?\s*(?:字体|字号|打印|关闭|分享|收藏|保护视力色|下载|大\s*中\s*小).*)$/s;

/** Before the first label of a publishing line stands nothing, a bracket or a bare date. */
const LEADING_DATE = /^[\s【[（(|]*(\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)?[\s|]*$/;

const normal = (label: string): string => label.replace(/[\s：:【】[\]]+/g, '');

/** The meta tags and the title of a page. */
export const headMeta = (page: Survey): Record<string, string> => {
  const meta: Record<string, string> = {};
  for (const element of page.metas) {
    const name = (attribute(element, 'name') || attribute(element, 'property')).toLowerCase();
    const tag = TAGS.find((known) => known.toLowerCase() === name);
    const content = attribute(element, 'content').trim();
    if (tag !== undefined && content !== '') meta[tag] ??= content;
  }
  const title = page.titles.map((element) => textOf(element)).find((text) => text !== '');
  if (title !== undefined) meta.title = title;
  return meta;
};

/** What is looked at of a table: cells in order. */
interface Cells {
  readonly cells: readonly { readonly row: number; readonly text: string }[];
}

/** Label and value pairs of a table whose labels are those of a disclosure table; undefined for any other table. */
export const disclosureOf = (grid: Cells): Record<string, string> | undefined => {
  const pairs: Record<string, string> = {};
  let labels = 0;
  grid.cells.forEach((cell, i) => {
    const label = normal(cell.text);
    const next = grid.cells[i + 1];
    if (LABEL.test(label)) {
      labels++;
      if (next?.row === cell.row && !LABEL.test(normal(next.text)) && next.text !== '') pairs[label] ??= next.text.replace(/\n/g, ' ');
    } else {
      const inline = publishLine(cell.text);
      labels += Object.keys(inline).length;
      for (const [key, value] of Object.entries(inline)) pairs[key] ??= value;
    }
  });
  return labels >= 2 && 4 * labels >= grid.cells.filter((cell) => cell.text !== '').length ? pairs : undefined;
};

/** Pairs of a line like `发布时间：2024-01-17 来源：县发改局 浏览次数：5`; counters, which change at every visit, are left out. */
export const publishLine = (text: string): Record<string, string> => {
  const found = [...text.matchAll(INLINE)];
  const pairs: Record<string, string> = {};
  const before = LEADING_DATE.exec(text.slice(0, found[0]?.index));
  // A label in the middle of a sentence is prose.
  if (found.length === 0 || text.length > 200 || !before || /[。；]/.test(text)) return pairs;
  if (before[1] !== undefined) pairs['日期'] = before[1];
  found.forEach((match, i) => {
    const label = normal(match[1] ?? '');
    const value = text
      .slice(match.index + match[0].length, found[i + 1]?.index ?? text.length)
      .replace(BUTTONS, '')
      .replace(/^[\s|]+|[\s|【[（(]+$/g, '');
    if (value !== '' && !COUNTERS.test(label)) pairs[label] ??= value;
  });
  return pairs;
};

/** Whether a line is nothing but such pairs. */
export const isPublishLine = (text: string): boolean => [...text.matchAll(INLINE)].length > 0 && Object.keys(publishLine(text)).length > 0 && text.length <= 160;

/** The same for blocks that no page surrounds: what stands before the first chapter heading. */
export const takeMetaOf = (blocks: readonly Block[]): { meta: Record<string, string>; rest: Block[] } => {
  const meta: Record<string, string> = {};
  const end = blocks.findIndex((block) => block.kind === 'heading' && isChapter(block.text));
  const rest = blocks.filter((block, i) => {
    if (end !== -1 && i >= end) return true;
    const pairs = block.kind === 'table' ? disclosureOf(block) : isPublishLine(block.text) ? publishLine(block.text) : undefined;
    for (const [label, value] of Object.entries(pairs ?? {})) meta[label] ??= value;
    return pairs === undefined;
  });
  return { meta, rest };
};

/**
 * Takes the disclosure table and the publishing line out of the pieces before the first chapter.
 * @param isFirst whether a piece begins the report proper; nothing after it is taken for page data
 */
export const takeMeta = (pieces: readonly Piece[], isFirst: (piece: Piece) => boolean): { meta: Record<string, string>; taken: ReadonlySet<Piece> } => {
  const meta: Record<string, string> = {};
  const taken = new Set<Piece>();
  const add = (pairs: Record<string, string>, piece: Piece): void => {
    for (const [label, value] of Object.entries(pairs)) meta[label] ??= value;
    taken.add(piece);
  };
  for (const piece of pieces) {
    if (isFirst(piece)) break;
    if (piece.kind === 'table') {
      const pairs = disclosureOf(piece.grid);
      if (pairs) add(pairs, piece);
    } else if (piece.linked < 0.5 && isPublishLine(piece.text)) add(publishLine(piece.text), piece);
  }
  return { meta, taken };
};

// Which part of a page is the report: the smallest element that holds all its chapters and tables, found by their words, widened
// to the body container of the publishing system and to what stands right beside it. Navigation, footers and lists of other
// news stay out. Without any chapter, the known containers and then the densest text are taken.
import type { Element } from 'domhandler';
import { CHAPTER_COUNT } from '../chapters.js';
import { parentOf } from './dom.js';
import { containerRank, type Survey } from './survey.js';
import type { Piece } from './walk.js';

/** The report's part of the page. `marks` is the number of different report marks in it; 0 or 1 = probably no report. */
export interface Region {
  readonly root: Element | undefined;
  readonly pieces: readonly Piece[];
  readonly marks: number;
}

const CHROME_BEFORE =
  /当前位置|您的位置|所在位置|所在的位置|今天是|字体[：:]|字号|无障碍|繁体|简体|登录|注册|搜索|收藏|设为首页|网站地图|移动端|微信公众号|^首\s*页/;
const CHROME_AFTER =
  /版权所有|ICP备|主办单位|主办[：:]|承办[：:]|网站标识码|公网安备|^上一[篇条]|^下一[篇条]|打印本页|打印此页|关闭窗口|关闭本页|【?打印】|扫一扫|分享到|分享[：:]|相关链接|相关文章|相关新闻|相关阅读|相关稿件|相关信息|推荐阅读|热门|友情链接|copyright|责任编辑/i;

const pieceText = (piece: Piece): string => (piece.kind === 'table' ? piece.grid.cells.map((cell) => cell.text).join('\n') : piece.text);

const lengthOf = (piece: Piece): number => (piece.kind === 'table' ? piece.grid.cells.reduce((sum, cell) => sum + cell.text.length, 0) : piece.text.length);

const bits = (mask: number): number => {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
};

const TABLE_MASK = -1 << CHAPTER_COUNT;

/** How many different report marks the pieces carry. */
export const countMarks = (pieces: readonly Piece[]): number => bits(pieces.reduce((mask, piece) => mask | piece.marks, 0));

const ancestors = (element: Element): Element[] => {
  const chain: Element[] = [];
  for (let at: Element | null = element; at; at = parentOf(at)) chain.push(at);
  return chain;
};

/** Goes down from the root as long as one single child holds every mark and no other child holds tables of a report. */
const smallestHolder = (pieces: readonly Piece[]): Element | undefined => {
  const held = new Map<Element, number>();
  const children = new Map<Element, Set<Element>>();
  const leaves = new Set(pieces.filter((piece) => piece.kind === 'table').map((piece) => piece.node));
  let root: Element | undefined;
  for (const piece of pieces) {
    const mask = piece.marks;
    if (mask === 0) continue;
    const chain = ancestors(piece.node);
    chain.forEach((element, level) => {
      held.set(element, (held.get(element) ?? 0) | mask);
      const child = chain[level - 1];
      if (child) children.set(element, (children.get(element) ?? new Set()).add(child));
    });
    root = chain.at(-1);
  }
  for (let at = root; at; ) {
    const all = held.get(at) ?? 0;
    const below: Element[] = [...(children.get(at) ?? [])];
    const whole = below.filter((child) => bits(held.get(child) ?? 0) === bits(all));
    const [only] = whole;
    const rivals = below.some((child) => child !== only && bits((held.get(child) ?? 0) & TABLE_MASK) >= 2);
    if (whole.length !== 1 || only === undefined || rivals || leaves.has(only) || only.name === 'p') return at;
    at = only;
  }
  return undefined;
};

const holds = (element: Element, node: Element): boolean => {
  for (let at: Element | null = node; at; at = parentOf(at)) if (at === element) return true;
  return false;
};

const within = (pieces: readonly Piece[], root: Element): Piece[] => pieces.filter((piece) => holds(root, piece.node));

const MAX_ADDED = 12;

/** Whether what a wider element adds still belongs to the article: few lines, hardly links, no page furniture. */
const mayWiden = (pieces: readonly Piece[], from: Element, to: Element): boolean => {
  const added = pieces.filter((piece) => holds(to, piece.node) && !holds(from, piece.node));
  if (added.length > MAX_ADDED) return false;
  const length = added.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const linked = added.reduce((sum, piece) => sum + lengthOf(piece) * piece.linked, 0);
  return linked <= 0.3 * length && !added.some((piece) => CHROME_AFTER.test(pieceText(piece)) || CHROME_BEFORE.test(pieceText(piece)));
};

/** Other cells of a row are columns of the page: what stands in them stands beside the article, not in it. */
const isColumn = (pieces: readonly Piece[], cell: Element, row: Element): boolean =>
  (cell.name === 'td' || cell.name === 'th') && pieces.some((piece) => holds(row, piece.node) && !holds(cell, piece.node));

const widen = (pieces: readonly Piece[], holder: Element): Element => {
  const known = ancestors(holder).filter((element) => containerRank(element) !== -1 && element.name !== 'body').at(-1);
  let root = known ?? holder;
  for (let up = parentOf(root); up && up.name !== 'body' && up.name !== 'html' && !isColumn(pieces, root, up) && mayWiden(pieces, root, up); up = parentOf(up)) root = up;
  return root;
};

/** Drops page furniture before the first and after the last mark. */
const trim = (pieces: readonly Piece[]): Piece[] => {
  const first = pieces.findIndex((piece) => piece.marks !== 0);
  const last = pieces.findLastIndex((piece) => piece.marks !== 0);
  const kept: Piece[] = [];
  for (const [i, piece] of pieces.entries()) {
    const short = lengthOf(piece) <= 80;
    if (i > last && short && CHROME_AFTER.test(pieceText(piece))) break;
    const outside = i < first || i > last;
    const furniture = piece.linked > 0.8 || (i < first && short && (CHROME_BEFORE.test(pieceText(piece)) || CHROME_AFTER.test(pieceText(piece))));
    if (!outside || !furniture) kept.push(piece);
  }
  return kept;
};

const densest = (pieces: readonly Piece[]): Element | undefined => {
  const score = new Map<Element, number>();
  for (const piece of pieces) {
    const own = piece.kind === 'table' || /^(?:p|h[1-6]|li|pre)$/.test(piece.node.name) ? parentOf(piece.node) : piece.node;
    const length = lengthOf(piece) * (1 - piece.linked);
    if (!own || length === 0) continue;
    score.set(own, (score.get(own) ?? 0) + length);
    const above = parentOf(own);
    if (above) score.set(above, (score.get(above) ?? 0) + length / 2);
  }
  let best: Element | undefined;
  for (const [element, value] of score) if (best === undefined || value > (score.get(best) ?? 0)) best = element;
  return best;
};

const MIN_MARKS = 2;

/** Finds the report among the pieces of a page. */
export const findRegion = (pieces: readonly Piece[], page: Survey): Region => {
  const marks = countMarks(pieces);
  if (marks >= MIN_MARKS) {
    const holder = smallestHolder(pieces);
    const root = holder && widen(pieces, holder);
    return { root, pieces: trim(root ? within(pieces, root) : pieces), marks };
  }
  const known = [...page.containers].sort((a, b) => a.rank - b.rank).find(({ element }) => hasContent(element, pieces, page));
  const root = known?.element ?? densest(pieces);
  return { root, pieces: root ? within(pieces, root) : pieces, marks };
};

const hasContent = (element: Element, pieces: readonly Piece[], page: Survey): boolean =>
  pieces.some((piece) => piece.linked < 0.5 && holds(element, piece.node)) ||
  page.pointers.some((pointer) => pointer.name !== 'a' && holds(element, pointer));

// DOM → pieces: headings, paragraphs and tables in reading order, each with the element it came from. One pass; what belongs to
// the report is decided afterwards, on the pieces.
import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';
import { CHAPTER_COUNT, isChapter, looksLikeHeading, marksOf } from '../chapters.js';
import { attribute, BLOCKS, controlText, displayOf, isUnseen } from './dom.js';
import { cellContent } from './cell.js';
import { isTableLike, layOut, type RawGrid } from './grid.js';
import { isLayout, splitAtChapters } from './layout.js';
import { addText, cleanLines } from './line.js';
import { flattenNested } from './nest.js';

/**
 * One block with its element. `linked` is the share (0–1) of its characters that are links, `marks` has a bit for each report mark
 * in it (see `marksOf`).
 */
export type Piece = { readonly linked: number; readonly marks: number; readonly node: Element } & (
  | { readonly kind: 'heading' | 'paragraph' | 'preformatted'; readonly text: string }
  | { readonly kind: 'table'; readonly grid: RawGrid }
);

/** The longest line that is looked at for marks. */
const MARKED_LENGTH = 80;

/** A line that is a link names a chapter but does not begin one. */
const marksInText = (text: string, linked: number): number => {
  if (linked > 0.5) return 0;
  let mask = 0;
  for (const line of text.split('\n')) if (line.length <= MARKED_LENGTH) for (const mark of marksOf(line)) mask |= 1 << mark;
  return mask;
};

const marksInGrid = (grid: RawGrid, linked: number): number => {
  if (linked > 0.5) return 0;
  let mask = 0;
  for (const cell of grid.cells) for (const mark of marksOf(cell.text)) if (mark >= CHAPTER_COUNT) mask |= 1 << mark;
  return mask;
};

const HEADING = /^h[1-6]$/;
const SHORT = 45;

/** What is known of the line that is being gathered. */
interface Line {
  text: string;
  linked: number;
  bold: number;
  printed: number;
}

const emptyLine = (): Line => ({ text: '', linked: 0, bold: 0, printed: 0 });

/** Walks below `root`. @param keepHidden also reads what the page hides, for pages that show their text by script */
export const piecesOf = (root: ParentNode, keepHidden = false): Piece[] => {
  const pieces: Piece[] = [];
  let line = emptyLine();
  let owner: Element | undefined;
  let inLink = 0;
  let inBold = 0;

  const push = (kind: 'heading' | 'paragraph' | 'preformatted', text: string, linked: number, node: Element): void => {
    pieces.push({ kind, text, linked, marks: marksInText(text, linked), node });
  };

  const flush = (): void => {
    const { text, printed, linked, bold } = line;
    line = emptyLine();
    if (text === '' || !owner) return;
    const clean = cleanLines(text);
    if (clean === '') return;
    const whole = printed > 0 && bold >= printed && clean.length <= SHORT && !/[。；]/.test(clean);
    const kind = whole || looksLikeHeading(clean) ? 'heading' : 'paragraph';
    push(kind, clean, printed === 0 ? 0 : linked / printed, owner);
  };

  const print = (data: string): void => {
    line.text = addText(line.text, data);
    const printed = data.trim().length;
    if (printed === 0) return;
    line.printed += printed;
    if (inLink > 0) line.linked += printed;
    if (inBold > 0) line.bold += printed;
  };

  const within = (element: Element): void => {
    flush();
    const outer = owner;
    owner = element;
    element.children.forEach(visit);
    flush();
    owner = outer;
  };

  const heading = (element: Element): void => {
    flush();
    const { text, nested } = cellContent(element, keepHidden);
    if (nested.length > 0 || text.length > 200) within(element);
    else if (text !== '') push('heading', text, allLinked(element) ? 1 : 0, element);
  };

  const table = (element: Element): void => {
    flush();
    const grid = layOut(element, keepHidden);
    for (const child of element.children) if (isTag(child) && child.name === 'caption' && !isUnseen(child, keepHidden)) within(child);
    if (isLayout(grid)) {
      for (const cell of grid.cells) within(cell.node);
      return;
    }
    const linked = allLinked(element) ? 1 : 0;
    for (const part of splitAtChapters(flattenNested(grid, keepHidden))) {
      if ('grid' in part) pieces.push({ kind: 'table', grid: part.grid, linked, marks: marksInGrid(part.grid, linked), node: element });
      else push(isChapter(part.text) ? 'heading' : 'paragraph', part.text, linked, part.node);
    }
  };

  const inline = (element: Element): void => {
    const { name } = element;
    const link = name === 'a' && attribute(element, 'href') !== '';
    const bold = name === 'b' || name === 'strong' || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(attribute(element, 'style'));
    if (link) inLink++;
    if (bold) inBold++;
    element.children.forEach(visit);
    if (link) inLink--;
    if (bold) inBold--;
  };

  const visit = (node: AnyNode): void => {
    if (isText(node)) {
      print(node.data);
      return;
    }
    if (!isTag(node) || isUnseen(node, keepHidden)) return;
    const { name } = node;
    if (name === 'br' || name === 'hr') flush();
    else if (name === 'table' || isTableLike(node)) table(node);
    else if (HEADING.test(name)) heading(node);
    else if (name === 'pre' || name === 'xmp' || name === 'textarea' || name === 'plaintext' || name === 'listing') preformatted(node);
    else if (name === 'input' || name === 'select') print(controlText(node));
    else if (BLOCKS.has(name) || displayOf(node) === 'block') within(node);
    else inline(node);
  };

  const preformatted = (element: Element): void => {
    flush();
    const text = element.children.map((child) => (isText(child) ? child.data : '')).join('');
    // A pre with markup inside, or one long line, is no set-out text.
    if (element.children.some(isTag)) within(element);
    else if (text.trim() !== '') push('preformatted', text, 0, element);
  };

  root.children.forEach(visit);
  return pieces;
};

/** Whether all the text of an element, if it has any, stands in links. */
const allLinked = (element: Element): boolean => {
  let linked = false;
  const plainText = (node: AnyNode): boolean => {
    if (isText(node)) return node.data.trim() !== '';
    if (!isTag(node) || isUnseen(node)) return false;
    if (node.name === 'a' && attribute(node, 'href') !== '') {
      linked = true;
      return false;
    }
    return node.children.some(plainText);
  };
  return !element.children.some(plainText) && linked;
};

// The text of one table cell. Tables inside the cell are not part of its text; they are handed back beside it.
import { isTag, isText, type AnyNode, type Element } from 'domhandler';
import { BLOCKS, controlText, displayOf, isUnseen } from './dom.js';
import { addBreak, addText, cleanLines } from './line.js';

/** What a cell holds: its own lines, joined by `\n`, and the tables inside it, in order. */
export interface CellContent {
  readonly text: string;
  readonly nested: readonly Element[];
}

/** A raised digit right after a number is a footnote mark: in brackets it stays a remark, glued on it would be another number. */
const raised = (before: string, mark: string): string => (/\d\s*$/.test(before) && /^\d+$/.test(mark.trim()) ? `[${mark.trim()}]` : mark);

interface Gathered {
  text: string;
  readonly nested: Element[];
  readonly keepHidden: boolean;
}

const addAll = (children: readonly AnyNode[], to: Gathered): void => {
  for (const child of children) {
    if (isText(child)) to.text = addText(to.text, child.data);
    else if (isTag(child)) addElement(child, to);
  }
};

const addElement = (element: Element, to: Gathered): void => {
  if (isUnseen(element, to.keepHidden)) return;
  const { name } = element;
  if (name === 'span' || name === 'font') {
    if (displayOf(element) !== 'block') addAll(element.children, to);
    else addLines(element, to);
  } else if (name === 'br') to.text = addBreak(to.text);
  else if (name === 'table') to.nested.push(element);
  else if (name === 'input' || name === 'select') to.text += controlText(element);
  else if (name === 'sup') {
    const before = to.text;
    to.text = '';
    addAll(element.children, to);
    to.text = before + raised(before, to.text);
  } else if (BLOCKS.has(name) || displayOf(element) === 'block') addLines(element, to);
  else addAll(element.children, to);
};

const addLines = (element: Element, to: Gathered): void => {
  to.text = addBreak(to.text);
  addAll(element.children, to);
  to.text = addBreak(to.text);
};

/** Reads one cell. @param keepHidden also reads what the page hides */
export const cellContent = (cell: Element, keepHidden: boolean): CellContent => {
  const gathered: Gathered = { text: '', nested: [], keepHidden };
  addAll(cell.children, gathered);
  return { text: gathered.text === '' ? '' : cleanLines(gathered.text), nested: gathered.nested };
};

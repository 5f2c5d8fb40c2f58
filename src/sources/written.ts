// Rows a script writes into the page: `var url="./t1.shtml"; … document.writeln("<li><a href='"+url+"'>"+title+"</a></li>")`. Only
// string literals, and variables that hold one, are put together; nothing is run.
import { between } from './passages.js';

/** One long variable, written again and again, is no row. */
const MOST_CHARS = 1024 * 1024;

const ASSIGNMENT = /([A-Za-z_$][\w$]*)\s*=\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*[;,\n]/y;
const WRITE = /document\.write(?:ln)?\s*\(/y;
const TERM = /\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|([A-Za-z_$][\w$]*))\s*/y;

const unescaped = (literal: string): string => literal.replace(/\\u([\dA-Fa-f]{4})|\\(.)/g, (_, code: string | undefined, one: string) => (code === undefined ? one : String.fromCharCode(parseInt(code, 16))));

const at = (pattern: RegExp, text: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/** The text of a sum of literals and known variables that ends in `)`; `undefined` for anything else. */
const sumAt = (script: string, start: number, variables: ReadonlyMap<string, string>): string | undefined => {
  let text = '';
  for (let index = start; ; index += 1) {
    const term = at(TERM, script, index);
    if (term === null) return undefined;
    const value = term[3] === undefined ? unescaped(term[1] ?? term[2] ?? '') : variables.get(term[3]);
    if (value === undefined || text.length + value.length > MOST_CHARS) return undefined;
    text += value;
    index += term[0].length;
    if (script[index] === ')') return text;
    if (script[index] !== '+') return undefined;
  }
};

const written = (script: string): string => {
  const variables = new Map<string, string>();
  let text = '';
  for (const { index } of script.matchAll(/(?<![\w$])(?:document\.write|[A-Za-z_$][\w$]*\s*=)/g)) {
    const assigned = at(ASSIGNMENT, script, index);
    if (assigned) variables.set(assigned[1] ?? '', unescaped(assigned[2] ?? assigned[3] ?? ''));
    const call = at(WRITE, script, index);
    if (call) text += sumAt(script, index + call[0].length, variables) ?? '';
  }
  return text;
};

/** The markup the inline scripts of a page write, one after the other; `''` for most pages. */
export const writtenRows = (html: string): string =>
  between(html, /<script\b[^<>]*>/gi, '</script>')
    .filter((script) => script.includes('document.write'))
    .map(written)
    .join('\n');

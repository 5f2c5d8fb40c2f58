// Text that a page carries as a string and shows only by script: HTML in JavaScript or JSON strings with \" escapes, in text areas,
// hidden inputs, CDATA sections and `srcdoc` frames. Nothing is run; the strings are read.
import { isText, type Element } from 'domhandler';
import { marksOf } from '../chapters.js';
import { attribute } from './dom.js';

/** A string that may hold the report, and the element that carries it. */
export interface Carried {
  readonly html: string;
  readonly host: Element;
}

const MAX_HOST = 4_000_000;
const MIN_LITERAL = 200;
const MIN_MARKS = 3;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '', f: '', v: ' ', '0': '' };

/** Undoes JavaScript and JSON string escapes. */
const unescapeScript = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g, (_, u4: string | undefined, u6: string | undefined, x2: string | undefined, one: string | undefined) => {
    const code = u4 ?? u6 ?? x2;
    if (code !== undefined) return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : '';
    return one === undefined ? '' : (ESCAPES[one] ?? (/[\r\n]/.test(one) ? '' : one));
  });

/** The string literals of a script, unescaped, in order; short ones only where they continue a longer text. */
const literalsOf = (script: string): string[] => {
  const found: string[] = [];
  let at = 0;
  while (at < script.length) {
    const quote = script.charAt(at);
    if (quote === '/' && script.charAt(at + 1) === '/' && /[\s;{}]/.test(script.charAt(at - 1) || ' ')) {
      const end = script.indexOf('\n', at);
      at = end === -1 ? script.length : end;
    } else if (quote === '"' || quote === "'" || quote === '`') {
      let end = at + 1;
      while (end < script.length && script.charAt(end) !== quote) end += script.charAt(end) === '\\' ? 2 : 1;
      found.push(unescapeScript(script.slice(at + 1, end)));
      at = end + 1;
    } else at++;
  }
  return found;
};

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: '\u00a0', '#34': '"', '#39': "'", '#60': '<', '#62': '>' };

const undoEntities = (text: string): string =>
  /<(?:p|table|div|span|tr|td)\b/i.test(text) ? text : text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);

const MARKUP = /<\/?(?:p|table|div|span|tr|td|br|h\d)\b/i;

/** How many report marks a string of HTML carries, without parsing it. */
const marksIn = (html: string): number => {
  const lines = html.replace(/<\/?(?:p|div|td|th|tr|li|h\d|br)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, '').replace(/&nbsp;/g, '').split('\n');
  return new Set(lines.flatMap((line) => (line.length > 300 ? [] : marksOf(line.trim())))).size;
};

const rawOf = (host: Element): string => host.children.map((child) => (isText(child) ? child.data : '')).join('');

const candidatesOf = (host: Element): string[] => {
  if (host.name === 'input') return [undoEntities(attribute(host, 'value'))];
  const srcdoc = attribute(host, 'srcdoc');
  if (srcdoc !== '') return [srcdoc];
  const raw = rawOf(host);
  if (raw.length < MIN_LITERAL || raw.length > MAX_HOST) return [];
  if (host.name !== 'script') return [undoEntities(raw)];
  const sections = raw.replace(/<!\[CDATA\[|\]\]>/g, '');
  if (!/javascript|json|module|^$/i.test(attribute(host, 'type'))) return [undoEntities(sections)];
  const literals = literalsOf(raw).map(undoEntities);
  const [longest = ''] = [...literals].sort((a, b) => b.length - a.length);
  return [longest, literals.filter((literal) => MARKUP.test(literal)).join('')];
};

/** The carried string with the most report marks, if it has more of them than the page shows. */
export const carriedReport = (hosts: readonly Element[], shown: number): Carried | undefined => {
  let best: Carried | undefined;
  let most = Math.max(shown, MIN_MARKS - 1);
  for (const host of hosts) {
    for (const html of candidatesOf(host)) {
      if (!MARKUP.test(html)) continue;
      const marks = marksIn(html);
      if (marks > most) {
        best = { html, host };
        most = marks;
      }
    }
  }
  return best;
};

const ESCAPED_ATTRIBUTE = /=\\["']/g;
const MIN_ESCAPED = 20;

/** A page whose own markup was saved with the escapes of a script string gets them taken out. */
export const undoEscapedMarkup = (text: string): string => {
  if (!text.includes('=\\"') && !text.includes("=\\'")) return text;
  const escaped = text.match(ESCAPED_ATTRIBUTE)?.length ?? 0;
  const ordinary = text.match(/=["']/g)?.length ?? 0;
  return escaped >= MIN_ESCAPED && escaped > ordinary ? text.replace(/\\(["'/])/g, '$1').replace(/\\[nrt]/g, '\n') : text;
};

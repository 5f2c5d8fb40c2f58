// Gathers the text of inline markup into lines as they are printed: white space collapsed, no blank invented between spans, and
// a line break of the source between two Chinese characters dropped (CSS Text 3, segment break transformation).

/** A place where the source breaks its line; becomes a blank or nothing once both neighbours are known. */
const SEGMENT_BREAK = '\u2028';

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u201c\u201d]/;

const isBlank = (data: string): boolean => {
  for (let i = 0; i < data.length; i++) {
    const code = data.charCodeAt(i);
    if (code !== 32 && (code < 9 || code > 13)) return false;
  }
  return true;
};

/**
 * `text` with the content of one more text node. White space that prints nothing, at the start of a line or after other white
 * space, is left out here already: in Word's markup it is most of the text nodes.
 */
export const addText = (text: string, data: string): string => {
  if (isBlank(data)) {
    const last = text.charCodeAt(text.length - 1);
    if (text === '' || last === 10 || last === 32 || last === 0x2028) return text;
    return text + (data.includes('\n') ? SEGMENT_BREAK : ' ');
  }
  if (!/[\t\n\f\r]/.test(data)) return text + data;
  return text + data.replace(/[ \t\f\r]*\n[ \t\f\r\n]*/g, SEGMENT_BREAK).replace(/[\t\f\r]+/g, ' ');
};

/** `text` with the end of a printed line. */
export const addBreak = (text: string): string => (text === '' || text.charCodeAt(text.length - 1) === 10 ? text : `${text}\n`);

const joinSegments = (text: string): string =>
  text.replace(/[ \u2028]*\u2028[ \u2028]*/g, (match: string, at: number) => {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + match.length);
    return WIDE.test(before) && WIDE.test(after) ? '' : ' ';
  });

const PLAIN = /^[^\s\u00ad\u200b-\u200f\u2060\ufeff]*$/;

/** One or more printed lines, cleaned; empty lines dropped. */
export const cleanLines = (text: string): string => {
  let line = text.trim();
  if (PLAIN.test(line)) return line;
  if (line.includes(SEGMENT_BREAK)) line = joinSegments(line);
  line = line.replace(INVISIBLE, '').replace(/[ \u00a0]+/g, ' ');
  if (!line.includes('\n')) return line.trim();
  return line
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n');
};

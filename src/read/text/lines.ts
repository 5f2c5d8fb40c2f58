// Lines of a plain text, each with its number and what it can be: a row of tabs, of pipes, of columns set apart by blanks, or prose.
import { isChapter } from '../chapters.js';
import { reflow } from './reflow.js';

/** How a row parts its fields. */
export type Separator = 'tab' | 'pipe' | 'blanks';

/** One line of the text. `number` counts from 1, as editors do; `text` has no line end and no form feed. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly kind: Separator | 'rule' | 'empty' | 'prose';
}

const RULE = /^\s*[|+\-=_:\s─━═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝—]+\s*$/;
const DRAWN = /[-=_─━═—]{3,}|[┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝]/;
const PIPES = /[｜│┃║]/g;
/** Two blanks or one tab stop's worth of ideographic blanks part two columns. */
export const GAP = / {2,}|[ \u3000]*\u3000{2,}[ \u3000]*/;
const SENTENCE = /[。；]/;
const SPACED_LETTERS = /^\S(?:\s+\S)*$/;

const looksSetOut = (text: string): boolean => {
  const fields = text.trim().split(GAP);
  return fields.length >= 2 && !fields.some((field) => SENTENCE.test(field) || field.length > 60) && !SPACED_LETTERS.test(text.trim().replace(/\d/g, '00'));
};

const kindOf = (text: string): Line['kind'] => {
  const bare = text.trim();
  if (text.includes('\t')) {
    const fields = text.split('\t').filter((field) => field.trim() !== '');
    const [only = ''] = fields;
    // A tab that only indents a paragraph makes no row.
    const indented = fields.length === 1 && /^\t+[^\t]+$/.test(text) && (only.length > 30 || SENTENCE.test(only) || isChapter(only));
    if (!indented) return 'tab';
    return 'prose';
  }
  if (bare === '') return 'empty';
  // `| - | - |` is a row of printed dashes, `|---|---|` a line drawn under the heads.
  if (bare === '|' || (RULE.test(bare) && DRAWN.test(bare))) return 'rule';
  if (bare.includes('|')) return 'pipe';
  return looksSetOut(text) ? 'blanks' : 'prose';
};

/** Splits a text into lines. */
export const linesOf = (text: string): Line[] =>
  reflow(
    text.split(/\r\n|\r|\n/).map((raw, index) => {
      const line = raw.replace(/[\f\v\u0085\u2028\ufeff]/g, '').replace(PIPES, '|').replace(/\u00a0/g, ' ');
      return { number: index + 1, text: line, kind: kindOf(line) };
    }),
  );

// Reads the number printed in a cell. The printed text is always kept by the caller; this only says what number it holds.

/** What a cell's text says. `mark` is a printed sign of "nothing"; `unit` the unit word beside the number, if any. */
export type Reading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'mark' }
  | { readonly kind: 'number'; readonly value: number; readonly unit?: string }
  | { readonly kind: 'text' };

const MARKS = /^(?:[-–—―－_/／\\*]+|无|暂无|空|none|N\/A)$/i;

/** Full width to half width for digits, signs and Latin letters (U+FF01–U+FF5E), and the ideographic space. */
export const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');

/** Most cells hold nothing else. */
const PLAIN = /^\d{1,9}$/;
const SIGN = '[+\\-\\u2212\\u2013]?';
const DIGITS = '(?:\\d{1,3}(?:[,，]\\d{3})+|\\d+)';
const NUMBER = new RegExp(`^(${SIGN})(${DIGITS}(?:\\.\\d+)?)`);
const UNIT = /^(亿元|億元|万元|萬元|元|件|项|个|条|宗|起|次|份|人次|人|例|万|萬)/;
const UNIT_AT_END = /(?:亿元|万元|元|件|项|个|条|宗|起|次)$/;
/** A remark after the number: `22（其中修订 16 件）`. */
const REMARK = /^[（([【〔].*$/s;

/**
 * Reads one cell. The number must come first (a currency sign aside); after it only a unit and a bracketed remark may stand,
 * so that `22（其中修订 16 件）` is 22 and `2023年5件` is text. Digits parted by white space are one number only where a line
 * breaks inside a run of digits is told apart by the caller.
 */
export const readNumber = (raw: string): Reading => {
  if (PLAIN.test(raw)) return { kind: 'number', value: Number(raw) };
  const text = halfWidth(raw).replace(/(?:\s|[\u200b-\u200f\u2060\ufeff])+/g, '');
  if (text === '') return { kind: 'blank' };
  if (MARKS.test(text) || (UNIT_AT_END.test(text) && MARKS.test(text.replace(UNIT_AT_END, '')))) return { kind: 'mark' };
  const match = NUMBER.exec(text.replace(/^[¥￥]/, ''));
  if (!match) return { kind: 'text' };
  const [whole, sign = '', digits = ''] = match;
  let rest = text.replace(/^[¥￥]/, '').slice(whole.length);
  const unit = UNIT.exec(rest)?.[1];
  if (unit) rest = rest.slice(unit.length);
  rest = rest.replace(REMARK, '').replace(/^[。.;；,，、]$/, '');
  if (rest !== '') return { kind: 'text' };
  const value = Number(digits.replace(/[,，]/g, '')) * (/[-\u2212\u2013]/.test(sign) ? -1 : 1);
  return { kind: 'number', value: value === 0 ? 0 : value, ...(unit ? { unit } : {}) };
};

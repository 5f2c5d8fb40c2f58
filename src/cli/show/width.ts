// Columns on a terminal: Han characters and full-width signs take two (Unicode East Asian Width W and F), marks none.

const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NONE = /\p{Mn}|\p{Me}|\p{Cf}|\p{Cc}/u;

const columnsOf = (character: string): number => (WIDE.test(character) ? 2 : NONE.test(character) ? 0 : 1);

/** Columns a text takes. */
export const textWidth = (text: string): number => Array.from(text).reduce((sum, character) => sum + columnsOf(character), 0);

/** The text, cut to at most `columns` with `…` at the end where something was cut. */
export const fit = (text: string, columns: number): string => {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
};

/** Blanks added up to `columns`. */
export const pad = (text: string, columns: number, side: 'left' | 'right' = 'left'): string => {
  const blanks = ' '.repeat(Math.max(0, columns - textWidth(text)));
  return side === 'left' ? text + blanks : blanks + text;
};

/** Control characters of a document must not reach the terminal: they could move the cursor or worse. */
export const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

// Rows → CSV that a spreadsheet cannot take for a program: text that looks like a formula gets an apostrophe in front.
import Papa from 'papaparse';

export type Cell = string | number | null;

export const BOM = '\ufeff';

/**
 * Text that starts so is escaped, numbers never are. The apostrophe itself is among them, which makes the rule reversible:
 * whoever reads the file drops one leading apostrophe from a text cell. Full-width signs count: East Asian editions of
 * spreadsheets take them for their narrow twins.
 */
const LIKE_A_FORMULA = /^['=+\-@\t\r\n＝＋－＠]/;

/** The rule above in words, for the descriptor. */
export const ESCAPE_NOTE =
  "Text that begins with = + - @ (also full width), a tab, a line break or an apostrophe has one apostrophe put before it; drop one leading apostrophe to get the text back. Numbers are never escaped.";

/** One or more lines, each ended by `\n`; null gives an empty cell. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.length === 0
    ? ''
    : `${Papa.unparse(rows.map((row) => [...row]), { newline: '\n', escapeFormulae: LIKE_A_FORMULA })}\n`;

/** Undoes the escaping of one text cell. */
export const unescapeCell = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);

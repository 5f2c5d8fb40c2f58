// Lines of text outside ruled tables, each with its page; page numbers and running heads are not part of the report.
import type { Box, Place } from '../../model/index.js';
import { plain } from '../../text.js';
import { type Line, textOf } from './lines.js';

export interface PrintedLine extends Line {
  readonly text: string;
  /** From 1. */
  readonly page: number;
  readonly place: (box: Box) => Box;
  /** Size of the page it stands on, points. */
  readonly sheet: { readonly width: number; readonly height: number };
  /** Read from a picture. */
  readonly pictured?: true;
}

export const printed = (line: Line, page: number, place: (box: Box) => Box, sheet: PrintedLine['sheet']): PrintedLine => ({
  ...line,
  text: textOf(line.glyphs),
  page,
  place,
  sheet,
});

export const placeOf = (line: PrintedLine): Place => ({ page: line.page, box: line.place(line.box) });

/** Share of the page height at top and bottom where running heads and page numbers stand. */
const MARGIN = 0.12;
/** Running lines stand at the same height within this many points. */
const SAME_PLACE = 4;

const PAGE_NUMBER =
  /^(?:[-—–－_·.~]+\d{1,3}[-—–－_·.~]+|第\d{1,3}页(?:[,，/／|]?共\d{1,3}页)?|\d{1,3}[/／]\d{1,3}|共\d{1,3}页[,，/／|]?第\d{1,3}页|page\d{1,3}(?:of\d{1,3})?)$/i;
const BARE_NUMBER = /^\d{1,3}$/;
/** Only figures: a row of a table, never a running head. */
const FIGURES = /^[\d.,\s]+$/;

const zoneOf = (line: PrintedLine): 'top' | 'bottom' | undefined => {
  if (line.box[3] < MARGIN * line.sheet.height) return 'top';
  return line.box[1] > (1 - MARGIN) * line.sheet.height ? 'bottom' : undefined;
};

/** Lines of the margins grouped by words (digits folded) and height. */
const runningKeys = (lines: readonly PrintedLine[]): Map<string, Set<number>> => {
  const pages = new Map<string, Set<number>>();
  for (const line of lines) for (const key of keysOf(line)) pages.set(key, (pages.get(key) ?? new Set()).add(line.page));
  return pages;
};

const keysOf = (line: PrintedLine): string[] => {
  const zone = zoneOf(line);
  if (zone === undefined || FIGURES.test(line.text)) return [];
  const words = plain(line.text).replace(/\d+/g, '#');
  const slot = Math.round(line.box[1] / SAME_PLACE);
  return [slot, slot + 1].map((at) => `${zone} ${at} ${words}`);
};

/** A lone number in the margin is the page's number if it counts on with the pages. */
const isPageCount = (line: PrintedLine, lone: readonly PrintedLine[]): boolean => {
  const offset = Number(line.text) - line.page;
  return offset === 0 || lone.some((other) => other.page !== line.page && Number(other.text) - other.page === offset);
};

/** Without page numbers, running heads and feet: the same words at the same place on most pages. */
export const withoutRunning = (lines: readonly PrintedLine[], pages: number): PrintedLine[] => {
  const keys = runningKeys(lines);
  const enough = Math.max(2, Math.ceil(pages / 2));
  const lone = lines.filter((line) => zoneOf(line) !== undefined && BARE_NUMBER.test(line.text));
  return lines.filter((line) => {
    if (zoneOf(line) === undefined) return true;
    if (PAGE_NUMBER.test(plain(line.text))) return false;
    if (lone.includes(line)) return !isPageCount(line, lone);
    return !keysOf(line).some((key) => (keys.get(key)?.size ?? 0) >= enough);
  });
};

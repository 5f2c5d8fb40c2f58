// Lines outside tables → headings and paragraphs. A paragraph goes on while its lines reach the right margin and the next one
// is not indented; a heading is a short numbered line, or one of the title lines: first page, bigger than the text.
import type { Block } from '../../model/index.js';
import { looksLikeHeading, looksLikeTitle } from '../chapters.js';
import { plain } from '../../text.js';
import { boxOf } from './lines.js';
import { placeOf, type PrintedLine } from './printed.js';

/** A line that ends nearer than this (em) to the right margin is full. */
const FULL = 2.5;
/** A line that starts this far (em) right of the left margin is indented. */
const INDENT = 1.2;
/** Titles are set at least this much bigger than the text. */
const TITLE_SIZE = 1.15;
/** A title no bigger than the text takes at most this share of its width. */
const TITLE_WIDTH = 0.8;
/** Text reaches at least to this share of the sheet, however few lines there are to tell. */
const TEXT_WIDTH = 0.7;
/** Lines further apart than this (em) belong to different paragraphs. */
const LINE_PITCH = 3.2;
/** Two title lines this far apart (em of the title) are one title. */
const TITLE_PITCH = 2.6;

/** The date under a signature closes what stands before it. */
const DATE_LINE = /^20\d{2}年\d{1,2}月\d{1,2}日$/;

const LATIN_END = /[A-Za-z]$/;
const LATIN_START = /^[A-Za-z]/;

const joined = (a: string, b: string): string => (LATIN_END.test(a) && LATIN_START.test(b) ? `${a} ${b}` : a + b);

/** Margins of the text, from the bulk of its lines; size of most characters. */
export interface Measure {
  readonly left: number;
  readonly right: number;
  readonly size: number;
}

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

export const measureOf = (lines: readonly PrintedLine[]): Measure => {
  const left = quantile(lines.map((line) => line.box[0]), 0.1);
  const right = Math.max(quantile(lines.map((line) => line.box[2]), 0.9), TEXT_WIDTH * (lines[0]?.sheet.width ?? 0));
  // Tables without rules are set smaller than the text; only lines that fill the width are surely text.
  const full = lines.filter(({ box }) => box[2] - box[0] > TEXT_WIDTH * (right - left));
  const text = full.length > 0 ? full : lines;
  return { left, right, size: quantile(text.flatMap((line) => line.glyphs.map(() => line.size)), 0.5) };
};

interface Part {
  readonly kind: 'title' | 'heading' | 'paragraph';
  readonly lines: PrintedLine[];
}

const isNarrow = ({ box }: PrintedLine, { left, right }: Measure): boolean => box[2] - box[0] < TITLE_WIDTH * (right - left);

const isCentred = (line: PrintedLine): boolean => Math.abs((line.box[0] + line.box[2]) / 2 - line.sheet.width / 2) < 4 * line.size;

const isTitleLine = (line: PrintedLine, measure: Measure): boolean =>
  line.page === 1 &&
  line.box[3] < line.sheet.height / 2 &&
  (line.size > TITLE_SIZE * measure.size || (looksLikeTitle(line.text) && isNarrow(line, measure))) &&
  !looksLikeHeading(line.text) &&
  isCentred(line);

const pitch = (a: PrintedLine, b: PrintedLine): number => (b.page === a.page ? b.box[1] - a.box[1] : 0);

const goesOn = (part: Part, line: PrintedLine, kind: Part['kind'], measure: Measure): boolean => {
  const before = part.lines.at(-1);
  if (!before || part.kind !== kind || kind === 'heading') return false;
  if (kind === 'title') return Math.abs(before.size - line.size) < 1 && pitch(before, line) < TITLE_PITCH * line.size;
  if (DATE_LINE.test(plain(before.text))) return false;
  const full = before.box[2] > measure.right - FULL * before.size;
  const indented = line.box[0] > measure.left + INDENT * line.size;
  return full && !indented && pitch(before, line) < LINE_PITCH * line.size;
};

const kindOf = (line: PrintedLine, titleOpen: boolean, measure: Measure): Part['kind'] => {
  if (titleOpen && isTitleLine(line, measure)) return 'title';
  const short = line.box[2] < measure.right - FULL * line.size;
  const inner = looksLikeHeading(line.text) || (looksLikeTitle(line.text) && isCentred(line) && line.box[0] > measure.left + INDENT * line.size);
  return short && inner ? 'heading' : 'paragraph';
};

const blockOf = ({ kind, lines }: Part): Block => {
  const first = lines[0];
  const text = lines.map((line) => line.text).reduce(joined);
  const own = lines.filter((line) => line.page === first?.page);
  const [x0, top, x1, bottom] = boxOf(own.map(({ box }) => ({ x0: box[0], top: box[1], x1: box[2], bottom: box[3] })));
  const at = first ? { ...placeOf(first), box: first.place([x0, top, x1, bottom]) } : {};
  return { kind: kind === 'paragraph' ? 'paragraph' : 'heading', text, at, ...(lines.some(({ pictured }) => pictured) ? { pictured: true } : {}) };
};

/** Headings and paragraphs of lines in reading order. `titleOpen`: nothing but title lines stood before them. */
export const toProse = (lines: readonly PrintedLine[], measure: Measure, titleOpen: boolean): Block[] => {
  const parts: Part[] = [];
  let open = titleOpen;
  for (const line of lines) {
    const kind = kindOf(line, open, measure);
    // Small lines above the title (a running head of one page, a document number) do not close it.
    open &&= kind === 'title' || (line.page === 1 && !parts.some((part) => part.kind === 'title'));
    const last = parts.at(-1);
    if (last && goesOn(last, line, kind, measure)) last.lines.push(line);
    else parts.push({ kind, lines: [line] });
  }
  return parts.map(blockOf);
};

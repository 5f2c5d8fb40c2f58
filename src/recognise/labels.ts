// Compares printed labels with official ones: folded by width, white space, brackets, numbering, traditional characters and
// reading confusions, then by edit distance (Levenshtein).
import { distance } from 'fastest-levenshtein';
import { plain, simplified } from '../text.js';

/** `（一）`, `1.`, `一、`, `(3)` at the start; a bare numeral that belongs to the words (三类) has no sign after it. */
const NUMBERING = /^(?:[([【〔<]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)\]】〕>][、.,:;。]?|[、.,:;。·]))+/;

const SIGNS = /["'“”‘’`´,、.。;；:：·!?~《》〈〉<>【】〔〕[\]{}()\-—_/\\*|]+/g;

/** Everything in brackets after the first character; an open bracket reaches to the end. */
const REMARKS = /(?!^)\([^()]*(?:\([^()]*\)[^()]*)*\)?/g;

const memo = new Map<string, readonly string[]>();
const MEMO_LIMIT = 4000;

/** The folded forms of a printed label: with and without its bracketed remarks. */
export const foldings = (text: string): readonly string[] => {
  const known = memo.get(text);
  if (known) return known;
  const bare = simplified(plain(text)).replace(NUMBERING, '');
  const forms = [...new Set([bare.replace(SIGNS, ''), bare.replace(REMARKS, '').replace(SIGNS, '')])].filter((form) => form !== '');
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(text, forms);
  return forms;
};

/** A printed label that goes on after the official one, or breaks off within it, is nearly as good as the whole. */
const GOES_ON = 0.9;
const BREAKS_OFF = 0.75;
const SHORTEST_PART = 3;

const similar = (printed: string, official: string): number => {
  if (printed === official) return 1;
  const longest = Math.max(printed.length, official.length);
  const byDistance = Math.abs(printed.length - official.length) / longest > 0.6 ? 0 : 1 - distance(printed, official) / longest;
  if (official.length >= SHORTEST_PART && printed.startsWith(official)) return Math.max(GOES_ON, byDistance);
  if (printed.length >= SHORTEST_PART && official.startsWith(printed)) return Math.max(BREAKS_OFF, byDistance);
  return byDistance;
};

/** Below this two labels are not taken for the same. */
export const SIMILAR = 0.6;

const compare = (printed: string, known: readonly string[]): number => {
  let best = 0;
  for (const form of foldings(printed)) {
    for (const label of known) {
      for (const official of foldings(label)) {
        best = Math.max(best, similar(form, official));
        if (best === 1) return 1;
      }
    }
  }
  return best;
};

/** Reports print the same labels over and over: what was compared once is kept, for each list of official labels. */
const compared = new WeakMap<readonly string[], Map<string, number>>();

/** 0–1: how well a printed label fits one of the labels known for a heading. */
export const similarity = (printed: string, known: readonly string[]): number => {
  let kept = compared.get(known);
  if (!kept) compared.set(known, (kept = new Map<string, number>()));
  const before = kept.get(printed);
  if (before !== undefined) return before;
  const fit = compare(printed, known);
  if (kept.size >= MEMO_LIMIT) kept.clear();
  kept.set(printed, fit);
  return fit;
};

/** Whether the folded text holds the words, wherever they stand. */
export const mentions = (text: string, words: RegExp): boolean => words.test(simplified(plain(text)));

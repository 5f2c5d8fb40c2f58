// Our own reader of figures: ink → components → glyphs → digits. Where glyphs touch or break, the best way to cut the line is found by
// dynamic programming over all cuts (Casey and Lecolinet, segmentation by recognition).
import type { Candidate } from '../../../model/index.js';
import type { Grey, PixelBox } from '../picture.js';
import { boxAround, type Component, type Ink, inkOf } from './ink.js';
import { withoutSpecks } from './specks.js';
import { type Piece, readLine } from './line.js';
import { isDashed } from './dash.js';
import { isFooted } from './foot.js';
import { isPaleSign, isParted, isRoomy, isUneven } from './room.js';

/** What our own reader sees in a cell. */
export interface GlyphReading {
  /** `blank`: no ink but specks; `number`: digits with point, comma or sign; `mark`: a lone dash or slash; `other`: text, smudges. */
  readonly kind: 'blank' | 'number' | 'mark' | 'other';
  /** `''` for a blank, and for what cannot be digits at all. */
  readonly text: string;
  /** 0–1: that all of the text is right. */
  readonly confidence: number;
  /** What else it may be, the text itself first; at most six. */
  readonly candidates: readonly Candidate[];
  /** Tight box of the ink in the cell; `null` for a blank. */
  readonly ink: PixelBox | null;
  /** Darkness of full strokes, grey levels. */
  readonly full: number;
  /** The glyphs of `text`, left to right; none for what cannot be digits at all. */
  readonly pieces: readonly Piece[];
  /**
   * What changes the value may be lost, or be none: between two digits there is room for a point, but no ink of one, or one step is
   * longer than the others; a sign is far paler than its digits.
   */
  readonly doubtful: boolean;
  /** Its one point has the room between two digits that only a point has: it is no speck. */
  readonly roomy: boolean;
  /** It has no point, but ink between two of its digits that may be one. */
  readonly footed: boolean;
  /** It has no sign, but its first digit has a stroke that may be one. */
  readonly dashed: boolean;
}

/** Figures are at most this tall and this wide, inches: 14 pt print, ten digits. */
const TALLEST = 0.2;
const WIDEST = 1.3;
/** Twelve digits are less wide than this, in heights of them. */
const LONGEST = 8.5;
/** A lone stroke lower than this is a dash, inches. */
const FLAT = 0.045;
/** A dash is this much wider than high. */
const DASH = 2;
const MOST_COMPONENTS = 24;
/** What is less likely than this is taken for text. */
const LEAST = 0.02;
const MOST_CANDIDATES = 6;

const other = (ink: Ink): GlyphReading => ({ kind: 'other', text: '', confidence: 0, candidates: [], ink: boxAround(ink.components), full: ink.full, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false });

/** A lone dash, or nothing but a speck. */
const markOf = (ink: Ink, box: PixelBox): GlyphReading => {
  const [w, h] = [box[2] - box[0], box[3] - box[1]];
  if (w >= DASH * h) return { kind: 'mark', text: '-', confidence: 0.95, candidates: [{ text: '-', weight: 0.95 }], ink: box, full: ink.full, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false };
  return { kind: 'blank', text: '', confidence: 0.8, candidates: [], ink: null, full: ink.full, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false };
};

/** Every reading with one glyph read as its second choice. */
const candidatesOf = (pieces: readonly Piece[]): Candidate[] => {
  const weight = pieces.reduce((product, { options }) => product * (options[0]?.weight ?? 0), 1);
  const text = (at: number, choice: number): string => pieces.map(({ options }, i) => options[i === at ? choice : 0]?.text ?? '').join('');
  const others = pieces.flatMap(({ options }, at) => options.slice(1).map((option, k): Candidate => ({ text: text(at, k + 1), weight: (weight * option.weight) / Math.max(1e-6, options[0]?.weight ?? 0) })));
  return [{ text: text(-1, 0), weight }, ...others.sort((a, b) => b.weight - a.weight)].slice(0, MOST_CANDIDATES);
};

/** What is too unlikely for a figure is `other`; what it would be is told all the same, for a cell that must hold a figure. */
const readingOf = (cell: Grey, pieces: readonly Piece[], ink: Ink, box: PixelBox): GlyphReading => {
  const candidates = candidatesOf(pieces);
  const [best] = candidates;
  if (!best) return other(ink);
  const kind = best.weight < LEAST ? 'other' : /\d/.test(best.text) ? 'number' : 'mark';
  const height = Math.max(...pieces.map((piece) => piece.box[3] - piece.box[1]));
  return { kind, text: best.text, confidence: best.weight, candidates, ink: box, full: ink.full, pieces, doubtful: isParted(pieces, height) || isUneven(pieces) || isPaleSign(cell, pieces, ink.full), roomy: isRoomy(pieces, height), footed: isFooted(cell, pieces, ink.full), dashed: isDashed(cell, pieces, ink.full) };
};

const isTextBlock = (components: readonly Component[], [x0, top, x1, bottom]: PixelBox, dpi: number): boolean =>
  components.length > MOST_COMPONENTS || bottom - top > TALLEST * dpi || x1 - x0 > WIDEST * dpi || x1 - x0 > LONGEST * Math.max(bottom - top, FLAT * dpi);

const readInk = (cell: Grey, ink: Ink, dpi: number): GlyphReading => {
  const box = boxAround(ink.components);
  if (isTextBlock(ink.components, box, dpi)) return other(ink);
  if (box[3] - box[1] < FLAT * dpi) return markOf(ink, box);
  const pieces = readLine(cell, ink);
  return pieces ? readingOf(cell, pieces, ink, box) : other(ink);
};

/**
 * Reads the interior of a cell; paper is 255.
 * @param options `usual`: darkness of strokes elsewhere on the page, so that what shines through the sheet is no ink; default not known
 */
export const readGlyphs = (cell: Grey, { dpi, usual }: { readonly dpi: number; readonly usual?: number }): GlyphReading => {
  const ink = inkOf(cell, dpi, usual);
  if (ink.components.length === 0) return { kind: 'blank', text: '', confidence: 1, candidates: [], ink: null, full: 0, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false };
  const first = readInk(cell, ink, dpi);
  const clean = first.kind === 'other' ? withoutSpecks(ink.components) : ink.components;
  // Text without its small parts looks like digits now and then, so what is read in spite of dirt is a figure only where one must be.
  return clean.length === ink.components.length ? first : { ...readInk(cell, { ...ink, components: clean }, dpi), kind: 'other' };
};

// Our own reader of figures: ink → components → glyphs → digits. Where glyphs touch or break, the best way to cut the line is found by
// dynamic programming over all cuts (Casey and Lecolinet, segmentation by recognition).
import type { Candidate } from '../../../model/index.js';
import type { Grey, PixelBox } from '../picture.js';
import { boxAround, type Component, type Ink, inkOf } from './ink.js';
import { withoutSpecks } from './specks.js';
import { type Piece, readLine } from './line.js';

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
   * What changes the value may be lost, or be none: between two digits there is room for a point, but no ink of one; a sign is far paler than
   * its digits.
   */
  readonly doubtful: boolean;
  /** Its one point has the room between two digits that only a point has: it is no speck. */
  readonly roomy: boolean;
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

const other = (ink: Ink): GlyphReading => ({ kind: 'other', text: '', confidence: 0, candidates: [], ink: boxAround(ink.components), full: ink.full, pieces: [], doubtful: false, roomy: false });

/** A lone dash, or nothing but a speck. */
const markOf = (ink: Ink, box: PixelBox): GlyphReading => {
  const [w, h] = [box[2] - box[0], box[3] - box[1]];
  if (w >= DASH * h) return { kind: 'mark', text: '-', confidence: 0.95, candidates: [{ text: '-', weight: 0.95 }], ink: box, full: ink.full, pieces: [], doubtful: false, roomy: false };
  return { kind: 'blank', text: '', confidence: 0.8, candidates: [], ink: null, full: ink.full, pieces: [], doubtful: false, roomy: false };
};

/** Every reading with one glyph read as its second choice. */
const candidatesOf = (pieces: readonly Piece[]): Candidate[] => {
  const weight = pieces.reduce((product, { options }) => product * (options[0]?.weight ?? 0), 1);
  const text = (at: number, choice: number): string => pieces.map(({ options }, i) => options[i === at ? choice : 0]?.text ?? '').join('');
  const others = pieces.flatMap(({ options }, at) => options.slice(1).map((option, k): Candidate => ({ text: text(at, k + 1), weight: (weight * option.weight) / Math.max(1e-6, options[0]?.weight ?? 0) })));
  return [{ text: text(-1, 0), weight }, ...others.sort((a, b) => b.weight - a.weight)].slice(0, MOST_CANDIDATES);
};

/**
 * Room between two digits in heights of a digit: on pages of the tuning fonts at most 0.23, beside a 1 at most 0.29, and 0.4 or more with a
 * point in it.
 */
const WIDE_GAP = 0.3;
const WIDE_GAP_OF_ONE = 0.35;

/** In a face that gives each digit much room, as a typewriter does, a point makes the step from one to the next so many times longer. */
const LONGER = 1.2;

const digitOf = (piece: Piece | undefined): string => /^\d$/.exec(piece?.options[0]?.text ?? '')?.[0] ?? '';

/** From the middle of one glyph to that of another. */
const stepOf = (before: Piece, after: Piece): number => (after.box[0] + after.box[2] - before.box[0] - before.box[2]) / 2;

/** From each digit to the next one beside it. */
const stepsOf = (pieces: readonly Piece[]): number[] =>
  pieces.flatMap((piece, i) => {
    const before = pieces[i - 1];
    return before && digitOf(before) !== '' && digitOf(piece) !== '' ? [stepOf(before, piece)] : [];
  });

/** The usual step between digits side by side, rather the smaller; 0 where there is none to compare with. */
const usualStep = (pieces: readonly Piece[]): number => {
  const steps = stepsOf(pieces).sort((a, b) => a - b);
  return steps[(steps.length - 1) >> 1] ?? 0;
};

/** Beyond rounding a step differs from the usual one by less than so many pixels. */
const ROUNDING = 2;

/** In tight print a point may have run into the foot of a digit: then only a longer step tells of it. A 1 has another room than the
 * others in some faces, so beside one nothing can be told. */
const isUneven = (pieces: readonly Piece[]): boolean => {
  const usual = usualStep(pieces);
  return pieces.every((piece) => digitOf(piece) !== '1') && stepsOf(pieces).some((step) => step > LONGER * usual && step - usual > ROUNDING);
};

/** Whether there is more room between two digits than those side by side leave; `false` where one is no digit. */
const isWide = (before: Piece | undefined, after: Piece | undefined, height: number, usual: number): boolean => {
  const pair = digitOf(before) + digitOf(after);
  if (!before || !after || pair.length < 2) return false;
  return after.box[0] - before.box[2] > (pair.includes('1') ? WIDE_GAP_OF_ONE : WIDE_GAP) * height && stepOf(before, after) > LONGER * usual;
};

/** @param usual of the whole figure, where it has digits enough to tell */
const isParted = (pieces: readonly Piece[], height: number): boolean => {
  const usual = pieces.length > 2 ? usualStep(pieces) : 0;
  return pieces.some((piece, i) => isWide(pieces[i - 1], piece, height, usual));
};

/** A sign is at least so dark beside full strokes: the other side of the sheet has dashes, too. */
const SIGN_SHARE = 0.55;

const isPaleSign = ({ width, data }: Grey, [first]: readonly Piece[], full: number): boolean => {
  if (first?.options[0]?.text !== '-') return false;
  const [x0, top, x1, bottom] = first.box;
  let darkest = 0;
  for (let y = top; y < bottom; y += 1) for (let x = x0; x < x1; x += 1) darkest = Math.max(darkest, 255 - (data[y * width + x] as number));
  return darkest < SIGN_SHARE * full;
};

const isRoomy = (pieces: readonly Piece[], height: number): boolean => {
  const points = pieces.flatMap(({ options }, i) => (options[0]?.text === '.' ? [i] : []));
  return points.length === 1 && points.every((at) => isWide(pieces[at - 1], pieces[at + 1], height, usualStep(pieces)));
};

/** What is too unlikely for a figure is `other`; what it would be is told all the same, for a cell that must hold a figure. */
const readingOf = (cell: Grey, pieces: readonly Piece[], ink: Ink, box: PixelBox): GlyphReading => {
  const candidates = candidatesOf(pieces);
  const [best] = candidates;
  if (!best) return other(ink);
  const kind = best.weight < LEAST ? 'other' : /\d/.test(best.text) ? 'number' : 'mark';
  const height = Math.max(...pieces.map((piece) => piece.box[3] - piece.box[1]));
  return { kind, text: best.text, confidence: best.weight, candidates, ink: box, full: ink.full, pieces, doubtful: isParted(pieces, height) || isUneven(pieces) || isPaleSign(cell, pieces, ink.full), roomy: isRoomy(pieces, height) };
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
  if (ink.components.length === 0) return { kind: 'blank', text: '', confidence: 1, candidates: [], ink: null, full: 0, pieces: [], doubtful: false, roomy: false };
  const first = readInk(cell, ink, dpi);
  const clean = first.kind === 'other' ? withoutSpecks(ink.components) : ink.components;
  // Text without its small parts looks like digits now and then, so what is read in spite of dirt is a figure only where one must be.
  return clean.length === ink.components.length ? first : { ...readInk(cell, { ...ink, components: clean }, dpi), kind: 'other' };
};

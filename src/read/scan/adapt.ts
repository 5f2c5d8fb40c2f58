// The glyph reader learns the font of the page: figures on which both readers agree show what its digits look like, and what the reader is
// unsure of is held against them (adaptive classification, as Nagy and Shelton had it). A digit that was never agreed on is not learnt.
import type { Candidate } from '../../model/index.js';
import type { GlyphReading } from './glyphs/index.js';
import { FRAME_HEIGHT, FRAME_WIDTH } from './glyphs/shape.js';

/** So many examples make a pattern. */
const FEWEST = 3;
/** A glyph may be so much farther from a pattern than its examples are, and this far in any case. Root mean square over the frame, in shares of full ink. */
const REACH = 1.6;
const NEAR = 0.12;
/** The second nearest pattern must be so much farther. */
const APART = 1.4;
/** What is told from patterns of the page is so sure: enough to agree, not enough to stand in a broken identity. */
const SURE = 0.8;
/**
 * Digits that are printed look more alike than LOOSE: at 150 pixels an inch and worn up to 0.17, a ruined fax 0.18, by hand 0.183 and more. What
 * is more alike than TIGHT, in so many examples, was printed, however many of them cannot be read.
 */
const LOOSE = 0.178;
const TIGHT = 0.15;
const FEWEST_TIGHT = 30;

export interface Pattern {
  readonly text: string;
  readonly mean: Float32Array;
  /** Root mean square distance of the examples. */
  readonly radius: number;
  readonly examples: number;
}

const PIXELS = FRAME_WIDTH * FRAME_HEIGHT;

const distance = (shape: Float32Array, mean: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < PIXELS; i += 1) sum += ((shape[i] as number) - (mean[i] as number)) ** 2;
  return Math.sqrt(sum / PIXELS);
};

const patternOf = (text: string, shapes: readonly Float32Array[]): Pattern => {
  const mean = new Float32Array(PIXELS);
  for (const shape of shapes) for (let i = 0; i < PIXELS; i += 1) mean[i] = (mean[i] as number) + (shape[i] as number) / shapes.length;
  const radius = Math.sqrt(shapes.reduce((sum, shape) => sum + distance(shape, mean) ** 2, 0) / shapes.length);
  return { text, mean, radius, examples: shapes.length };
};

/** What the digits of the page look like. @param agreed readings that the other reader confirms */
export const patternsOf = (agreed: readonly GlyphReading[]): Pattern[] => {
  const examples = new Map<string, Float32Array[]>();
  for (const { pieces } of agreed) {
    for (const { shape, options } of pieces) {
      const text = options[0]?.text ?? '';
      if (shape && /^\d$/.test(text)) examples.set(text, [...(examples.get(text) ?? []), shape]);
    }
  }
  return [...examples].filter(([, shapes]) => shapes.length >= FEWEST).map(([text, shapes]) => patternOf(text, shapes));
};

const nearest = (shape: Float32Array, patterns: readonly Pattern[]): string | undefined => {
  const [first, second] = patterns.map((pattern) => ({ pattern, far: distance(shape, pattern.mean) })).sort((a, b) => a.far - b.far);
  if (!first || first.far > Math.max(NEAR, REACH * first.pattern.radius)) return undefined;
  return second && second.far < APART * first.far ? undefined : first.pattern.text;
};

/** How the digits of a page differ among themselves: as those of print do not, as only those of print do; `undefined` where that cannot be told. */
export const alikeness = (patterns: readonly Pattern[]): 'loose' | 'tight' | undefined => {
  const examples = patterns.reduce((sum, pattern) => sum + pattern.examples, 0);
  const spread = patterns.reduce((sum, pattern) => sum + pattern.radius * pattern.examples, 0);
  if (spread > LOOSE * examples) return 'loose';
  return examples >= FEWEST_TIGHT && spread < TIGHT * examples ? 'tight' : undefined;
};

/** What a glyph is less likely than this need not be held against it. */
const RIVAL = 0.15;

/** Whether all that a glyph may be is known from the page: next to a 5 that was learnt, a 3 that was not looks like one. */
const isFair = (options: readonly Candidate[], patterns: readonly Pattern[]): boolean =>
  options.every(({ text, weight }) => weight < RIVAL || !/^\d$/.test(text) || patterns.some((pattern) => pattern.text === text));

/** The reading by the patterns of the page; as it was where one of its glyphs may be a digit that was not learnt, is like none, or like two. */
export const readAdapted = (reading: GlyphReading, patterns: readonly Pattern[]): GlyphReading => {
  const texts = reading.pieces.map(({ shape, options }) => (shape ? (isFair(options, patterns) ? nearest(shape, patterns) : undefined) : options[0]?.text));
  if (texts.length === 0 || texts.some((text) => text === undefined)) return reading;
  const text = texts.join('');
  const confidence = Math.max(SURE, text === reading.text ? reading.confidence : 0);
  const others = reading.candidates.filter((candidate) => candidate.text !== text).map((candidate) => ({ ...candidate, weight: candidate.weight * (1 - confidence) }));
  return { ...reading, kind: 'number', text, confidence, candidates: [{ text, weight: confidence }, ...others] };
};

// Two readings of one figure → its text, and whether they agree. Both readers fail in their own ways, so a figure on which they agree
// is taken as read; anything else stays open, with all candidates, for the identities of the form to settle.
import type { Candidate, DoubleReading } from '../../model/index.js';
import { readNumber } from '../../number.js';
import type { GlyphReading } from './glyphs/index.js';
import type { OcrReading } from './ocr.js';

export interface Figure {
  readonly text: string;
  readonly double: DoubleReading;
}

/**
 * Readers that agree are wrong together only where they are unsure: how sure both must be together, and our own by itself. Each further
 * digit on which they agree takes away most of the doubt that is left.
 */
const SURE_TOGETHER = 0.8;
const SURE_ALONE = 0.3;
/** Of a long number each digit is told by itself, on average at least so surely. */
const SURE_EACH = 0.8;
const DOUBT_A_DIGIT = 0.4;
/** Our own reader must find what it reads so many times likelier than what comes next: the engine is nearly always sure of itself. */
const LEAD = 2;
/** Candidates below this weight are noise. */
const LEAST_WEIGHT = 0.01;
const MOST_CANDIDATES = 6;

/** `1,234` and `1234` are the same number; `1.0` and `1` are not the same print, but the same value. */
const same = (a: string, b: string): boolean => {
  const [x, y] = [readNumber(a), readNumber(b)];
  return x.kind === 'number' && y.kind === 'number' ? x.value === y.value : x.kind === y.kind && x.kind !== 'text' && x.kind !== 'blank';
};

/** A comma that cannot part thousands is a point read wrongly: points are a pixel or two. A speck beside a zero is a zero whatever it is. */
const pointed = (text: string): string => (/^\.?0\.?$/.test(text) ? '0' : /^\d+,\d+$/.test(text) && !/^[1-9]\d{0,2},\d{3}$/.test(text) ? text.replace(',', '.') : text);

/** Nobody prints 04: a point between its digits is lost. */
const LEADING_ZERO = /^0\d/;

/** Our own reader must be so sure of a figure whose point the engine does not see. */
const SURE_OF_POINT = 0.75;

/** The engine often loses a point of a pixel or two; where only a point can stand, and one does, both saw the same digits. */
const losesPoint = (own: GlyphReading, engine: OcrReading): boolean => own.roomy && own.confidence >= SURE_OF_POINT && own.text.replace('.', '') === engine.text;

const leads = ([first, second]: readonly Candidate[]): boolean => !first || !second || first.weight >= LEAD * second.weight;

const byWeight = (a: Candidate, b: Candidate): number => b.weight - a.weight;

/** Candidates of both readers, those of the same value taken together. */
const pooled = (candidates: readonly Candidate[]): Candidate[] => {
  const pool: Candidate[] = [];
  for (const candidate of [...candidates].sort(byWeight)) {
    const at = pool.findIndex((other) => same(other.text, candidate.text));
    const known = pool[at];
    if (known) pool[at] = { text: known.text, weight: 1 - (1 - known.weight) * (1 - candidate.weight) };
    else if (candidate.text !== '' && candidate.weight >= LEAST_WEIGHT && readNumber(candidate.text).kind !== 'text') pool.push(candidate);
  }
  return pool.sort(byWeight).slice(0, MOST_CANDIDATES);
};

/**
 * @param glyphs what the shapes of the glyphs say
 * @param engine what the general engine says; `undefined` where it was not asked, as for a blank
 */
export const decide = (glyphs: GlyphReading, engine: OcrReading | undefined): Figure => {
  const own = { ...glyphs, text: pointed(glyphs.text), candidates: glyphs.candidates.map(({ text, weight }) => ({ text: pointed(text), weight })) };
  const other = engine && { ...engine, text: pointed(engine.text) };
  const readings = [
    { reader: 'glyphs', text: own.text, confidence: own.confidence },
    ...(other ? [{ reader: 'tesseract', ...other }] : []),
  ];
  const candidates = pooled([...own.candidates, ...(other && other.text !== '' ? [{ text: other.text, weight: other.confidence }] : [])]);
  if (own.kind === 'blank' && !other) return { text: '', double: { readings, candidates: [], agreed: true } };
  // What is flat is no digit; to the engine, which was shown to figures, it may be nothing.
  if (own.kind === 'mark' && own.text === '-' && other && !/\d/.test(other.text)) return { text: '-', double: { readings, candidates: [{ text: '-', weight: own.confidence }], agreed: true } };
  const digits = own.text.replace(/\D/g, '').length;
  const together = other ? 1 - (1 - own.confidence) * (1 - other.confidence) * DOUBT_A_DIGIT ** Math.max(0, digits - 1) : 0;
  const agreed = other !== undefined && own.text !== '' && !own.doubtful && !LEADING_ZERO.test(own.text) && (same(own.text, other.text) || losesPoint(own, other)) && together >= SURE_TOGETHER && own.confidence >= Math.min(SURE_ALONE, SURE_EACH ** digits) && leads(own.candidates);
  if (!agreed) return { text: candidates[0]?.text ?? own.text, double: { readings, candidates, agreed } };
  const first = candidates.find((candidate) => same(candidate.text, own.text)) ?? { text: own.text, weight: together };
  return { text: own.text, double: { readings, candidates: [{ ...first, text: own.text }, ...candidates.filter((candidate) => !same(candidate.text, own.text))], agreed, ...(own.footed ? { footed: true as const } : {}), ...(own.dashed ? { dashed: true as const } : {}) } };
};

/** Our own reader must be so sure of what only the second look of the engine confirms. */
const SURE_AGAIN = 0.7;

/** @param before what the first look decided; its candidates stay, and so does its reading where the second does not confirm our own */
export const decideAgain = (glyphs: GlyphReading, before: Figure, engine: OcrReading): Figure => {
  const now = decide(glyphs, engine);
  if (now.double.agreed && glyphs.confidence >= SURE_AGAIN) return now;
  const { readings, candidates } = before.double;
  return { ...before, double: { readings, candidates: pooled([...candidates, ...now.double.candidates]), agreed: false } };
};

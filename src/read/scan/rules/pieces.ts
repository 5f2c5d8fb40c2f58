// One piece of a line of a grid, between two lines across it, as it is on the page: how dark it is along its length against the paper beside
// it, and whether that makes it a rule.
import type { StraightPage } from '../image/index.js';
import type { Grey } from '../picture.js';

const POINTS = 72;
/** Inches by which a piece may lie beside its line: what straightening leaves. */
const OFF = 0.018;
/** Inches from a rule at which its paper is seen; the nearer may lie on the second rule of a pair, the farther on text. */
export const BESIDE = [0.028, 0.045] as const;
/** Points over which darkness is averaged: dots and dashes come out even. */
const WINDOW = 3;
/** Points at each end that must be drawn for the piece to reach the rule across. */
const REACH = 1.6;
/** Share of the usual darkness of the line from which on it is there. */
export const THERE = 0.3;
/** Rules this many times darker than what shines through are told from it. */
const CLEARLY = 1.5;
/** Grey levels, and times the noise, from which on a line may be there that is far paler than elsewhere. */
const PALE = 26;
const NOISE = 5;
/** Share of a piece that must be there for a wall; more where it does not reach both rules across. */
const DRAWN = 0.6;
const DRAWN_ONE_END = 0.72;
const DRAWN_NO_END = 0.9;

export type Axis = 'h' | 'v';

/** How to walk along a piece: bytes to the next pixel along it and across it, and how many lines of pixels there are across. */
const stepsOf = ({ width, height }: Grey, axis: Axis): { step: number; across: number; breadth: number; length: number } =>
  axis === 'h' ? { step: 1, across: width, breadth: height, length: width } : { step: width, across: 1, breadth: width, length: height };

/** Mean darkness of one line of pixels of a piece; what lies outside the page is paper. */
const darknessOf = (grey: Grey, axis: Axis, at: number, from: number, to: number): number => {
  const { step, across, breadth, length } = stepsOf(grey, axis);
  if (at < 0 || at >= breadth || to <= from) return 0;
  let sum = 0;
  const [start, end] = [Math.max(0, from), Math.min(length, to)];
  for (let i = start, place = start * step + at * across; i < end; i += 1, place += step) sum += 255 - (grey.data[place] as number);
  return sum / (to - from);
};

/** Along a piece the darkest of three pixels across it; what lies outside the page is paper. */
const along = (grey: Grey, axis: Axis, at: number, from: number, to: number): Float32Array => {
  const values = new Float32Array(Math.max(0, to - from));
  const { step, across, breadth, length } = stepsOf(grey, axis);
  const [first, last] = [Math.max(0, at - 1), Math.min(breadth - 1, at + 1)];
  for (let i = Math.max(0, from); i < Math.min(length, to); i += 1) {
    let darkest = 255;
    for (let k = first; k <= last; k += 1) {
      const value = grey.data[i * step + k * across] as number;
      if (value < darkest) darkest = value;
    }
    values[i - from] = 255 - darkest;
  }
  return values;
};

/** @param to just outside */
export const meanOf = (values: Float32Array, from = 0, to = values.length): number => {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += values[i] as number;
  return sum / Math.max(1, to - from);
};

/** Of a piece, averaged over a window around each place, the shares that reach each of two levels. */
const sharesOf = (values: Float32Array, window: number, [first, second]: readonly [number, number]): [number, number] => {
  const half = window >> 1;
  const { length } = values;
  let [sum, reachFirst, reachSecond] = [0, 0, 0];
  for (let i = 0; i < Math.min(half, length); i += 1) sum += values[i] as number;
  for (let i = 0; i < length; i += 1) {
    if (i + half < length) sum += values[i + half] as number;
    if (i > half) sum -= values[i - half - 1] as number;
    const mean = sum / (Math.min(length, i + half + 1) - Math.max(0, i - half));
    if (mean >= first) reachFirst += 1;
    if (mean >= second) reachSecond += 1;
  }
  return [reachFirst / length, reachSecond / length];
};

/** The darkest of three pixels is this much darker than one, times the noise. */
const OF_THREE = 0.85;

/** Where exactly a piece lies that should be at a place: there it is darkest. */
const placeOf = (grey: Grey, dpi: number, axis: Axis, at: number, from: number, to: number): number => {
  const off = Math.round(OFF * dpi);
  let [shift, darkest] = [0, -1];
  let [before, here] = [darknessOf(grey, axis, at - off - 1, from, to), darknessOf(grey, axis, at - off, from, to)];
  for (let k = -off; k <= off; k += 1) {
    const after = darknessOf(grey, axis, at + k + 1, from, to);
    // Of equals the one nearest to the line.
    const mean = before + here + after - Math.abs(k);
    if (mean > darkest) [shift, darkest] = [k, mean];
    [before, here] = [here, after];
  }
  return at + shift;
};

/** How much darker than the paper beside it the line is along one piece. */
export const contrastAlong = ({ grey, dpi, noise }: StraightPage, axis: Axis, at: number, from: number, to: number): Float32Array => {
  const place = placeOf(grey, dpi, axis, at, from, to);
  let paper = Infinity;
  for (const inches of BESIDE) {
    const distance = Math.max(3, Math.round(inches * dpi));
    paper = Math.min(paper, darknessOf(grey, axis, place - distance, from, to), darknessOf(grey, axis, place + distance, from, to));
  }
  const values = along(grey, axis, place, from, to);
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] as number) - (paper + OF_THREE * noise);
  return values;
};

/** How much of a piece is drawn, against how dark its line is elsewhere; `sure` where that makes it a rule whatever is beside it. */
export interface Drawn {
  readonly share: number;
  /** How many of the rules across it reaches. */
  readonly ends: number;
  readonly sure: boolean;
  /** From end to end it is darker than the paper beside it. */
  readonly pale: boolean;
}

export const drawnOf = (contrast: Float32Array, usual: number, { dpi, noise, ghost }: StraightPage): Drawn => {
  if (contrast.length === 0) return { share: 1, ends: 2, sure: true, pale: true };
  const scale = dpi / POINTS;
  const reach = Math.max(2, Math.round(REACH * scale));
  // What is no darker than the other side of the sheet is a rule of that side, where those of this one are clearly darker.
  const level = usual > CLEARLY * ghost ? Math.max(THERE * usual, ghost) : THERE * usual;
  const faint = Math.max(PALE, NOISE * noise, ghost);
  const [share, faintShare] = sharesOf(contrast, Math.round(WINDOW * scale), [level, faint]);
  const ends = [meanOf(contrast, 0, Math.min(reach, contrast.length)), meanOf(contrast, Math.max(0, contrast.length - reach))];
  const reached = (least: number): number => ends.filter((mean) => mean >= least).length;
  return { share, ends: reached(level), sure: share >= ([DRAWN_NO_END, DRAWN_ONE_END, DRAWN][reached(level)] ?? DRAWN), pale: reached(faint) === 2 && faintShare >= DRAWN_ONE_END };
};

/** Share of the paper beside a rule that may be print. */
const STROKES = 0.12;

/** On how many sides of a piece there is paper: strokes of a character have others beside them. */
export const clearSides = ({ grey, dpi }: StraightPage, axis: Axis, at: number, from: number, to: number, usual: number): number =>
  [1, -1].filter((side) =>
    BESIDE.some((inches) => {
      const beside = along(grey, axis, at + side * Math.max(3, Math.round(inches * dpi)), from, to);
      let dark = 0;
      for (const value of beside) if (value >= usual / 2) dark += 1;
      return dark <= STROKES * beside.length;
    }),
  ).length;

interface Gap {
  readonly from: number;
  readonly length: number;
}

/** The runs of places lighter than a level. */
const gapsIn = (values: Float32Array, level: number): Gap[] => {
  const gaps: Gap[] = [];
  for (let from = 0; from < values.length; from += 1) {
    let to = from;
    while (to < values.length && (values[to] as number) < level) to += 1;
    if (to > from) gaps.push({ from, length: to - from });
    from = to;
  }
  return gaps;
};

/** As dark as this share of a rule, or of the darkest that is there, is the line itself, no blurred edge of it. */
const ITSELF = 0.6;
/** White that straightening may leave, pixels; and so many gaps has a dotted rule in each row. */
const LOST = 1;
const DOTTED = 2;

/**
 * Whether a piece goes on to the rules at both its ends: a stroke of text leaves white there, more than there is between dots. Text beside a
 * hairline may be darker than it, so all places at which the piece may lie are tried.
 * @param usual darkness of the rules
 * @param margins pixels left out at each end; 0 where no rule need be, since the table may be open there
 */
export const isJoined = ({ grey, dpi }: StraightPage, axis: Axis, at: number, from: number, to: number, [before, after]: readonly [number, number], usual: number): boolean => {
  const off = Math.round(OFF * dpi);
  const lookAt = (place: number): { values: Float32Array; usually: number } => {
    const values = along(grey, axis, place, from - before, to + after);
    const own = values.slice(before, values.length - after).sort();
    return { values, usually: own[own.length >> 1] ?? 0 };
  };
  const goesOn = ({ values, usually }: ReturnType<typeof lookAt>): boolean => {
    const gaps = gapsIn(values, usually / 2);
    const atEnd = ({ from: start, length }: Gap): boolean => start < before || start + length > values.length - after;
    const white = Math.max(0, ...gaps.filter(atEnd).map(({ length }) => length));
    return white <= LOST || gaps.filter((gap) => !atEnd(gap) && gap.length >= white).length >= DOTTED;
  };
  // Nearly always the first place will do.
  const darkest = lookAt(placeOf(grey, dpi, axis, at, from, to));
  if (darkest.usually >= ITSELF * usual && goesOn(darkest)) return true;
  const places = Array.from({ length: 2 * off + 1 }, (_, i) => lookAt(at - off + i));
  const least = ITSELF * Math.min(usual, Math.max(...places.map(({ usually }) => usually)));
  return places.some((place) => place.usually >= least && goesOn(place));
};

/** Inches beside a piece in which text that it would cut through goes on, and the share of its length left out at both ends: rules across. */
const TEXT_WITHIN = 0.11;
const TEXT_INSET = 0.2;
/** Share of the pixels there that characters fill at least. */
const TEXT_INK = 0.05;

/** Whether characters stand close by on both sides of a piece: then it may be a stroke of one. */
export const isAmidText = ({ grey, dpi }: StraightPage, axis: Axis, at: number, from: number, to: number, usual: number): boolean => {
  const { step, across, breadth, length } = stepsOf(grey, axis);
  const inset = Math.round(TEXT_INSET * (to - from));
  const [start, end] = [Math.max(0, from + inset), Math.min(length, to - inset)];
  const [near, far] = [Math.max(3, Math.round(BESIDE[0] * dpi)), Math.round(TEXT_WITHIN * dpi)];
  return [-1, 1].every((side) => {
    let [dark, all] = [0, 0];
    for (let off = near; off <= far; off += 1) {
      const place = at + side * off;
      if (place < 0 || place >= breadth) continue;
      for (let i = start; i < end; i += 1) if (255 - (grey.data[i * step + place * across] as number) >= usual / 2) dark += 1;
      all += end - start;
    }
    return dark > TEXT_INK * all;
  });
};

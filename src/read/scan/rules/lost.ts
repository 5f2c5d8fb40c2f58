// Lines of a grid that tracing lost: too worn or too short for it, but plain once the lines across them are known.
import type { StraightPage } from '../image/index.js';
import type { Grey } from '../picture.js';
import { areJoined, joinsAt } from './joints.js';
import { END, type Looked } from './looked.js';
import { type Axis, BESIDE, clearSides, contrastAlong, drawnOf, meanOf, THERE } from './pieces.js';

const POINTS = 72;
/** No line is nearer to another, points. */
const NEAREST = 6;
/** A piece of a line that was not traced at all is drawn whole from this share on. */
const DRAWN_WHOLE = 0.97;
/** Rows lower than this hold no text, points; a line across that was lost is as long as this share of the table is wide. */
const HIGH = 11;
const LONG = 0.4;

/** Share of its pieces that must be drawn: strokes of characters one below another leave more white. */
const DRAWN_LOST = 0.78;
/** What is this much darker than the rules of the table is a stroke of text. */
const DARKER = 1.5;

/** Mean darkness of each line of pixels along an axis, between two places across it. */
const profileOf = ({ width, height, data }: Grey, axis: Axis, from: number, to: number, first: number, last: number): Float32Array => {
  const sums = new Uint32Array(last - first);
  const [breadth, length] = axis === 'h' ? [width, height] : [height, width];
  const [start, end] = [Math.max(0, from), Math.min(breadth, to)];
  const [lower, upper] = [Math.max(0, first), Math.min(length, last)];
  // Along the rows of the picture either way, as its pixels lie in memory.
  if (axis === 'h') for (let y = lower; y < upper; y += 1) sums[y - first] = sumOf(data, y * width + start, y * width + end);
  else for (let y = start; y < end; y += 1) for (let x = lower, at = y * width + lower; x < upper; x += 1, at += 1) sums[x - first] = (sums[x - first] as number) + (data[at] as number);
  const profile = new Float32Array(last - first);
  for (let at = lower; at < upper; at += 1) profile[at - first] = 255 - (sums[at - first] as number) / Math.max(1, end - start);
  return profile;
};

const sumOf = (data: Uint8Array, from: number, to: number): number => {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += data[at] as number;
  return sum;
};

/** Places at which a line of pixels stands out against the paper on both sides, beyond the share of it that a rule may have lost. */
const ridgesOf = (profile: Float32Array, reach: number, least: number): number[] => {
  const ridges: number[] = [];
  for (let i = reach; i + reach < profile.length; i += 1) {
    const value = profile[i] as number;
    if (value < least || value < (profile[i - 1] as number) || value <= (profile[i + 1] as number)) continue;
    const paper = Math.max(Math.min(...profile.subarray(i - reach, i - 1)), Math.min(...profile.subarray(i + 2, i + reach + 1)));
    if (value - paper >= least) ridges.push(i);
  }
  return ridges;
};

interface SeenPiece {
  readonly at: number;
  readonly slot: number;
  readonly share: number;
  readonly ends: number;
}

/**
 * Whether pieces drawn in one place between lines across are a line. One that runs down is drawn whole between two rows, or in two
 * neighbouring ones: no stroke is so long. One that runs across is long, since characters side by side fill a narrow column.
 */
const isLine = (axis: Axis, pieces: readonly SeenPiece[], slots: readonly number[]): boolean => {
  const length = ({ slot }: SeenPiece): number => (slots[slot + 1] ?? 0) - (slots[slot] ?? 0);
  const near = pieces.filter(({ slot }) => pieces.some((other) => Math.abs(other.slot - slot) === 1));
  const drawn = near.reduce((sum, { share }) => sum + share, 0) >= DRAWN_LOST * near.length;
  if (axis === 'h') return drawn && near.reduce((sum, piece) => sum + length(piece), 0) >= LONG * ((slots.at(-1) ?? 0) - (slots[0] ?? 0));
  return (near.length > 0 && drawn) || pieces.some((piece) => piece.ends === 2 && piece.share >= DRAWN_WHOLE && length(piece) >= HIGH);
};

/** In points, in no order that means anything. */
export const lostLines = (page: StraightPage, looked: Looked): number[] => {
  const { axis, lines, slots, usual: { all } } = looked;
  const joined = axis === 'v' && areJoined(page, looked);
  const scale = page.dpi / POINTS;
  const px = (points: number): number => Math.round(points * scale);
  const [first, last] = [px(lines[0] ?? 0), px(lines.at(-1) ?? 0)];
  const reach = Math.max(4, Math.round(BESIDE[0] * page.dpi));
  const seen = slots.slice(1).flatMap((end, slot) => {
    const [from, to] = [px((slots[slot] ?? end) + END), px(end - END)];
    return ridgesOf(profileOf(page.grey, axis, from, to, first, last), reach, THERE * all)
      .filter((at) => lines.every((line) => Math.abs(line * scale - first - at) >= NEAREST * scale))
      .flatMap((at) => {
        const contrast = contrastAlong(page, axis, first + at, from, to);
        const { share, ends, sure } = drawnOf(contrast, all, page);
        // In a row hardly higher than its text a stroke is as long as a rule would be.
        const isStroke = (): boolean => joined && !joinsAt(page, looked, first + at, slot);
        return sure && meanOf(contrast) <= DARKER * all && clearSides(page, axis, first + at, from, to, all) === 2 && !isStroke() ? [{ at: (first + at + 0.5) / scale, slot, share, ends }] : [];
      });
  });
  const lost: number[] = [];
  for (const { at } of seen) {
    if (lost.some((line) => Math.abs(line - at) < NEAREST)) continue;
    const own = seen.filter((other) => Math.abs(other.at - at) < NEAREST / 2);
    const pieces = [...new Set(own.map(({ slot }) => slot))].map((slot) => own.filter((piece) => piece.slot === slot).reduce((best, piece) => (piece.share > best.share ? piece : best)));
    if (isLine(axis, pieces, slots)) lost.push(pieces.reduce((sum, piece) => sum + piece.at, 0) / pieces.length);
  }
  return lost;
};

// What the room between the glyphs of a figure, and the ink of its sign, say about what the reader may have lost: a point is a pixel or two, and
// with it a factor of ten goes.
import type { Grey } from '../picture.js';
import type { Piece } from './line.js';

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

/**
 * In tight print a point may have run into the foot of a digit: then only a longer step tells of it. A 1 has another room than the others in
 * some faces, so beside one nothing can be told.
 */
export const isUneven = (pieces: readonly Piece[]): boolean => {
  const usual = usualStep(pieces);
  return pieces.every((piece) => digitOf(piece) !== '1') && stepsOf(pieces).some((step) => step > LONGER * usual && step - usual > ROUNDING);
};

/** Whether there is more room between two digits than those side by side leave; `false` where one is no digit. */
const isWide = (before: Piece | undefined, after: Piece | undefined, height: number, usual: number): boolean => {
  const pair = digitOf(before) + digitOf(after);
  if (!before || !after || pair.length < 2) return false;
  return after.box[0] - before.box[2] > (pair.includes('1') ? WIDE_GAP_OF_ONE : WIDE_GAP) * height && stepOf(before, after) > LONGER * usual;
};

/** Whether a point may be lost: there is room for one between two digits, and no ink. @param height of the tallest glyph, pixels */
export const isParted = (pieces: readonly Piece[], height: number): boolean => {
  // Two digits have one step, and nothing to hold it against.
  const usual = pieces.length > 2 ? usualStep(pieces) : 0;
  return pieces.some((piece, i) => isWide(pieces[i - 1], piece, height, usual));
};

/** A sign is at least so dark beside full strokes: the other side of the sheet has dashes, too. */
const SIGN_SHARE = 0.55;

/** @param full darkness of full strokes, grey levels */
export const isPaleSign = ({ width, data }: Grey, [first]: readonly Piece[], full: number): boolean => {
  if (first?.options[0]?.text !== '-') return false;
  const [x0, top, x1, bottom] = first.box;
  let darkest = 0;
  for (let y = top; y < bottom; y += 1) for (let x = x0; x < x1; x += 1) darkest = Math.max(darkest, 255 - (data[y * width + x] as number));
  return darkest < SIGN_SHARE * full;
};

/** Whether the one point of a figure stands where there is room for it. @param height of the tallest glyph, pixels */
export const isRoomy = (pieces: readonly Piece[], height: number): boolean => {
  const points = pieces.flatMap(({ options }, i) => (options[0]?.text === '.' ? [i] : []));
  return points.length === 1 && points.every((at) => isWide(pieces[at - 1], pieces[at + 1], height, usualStep(pieces)));
};

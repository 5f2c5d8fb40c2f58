// From the traced rules of a page to the map that makes it level: horizontals and verticals each by their slope and by how the slope
// changes over the page, which is the perspective of a photograph. Fewer rules, fewer unknowns.
import type { Track } from '../rules/trace.js';
import { apply, fromUnitSquare, type Homography, type Point, times } from './warp.js';

/** Slope of the lines of one axis: `base` at the middle of the page, `change` for each pixel across. */
interface Lean {
  readonly base: number;
  readonly change: number;
}

/** A change of slope is only believed from so many lines that cover so much of the page. */
const FEWEST_LINES = 5;
const COVERED = 0.25;
/** Lines off by more than this from what the others say are no rules, slope: strokes of text one below another make lines, too, which waver. */
const OFF = 0.003;
/** So many of the longest lines are asked what the slope is. */
const ASKED = 40;
/** What needs no perspective is believed before what agrees with so many times as much. */
const SIMPLER = 1.25;
/** No page leans more than this, or changes by more from end to end. */
const STEEPEST = 0.12;
/** A change of slope over the whole page below this is no perspective. */
const FLAT = 0.004;

interface Line {
  /** Place across, from the middle of the page. */
  readonly place: number;
  readonly slope: number;
  readonly weight: number;
}

const offBy = ({ place, slope }: Line, { base, change }: Lean): number => Math.abs(slope - base - change * place);

/** How far the lines agree with a lean (MSAC, Torr and Zisserman): nothing for a line that is off. */
const agreement = (lines: readonly Line[], lean: Lean): number => lines.reduce((sum, line) => sum + line.weight * Math.max(0, 1 - (offBy(line, lean) / OFF) ** 2), 0);

/** Every lean that one of the lines has, or two have together. */
const leansOf = (lines: readonly Line[], length: number): Lean[] =>
  lines.flatMap((a, i) => [
    { base: a.slope, change: 0 },
    ...lines.slice(i + 1).flatMap((b): Lean[] => {
      if (Math.abs(a.place - b.place) < COVERED * length) return [];
      const change = (a.slope - b.slope) / (a.place - b.place);
      return Math.abs(change) * length > STEEPEST ? [] : [{ base: a.slope - change * a.place, change }];
    }),
  ]);

/** The lean on which most lines agree, the longer the more; then weighted least squares over those. */
const leanOf = (tracks: readonly Track[], middle: number, length: number, fallback: number): Lean => {
  const lines = tracks
    .map(({ offset, slope, from, to }): Line => ({ place: offset + (slope * (from + to)) / 2 - middle, slope, weight: (to - from) ** 2 }))
    .filter(({ slope }) => Math.abs(slope) < STEEPEST)
    .sort((a, b) => b.weight - a.weight);
  let [best, most] = [{ base: fallback, change: 0 }, 0];
  for (const lean of leansOf(lines.slice(0, ASKED), length)) {
    const agreed = agreement(lines, lean) * (lean.change === 0 ? SIMPLER : 1);
    if (agreed > most) [best, most] = [lean, agreed];
  }
  return fitLean(lines.filter((line) => offBy(line, best) < OFF), length) ?? best;
};

const fitLean = (lines: readonly Line[], length: number): Lean | undefined => {
  const total = lines.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  const mean = (of: (line: Line) => number): number => lines.reduce((sum, line) => sum + line.weight * of(line), 0) / total;
  const [place, slope] = [mean((line) => line.place), mean((line) => line.slope)];
  const spread = mean((line) => (line.place - place) ** 2);
  const places = lines.map((line) => line.place);
  const covered = Math.max(...places) - Math.min(...places);
  if (lines.length < FEWEST_LINES || covered < COVERED * length || spread === 0) return { base: slope, change: 0 };
  const change = mean((line) => (line.place - place) * (line.slope - slope)) / spread;
  return Math.abs(change) * length < FLAT ? { base: slope, change: 0 } : { base: slope - change * place, change };
};

interface Straight {
  readonly slope: number;
  readonly through: Point;
}

/** Where a line that runs across (y by x) meets one that runs down (x by y). */
const meet = (across: Straight, down: Straight): Point => {
  const [x0, y0] = across.through;
  const [x1, y1] = down.through;
  const y = (y0 + across.slope * (x1 - x0 - down.slope * y1)) / (1 - across.slope * down.slope);
  return [x1 + down.slope * (y - y1), y];
};

/**
 * The map from the level page to the one given, both of about the same size.
 * @param slope of the page as a whole, for an axis without rules
 */
export const levelling = (across: readonly Track[], down: readonly Track[], slope: number, width: number, height: number): Homography => {
  const horizontals = leanOf(across, height / 2, height, slope);
  const verticals = leanOf(down, width / 2, width, -horizontals.base);
  const [cx, cy] = [width / 2, height / 2];
  const row = (y: number): Straight => ({ slope: horizontals.base + horizontals.change * (y - cy), through: [cx, y] });
  const column = (x: number): Straight => ({ slope: verticals.base + verticals.change * (x - cx), through: [x, cy] });
  const [top, bottom, left, right] = [row(height / 4), row((3 * height) / 4), column(width / 4), column((3 * width) / 4)];
  const corners = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)] as const;
  const toUnit: Homography = [2 / width, 0, -0.5, 0, 2 / height, -0.5, 0, 0, 1];
  return times(fromUnitSquare(corners), toUnit);
};

/** Corners of a page in the level page, to see how large it becomes; `inverse` of a homography by its adjugate. */
export const inverse = ([a, b, c, d, e, f, g, h, i]: Homography): Homography => [
  e * i - f * h,
  c * h - b * i,
  b * f - c * e,
  f * g - d * i,
  a * i - c * g,
  c * d - a * f,
  d * h - e * g,
  b * g - a * h,
  a * e - b * d,
];

/** Moves and sizes the level page so that all of the given one is on it. */
export const fitted = (map: Homography, width: number, height: number): { map: Homography; width: number; height: number } => {
  const back = inverse(map);
  const corners = [apply(back, 0, 0), apply(back, width, 0), apply(back, width, height), apply(back, 0, height)];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [x0, y0] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))];
  const size = (values: readonly number[], from: number, most: number): number => Math.min(Math.ceil(Math.max(...values)) - from, Math.round(most * MOST_GROWTH));
  return { map: times(map, [1, 0, x0, 0, 1, y0, 0, 0, 1]), width: size(xs, x0, width), height: size(ys, y0, height) };
};

/** A page that would grow more than this is no page that was photographed. */
const MOST_GROWTH = 1.5;

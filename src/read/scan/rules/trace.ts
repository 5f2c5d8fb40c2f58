// Ruling lines as tracks: in each strip the ridges, dark lines with paper on both sides; from strip to strip the ridges that go on. The
// threshold follows the paper, never one level for the whole page, so that hairlines do not vanish.
import type { Strips } from './strips.js';

/** One line as it runs over the page. Pixels; `along` its own axis, `at` across it. */
export interface Track {
  readonly from: number;
  readonly to: number;
  /** Place across, as `at = offset + slope · along`. */
  readonly offset: number;
  readonly slope: number;
  /** Mean darkness above the paper beside it, grey levels. */
  readonly darkness: number;
  /** Strips in which it was seen. */
  readonly seen: number;
}

export interface TraceOptions {
  /** Pixels an inch. */
  readonly dpi: number;
  /** Darkness above the paper that makes a ridge, grey levels. */
  readonly least: number;
  /** Strips a line must be seen in. */
  readonly fewest: number;
}

/** The thickest rule and the paper that must be seen beside it, inches: 2.25 pt lines occur, text keeps a point or two away. */
const REACH = 0.05;
/** Strips that may be missing: stamps and breaks in a long line, next to nothing in a short one. */
const GAP = 1;
const LONG_GAP = 5;
const LONG = 8;
/** Pixels by which a line may move from one strip to the next. */
const DRIFT = 1.6;

interface Ridge {
  readonly at: number;
  readonly darkness: number;
}

/** Ridges of one strip: local maxima that stand out against the lightest line near them on both sides. */
const ridgesOf = (strips: Strips, strip: number, reach: number, least: number): Ridge[] => {
  const { values, length } = strips;
  const base = strip * length;
  const ridges: Ridge[] = [];
  for (let at = 1; at < length - 1; at += 1) {
    const value = values[base + at] as number;
    if (value < least || value < (values[base + at - 1] as number) || value <= (values[base + at + 1] as number)) continue;
    const before = lightest(values, base + Math.max(0, at - reach), base + at - 1);
    if (value - before < least && at >= reach) continue;
    const after = lightest(values, base + at + 2, base + Math.min(length, at + reach + 1));
    // Beyond the page is paper.
    const darkness = value - Math.max(at < reach ? 0 : before, at + reach < length ? after : 0);
    if (darkness >= least) ridges.push({ at, darkness });
  }
  return ridges;
};

const lightest = (values: Uint8Array, from: number, to: number): number => {
  let least = 255;
  for (let at = from; at < to; at += 1) if ((values[at] as number) < least) least = values[at] as number;
  return least;
};

interface Open {
  readonly points: { strip: number; at: number; darkness: number }[];
  last: number;
  at: number;
}

const gapOf = (track: Open): number => (track.points.length >= LONG ? LONG_GAP : GAP);

/** Takes the nearest ridge that goes on with the track. @param free for each place the ridge there that no track has taken */
const follow = (track: Open, free: (Ridge | undefined)[], strip: number): void => {
  const reach = DRIFT + 0.3 * (strip - track.last - 1);
  let best: Ridge | undefined;
  for (let at = Math.max(0, Math.ceil(track.at - reach)); at <= track.at + reach; at += 1) {
    const ridge = free[at];
    if (ridge && (!best || Math.abs(at - track.at) < Math.abs(best.at - track.at))) best = ridge;
  }
  if (!best) return;
  free[best.at] = undefined;
  track.points.push({ strip, at: best.at, darkness: best.darkness });
  track.last = strip;
  track.at = best.at;
};

/** Straight line through the points, least squares. */
const fit = (points: readonly { readonly along: number; readonly at: number }[]): { offset: number; slope: number } => {
  const n = points.length;
  let [sx, sy, sxx, sxy] = [0, 0, 0, 0];
  for (const { along, at } of points) {
    sx += along;
    sy += at;
    sxx += along * along;
    sxy += along * at;
  }
  const spread = n * sxx - sx * sx;
  const slope = spread === 0 ? 0 : (n * sxy - sx * sy) / spread;
  return { offset: (sy - slope * sx) / n, slope };
};

const trackOf = ({ points }: Open, { size, shifts }: Strips): Track => {
  const places = points.map(({ strip, at }) => ({ along: (strip + 0.5) * size, at: at + (shifts[strip] ?? 0) + 0.5 }));
  const darkness = points.reduce((sum, point) => sum + point.darkness, 0) / points.length;
  return { from: (points[0]?.strip ?? 0) * size, to: ((points.at(-1)?.strip ?? 0) + 1) * size, ...fit(places), darkness, seen: points.length };
};

/** All lines that run along the strips, in no order that means anything. */
export const trace = (strips: Strips, { dpi, least, fewest }: TraceOptions): Track[] => {
  const reach = Math.max(4, Math.round(REACH * dpi));
  const done: Open[] = [];
  let open: Open[] = [];
  const free = new Array<Ridge | undefined>(strips.length).fill(undefined);
  for (let strip = 0; strip < strips.count; strip += 1) {
    const ridges = ridgesOf(strips, strip, reach, least);
    for (const ridge of ridges) free[ridge.at] = ridge;
    // The longest go first, so that a chance ridge beside a rule does not take its place.
    open.sort((a, b) => b.points.length - a.points.length);
    for (const track of open) follow(track, free, strip);
    const going: Open[] = [];
    for (const track of open) (strip - track.last > gapOf(track) ? done : going).push(track);
    for (const ridge of ridges) {
      if (free[ridge.at] === ridge) going.push({ points: [{ strip, ...ridge }], last: strip, at: ridge.at });
      free[ridge.at] = undefined;
    }
    open = going;
  }
  return [...done, ...open].filter(({ points }) => points.length >= fewest).map((track) => trackOf(track, strips));
};

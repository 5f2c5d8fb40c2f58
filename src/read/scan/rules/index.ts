// Straight page → its ruling lines in points: traced in strips along both axes, checked pixel by pixel, ended where the ink ends.
import { findTables } from '../../grid.js';
import type { Rule } from '../../lattice.js';
import { leastRidge, STRIP, type StraightPage } from '../image/index.js';
import type { Grey } from '../picture.js';
import { stripsAcross, stripsDown } from './strips.js';
import { trace, type Track } from './trace.js';

const POINTS = 72;
/** No cell is narrower or lower than this, points; strokes of text are. */
const SHORTEST_ACROSS = 14;
const SHORTEST_DOWN = 9;
/** Lines shorter than this count only between two lines that cross them at their ends: strokes of text end nowhere. Points. */
const ALONE_ACROSS = 60;
const ALONE_DOWN = 45;
/** Distance of an end from the line it should touch, points. */
const TOUCH = 4;
/** Short lines must end nearer to the lines they stand between: strokes of text keep a distance. Points. */
const CLOSE = 1.6;
/** White in a solid line, points: noise and the hole of a stamp are less; the room between two characters is more. */
const HOLE = 1.3;
/** A break in a rule that goes on: a worn drum, the hole of a seal, points. */
const BREAK = 6;
const REST = 2.5;
/**
 * Dots and dashes: longest gap and longest period (points; the strokes of digits one row below another look like dashes, but rows are
 * further apart), least share that is dark, least length of the whole line.
 */
const DASH_GAP = 4.5;
const DASH_PERIOD = 7;
const DASH_SHARE = 0.25;
const DASH_LINE = 60;
/** So many of its periods differ from the usual one by no more than this share of it. */
const EVENLY = 0.7;
const EVEN = 0.35;
/** Paper must be seen beside so much of a line, at one of these distances (inches); strokes of text have other strokes there. */
const CLEAR = 0.7;
/** No line of text is solid over so many points, whatever stands beside it, if it is so many times darker than the grain of the paper. */
const SOLID = 140;
const GRAIN = 2.5;
const BESIDE = [0.022, 0.04];
/** Shares of the darkness of the darkest lines: what is as dark as they are, and what shines through from the other side of the sheet. */
const DARK = 0.5;
const PALE = 0.38;
/** So many widths of the page of the darkest lines tell how dark they are. */
const DARK_LENGTH = 3;
/** Dark lines that part so many cells are a table. */
const FEWEST_CELLS = 6;

type Axis = 'h' | 'v';

interface Seen {
  readonly axis: Axis;
  /** Pixels of the straight page. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Length of all pieces of its line: a worn rule is long in pieces. */
  readonly whole: number;
  readonly darkness: number;
}

/** A page with room for what is seen along a line: thousands are looked at, most of them strokes of text. */
interface Looking extends StraightPage {
  readonly along: Uint8Array;
  readonly beside: Uint8Array;
  /** Of each darkness. */
  readonly counts: Uint32Array;
}

/** Along a line the darkness of the darkest of three pixels across it, into `room`. Outside the page, and at its very rim, is paper. */
const darknessAlong = ({ width, height, data }: Grey, axis: Axis, from: number, to: number, { offset, slope }: Pick<Track, 'offset' | 'slope'>, room: Uint8Array): Uint8Array => {
  const values = room.subarray(0, to - from).fill(0);
  const [alongStep, acrossStep, breadth] = axis === 'h' ? [1, width, height] : [width, 1, width];
  for (let along = from; along < to; along += 1) {
    const place = Math.floor(offset + slope * along);
    if (place < 1 || place + 1 >= breadth) continue;
    const at = along * alongStep + place * acrossStep;
    let darkest = data[at] as number;
    const [before, after] = [data[at - acrossStep] as number, data[at + acrossStep] as number];
    if (before < darkest) darkest = before;
    if (after < darkest) darkest = after;
    values[along - from] = 255 - darkest;
  }
  return values;
};

/** Neighbouring places along a track that are dark. `to` is just outside. */
interface Run {
  readonly from: number;
  readonly to: number;
}

const runsOf = (values: Uint8Array, limit: number, hole: number): Run[] => {
  const runs: { from: number; to: number }[] = [];
  for (let i = 0; i < values.length; i += 1) {
    if ((values[i] as number) < limit) continue;
    const last = runs.at(-1);
    if (last && i - last.to <= hole) last.to = i + 1;
    else runs.push({ from: i, to: i + 1 });
  }
  return runs;
};

/** Dots follow each other evenly; strokes of characters do not. */
const isRegular = (periods: readonly number[], longest: number): boolean => {
  const usual = [...periods].sort((a, b) => a - b)[periods.length >> 1] ?? 0;
  const even = periods.filter((period) => Math.abs(period - usual) <= Math.max(1, EVEN * usual)).length;
  return periods.every((period) => period <= longest) && even >= EVENLY * periods.length;
};

/** A line of dots or dashes: pieces that are all short, gaps that are all small, and long as a whole. */
const dashesOf = (values: Uint8Array, limit: number, scale: number): Run[] => {
  if (values.length < DASH_LINE * scale) return [];
  const pieces = runsOf(values, limit, 1);
  const lines: Run[][] = [];
  for (const piece of pieces) {
    const before = lines.at(-1)?.at(-1);
    if (before && piece.from - before.to <= DASH_GAP * scale) lines.at(-1)?.push(piece);
    else lines.push([piece]);
  }
  return lines.flatMap((line) => {
    const from = line[0]?.from ?? 0;
    const to = line.at(-1)?.to ?? 0;
    const dark = line.reduce((sum, piece) => sum + piece.to - piece.from, 0);
    const periods = line.slice(1).map((piece, i) => piece.from - (line[i]?.from ?? piece.from));
    return isRegular(periods, DASH_PERIOD * scale) && to - from >= DASH_LINE * scale && dark >= DASH_SHARE * (to - from) ? [{ from, to }] : [];
  });
};

/** The level that the darker quarter of the line reaches: the rule itself, not the gaps between its dots or between strokes of text. */
const inkOf = (values: Uint8Array, counts: Uint32Array): number => {
  counts.fill(0);
  for (const value of values) counts[value] = (counts[value] as number) + 1;
  let rest = values.length >> 2;
  for (let darkness = 255; darkness > 0; darkness -= 1) if ((rest -= counts[darkness] as number) < 0) return darkness;
  return 0;
};

/** Whether there is paper beside enough of the line, at the better of two distances: a double rule lies at one of them. */
const isClear = ({ grey, beside: room }: Looking, axis: Axis, run: Run, track: Track, off: readonly number[], limit: number): boolean =>
  off.some((distance) => {
    const beside = darknessAlong(grey, axis, run.from, run.to, { offset: track.offset + distance, slope: track.slope }, room);
    let clear = 0;
    for (const value of beside) if (value < limit) clear += 1;
    return clear >= CLEAR * beside.length;
  });

/** A rule goes on over a break when both sides of it are pieces of rule. */
const joinedOver = (joined: readonly Run[], run: Run, gap: number): Run[] => {
  const last = joined.at(-1);
  return last && run.from - last.to <= gap ? [...joined.slice(0, -1), { from: last.from, to: run.to }] : [...joined, run];
};

/** The solid pieces of a track, or its dashes; a strip is looked at beyond both ends, for what does not fill one. */
const piecesOf = (page: Looking, axis: Axis, track: Track, size: number): Seen[] => {
  const { grey, dpi, noise } = page;
  const scale = dpi / POINTS;
  const start = Math.max(0, track.from - size);
  const end = Math.min(axis === 'h' ? grey.width : grey.height, track.to + size);
  const values = darknessAlong(grey, axis, start, end, track, page.along);
  const limit = Math.max(16, inkOf(values, page.counts) * 0.5);
  const shortest = (axis === 'h' ? SHORTEST_ACROSS : SHORTEST_DOWN) * scale;
  const runs = runsOf(values, limit, Math.round(HOLE * scale));
  const sure = runs.filter((run) => run.to - run.from >= shortest);
  const long = sure.reduce((sum, run) => sum + run.to - run.from, 0) >= (axis === 'h' ? ALONE_ACROSS : ALONE_DOWN) * scale;
  // What is left of a worn rule between two breaks is short; beside long pieces it is rule all the same.
  const solid = long ? runs.filter((run) => run.to - run.from >= REST * scale) : sure;
  const isRule = ({ from, to }: Run): boolean => to - from >= SOLID * scale && limit > GRAIN * noise;
  const off = BESIDE.map((inches) => Math.max(3, Math.round(inches * dpi)));
  return (solid.length > 0 ? solid : dashesOf(values, limit, scale))
    .map((run) => ({ from: start + run.from, to: start + run.to }))
    .filter((run) => isRule(run) || [1, -1].every((side) => isClear(page, axis, run, track, off.map((distance) => side * distance), limit)))
    .reduce<Run[]>((joined, run) => joinedOver(joined, run, BREAK * scale), [])
    .map(({ from, to }, _, pieces) => ({
      axis,
      at: track.offset + (track.slope * (from + to)) / 2,
      from,
      to,
      whole: pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0),
      darkness: track.darkness,
    }));
};

const seenAlong = (page: StraightPage, axis: Axis): Seen[] => {
  const { grey, dpi, noise } = page;
  const size = Math.max(6, Math.round(STRIP * dpi));
  const strips = axis === 'h' ? stripsAcross(grey, size, 0) : stripsDown(grey, size, 0);
  const shortest = (axis === 'h' ? SHORTEST_ACROSS : SHORTEST_DOWN) * (dpi / POINTS);
  const tracks = trace(strips, { dpi, least: leastRidge(noise, size), fewest: Math.max(1, Math.floor(shortest / size) - 1) });
  const room = (): Uint8Array => new Uint8Array(Math.max(grey.width, grey.height));
  const looking: Looking = { ...page, along: room(), beside: room(), counts: new Uint32Array(256) };
  return tracks.flatMap((track) => piecesOf(looking, axis, track, size));
};

const lengthOf = ({ from, to }: Seen): number => to - from;

/** Whether the end of a line at `along` meets one that runs across it. */
const meets = (seen: Seen, along: number, others: readonly Seen[], touch: number): boolean =>
  others.some((other) => Math.abs(other.at - along) <= touch && other.from - touch <= seen.at && other.to + touch >= seen.at);

/** Long lines, and the short ones whose both ends stand on lines that are kept. */
const withoutStrokes = (across: readonly Seen[], down: readonly Seen[], scale: number): { across: Seen[]; down: Seen[] } => {
  const touch = CLOSE * scale;
  let keptAcross = across.filter(({ whole }) => whole >= ALONE_ACROSS * scale);
  let keptDown = down.filter(({ whole }) => whole >= ALONE_DOWN * scale);
  const ended = (line: Seen, others: readonly Seen[]): boolean => meets(line, line.from, others, touch) && meets(line, line.to, others, touch);
  for (let pass = 0; pass < 2; pass += 1) {
    const downNow = down.filter((line) => keptDown.includes(line) || ended(line, keptAcross));
    keptAcross = across.filter((line) => keptAcross.includes(line) || ended(line, downNow));
    keptDown = downNow;
  }
  return { across: keptAcross, down: keptDown };
};

/** Ends that nearly touch a crossing line are put on it. */
const snapped = (seen: Seen, others: readonly Seen[], touch: number): Seen => {
  const near = (along: number): number => {
    let best = along;
    for (const other of others) {
      if (other.from - touch > seen.at || other.to + touch < seen.at) continue;
      if (Math.abs(other.at - along) <= touch && (best === along || Math.abs(other.at - along) < Math.abs(best - along))) best = other.at;
    }
    return best;
  };
  return { ...seen, from: near(seen.from), to: near(seen.to) };
};

/** The darkness that the darkest lines reach: so many widths of the page of them, since a stroke may be darker. */
const darkest = (lines: readonly Seen[], width: number): number => {
  let rest = DARK_LENGTH * width;
  return [...lines].sort((a, b) => b.darkness - a.darkness).find((line) => (rest -= lengthOf(line)) <= 0)?.darkness ?? 0;
};

/**
 * Where dark lines make a table by themselves, lines far paler shine through from the other side of the sheet. Where they make none, pale
 * lines may be the rules of the page: a thick frame around a table of hairlines is no table.
 */
const withoutGhosts = (across: readonly Seen[], down: readonly Seen[], { grey, dpi }: StraightPage): { across: readonly Seen[]; down: readonly Seen[] } => {
  const dark = darkest([...across, ...down], grey.width);
  const least = (share: number) => (line: Seen): boolean => line.darkness >= share * dark;
  const kept = { across: across.filter(least(PALE)), down: down.filter(least(PALE)) };
  if (kept.across.length === across.length && kept.down.length === down.length) return { across, down };
  const tables = findTables(asRules([...across, ...down].filter(least(DARK)), dpi / POINTS));
  return tables.some(({ cells }) => cells.length >= FEWEST_CELLS) ? kept : { across, down };
};

const asRules = (lines: readonly Seen[], scale: number): Rule[] => lines.map(({ axis, at, from, to }) => ({ axis, at: at / scale, from: from / scale, to: to / scale, thickness: 1 }));

/** Ruling lines of a straight page in points, ready for `findTables`. */
export const findRules = (page: StraightPage): Rule[] => {
  const scale = page.dpi / POINTS;
  const lines = withoutStrokes(seenAlong(page, 'h'), seenAlong(page, 'v'), scale);
  const { across, down } = withoutGhosts(lines.across, lines.down, page);
  return asRules([...across.map((line) => snapped(line, down, TOUCH * scale)), ...down.map((line) => snapped(line, across, TOUCH * scale))], scale);
};

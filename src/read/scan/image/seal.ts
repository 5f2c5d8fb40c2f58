// A seal scanned without its colour: a ring of pale strokes, an inch or two across, over print that is darker. Where there is one, everything
// within it as pale as it goes to paper, and what is darker is drawn out to its full range again.
import type { Grey, PixelBox } from '../picture.js';
import type { Blocks } from './blocks.js';
import { fresh, type Take } from './memory.js';

/** Darkness of the strokes of a seal beside that of print, grey levels. */
const PALE_FROM = 45;
const PALE_TO = 135;
/** Radius of the ring, inches, and the step between those tried. */
const SMALLEST = 0.55;
const LARGEST = 1.1;
const STEP = 0.036;
/** Directions in which the ring is looked for from its middle, and the share of them, print left out, in which there must be pale strokes. */
const DIRECTIONS = 48;
const AROUND = 0.72;
const LEAST_FREE = 18;
/** Over dense print few directions are free, but then in all of them. */
const DENSE_AROUND = 0.95;
const DENSE_FREE = 10;
/** Just outside the ring, and between its characters and the star, there are far fewer; shares of the radius. */
const OUTSIDE = 1.16;
const INSIDE = 0.56;
const FEWER = 0.6;
/** Pale blocks that vote for a ring: more are a pale page, a sample of them will do. */
const FEWEST = 60;
const MOST = 800;
/** Middles looked at for each radius, since thin print is pale, too, and may have more votes; so far apart in squares, and of so many votes beside the first. */
const MIDDLES = 40;
const APART = 2;
const VOTES = 0.4;
/** What is not the first of its radius must be a ring beyond doubt: pale in so many directions, and far less outside and inside. */
const SURELY_AROUND = 0.9;
const FAR_FEWER = 0.4;
/** Share of the strokes of the rim paler than what is taken away, and how far beyond, grey levels. */
const LEVEL = 0.9;
/** Half the breadth of the rim, blocks. */
const RIM = 1.5;
const BEYOND = 8;
/** The strokes of a seal are of one darkness; where they are of every, up to that of print, there is none. */
const MOST_LEVEL = 125;
/** Room around the blocks, inches. */
const ROOM = 0.05;

/** What a block holds: 0 is paper. */
const PALE = 1;
const PRINT = 2;

/** What each block holds. Beside print every block is pale somewhere: only where no neighbour is dark does paleness tell. */
const kindsOf = ({ columns, values }: Blocks): Uint8Array => {
  const kinds = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value < PALE_FROM) continue;
    const dark = value > PALE_TO || (values[at - 1] ?? 0) > PALE_TO || (values[at + 1] ?? 0) > PALE_TO || (values[at - columns] ?? 0) > PALE_TO || (values[at + columns] ?? 0) > PALE_TO;
    kinds[at] = dark ? PRINT : PALE;
  }
  return kinds;
};

interface Ring {
  readonly x: number;
  readonly y: number;
  /** Blocks. */
  readonly radius: number;
}

const angles = Array.from({ length: DIRECTIONS }, (_, i): readonly [number, number] => [Math.cos((2 * Math.PI * i) / DIRECTIONS), Math.sin((2 * Math.PI * i) / DIRECTIONS)]);

/** The middles that most pale blocks have at one distance (Hough transform), the likeliest first; votes are gathered in squares of two blocks. */
const likeliest = (places: readonly number[], { columns, rows }: Blocks, radius: number): Ring[] => {
  const [width, height] = [(columns >> 1) + 1, (rows >> 1) + 1];
  const votes = new Uint16Array(width * height);
  let most = 0;
  const steps = angles.map(([dx, dy]) => [Math.round(radius * dx), Math.round(radius * dy)] as const);
  for (const at of places) {
    const y = Math.floor(at / columns);
    const x = at - y * columns;
    for (const [dx, dy] of steps) {
      const cx = x + dx;
      const cy = y + dy;
      if (cx < 0 || cy < 0 || cx >= columns || cy >= rows) continue;
      const bin = (cy >> 1) * width + (cx >> 1);
      const count = (votes[bin] as number) + 1;
      votes[bin] = count;
      if (count > most) most = count;
    }
  }
  const bins: number[] = [];
  for (let bin = 0; bin < votes.length; bin += 1) if ((votes[bin] as number) >= VOTES * most) bins.push(bin);
  bins.sort((a, b) => (votes[b] as number) - (votes[a] as number));
  const rings: Ring[] = [];
  for (const bin of bins) {
    if (rings.length === MIDDLES) break;
    const [x, y] = [2 * (bin % width) + 0.5, 2 * Math.floor(bin / width) + 0.5];
    if (rings.every((ring) => Math.abs(ring.x - x) > 2 * APART || Math.abs(ring.y - y) > 2 * APART)) rings.push({ x, y, radius });
  }
  return rings;
};

/** Share of the directions with pale strokes about one distance from the middle, those with print left out; and how many are free of print. */
const coverage = (kinds: Uint8Array, { columns, rows }: Blocks, { x, y, radius }: Ring, share: number): { pale: number; free: number } => {
  let [pale, free] = [0, 0];
  for (const [dx, dy] of angles) {
    let [isPale, isPrint] = [false, false];
    for (const off of [-1.2, -0.4, 0.4, 1.2]) {
      const [bx, by] = [Math.round(x + (share * radius + off) * dx), Math.round(y + (share * radius + off) * dy)];
      if (bx < 0 || by < 0 || bx >= columns || by >= rows) continue;
      const kind = kinds[by * columns + bx];
      if (kind === PALE) isPale = true;
      else if (kind === PRINT) isPrint = true;
    }
    if (isPale) pale += 1;
    if (isPale || !isPrint) free += 1;
  }
  return { pale: pale / Math.max(1, free), free };
};

const isRim = ({ pale, free }: { readonly pale: number; readonly free: number }, around: number): boolean => (free >= LEAST_FREE && pale >= around) || (free >= DENSE_FREE && pale >= DENSE_AROUND);

/** The ring of a seal, where there is one: that which is seen in most directions. */
const ringOf = (blocks: Blocks, kinds: Uint8Array, dpi: number): Ring | undefined => {
  const pale: number[] = [];
  for (let at = 0; at < kinds.length; at += 1) if (kinds[at] === PALE) pale.push(at);
  if (pale.length < FEWEST) return undefined;
  const step = Math.ceil(pale.length / MOST);
  const places = pale.filter((_, i) => i % step === 0);
  const inch = dpi / blocks.size;
  const radii = Array.from({ length: Math.round((LARGEST - SMALLEST) / STEP) }, (_, i) => (SMALLEST + i * STEP) * inch);
  const rings = radii.flatMap((radius) =>
    likeliest(places, blocks, radius).flatMap((ring, i) => {
      const rim = coverage(kinds, blocks, ring, 1);
      if (!isRim(rim, i === 0 ? AROUND : SURELY_AROUND)) return [];
      const least = (i === 0 ? FEWER : FAR_FEWER) * rim.pale;
      return [OUTSIDE, INSIDE].every((share) => coverage(kinds, blocks, ring, share).pale <= least) ? [{ ring, seen: rim.pale * rim.free }] : [];
    }),
  );
  return rings.sort((a, b) => b.seen - a.seen)[0]?.ring;
};

export interface Seal {
  readonly box: PixelBox;
  /** Darkness up to which all is seal, grey levels. */
  readonly level: number;
}

/** The seal on a straight page whose print is dark; one at most. */
export const sealOf = (blocks: Blocks, { width, height }: Grey, dpi: number): Seal | undefined => {
  const kinds = kindsOf(blocks);
  const ring = ringOf(blocks, kinds, dpi);
  if (!ring) return undefined;
  const { columns, rows, size, values } = blocks;
  const reach = ring.radius + (ROOM * dpi) / size;
  const [x0, x1] = [Math.max(0, Math.floor(ring.x - reach)), Math.min(columns, Math.ceil(ring.x + reach) + 1)];
  const [y0, y1] = [Math.max(0, Math.floor(ring.y - reach)), Math.min(rows, Math.ceil(ring.y + reach) + 1)];
  const darkness: number[] = [];
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      const onRim = Math.abs(Math.hypot(x - ring.x, y - ring.y) - ring.radius) <= RIM;
      if (onRim && kinds[y * columns + x] === PALE) darkness.push(values[y * columns + x] as number);
    }
  }
  darkness.sort((a, b) => a - b);
  const level = (darkness[Math.floor(LEVEL * darkness.length)] ?? 0) + BEYOND;
  return level > MOST_LEVEL ? undefined : { box: [x0 * size, y0 * size, Math.min(width, x1 * size), Math.min(height, y1 * size)], level };
};

/** What is as pale as the seal goes to paper within its box. */
export const withoutSeal = (grey: Grey, { box: [x0, top, x1, bottom], level }: Seal, take: Take = fresh): Grey => {
  const { width } = grey;
  const data = take(grey.data.length);
  data.set(grey.data);
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * width + x0, end = y * width + x1; at < end; at += 1) {
      const dark = 255 - (data[at] as number);
      data[at] = dark <= level ? 255 : 255 - ((dark - level) * 255) / (255 - level);
    }
  }
  return { ...grey, data };
};

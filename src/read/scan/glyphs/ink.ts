// The ink of one cell: how dark it is, its connected components without specks and remains of rules, and where they stand.
import type { Grey, PixelBox } from '../picture.js';
import { connected, type Runs, runsOf } from './runs.js';

export interface Component {
  readonly box: PixelBox;
  /** Pixels of ink. */
  readonly area: number;
  /** Its number in the map of labels. */
  readonly label: number;
}

export interface Ink {
  /** Darkness of full strokes, grey levels above paper; 0 for a blank. */
  readonly full: number;
  readonly components: readonly Component[];
  /** For each pixel the number of its component, 0 for paper. */
  readonly labels: Uint16Array;
  readonly width: number;
  readonly height: number;
}

/** Strokes paler than this are smears and the other side of the sheet, grey levels. */
const PALEST = 52;
/** So many pixels at least are as dark as the strokes are said to be. */
const DARK_PIXELS = 6;
/** A pixel is ink from this share of the darkness of full strokes on: low, since thin strokes are pale. */
const INK_SHARE = 0.34;
const LEAST_INK = 34;
/**
 * A hairline 1 beside a 0 may be paler than that. From this share on what stands in the line of the figure, at most so far from it and at least
 * so high (in heights of the line), is ink, too: a number that lost a digit is another number.
 */
const PALE_SHARE = 0.2;
const PALE_NEAR = 1;
const PALE_HIGH = 0.35;
const PALE_OFF = 0.2;
/** So is a dash before it, in heights of the line at least so wide and at most so high, about its middle: without its sign a number is another, too. */
const DASH_WIDE = 0.2;
const DASH_HIGH = 0.3;
const DASH_WITHIN = [0.25, 0.8] as const;
/** Side of the smallest dot that is not a speck, inches: a decimal point of 7 pt print. */
const DOT = 0.0105;
/** What stands at the rim of a cell and reaches no further in than this is left of its rules, inches. */
const RIM = 0.022;
const MOST_COMPONENTS = 60_000;
/** Lines of figures are lower, inches. */
const TALLEST_LINE = 0.2;

/** The darkness that the darkest strokes reach, not the darkest pixel; 0 where none is as dark as the palest stroke. */
const fullDarkness = ({ data }: Grey): number => {
  const counts = new Uint32Array(256);
  for (let at = 0, end = data.length; at < end; at += 1) if ((data[at] as number) <= 255 - PALEST) counts[255 - (data[at] as number)] = (counts[255 - (data[at] as number)] as number) + 1;
  let rest = DARK_PIXELS;
  for (let darkness = 255; darkness >= PALEST; darkness -= 1) {
    rest -= counts[darkness] as number;
    if (rest <= 0) return darkness;
  }
  return 0;
};

/** Left of a rule: thin, along the rim, or running through the whole cell. */
const isRule = ({ box: [x0, y0, x1, y1] }: Component, width: number, height: number, dpi: number): boolean => {
  const rim = Math.max(2, RIM * dpi);
  const [w, h] = [x1 - x0, y1 - y0];
  const atSide = x0 === 0 || x1 === width;
  const atEnd = y0 === 0 || y1 === height;
  if (atSide && (x1 <= rim || x0 >= width - rim)) return true;
  if (atEnd && (y1 <= rim || y0 >= height - rim)) return true;
  return (h >= 0.9 * height && w <= rim && atEnd) || (w >= 0.9 * width && h <= rim && atSide);
};

/** What is ink in the cell. @param usual darkness of strokes elsewhere on the page: what is far paler shines through */
export const inkOf = (cell: Grey, dpi: number, usual = 0): Ink => {
  const { width, height } = cell;
  const blank: Ink = { full: 0, components: [], labels: new Uint16Array(0), width, height };
  const full = fullDarkness(cell);
  if (full === 0 || full < 0.35 * usual || width < 3 || height < 3) return blank;
  const labels = new Uint16Array(width * height);
  const { components, next } = componentsOf(cell, [0, 0, width, height], Math.max(LEAST_INK, INK_SHARE * full), labels, 1, dpi);
  if (components.length === 0) return blank;
  return { full, components: [...components, ...paleBeside(cell, components, labels, next, Math.max(LEAST_INK, PALE_SHARE * full), dpi)], labels, width, height };
};

/**
 * Components in a part of the cell, of what is as dark as `least` and has no label yet; they are entered in `labels`.
 * @param first number of the first one; `next` is that of one more
 */
const componentsOf = (cell: Grey, within: PixelBox, least: number, labels: Uint16Array, first: number, dpi: number): { components: Component[]; next: number } => {
  const dot = Math.max(3, (DOT * dpi) ** 2);
  const all = labelled(cell.width, runsOf(cell, within, least, labels), labels, first);
  return { components: all.filter((component) => component.area >= dot && !isRule(component, cell.width, cell.height, dpi)), next: first + all.length };
};

/** The components that runs make, entered in `labels`. */
const labelled = (width: number, runs: Runs, labels: Uint16Array, first: number): Component[] => {
  const { numbers, count } = connected(runs);
  const boxes = Array.from({ length: Math.min(count, MOST_COMPONENTS) }, (): [number, number, number, number] => [Infinity, Infinity, 0, 0]);
  const areas = new Uint32Array(boxes.length);
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] as number;
    const box = boxes[number];
    if (!box) continue;
    const [y, from, to] = [runs.rows[i] as number, runs.from[i] as number, runs.to[i] as number];
    if (from < box[0]) box[0] = from;
    if (to > box[2]) box[2] = to;
    if (y < box[1]) box[1] = y;
    box[3] = y + 1;
    areas[number] = (areas[number] as number) + to - from;
    for (let at = y * width + from, end = y * width + to; at < end; at += 1) labels[at] = first + number;
  }
  return boxes.map((box, number) => ({ box, area: areas[number] as number, label: first + number }));
};

/** Pale strokes beside the ink, in its line and about as high, and a pale dash before it. */
const paleBeside = (cell: Grey, components: readonly Component[], labels: Uint16Array, next: number, least: number, dpi: number): Component[] => {
  const { width, height } = cell;
  const [x0, top, x1, bottom] = boxAround(components);
  const line = bottom - top;
  if (line > TALLEST_LINE * dpi) return [];
  const within: PixelBox = [Math.max(0, Math.floor(x0 - PALE_NEAR * line)), Math.max(0, top - line), Math.min(width, Math.ceil(x1 + PALE_NEAR * line)), Math.min(height, bottom + line)];
  return componentsOf(cell, within, least, labels, next, dpi).components.filter(({ box }) => {
    const [wide, high] = [box[2] - box[0], box[3] - box[1]];
    const middle = ((box[1] + box[3]) / 2 - top) / line;
    if (box[2] <= x0 && wide >= DASH_WIDE * line && high <= DASH_HIGH * line && wide > high && middle >= DASH_WITHIN[0] && middle <= DASH_WITHIN[1]) return true;
    // What is dark of a pale digit, a serif perhaps, does not stand in its way.
    const apart = box[2] <= x0 || box[0] >= x1 || !components.some((each) => each.box[3] - each.box[1] >= PALE_HIGH * line && Math.min(each.box[2], box[2]) > Math.max(each.box[0], box[0]));
    return apart && high >= PALE_HIGH * line && box[1] >= top - PALE_OFF * line - 1 && box[3] <= bottom + PALE_OFF * line + 1;
  });
};

export const boxAround = (components: readonly Component[]): PixelBox => [
  Math.min(...components.map(({ box }) => box[0])),
  Math.min(...components.map(({ box }) => box[1])),
  Math.max(...components.map(({ box }) => box[2])),
  Math.max(...components.map(({ box }) => box[3])),
];

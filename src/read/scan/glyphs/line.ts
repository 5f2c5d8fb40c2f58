// The components of a cell as one line of glyphs: all cuts between and within components are weighed, the likeliest sequence wins.
import type { Candidate } from '../../../model/index.js';
import type { Grey, PixelBox } from '../picture.js';
import { boxAround, type Component, type Ink } from './ink.js';
import { CLASSES, classify } from './net.js';
import { shapeOf } from './shape.js';

/** One glyph of the line with what it may be, best first. */
export interface Piece {
  readonly options: readonly Candidate[];
  /** Its ink, pixels of the cell. */
  readonly box: PixelBox;
  /** As `shapeOf` gives it; absent for point, comma and dash, which are told by their size and place. */
  readonly shape?: Float32Array;
}

/** Heights in shares of the line: a point or a dash is lower than SMALL, a digit is higher. */
const SMALL = 0.45;
const FLAT = 0.3;
/** A dash is so much wider than high; one of three pixels by two is one. */
const LONG = 1.45;
/** Where in the line a dash stands (middle of it), and from where on a point does. */
const DASH_FROM = 0.25;
const DASH_TO = 0.8;
const POINT_FROM = 0.7;
/** A comma is this much higher than a point would be. */
const COMMA = 1.35;
/** Widths in shares of the line: a glyph wider than WIDE may be two; none is wider than WIDEST. */
const WIDE = 0.58;
const WIDEST = 1.15;
const CUTS = 4;
/** Components whose extents overlap by this share of the narrower one are one glyph. */
const OVERLAP = 0.35;
const MOST_MERGED = 3;
const SECOND_CHOICES = 3;
const SIGNS_WEIGHT = 0.97;

interface Group {
  readonly components: readonly Component[];
  readonly box: PixelBox;
}

const overlap = (a: PixelBox, b: PixelBox): number => Math.min(a[2], b[2]) - Math.max(a[0], b[0]);

/** Components one above another belong to one glyph. */
const grouped = (components: readonly Component[]): Group[] => {
  const groups: { components: Component[]; box: PixelBox }[] = [];
  for (const component of [...components].sort((a, b) => a.box[0] - b.box[0])) {
    const last = groups.at(-1);
    const narrower = last ? Math.min(last.box[2] - last.box[0], component.box[2] - component.box[0]) : 0;
    if (last && overlap(last.box, component.box) >= OVERLAP * narrower) {
      last.components.push(component);
      last.box = boxAround(last.components);
    } else groups.push({ components: [component], box: component.box });
  }
  return groups;
};

/** Columns at which a wide group may be cut: where it has the least ink. */
const innerCuts = ({ components, box }: Group, ink: Ink, line: number): number[] => {
  const width = box[2] - box[0];
  if (width <= WIDE * line) return [];
  const own = new Set(components.map(({ label }) => label));
  const profile = Array.from({ length: width }, (_, dx) => {
    let sum = 0;
    for (let y = box[1]; y < box[3]; y += 1) if (own.has(ink.labels[y * ink.width + box[0] + dx] as number)) sum += 1;
    return sum;
  });
  const margin = Math.max(2, Math.round(0.15 * line));
  const minima = profile.flatMap((value, dx) => {
    const [before, after] = [profile[dx - 1] ?? Infinity, profile[dx + 1] ?? Infinity];
    return dx >= margin && dx < width - margin && value <= before && value < after ? [{ dx, value }] : [];
  });
  const most = Math.ceil(width / (0.3 * line));
  return minima
    .sort((a, b) => a.value - b.value)
    .slice(0, Math.min(most, CUTS * 2))
    .map(({ dx }) => box[0] + dx)
    .sort((a, b) => a - b);
};

const signOf = ([x0, y0, x1, y1]: PixelBox, [, top, , bottom]: PixelBox): string | undefined => {
  const line = bottom - top;
  const [w, h] = [x1 - x0, y1 - y0];
  const middle = ((y0 + y1) / 2 - top) / line;
  if (h <= FLAT * line && w >= LONG * h && middle > DASH_FROM && middle < DASH_TO) return '-';
  if (h <= SMALL * line && w <= SMALL * line && middle > POINT_FROM) return h > COMMA * w && h > 0.25 * line ? ',' : '.';
  return undefined;
};

/** A line of glyphs as it is cut: the ink of its cell, and the box around all of it. */
interface Line {
  readonly cell: Grey;
  readonly ink: Ink;
  readonly all: PixelBox;
  /** Glyphs that were looked at, by their components and box: one stands between several cuts. */
  readonly seen: Map<string, Piece | undefined>;
}

/** Whether a component, by its number, is among those looked at. */
const flagsOf = (components: readonly Component[]): Uint8Array => {
  const flags = new Uint8Array(1 + Math.max(...components.map(({ label }) => label)));
  for (const { label } of components) flags[label] = 1;
  return flags;
};

/** The box of the ink between two columns; found pixel by pixel only where a component is cut. */
const boxBetween = (components: readonly Component[], flags: Uint8Array, ink: Ink, from: number, to: number): PixelBox | undefined => {
  const [x0, top, x1, bottom] = boxAround(components);
  return x0 >= from && x1 <= to ? [x0, top, x1, bottom] : tight(ink, flags, Math.max(from, x0), Math.min(to, x1), top, bottom);
};

/** The ink between two cuts, as a glyph. */
const pieceBetween = (line: Line, from: number, to: number, sorted: readonly Component[]): Piece | undefined => {
  const components = sorted.filter(({ box }) => box[0] < to && box[2] > from);
  if (components.length === 0) return undefined;
  const flags = flagsOf(components);
  const box = boxBetween(components, flags, line.ink, from, to);
  if (!box) return undefined;
  const key = [...components.map(({ label }) => label), ...box].join();
  if (!line.seen.has(key)) line.seen.set(key, pieceOf(line, box, flags));
  return line.seen.get(key);
};

/** @param flags which components are its own */
const pieceOf = ({ cell, ink, all }: Line, box: PixelBox, flags: Uint8Array): Piece | undefined => {
  const line = all[3] - all[1];
  if (box[2] - box[0] > WIDEST * line) return undefined;
  const sign = signOf(box, all);
  if (sign !== undefined) return { options: [{ text: sign, weight: SIGNS_WEIGHT }], box };
  if (box[3] - box[1] < SMALL * line) return undefined;
  const own = (at: number): boolean => flags[ink.labels[at] as number] === 1;
  const shape = shapeOf(cell, box, (at) => ink.labels[at] === 0 || own(at), ink.full, line);
  const likely = classify(shape);
  const options = CLASSES.flatMap((text, i) => (text === '' ? [] : [{ text, weight: likely[i] as number }])).sort((a, b) => b.weight - a.weight);
  return { options: options.slice(0, SECOND_CHOICES), box, shape };
};

const tight = ({ labels, width }: Ink, flags: Uint8Array, from: number, to: number, top: number, bottom: number): PixelBox | undefined => {
  let [x0, y0, x1, y1] = [to, bottom, from, top];
  for (let y = top; y < bottom; y += 1) {
    for (let x = from; x < to; x += 1) {
      if (flags[labels[y * width + x] as number] !== 1) continue;
      if (x < x0) x0 = x;
      if (x >= x1) x1 = x + 1;
      if (y < y0) y0 = y;
      if (y >= y1) y1 = y + 1;
    }
  }
  return x1 > x0 && y1 > y0 ? [x0, y0, x1, y1] : undefined;
};

/** More parts than this are text, not the digits of a figure, broken ones included. */
const MOST_GROUPS = 16;
/** A figure of one or two digits that is less likely than this is none; each digit more may halve it. */
const LEAST = 0.02;
const leastOf = (glyphs: number): number => LEAST * 0.5 ** Math.max(0, glyphs - 2);

/** Where there are more groups than this, of the first few so many must look like digits for the line to be one. */
const MANY_GROUPS = 5;
const LOOKED_AT = 4;
const DIGITS_AMONG = 2;
/** What is less likely than this is no digit. */
const HARDLY = 0.1;

/** Text is told by its first characters, before all ways to cut it are weighed. */
const isText = (groups: readonly Group[], line: Line): boolean => {
  if (groups.length <= MANY_GROUPS) return false;
  const digits = groups.slice(0, LOOKED_AT).filter(({ components, box }) => (pieceBetween(line, box[0], box[2], components)?.options[0]?.weight ?? 0) >= HARDLY);
  return digits.length < DIGITS_AMONG;
};

/** What is so surely one digit is not cut. */
const SURELY = 0.85;

const isDigit = ({ components, box }: Group, line: Line): boolean => (pieceBetween(line, box[0], box[2], components)?.options[0]?.weight ?? 0) >= SURELY;

/** The likeliest sequence of glyphs; `undefined` where none is likely. */
export const readLine = (cell: Grey, ink: Ink): Piece[] | undefined => {
  const groups = grouped(ink.components);
  if (groups.length > MOST_GROUPS) return undefined;
  const all = boxAround(ink.components);
  const height = all[3] - all[1];
  const line: Line = { cell, ink, all, seen: new Map() };
  if (isText(groups, line)) return undefined;
  const sorted = groups.flatMap((group) => group.components);
  const dashes = groups.map(({ box }) => box).filter((box) => groups.length > 1 && signOf(box, all) === '-');
  const cuts = [...new Set([...groups.flatMap((group) => [group.box[0], ...(isDigit(group, line) ? [] : innerCuts(group, ink, height))]), all[2]])].sort((a, b) => a - b);
  const best: { score: number; pieces: Piece[] }[] = [{ score: 0, pieces: [] }];
  for (let end = 1; end < cuts.length; end += 1) {
    for (let start = Math.max(0, end - MOST_MERGED - CUTS); start < end; start += 1) {
      const before = best[start];
      if (!before || before.score < Math.log(leastOf(before.pieces.length))) continue;
      const [from, to] = [cuts[start] as number, cuts[end] as number];
      // A dash and a 1 would make a fine 4.
      if (end > start + 1 && dashes.some((box) => box[0] >= from && box[2] <= to)) continue;
      const piece = pieceBetween(line, from, to, sorted);
      if (!piece) continue;
      const score = before.score + Math.log(Math.max(1e-6, piece.options[0]?.weight ?? 0));
      const known = best[end];
      if (!known || score > known.score) best[end] = { score, pieces: [...before.pieces, piece] };
    }
  }
  const found = best[cuts.length - 1];
  return found && found.score >= Math.log(leastOf(found.pieces.length)) ? found.pieces : undefined;
};

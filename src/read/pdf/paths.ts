// From drawn paths to rules: strokes, thin fills and frames (a rectangle with a rectangle cut out) all draw the lines of a table.
import type { Rule } from '../lattice.js';
import type { Matrix } from './matrix.js';

/** A fill up to this thick (points) is a line, not an area. The thickest table borders seen are 3 pt. */
const MAX_THICKNESS = 4;
/** A stroke that strays less than this (points) from the axis is straight. */
const STRAIGHT = 1;
/** More points than this in one path is a drawing, not a table; the biggest table drawn as one path has some hundred lines. */
export const MAX_POINTS = 4000;

/** Corner points in page space, x and y in turn. */
export interface Subpath {
  readonly points: number[];
  closed: boolean;
  curved: boolean;
}

/** Collects one path in page space. */
export class PathBuilder {
  readonly subpaths: Subpath[] = [];
  private x = 0;
  private y = 0;

  constructor(private readonly matrix: Matrix) {}

  move(x: number, y: number): void {
    this.set(x, y);
    this.subpaths.push({ points: [this.x, this.y], closed: false, curved: false });
  }

  line(x: number, y: number): void {
    this.set(x, y);
    this.current().points.push(this.x, this.y);
  }

  /** Only the end point counts: curves are never rules. */
  curve(x: number, y: number): void {
    this.line(x, y);
    this.current().curved = true;
  }

  close(): void {
    this.current().closed = true;
  }

  private current(): Subpath {
    let last = this.subpaths.at(-1);
    if (last?.closed !== false) {
      last = { points: [this.x, this.y], closed: false, curved: false };
      this.subpaths.push(last);
    }
    return last;
  }

  private set(x: number, y: number): void {
    const [a, b, c, d, e, f] = this.matrix;
    this.x = a * x + c * y + e;
    this.y = b * x + d * y + f;
  }
}

interface Extent {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const extentOf = ({ points }: Subpath): Extent => {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return { x0, y0, x1, y1 };
};

/** A box so thin that it is a line; a dot (thin both ways) may belong to a dotted line of either direction. */
export const thinRule = (x0: number, y0: number, x1: number, y1: number, out: Rule[]): boolean => {
  const width = x1 - x0;
  const height = y1 - y0;
  const flat = height <= MAX_THICKNESS;
  const upright = width <= MAX_THICKNESS;
  if (flat && (width >= height || upright)) out.push({ axis: 'h', at: (y0 + y1) / 2, from: x0, to: x1, thickness: height });
  if (upright && (height >= width || flat)) out.push({ axis: 'v', at: (x0 + x1) / 2, from: y0, to: y1, thickness: width });
  return flat || upright;
};

const strokeRules = ({ points, closed }: Subpath, lineWidth: number, out: Rule[]): void => {
  const count = points.length / 2;
  for (let i = 0; i < (closed ? count : count - 1); i += 1) {
    const next = (i + 1) % count;
    const xa = points[2 * i] ?? 0;
    const ya = points[2 * i + 1] ?? 0;
    const xb = points[2 * next] ?? 0;
    const yb = points[2 * next + 1] ?? 0;
    const dx = Math.abs(xb - xa);
    const dy = Math.abs(yb - ya);
    if (dy <= STRAIGHT && lineWidth <= MAX_THICKNESS) {
      out.push({ axis: 'h', at: (ya + yb) / 2, from: Math.min(xa, xb), to: Math.max(xa, xb), thickness: lineWidth });
    }
    if (dx <= STRAIGHT && lineWidth <= MAX_THICKNESS) {
      out.push({ axis: 'v', at: (xa + xb) / 2, from: Math.min(ya, yb), to: Math.max(ya, yb), thickness: lineWidth });
    }
  }
};

/** The four sides of a rectangle with a slightly smaller one cut out, as browsers draw a border of one colour. */
const frameRules = (outer: Extent, inner: Extent, out: Rule[]): void => {
  const sides = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
  if (!sides.every((side) => side >= 0 && side <= MAX_THICKNESS)) return;
  thinRule(outer.x0, outer.y0, outer.x1, inner.y0, out);
  thinRule(outer.x0, inner.y1, outer.x1, outer.y1, out);
  thinRule(outer.x0, outer.y0, inner.x0, outer.y1, out);
  thinRule(inner.x1, outer.y0, outer.x1, outer.y1, out);
};

/** Adds the rules of one painted path. `lineWidth` in page space. Wide filled areas (shading) give none. */
export const addPathRules = (subpaths: readonly Subpath[], stroke: boolean, fill: boolean, lineWidth: number, out: Rule[]): void => {
  if (fill) {
    const areas: Extent[] = [];
    for (const subpath of subpaths) {
      if (subpath.points.length < 4) continue;
      const extent = extentOf(subpath);
      if (!thinRule(extent.x0, extent.y0, extent.x1, extent.y1, out)) areas.push(extent);
    }
    const [first, second] = areas;
    if (first && second && areas.length === 2) {
      frameRules(first, second, out);
      frameRules(second, first, out);
    }
  }
  if (stroke) for (const subpath of subpaths) if (!subpath.curved) strokeRules(subpath, lineWidth, out);
};

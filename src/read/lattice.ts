// From drawn rules to the lines of tables: rules → merged edges → components → lattice (the idea of pdfplumber's table finder). What touches,
// directly or through others, is one table; so is what goes on below a row that has no borders.

/** One drawn line. `at` is its place across, `from` and `to` along; points, origin top left. */
export interface Rule {
  readonly axis: 'h' | 'v';
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly thickness: number;
}

/** Parallel lines this near (points) are one line: double rules and joints that are off (1–3 pt seen). Rows are 8 pt or more. */
export const SNAP = 3;
/** Ends this near (points) touch. */
const JOIN = 3;
/** A piece up to this long (points) is a dash or a dot; a gap of its own length after it belongs to the line. */
const DASH = 10;
const DASH_GAP = 1.6;
/** Shorter lines (points) are dots, bullets, ticks; no row or column is smaller. */
const MIN_LENGTH = 7;
/** How far (points) rules must reach beyond the outermost line across them to show an open edge of the table. */
const OPEN_EDGE = 5;
/** So many of the lines must end together at an open edge. */
const OPEN_LINES = 2;
/** A row without walls is at most so many times as high as those above and below; the room for a heading is more. */
const BAR = 1.4;

export interface Edge {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The lines of one table. */
export interface Component {
  readonly h: Edge[];
  readonly v: Edge[];
}

/** Groups values that lie within `tolerance` of the first of their group; `key` must be the sort order. */
const clusters = <T>(items: readonly T[], key: (item: T) => number, tolerance: number): T[][] => {
  const groups: T[][] = [];
  let start = -Infinity;
  for (const item of [...items].sort((a, b) => key(a) - key(b))) {
    const last = groups.at(-1);
    if (last && key(item) - start <= tolerance) last.push(item);
    else {
      groups.push([item]);
      start = key(item);
    }
  }
  return groups;
};

const gapAllowed = (a: Edge, b: Edge): number => {
  const piece = Math.min(a.to - a.from, b.to - b.from);
  return piece <= DASH ? Math.max(JOIN, DASH_GAP * piece) : JOIN;
};

/** Joins the pieces of one line that touch or are dashes of it. */
const joinPieces = (pieces: readonly Edge[]): Edge[] => {
  const joined: Edge[] = [];
  let last: Edge | undefined;
  for (const piece of [...pieces].sort((a, b) => a.from - b.from)) {
    const open = joined.at(-1);
    if (open && last && piece.from - open.to <= gapAllowed(last, piece)) {
      joined[joined.length - 1] = { at: open.at, from: open.from, to: Math.max(open.to, piece.to) };
    } else joined.push(piece);
    last = piece;
  }
  return joined;
};

const longestAt = (edges: readonly Edge[]): number => {
  let best: Edge | undefined;
  for (const edge of edges) if (!best || edge.to - edge.from > best.to - best.from) best = edge;
  return best?.at ?? 0;
};

/** Rules of one axis → lines: parallel ones snapped together, pieces joined, specks dropped. */
export const mergeEdges = (rules: readonly Rule[], axis: 'h' | 'v'): Edge[] => {
  const edges = rules.filter((rule) => rule.axis === axis);
  return clusters(edges, (edge) => edge.at, SNAP)
    .flatMap((group) => {
      // Only neighbours along the line share its place: another table's line may lie 2 pt off (73–519 and 71–521).
      const joined = joinPieces(group);
      return joined.map((edge) => {
        const own = group.filter((piece) => piece.from >= edge.from - JOIN && piece.to <= edge.to + JOIN);
        return { at: longestAt(own), from: edge.from, to: edge.to };
      });
    })
    .filter((edge) => edge.to - edge.from >= MIN_LENGTH);
};

const touch = (h: Edge, v: Edge): boolean =>
  v.at >= h.from - JOIN && v.at <= h.to + JOIN && h.at >= v.from - JOIN && h.at <= v.to + JOIN;

/** Lines that touch, directly or through others, belong to one table. Lines that touch nothing are dropped. */
const connect = (h: readonly Edge[], v: readonly Edge[]): Component[] => {
  const owner = new Map<Edge, Component>();
  for (const across of h) {
    for (const along of v) {
      if (!touch(across, along)) continue;
      const a = owner.get(across);
      const b = owner.get(along);
      const target = a ?? b ?? { h: [], v: [] };
      if (!owner.has(across)) target.h.push(across);
      if (!owner.has(along)) target.v.push(along);
      if (a && b && a !== b) {
        a.h.push(...b.h);
        a.v.push(...b.v);
        for (const edge of [...b.h, ...b.v]) owner.set(edge, a);
      }
      owner.set(across, target);
      owner.set(along, target);
    }
  }
  return [...new Set(owner.values())];
};

const mean = (edges: readonly Edge[]): number => {
  let weight = 0;
  let sum = 0;
  for (const edge of edges) {
    weight += edge.to - edge.from;
    sum += edge.at * (edge.to - edge.from);
  }
  return sum / weight;
};

/**
 * The lines of the grid along one axis: the drawn lines, and an end line where the lines across reach beyond the last of them
 * (a table open at a page break, or without outer borders).
 */
export const latticeOf = (edges: readonly Edge[], across: readonly Edge[]): number[] => {
  const lines = clusters(edges, (edge) => edge.at, SNAP).map(mean);
  const first = lines[0] ?? 0;
  const last = lines.at(-1) ?? 0;
  const before = across.filter((edge) => edge.from < first - OPEN_EDGE).map((edge) => edge.from);
  const after = across.filter((edge) => edge.to > last + OPEN_EDGE).map((edge) => edge.to);
  if (before.length >= OPEN_LINES) lines.unshift(Math.min(...before));
  if (after.length >= OPEN_LINES) lines.push(Math.max(...after));
  return lines;
};

/** Where a table without outer borders goes on after a row over its whole width, which no line down touches: its lines, from left to right, and its rows. */
interface Open {
  readonly from: number;
  readonly to: number;
  readonly ys: readonly number[];
}

/** `undefined` for what has a border at one side at least. */
const openOf = ({ h, v }: Component): Open | undefined => {
  const [xs, ys] = [latticeOf(v, h), latticeOf(h, v)];
  const [from = 0, to = 0] = [xs[0], xs.at(-1)];
  return v.some(({ at }) => at < from + OPEN_EDGE || at > to - OPEN_EDGE) ? undefined : { from, to, ys };
};

/** Whether `next` begins one row below the end of `table`, and is as wide. */
const goesOn = (table: Component, next: Component): boolean => {
  const [a, b] = [openOf(table), openOf(next)];
  if (!a || !b || Math.abs(a.from - b.from) > SNAP || Math.abs(a.to - b.to) > SNAP) return false;
  const gap = (b.ys[0] ?? 0) - (a.ys.at(-1) ?? 0);
  return gap > 0 && gap <= BAR * Math.min((a.ys.at(-1) ?? 0) - (a.ys.at(-2) ?? 0), (b.ys[1] ?? 0) - (b.ys[0] ?? 0));
};

/** From top to bottom. */
const overBars = (components: readonly Component[]): Component[] => {
  const joined: Component[] = [];
  const topOf = ({ h }: Component): number => Math.min(...h.map(({ at }) => at));
  for (const next of [...components].sort((a, b) => topOf(a) - topOf(b))) {
    const at = joined.findIndex((table) => goesOn(table, next));
    const table = joined[at];
    if (table) joined[at] = { h: [...table.h, ...next.h], v: [...table.v, ...next.v] };
    else joined.push(next);
  }
  return joined;
};

/** The lines of each table of one page. */
export const componentsOf = (rules: readonly Rule[]): Component[] => overBars(connect(mergeEdges(rules, 'h'), mergeEdges(rules, 'v')));

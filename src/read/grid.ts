// From drawn rules to the cells of tables, as a chain of small steps (the idea of pdfplumber's table finder and of Nurminen's
// thesis, with walls instead of corner points): rules → merged edges → components → lattice → walls → cells.
// Walls are told by coverage, so joints that miss each other by some points do no harm.

/** One drawn line. `at` is its place across, `from` and `to` along; points, origin top left. */
export interface Rule {
  readonly axis: 'h' | 'v';
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly thickness: number;
}

/** A cell of the grid; rows and columns count from 0. */
export interface GridCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
}

/** `xs` and `ys` are the lines of the grid: one more than columns and rows. Cells are sorted by row, then column. */
export interface GridTable {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly GridCell[];
}

/** Parallel lines this near (points) are one line: double rules and joints that are off (1–3 pt seen). Rows are 8 pt or more. */
const SNAP = 3;
/** Ends this near (points) touch. */
const JOIN = 3;
/** A piece up to this long (points) is a dash or a dot; a gap of its own length after it belongs to the line. */
const DASH = 10;
const DASH_GAP = 1.6;
/** Shorter lines (points) are dots, bullets, ticks; no row or column is smaller. */
const MIN_LENGTH = 7;
/** No row or column of text is smaller than this (points). */
const SLIVER = 5;
/** Share of a cell's side that must be drawn for a wall. Missing joints take at most 6 pt of a side of 12 pt or more. */
const WALL = 0.5;
/** How far (points) rules must reach beyond the outermost line across them to show an open edge of the table. */
const OPEN_EDGE = 5;
/** So many of the lines must end together at an open edge. */
const OPEN_LINES = 2;

interface Edge {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Component {
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
const latticeOf = (edges: readonly Edge[], across: readonly Edge[]): number[] => {
  const lines = clusters(edges, (edge) => edge.at, SNAP).map(mean);
  const first = lines[0] ?? 0;
  const last = lines.at(-1) ?? 0;
  const before = across.filter((edge) => edge.from < first - OPEN_EDGE).map((edge) => edge.from);
  const after = across.filter((edge) => edge.to > last + OPEN_EDGE).map((edge) => edge.to);
  if (before.length >= OPEN_LINES) lines.unshift(Math.min(...before));
  if (after.length >= OPEN_LINES) lines.push(Math.max(...after));
  return lines;
};

/** `walls[line][slot]`: whether the grid line is drawn along the slot between two lines across. */
const wallsOf = (edges: readonly Edge[], lines: readonly number[], slots: readonly number[]): boolean[][] =>
  lines.map((line, index) => {
    const own = edges.filter((edge) => Math.abs(edge.at - line) <= SNAP);
    return slots.slice(1).map((end, slot) => {
      const start = slots[slot] ?? end;
      if (index === 0 || index === lines.length - 1) return true;
      let covered = 0;
      for (const edge of own) covered += Math.max(0, Math.min(edge.to, end) - Math.max(edge.from, start));
      return covered >= WALL * (end - start);
    });
  });

/**
 * Fills the lattice with rectangles: from each free slot to the right up to the first wall, then down while the whole width is
 * open. A region that is no rectangle (a piece of a wall is missing) falls into several cells. `h` and `v` are `walls[line][slot]`.
 */
export const cellsOf = (h: readonly boolean[][], v: readonly boolean[][], rows: number, cols: number): GridCell[] => {
  const taken = Array.from({ length: rows }, () => new Array<boolean>(cols).fill(false));
  const free = (row: number, col: number): boolean => taken[row]?.[col] === false;
  const cells: GridCell[] = [];
  const openBelow = (row: number, col: number, width: number): boolean => {
    for (let c = col; c < col + width; c += 1) {
      if (h[row]?.[c] !== false || !free(row, c)) return false;
      if (c > col && v[c]?.[row] !== false) return false;
    }
    return true;
  };
  for (let row = 0; row < rows; row += 1) {
    for (let col = 0; col < cols; col += 1) {
      if (!free(row, col)) continue;
      let colSpan = 1;
      while (col + colSpan < cols && v[col + colSpan]?.[row] === false && free(row, col + colSpan)) colSpan += 1;
      let rowSpan = 1;
      while (row + rowSpan < rows && openBelow(row + rowSpan, col, colSpan)) rowSpan += 1;
      for (let r = row; r < row + rowSpan; r += 1) taken[r]?.fill(true, col, col + colSpan);
      cells.push({ row, col, rowSpan, colSpan });
    }
  }
  return cells;
};

/** Where each line of one axis goes when lines are dropped, and the lines that stay. */
interface Renumbering {
  readonly lines: number[];
  readonly index: number[];
}

/**
 * Drops the lines at which no cell begins, and the second line of a pair with less room between them than any text needs
 * (double rules; joints off by more than `SNAP`).
 */
const renumber = (lines: readonly number[], starts: ReadonlySet<number>): Renumbering => {
  const kept: number[] = [];
  const index: number[] = [];
  lines.forEach((line, i) => {
    const sliver = kept.length > 0 && line - (kept.at(-1) ?? 0) < SLIVER;
    const end = i === lines.length - 1;
    if (kept.length === 0 || (!sliver && (end || starts.has(i)))) kept.push(line);
    else if (end) kept[kept.length - 1] = line;
    index.push(kept.length - 1);
  });
  return { lines: kept, index };
};

/** The grid without needless lines; cells that had no room for text are gone with them. Keeps what else the cells carry. */
export const compact = <C extends GridCell>(
  xs: readonly number[],
  ys: readonly number[],
  cells: readonly C[],
): { xs: number[]; ys: number[]; cells: C[] } => {
  const x = renumber(xs, new Set(cells.map((cell) => cell.col)));
  const y = renumber(ys, new Set(cells.map((cell) => cell.row)));
  const kept: C[] = [];
  for (const cell of cells) {
    const col = x.index[cell.col] ?? 0;
    const row = y.index[cell.row] ?? 0;
    const colSpan = (x.index[cell.col + cell.colSpan] ?? 0) - col;
    const rowSpan = (y.index[cell.row + cell.rowSpan] ?? 0) - row;
    if (colSpan > 0 && rowSpan > 0) kept.push({ ...cell, row, col, rowSpan, colSpan });
  }
  return { xs: x.lines, ys: y.lines, cells: kept };
};

const tableOf = ({ h, v }: Component): GridTable | undefined => {
  const ys = latticeOf(h, v);
  const xs = latticeOf(v, h);
  const rows = ys.length - 1;
  const cols = xs.length - 1;
  if (rows < 1 || cols < 1) return undefined;
  const cells = cellsOf(wallsOf(h, ys, xs), wallsOf(v, xs, ys), rows, cols);
  const table = compact(xs, ys, cells);
  return table.xs.length < 3 ? undefined : table;
};

/** The tables of one page, from top to bottom. A frame around a text, even a parted one, has one column and is no table. */
export const findTables = (rules: readonly Rule[]): GridTable[] => {
  const components = connect(mergeEdges(rules, 'h'), mergeEdges(rules, 'v'));
  return components
    .map(tableOf)
    .filter((table) => table !== undefined)
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0) || (a.xs[0] ?? 0) - (b.xs[0] ?? 0));
};

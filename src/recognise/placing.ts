// Which cell of a line belongs to which column? An exact grid says so; a ragged one allows several placings, and all of them
// are given, for the identities to choose among.
import { isNumber, isValue, type Slot } from './lines.js';

/** One way to fill the columns; `null` = no cell for the column. */
export type Placing = readonly (Slot | null)[];

/** Grid columns a heading covers. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const spanOf = (slot: Slot): Span => ({ from: slot.col, to: slot.col + slot.colSpan - 1 });

const MOST_PLACINGS = 4000;

const filled = (slot: Slot): boolean => slot.reading.kind !== 'blank';

const overlap = (slot: Slot, span: Span): number => Math.min(slot.col + slot.colSpan - 1, span.to) - Math.max(slot.col, span.from) + 1;

/** Whether every printed cell stands under just one heading, and no heading over two: then a ragged grid can be trusted. */
export const isUnder = (values: readonly Slot[], spans: readonly Span[]): boolean => {
  const over = values.filter(filled).map((slot) => spans.filter((span) => overlap(slot, span) > 0));
  return over.every((hit) => hit.length === 1) && new Set(over.flat()).size === over.length;
};

/** The cell under each heading; `undefined` unless no cell is taken twice. */
const underHeadings = (values: readonly Slot[], spans: readonly Span[]): Placing | undefined => {
  const taken = new Set<Slot>();
  const placing = spans.map((span) => {
    const under = values.filter((slot) => overlap(slot, span) > 0).sort((a, b) => overlap(b, span) - overlap(a, span))[0] ?? null;
    if (under && taken.has(under)) return undefined;
    if (under) taken.add(under);
    return under;
  });
  return placing.includes(undefined) ? undefined : (placing as Placing);
};

/** In an exact grid: as many cells as columns go in order, else each cell under its heading. */
export const placeExactly = (values: readonly Slot[], columns: number, spans: readonly Span[] | undefined): Placing | undefined => {
  if (values.length === columns) return values;
  const placing = spans?.length === columns ? underHeadings(values, spans) : undefined;
  const rest = placing ? values.filter((slot) => !placing.includes(slot)) : [];
  if (placing && !placing.includes(null) && !rest.some(filled)) return placing;
  const printed = values.filter(filled);
  if (printed.length === columns) return printed;
  return placing && !rest.some(filled) ? placing : undefined;
};

/** Order-keeping choices of `count` out of `items`. */
const choices = <T>(items: readonly T[], count: number): T[][] => {
  if (count === 0) return [[]];
  if (items.length < count) return [];
  const [head, ...tail] = items as [T, ...T[]];
  return [...choices(tail, count - 1).map((rest) => [head, ...rest]), ...choices(tail, count)];
};

const ways = (items: number, count: number): number => {
  let result = 1;
  for (let k = 0; k < count; k += 1) result = (result * (items - k)) / (k + 1);
  return result;
};

const keyOf = (placing: Placing): string => placing.map((slot) => (slot === null ? '.' : slot.text.trim())).join('|');

const distinct = (placings: readonly Placing[]): Placing[] => [...new Map(placings.map((placing) => [keyOf(placing), placing])).values()];

/** An empty cell at the place of another. */
export const blankLike = (slot: Slot): Slot => ({ ...slot, text: '', reading: { kind: 'blank' } });

/** The printed cells set among blanks in every order-keeping way. */
const among = (printed: readonly Slot[], columns: number): Placing[] => {
  const [first] = printed;
  if (!first) return [];
  const blank = blankLike(first);
  return choices([...Array(columns).keys()], printed.length).map((places) =>
    Array.from({ length: columns }, (_, column) => {
      const at = places.indexOf(column);
      return at < 0 ? blank : (printed[at] ?? blank);
    }),
  );
};

/** Every stretch of `columns` neighbouring cells that holds all printed ones. */
const windows = (values: readonly Slot[], columns: number, printed: number): Placing[] =>
  Array.from({ length: values.length - columns + 1 }, (_, start) => values.slice(start, start + columns)).filter(
    (window) => window.filter(filled).length === printed,
  );

/**
 * In a ragged line: all placings that keep the order, told apart by what they say; none when there are too many to weigh.
 * @param countable whether empty cells were set by whoever made the table (tabs, pipes) and count; gaps between words do not.
 */
export const placeLoosely = (values: readonly Slot[], columns: number, countable = true): Placing[] => {
  const printed = values.filter(filled);
  if (printed.length === columns) return [printed];
  if (values.length === columns && (countable || printed.length === 0)) return [values];
  if (printed.length === 0) return values.length > columns ? [values.slice(0, columns)] : [];
  if (printed.length > columns)
    return ways(printed.length, columns) > MOST_PLACINGS ? [] : distinct(choices(printed, columns));
  if (countable && values.length > columns) {
    const whole = windows(values, columns, printed.length);
    if (whole.length > 0) return distinct(whole);
  }
  return ways(columns, printed.length) > MOST_PLACINGS ? [] : distinct(among(printed, columns));
};

/** Values of a line up to the first cell that is neither value nor readable, for lines that go on with another label. */
export const leading = (values: readonly Slot[]): Slot[] => {
  const stop = values.findIndex((slot, index) => !isValue(slot) && values.slice(index).some(isNumber));
  return stop < 0 ? [...values] : values.slice(0, stop);
};

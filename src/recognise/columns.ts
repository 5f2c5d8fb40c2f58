// Finds the column headings above the rows of a table: which columns of the form are there, in which order, over which grid columns.
import type { FormHeading } from '../model/index.js';
import { SIMILAR, similarity } from './labels.js';
import { isText, type Line, type Slot } from './lines.js';
import { spanOf, type Span } from './placing.js';

export interface Columns {
  readonly headings: readonly FormHeading[];
  /** In the order of `headings`; absent where headings share a grid column. In ragged text they may not fit the rows. */
  readonly spans?: readonly Span[];
  /** Texts of the headings as printed, in the same order. */
  readonly printed: readonly string[];
}

export const isExact = (line: Line): boolean => line.grid === 'ruled' || line.grid === 'markup';

/** For each grid column the lowest heading above the data, left to right, each heading once. */
const leaves = (lines: readonly Line[]): Slot[] => {
  const lowest = new Map<number, Slot>();
  for (const line of lines) {
    for (const slot of line.slots) {
      if (!isText(slot)) continue;
      for (let col = slot.col; col < slot.col + slot.colSpan; col += 1) lowest.set(col, slot);
    }
  }
  return [...new Set([...lowest.entries()].sort((a, b) => a[0] - b[0]).map(([, slot]) => slot))];
};

const bestOf = (slot: Slot, headings: readonly FormHeading[]): FormHeading | undefined => {
  let best: FormHeading | undefined;
  let fit = SIMILAR;
  for (const heading of headings) {
    const now = similarity(slot.text, heading.labels);
    if (now > fit || (now === fit && !best)) {
      best = heading;
      fit = now;
    }
  }
  return best;
};

/** Each heading of the form at most once, in the order on the paper. */
const assign = (slots: readonly Slot[], headings: readonly FormHeading[]): { slot: Slot; heading: FormHeading }[] => {
  const taken = new Set<FormHeading>();
  return slots.flatMap((slot) => {
    const free = headings.filter((heading) => !taken.has(heading));
    const heading = isText(slot) ? bestOf(slot, free) : undefined;
    if (!heading) return [];
    taken.add(heading);
    return [{ slot, heading }];
  });
};

/**
 * @param above the lines above the first data row, top to bottom.
 * @param headings the columns of the form, in its order.
 */
export const columnsAbove = (above: readonly Line[], headings: readonly FormHeading[]): Columns => {
  const last = above.at(-1);
  if (last && isExact(last)) {
    const found = assign(leaves(above.filter((line) => line.table === last.table)), headings);
    return {
      headings: found.map(({ heading }) => heading),
      spans: found.map(({ slot }) => spanOf(slot)),
      printed: found.map(({ slot }) => slot.text),
    };
  }
  const found = assign(
    above.flatMap((line) => line.slots),
    headings,
  );
  found.sort((a, b) => headings.indexOf(a.heading) - headings.indexOf(b.heading));
  const spans = found.map(({ slot }) => spanOf(slot));
  const apart = spans.every((span, index) => index === 0 || span.from > (spans[index - 1]?.to ?? 0));
  return { ...(apart && last?.table ? { spans } : {}), headings: found.map(({ heading }) => heading), printed: found.map(({ slot }) => slot.text) };
};

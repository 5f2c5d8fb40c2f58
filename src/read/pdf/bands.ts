// The columns of a table without rules: bands in which the figures of several rows stand, and bands of labels before them.
import type { Box } from '../../model/index.js';

export interface Band {
  readonly from: number;
  readonly to: number;
}

interface Figure {
  readonly box: Box;
}

/** A label that starts this far (em) left of the next column is in a column of its own. */
const INDENT = 1.5;

const middle = (band: Band): number => (band.from + band.to) / 2;
const centre = (box: Box): number => (box[0] + box[2]) / 2;

const overlap = (band: Band, box: Box): number => Math.min(band.to, box[2]) - Math.max(band.from, box[0]);

/** Index of the band that a figure stands in, or the nearest one. */
export const bandAt = (bands: readonly Band[], box: Box): number => {
  let best = 0;
  bands.forEach((band, i) => {
    if (Math.abs(middle(band) - centre(box)) < Math.abs(middle(bands[best] ?? band) - centre(box))) best = i;
  });
  const inside = bands.findIndex((band) => overlap(band, box) > 0.5 * Math.min(band.to - band.from, box[2] - box[0]));
  return inside >= 0 && overlap(bands[best] ?? { from: 0, to: 0 }, box) <= 0 ? inside : best;
};

/** First and last band a heading stands over: those whose middle it covers, else the nearest. */
export const spanOf = (bands: readonly Band[], box: Box): readonly [from: number, to: number] => {
  const covered = bands.flatMap((band, i) => (middle(band) >= box[0] && middle(band) <= box[2] ? [i] : []));
  const near = bandAt(bands, box);
  return [covered[0] ?? near, covered.at(-1) ?? near];
};

/**
 * Bands from rows of figures: the fullest rows say how many columns there are; figures of other rows that stand clear of
 * all of them add their own.
 */
export const bandsOf = (rows: readonly (readonly Figure[])[]): Band[] => {
  const most = Math.max(0, ...rows.map((row) => row.length));
  const fullest = rows.filter((row) => row.length === most);
  const bands: { from: number; to: number }[] = [];
  for (const row of fullest) {
    row.forEach(({ box }, i) => {
      const band = bands[i];
      if (!band) bands.push({ from: box[0], to: box[2] });
      else if (overlap(band, box) > -(box[2] - box[0])) Object.assign(band, { from: Math.min(band.from, box[0]), to: Math.max(band.to, box[2]) });
    });
  }
  for (const { box } of rows.flat()) {
    if (bands.some((band) => overlap(band, box) > 0)) continue;
    const gap = box[2] - box[0];
    const near = bands.some((band) => overlap(band, box) > -gap / 2);
    if (!near) bands.push({ from: box[0], to: box[2] });
  }
  return bands.sort((a, b) => a.from - b.from);
};

/**
 * Bands for columns without a single figure, which only the heading knows: its lowest words that stand clear of all bands.
 * `heading` from top to bottom.
 */
export const withHeadings = (bands: readonly Band[], heading: readonly Figure[]): Band[] => {
  const all = [...bands];
  // What stands above other words of the heading is not its lowest.
  const taken = [...bands];
  for (const { box } of [...heading].reverse()) {
    const band = { from: box[0], to: box[2] };
    if (!taken.some((other) => overlap(other, box) > 0)) all.push(band);
    taken.push(band);
  }
  return all.sort((a, b) => a.from - b.from);
};

const shares = (band: Band, box: Box): boolean => overlap(band, box) > 0.5 * Math.min(band.to - band.from, box[2] - box[0]);

/** Columns of labels, from the narrow labels to the wide ones: a label over several columns adds one only to their left. */
export const labelBandsOf = (labels: readonly (Figure & { readonly size: number })[]): Band[] => {
  const bands: { from: number; to: number }[] = [];
  for (const { box, size } of [...labels].sort((a, b) => a.box[2] - a.box[0] - (b.box[2] - b.box[0]))) {
    const [hit, second] = bands.filter((band) => shares(band, box)).sort((a, b) => a.from - b.from);
    if (!hit) bands.push({ from: box[0], to: box[2] });
    else if (hit.from - box[0] > INDENT * size && second) bands.push({ from: box[0], to: hit.from });
    else if (!second) Object.assign(hit, { from: Math.min(hit.from, box[0]), to: Math.max(hit.to, box[2]) });
  }
  return bands.sort((a, b) => a.from - b.from);
};

/** Index of the band in which a label starts. */
export const labelBandAt = (bands: readonly Band[], box: Box): number => Math.max(0, bands.findLastIndex((band) => box[0] >= band.from - 1));

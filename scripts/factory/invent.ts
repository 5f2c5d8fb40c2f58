// Invents the figures of a report that satisfy every identity of the form.
import { tableOf } from '../../src/form/index.js';
import type { Edition } from '../../src/model/index.js';
import { T3_COLUMNS, T4_COLUMNS, T4_GROUPS, type Figures, type Values } from './figures.js';
import { seeded, type Random } from './random.js';

/** How much a body has to report: nothing at all, a township, a county, a city. */
export type Size = 'none' | 'township' | 'county' | 'city';

export interface Invention {
  readonly body: string;
  readonly year: number;
  readonly size: Size;
  readonly seed: number;
  /** Both sections in 2021 form by default. */
  readonly t2?: Edition;
  readonly t3?: Edition;
}

const REQUESTS = { none: 0, township: 6, county: 120, city: 2400 } as const satisfies Record<Size, number>;
const ORGANISATIONS = T3_COLUMNS.slice(1, -1);

const amount = (random: Random, size: Size): number => {
  if (size === 'none') return 0;
  const most = { township: 90, county: 90_000, city: 9_000_000 }[size];
  return random.whole(0, most) / random.pick([1, 10, 100, 10_000]);
};

const sectionTwo = (edition: Edition, size: Size, random: Random): Values =>
  Object.fromEntries(
    tableOf(edition, 't2').fields.map(({ id, type, row }) => {
      const code = id.slice(3);
      if (type === 'amount') return [code, amount(random, size)];
      if (type === 'change') return [code, size === 'none' ? 0 : random.whole(-12, 20)];
      if (row === 'regulations' && size !== 'city') return [code, 0];
      const most = { none: 0, township: 9, county: 4000, city: 900_000 }[size];
      return [code, row === 'normative_docs' || row === 'regulations' ? random.whole(0, Math.min(most, 60)) : random.whole(0, most)];
    }),
  );

const share = (column: string, whole: number, random: Random): number => {
  if (column === 'natural_person') return whole;
  return random.next() < 0.6 ? 0 : Math.floor((whole * random.next()) / 6);
};

const withTotal = (values: Values, parts: readonly string[]): Values => ({
  ...values,
  total: parts.reduce((sum, part) => sum + (values[part] ?? 0), 0),
});

const sectionThree = (edition: Edition, size: Size, random: Random): Record<string, Values> => {
  const rows = tableOf(edition, 't3').rows.map(({ code }) => code);
  const leaves = rows.filter((row) => !['new_received', 'carried_over', 'total_processed', 'carried_forward'].includes(row));
  const columns: Record<string, Values> = {};
  for (const column of ['natural_person', ...ORGANISATIONS]) {
    const values: Values = {};
    for (const leaf of leaves) {
      const most = leaf === 'granted' || leaf === 'unable_not_held' ? REQUESTS[size] : Math.floor(REQUESTS[size] / 8);
      values[leaf] = random.next() < 0.45 && leaf !== 'granted' ? 0 : share(column, random.whole(0, most), random);
    }
    const handled = leaves.reduce((sum, leaf) => sum + (values[leaf] ?? 0), 0);
    const forward = share(column, random.whole(0, Math.floor(REQUESTS[size] / 10)), random);
    const carried = Math.min(handled, share(column, random.whole(0, Math.floor(REQUESTS[size] / 10)), random));
    columns[column] = { ...values, total_processed: handled, carried_forward: forward, carried_over: carried, new_received: handled + forward - carried };
  }
  return Object.fromEntries(
    rows.map((row) => {
      const values = Object.fromEntries(Object.entries(columns).map(([column, byRow]) => [column, byRow[row] ?? 0]));
      return [row, withTotal(values, ['natural_person', ...ORGANISATIONS])];
    }),
  );
};

const sectionFour = (size: Size, random: Random): Record<string, Values> => {
  const outcomes = T4_COLUMNS.slice(0, -1);
  const most = { none: 0, township: 1, county: 9, city: 160 }[size];
  return Object.fromEntries(
    T4_GROUPS.map((group) => [group, withTotal(Object.fromEntries(outcomes.map((outcome) => [outcome, random.whole(0, most)])), outcomes)]),
  );
};

/** The same invention gives the same figures. */
export const invent = ({ body, year, size, seed, t2 = '2021', t3 = '2021' }: Invention): Figures => {
  const random = seeded(seed);
  return {
    body,
    year,
    form_table2: t2,
    form_table3: t3,
    table2: sectionTwo(t2, size, random),
    table3: sectionThree(t3, size, random),
    table4: sectionFour(size, random),
  };
};

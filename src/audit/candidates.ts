// The candidates of open figures, and all combinations of them that satisfy some rules.
import type { EditRule, Entry, FieldId } from '../model/index.js';
import { readNumber } from '../number.js';

export type Values = Map<FieldId, number | null>;

/** One number a figure may be, as a reader saw it. */
export interface Option {
  readonly text: string;
  readonly value: number;
  /** A reader read it so; the others are what it may be as well. */
  readonly read: boolean;
}

export interface Open {
  readonly field: FieldId;
  readonly options: readonly Option[];
}

/** Options weighed for one group of figures, at most; beyond that nothing is proven. */
const MOST_TRIED = 200_000;

const numberIn = (text: string): number | undefined => {
  const reading = readNumber(text);
  return reading.kind === 'number' ? reading.value : undefined;
};

export const alternativesOf = ({ double }: Entry): Option[] => {
  const read = (double?.readings ?? []).map(({ text }) => numberIn(text));
  return (double?.candidates ?? []).flatMap(({ text }) => {
    const value = numberIn(text);
    return value === undefined ? [] : [{ text, value, read: read.includes(value) }];
  });
};

/**
 * Every combination that satisfies all rules, two at most: more need not be known. `undefined` where there is too much to try.
 * A rule is asked as soon as the last of its open figures has a value.
 */
export const allCombinations = (
  group: readonly Open[],
  rules: readonly EditRule[],
  known: Values,
  holds: (rule: EditRule, values: Values) => boolean,
): ReadonlyMap<FieldId, Option>[] | undefined => {
  const last = (rule: EditRule): number => group.findLastIndex(({ field }) => rule.terms[field] !== undefined);
  const due = group.map((_, at) => rules.filter((rule) => last(rule) === at));
  const values: Values = new Map(known);
  const found: ReadonlyMap<FieldId, Option>[] = [];
  let tried = 0;
  const walk = (at: number, picks: readonly (readonly [FieldId, Option])[]): void => {
    const open = group[at];
    if (!open) found.push(new Map(picks));
    for (const option of open?.options ?? []) {
      if (found.length > 1 || tried > MOST_TRIED || !open) return;
      tried += 1;
      values.set(open.field, option.value);
      if (due[at]?.every((rule) => holds(rule, values)) === true) walk(at + 1, [...picks, [open.field, option]]);
    }
    if (open) values.delete(open.field);
  };
  walk(0, []);
  return tried > MOST_TRIED ? undefined : found;
};

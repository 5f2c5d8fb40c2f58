// Where a layout allows several placings, the identities of the form choose. What every best solution agrees on is proven;
// the rest is doubtful and stays without value.
import { evaluate } from '../form/evaluate.js';
import type { EditRule, FieldId } from '../model/index.js';

/** Some fields that are filled together, and every way to fill them. */
export interface Choice {
  readonly fields: readonly FieldId[];
  /** Each option gives a value, `null` for blank, or `undefined` for absent, in the order of `fields`. */
  readonly options: readonly (readonly (number | null | undefined)[])[];
}

export interface Solved {
  /** Options that belong to some best solution. */
  readonly options: readonly number[];
  /** Whether every rule that speaks of these fields is satisfied in all best solutions, at least one of them really. */
  readonly proven: boolean;
}

/** A violated rule costs more than any number of rules that depend on a blank. */
const VIOLATED = 1000;
const DEPENDS = 1;
const MOST_COMBINATIONS = 20_000;
const MOST_PASSES = 4;

type Values = Map<FieldId, number | null | undefined>;

const cost = (rules: readonly EditRule[], values: Values): { cost: number; held: number } => {
  let total = 0;
  let held = 0;
  for (const rule of rules) {
    const { outcome } = evaluate(rule, (field) => values.get(field));
    if (outcome === 'violated') total += VIOLATED;
    else if (outcome === 'depends-on-blank') total += DEPENDS;
    else if (outcome === 'held') held += 1;
  }
  return { cost: total, held };
};

const put = (values: Values, choice: Choice, option: number): void => {
  choice.fields.forEach((field, index) => values.set(field, choice.options[option]?.[index]));
};

const touching = (rules: readonly EditRule[], fields: ReadonlySet<FieldId>): EditRule[] =>
  rules.filter((rule) => Object.keys(rule.terms).some((field) => fields.has(field)));

/** Drops options that break a rule within their own fields, where another option does not. */
const weedAlone = (choice: Choice, rules: readonly EditRule[]): number[] => {
  const own = rules.filter((rule) => Object.keys(rule.terms).every((field) => choice.fields.includes(field)));
  const costs = choice.options.map((_, option) => {
    const values: Values = new Map();
    put(values, choice, option);
    return cost(own, values).cost;
  });
  const least = costs.reduce((a, b) => Math.min(a, b), Infinity);
  return costs.flatMap((c, option) => (c === least ? [option] : []));
};

interface Best {
  readonly cost: number;
  readonly combinations: readonly (readonly number[])[];
  readonly held: number;
}

const search = (choices: readonly Choice[], pools: readonly (readonly number[])[], rules: readonly EditRule[], fixed: Values): Best => {
  const values: Values = new Map(fixed);
  const found: number[][] = [];
  let least = Infinity;
  let held = 0;
  const walk = (depth: number, picked: readonly number[]): void => {
    const choice = choices[depth];
    if (!choice) {
      const now = cost(rules, values);
      if (now.cost < least) {
        least = now.cost;
        found.length = 0;
        held = now.held;
      }
      if (now.cost === least) {
        found.push([...picked]);
        held = Math.min(held, now.held);
      }
      return;
    }
    for (const option of pools[depth] ?? []) {
      put(values, choice, option);
      walk(depth + 1, [...picked, option]);
    }
    choice.fields.forEach((field) => values.delete(field));
  };
  walk(0, []);
  return { cost: least, combinations: found, held };
};

const product = (pools: readonly (readonly number[])[]): number => pools.reduce((n, pool) => n * pool.length, 1);

/** Weighs each choice by itself against what is fixed, when all together are too many. */
const narrow = (choices: readonly Choice[], pools: number[][], rules: readonly EditRule[], fixed: Values): void => {
  for (let pass = 0; pass < MOST_PASSES && product(pools) > MOST_COMBINATIONS; pass += 1) {
    const settled: Values = new Map(fixed);
    choices.forEach((choice, index) => {
      const [only, second] = pools[index] ?? [];
      if (only !== undefined && second === undefined) put(settled, choice, only);
    });
    choices.forEach((choice, index) => {
      const pool = pools[index] ?? [];
      if (pool.length < 2) return;
      const best = search([choice], [pool], touching(rules, new Set(choice.fields)), settled);
      pools[index] = best.combinations.flatMap((c) => c[0] ?? []);
    });
  }
};

/**
 * @param fixed what is known for certain, by field.
 * @returns for each choice, in order, the options that are left.
 */
export const solve = (choices: readonly Choice[], rules: readonly EditRule[], fixed: ReadonlyMap<FieldId, number | null>): Solved[] => {
  const known: Values = new Map(fixed);
  const pools = choices.map((choice) => weedAlone(choice, rules));
  narrow(choices, pools, rules, known);
  const open = product(pools) > MOST_COMBINATIONS;
  const all = touching(rules, new Set(choices.flatMap((choice) => [...choice.fields])));
  const best = open ? undefined : search(choices, pools, all, known);
  return choices.map((choice, index) => {
    const options = best ? [...new Set(best.combinations.flatMap((c) => c[index] ?? []))] : (pools[index] ?? []);
    if (options.length !== 1 || !best) return { options, proven: false };
    const values: Values = new Map(known);
    choices.forEach((other, k) => {
      const picks = new Set(best.combinations.flatMap((c) => c[k] ?? []));
      const [only] = picks;
      if (picks.size === 1 && only !== undefined) put(values, other, only);
    });
    const own = cost(touching(rules, new Set(choice.fields)), values);
    return { options, proven: own.cost < VIOLATED && own.held > 0 };
  });
};

// The identities (勾稽关系) of the form, worked out a second time and apart from src/audit, so that the truth beside a document
// does not come from the code it is to judge.
import { T3_COLUMNS, T4_COLUMNS, type Figures, type Values } from './figures.js';

/** One equation: what the parts give (`left`) and what is printed for them (`right`). */
export interface Breach {
  readonly code: 'T3-BAL' | 'T3-SUM' | 'T3-ROW' | 'T4-SUM';
  /** A column code, a row code or a group code. */
  readonly where: string;
  readonly left: number;
  readonly right: number;
}

export interface Arithmetic {
  readonly violations: readonly Breach[];
  readonly blank_notes: readonly (Breach & { kind: 'blank_dependent' })[];
  readonly identity_summary: { held: number; not_assessable_all_blank: number; violated: number; depends_on_reading_blank: number };
}

type Value = number | null | undefined;
interface Equation {
  readonly code: Breach['code'];
  readonly where: string;
  readonly left: readonly Value[];
  readonly right: readonly Value[];
}

const OUTSIDE = ['new_received', 'carried_over', 'total_processed', 'carried_forward'];

const equationsOf = ({ table3, table4 }: Figures): Equation[] => {
  const leaves = Object.keys(table3).filter((row) => !OUTSIDE.includes(row));
  const printed = (row: string, column: string): Value => table3[row]?.[column];
  const columns = T3_COLUMNS.filter((column) => Object.values(table3).some((row) => column in row));
  const perColumn = columns.flatMap((c): Equation[] => [
    { code: 'T3-BAL', where: c, left: [printed('new_received', c), printed('carried_over', c)], right: [printed('total_processed', c), printed('carried_forward', c)] },
    { code: 'T3-SUM', where: c, left: leaves.map((row) => printed(row, c)), right: [printed('total_processed', c)] },
  ]);
  const sum = (code: Breach['code'], parts: readonly string[]) =>
    ([where, row]: [string, Values]): Equation => ({ code, where, left: parts.map((part) => row[part]), right: [row.total] });
  return [
    ...perColumn,
    ...Object.entries(table3).map(sum('T3-ROW', T3_COLUMNS.slice(0, -1))),
    ...Object.entries(table4).map(sum('T4-SUM', T4_COLUMNS.slice(0, -1))),
  ];
};

const add = (values: readonly Value[]): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** A blank may stand for a count that mends the equation: on the left when the left falls short, on the right otherwise. */
const blankMends = ({ left, right }: Equation): boolean => (add(left) < add(right) ? left : right).includes(null);

/** Rows missing from a table leave the sums over them out of account: nothing can be said without every part. */
const complete = (figures: Figures, { code, left, right }: Equation): boolean => {
  if ([...left, ...right].includes(undefined)) return false;
  const rows = Object.keys(figures.table3).length;
  return code !== 'T3-SUM' || rows === (figures.form_table3 === '2019' ? 23 : 25);
};

export const checkArithmetic = (figures: Figures): Arithmetic => {
  const equations = equationsOf(figures).filter((equation) => complete(figures, equation));
  const blank = equations.filter(({ left, right }) => [...left, ...right].every((value) => value === null));
  const open = equations.filter((equation) => !blank.includes(equation) && add(equation.left) !== add(equation.right));
  const breach = ({ code, where, left, right }: Equation): Breach => ({ code, where, left: add(left), right: add(right) });
  const dependent = open.filter(blankMends);
  const violated = open.filter((equation) => !dependent.includes(equation));
  return {
    violations: violated.map(breach),
    blank_notes: dependent.map((equation) => ({ ...breach(equation), kind: 'blank_dependent' as const })),
    identity_summary: {
      held: equations.length - blank.length - open.length,
      not_assessable_all_blank: blank.length,
      violated: violated.length,
      depends_on_reading_blank: dependent.length,
    },
  };
};

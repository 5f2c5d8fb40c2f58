// One edition of the national template: what fields it has and what must hold between them.

/** `t2.<code>`, `t3.<row>.<column>`, `t4.<group>.<column>`: stable, lower case, never reused. */
export type FieldId = string;

export type Edition = '2019' | '2021';

export type TableId = 't2' | 't3' | 't4';

export type Unit = '件' | '项' | '个' | '万元' | '元';

export interface Field {
  readonly id: FieldId;
  readonly table: TableId;
  /** Row and column code; section two has a row (`licensing`) and a column (`decisions`) too. */
  readonly row: string;
  readonly column: string;
  /** Official Chinese label, `row › column`. */
  readonly label: string;
  readonly english: string;
  readonly unit: Unit;
  /** `count`: whole, 0 or more; `change`: whole, signed; `amount`: decimal, 0 or more. */
  readonly type: 'count' | 'change' | 'amount';
}

/** A row or column heading of a table: its code, the official label and what has been seen printed for it. */
export interface Heading {
  readonly code: string;
  readonly labels: readonly string[];
  readonly english: string;
  /** Codes or labels of the headings above it, outermost first, official wording. */
  readonly under: readonly string[];
}

/** Σ coefficient · field `op` constant (Fellegi–Holt edit). */
export interface EditRule {
  /** Code of the identity in the official form: `T3-BAL`. Several rules share one, one for each row or column. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly origin: string;
  /** `error` for exact identities, `warning` for soft ones, `note` for hints. */
  readonly severity: 'error' | 'warning' | 'note';
  /** The field the rule speaks about: the printed total; its coefficient is 1. */
  readonly target: FieldId;
  readonly terms: Readonly<Record<FieldId, number>>;
  readonly op: '==' | '>=';
  readonly constant: number;
  readonly tolerance: number;
}

/** One table of one edition. */
export interface FormTable {
  readonly table: TableId;
  readonly edition: Edition;
  readonly rows: readonly Heading[];
  readonly columns: readonly Heading[];
  readonly fields: readonly Field[];
  readonly rules: readonly EditRule[];
}

export interface Form {
  readonly edition: Edition;
  readonly title: string;
  readonly basis: string;
  /** Report years by rule; what bodies really use is decided table by table. */
  readonly years: readonly [from: number, to: number | null];
  readonly tables: Readonly<Record<TableId, FormTable>>;
}

// A filled form: one authority × one year, every value with the text as printed and its place.
import type { Capture } from './capture.js';
import type { Finding } from './finding.js';
import type { DoubleReading } from './document.js';
import type { Edition, FieldId, TableId } from './form.js';
import type { Place } from './place.js';

/** SDMX CL_OBS_STATUS: A as printed, O missing, I deduced, U doubtful, B break in series. */
export type ObsStatus = 'A' | 'O' | 'I' | 'U' | 'B';

/** How the value of a figure on a picture was decided: both readers agree, the identities chose a candidate, or not at all. */
export type Decision = 'agreed' | 'identities' | 'open';

/** `null` = read and empty (or a printed mark of "nothing", or doubtful); an absent entry = not found; 0 = zero. */
export interface Entry {
  readonly value: number | null;
  /** The text exactly as printed. */
  readonly raw: string;
  readonly status: ObsStatus;
  readonly place: Place;
  /** Only for a figure read from a picture. */
  readonly double?: DoubleReading & { readonly decision: Decision };
}

/** One value changed, with method and reason; the printed value stays beside it. */
export interface Correction {
  readonly field: FieldId;
  readonly from: number | null;
  readonly to: number | null;
  readonly method: 'reread' | 'typo' | 'deduced' | 'manual';
  readonly because: string;
}

/** Whole area (全县汇总), the organ itself, or not to be told. */
export type Scope = 'aggregate' | 'own' | 'unknown';

/** A statement about the report and where in the document it was seen: `title`, `period sentence`, `signature` … */
export interface Seen<T> {
  readonly value: T;
  readonly from: string;
  readonly text: string;
  readonly at?: Place;
}

export interface Report {
  readonly capture: Capture;
  readonly mediaType: string;
  readonly reader: string;
  readonly body: Seen<string> | null;
  readonly year: Seen<number> | null;
  readonly scope: Seen<Scope>;
  readonly title: Seen<string> | null;
  readonly published: Seen<string> | null;
  /** Edition of each table that was found. */
  readonly forms: Readonly<Partial<Record<TableId, Edition>>>;
  readonly entries: ReadonlyMap<FieldId, Entry>;
  readonly findings: readonly Finding[];
  readonly corrections: readonly Correction[];
}

export type Outcome = 'held' | 'violated' | 'depends-on-blank' | 'all-blank' | 'not-found';

/** One rule confronted with one report. `fields` names the blank fields where the outcome depends on them. */
export interface Check {
  readonly rule: string;
  readonly target: FieldId;
  readonly outcome: Outcome;
  readonly blanks: readonly FieldId[];
  /** What the target should be by its own rule, with blanks as 0. */
  readonly expected: number | null;
  readonly found: number | null;
  /** The value the only blank must have, where exactly one blank decides. */
  readonly implied?: number;
}

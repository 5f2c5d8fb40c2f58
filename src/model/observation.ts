// One published number (SDMX: key, value, attributes), with where it was derived from (PROV).
import type { Edition, FieldId, TableId, Unit } from './form.js';
import type { Place } from './place.js';
import type { ObsStatus } from './report.js';

export interface Observation {
  readonly report: string;
  readonly field: FieldId;
  readonly table: TableId;
  readonly form: Edition;
  /** Row code: what is counted. */
  readonly indicator: string;
  /** Section three: the kind of applicant; `_Z` (SDMX: not applicable) elsewhere. */
  readonly applicantType: string;
  /** Section four: how the case ended; `_Z` elsewhere. */
  readonly outcome: string;
  readonly value: number | null;
  readonly raw: string;
  readonly obsStatus: ObsStatus;
  readonly unitMeasure: Unit;
  readonly place: Place;
}

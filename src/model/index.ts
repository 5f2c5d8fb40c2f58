export type * from './capture.js';
export type * from './document.js';
export type {
  Edition,
  EditRule,
  Field,
  FieldId,
  Form,
  FormTable,
  Heading as FormHeading,
  TableId,
  Unit,
} from './form.js';
export type * from './observation.js';
export type * from './place.js';
export type * from './report.js';
export * from './finding.js';

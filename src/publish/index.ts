// Report → observations → data package.
export { unescapeCell } from './csv.js';
export { observations } from './observations.js';
export { orgLevel, orgSlug } from './organisation.js';
export type { DataPackage, Effects, Resource } from './package.js';
export type { Crawled, Listing, Portal, Trouble } from './coverage.js';
export { seasonOf } from './due.js';
export { NOTHING_CRAWLED, publish } from './publish.js';
export type { Extracted, Filed } from './survey.js';
export { findingToJson, reportToJson } from './report-json.js';
export type { FindingJson, ReportJson } from './report-json.js';
export { reportId } from './report-id.js';

export { confront, confrontRule } from './confront.js';
export { auditFindings } from './findings.js';

export { confront } from './confront.js';
export { auditFindings } from './findings.js';

export { confront } from './confront.js';
export { auditFindings } from './findings.js';
export { settle } from './settle.js';

// What was fetched and what was made of it, on disk.
export { openArchive } from './archive.js';
export type { Archive, Attempt, Known, Stored } from './archive.js';
export { writeAtomic } from './atomic.js';
export { sha256 } from './digest.js';
export { INFLATED_LIMIT, inflate } from './inflate.js';
export { openRun } from './runs.js';
export type { Run } from './runs.js';
export { openShelf, shelfKey } from './shelf.js';
export type { Shelf } from './shelf.js';
export { headerOf } from './warc.js';
export type { Exchange } from './warc.js';

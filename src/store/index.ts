// What was fetched and what was made of it, on disk.
export { openArchive, rebuildIndex } from './archive.js';
export type { Archive, ArchiveOptions, Attempt, Earlier, Known, Stored } from './archive.js';
export { unlessMissing, writeAtomic } from './atomic.js';
export { openDatabase } from './database.js';
export type { Database, Sql } from './database.js';
export { sha256, uuidOf } from './digest.js';
export { INFLATED_LIMIT, inflate } from './inflate.js';
export { openJobs, workOn } from './jobs.js';
export type { Jobs, Made, Taken, Task, Working } from './jobs.js';
export { takeLock, tryLock } from './lock.js';
export { finishedRuns, openRun } from './runs.js';
export type { Run } from './runs.js';
export { openShelf, shelfKey } from './shelf.js';
export type { Shelf } from './shelf.js';
export { headerOf } from './warc.js';
export type { Asked, Exchange, Failure } from './warc.js';

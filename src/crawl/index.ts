// Polite fetching: source → captures in the archive.
export { crawl } from './crawl.js';
export type { CrawlEvent, Outcome, RunSummary } from './events.js';
export { FetchError, HTTP_DEFAULTS, httpGet } from './fetch.js';
export type { Answer, Fetch, HttpOptions, Request } from './fetch.js';
export { CRAWL_DEFAULTS } from './visit.js';
export type { CrawlEffects, CrawlOptions } from './visit.js';

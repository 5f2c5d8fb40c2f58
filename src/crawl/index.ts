// Polite fetching: source → captures in the archive.
export { lastAsked } from './asked.js';
export { crawl } from './crawl.js';
export { summarise } from './events.js';
export type { CrawlEvent, Outcome, RunSummary, Unfollowed } from './events.js';
export type { Resolve } from './connect.js';
export { FetchError } from './fetch-error.js';
export { httpGet } from './fetch.js';
export type { Answer, Fetch, HttpOptions, Request } from './fetch.js';
export { makeHosts } from './hosts.js';
export type { Hosts } from './hosts.js';
export { openJudgements } from './judgements.js';
export { isOutcome, OUTCOMES } from './outcomes.js';
export type { NextStep, OutcomeCode, OutcomeKind } from './outcomes.js';
export type { HostTraffic } from './traffic.js';
export { CRAWL_DEFAULTS } from './options.js';
export type { CrawlOptions } from './options.js';
export type { CrawlEffects } from './visit.js';

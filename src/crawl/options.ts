// How a crawl behaves, with the defaults.
import type { RetryOptions } from './retry.js';
import type { Limits } from './verdict.js';

export interface CrawlOptions extends RetryOptions, Limits {
  /** Least pause between two requests to one host, in ms; portals are small machines. A longer Crawl-delay wins. */
  readonly delayMs: number;
  /** Hops of one redirect chain. */
  readonly maxRedirects: number;
  /** Refusals in a row after which a host is left alone for this run. */
  readonly maxRefusals: number;
  /** Addresses of reports and attachments that are asked for in one crawl of one source. */
  readonly maxLeads: number;
  /** Bytes of the pictures of one page that are its report. */
  readonly maxPictureBytes: number;
  /** Reporting years wanted, where the title names one; all when absent. */
  readonly years?: readonly number[];
}

export const CRAWL_DEFAULTS: CrawlOptions = {
  delayMs: 3000,
  retries: 3,
  maxRedirects: 5,
  maxRefusals: 5,
  maxContentBytes: 128 * 1024 * 1024,
  maxPageBytes: 4 * 1024 * 1024,
  maxLeads: 5000,
  maxPictureBytes: 64 * 1024 * 1024,
};

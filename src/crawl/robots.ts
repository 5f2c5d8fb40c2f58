// robots.txt: read once per origin and run, kept in the archive, obeyed. None (404) allows all; an unreadable one, such as a web page
// or an error, allows only the address a person entered.
import robotsModule from 'robots-parser';
import { pageText } from '../charset.js';
import { partsOf } from './parts.js';

/** Product token of the user agent in robots.txt. */
const ROBOTS_TOKEN = 'gongkai';
/** What is behind is not read, as RFC 9309 allows. */
const MOST_BYTES = 500 * 1024;

/** A rule cut in two would say something else. */
const wholeLines = (content: Uint8Array): Uint8Array => (content.length <= MOST_BYTES ? content : content.subarray(0, content.lastIndexOf(10, MOST_BYTES) + 1));

/** `Crawl-delay: 10s` is meant as 10. */
const plainDelays = (text: string): string => text.replace(/^([ \t]*crawl-delay[ \t]*:[ \t]*\d+(?:\.\d+)?).*$/gim, '$1');

export interface Rules {
  readonly state: 'none' | 'read' | 'unknown';
  /** `seed` is the listing of the source that asks. */
  readonly allows: (uri: string, seed: string) => boolean;
  readonly crawlDelayMs: number;
}

/** The answer to a request for robots.txt; `undefined` = no answer. */
export interface RobotsAnswer {
  readonly uri: string;
  readonly status: number;
  readonly content: Uint8Array;
}

/** No rule begins so, and every page does, with whatever tag or comment. */
const isPage = (text: string): boolean => /^[\s\ufeff]*</.test(text);

// The package is CommonJS and exports the function itself, which its types describe as a member `default`.
const parse = robotsModule as unknown as typeof robotsModule.default;

/** http or https, with a slash at the end or without, and whatever a browser would look for in the page: still what the person entered. */
const sameEntry = (uri: string, seed: string): boolean => [uri, seed].map((one) => one.replace(/#.*$/, '').replace(/^https?:|\/$/g, '')).every((one, _, [first]) => one === first);

export const isRules = (uri: string): boolean => partsOf(uri).pathname === '/robots.txt';

export const rulesFrom = (answer: RobotsAnswer | undefined): Rules => {
  if (answer?.status === 404 || answer?.status === 410) return { state: 'none', allows: () => true, crawlDelayMs: 0 };
  const text = answer?.status === 200 ? pageText(wholeLines(answer.content)) : undefined;
  if (answer === undefined || text === undefined || isPage(text)) return { state: 'unknown', allows: sameEntry, crawlDelayMs: 0 };
  const rules = parse(answer.uri, plainDelays(text));
  return {
    state: 'read',
    allows: (uri) => rules.isAllowed(uri, ROBOTS_TOKEN) ?? true,
    crawlDelayMs: Math.max(0, rules.getCrawlDelay(ROBOTS_TOKEN) ?? 0) * 1000,
  };
};

// Every way an address can end other than in what was asked for: one catalogue, from which the documentation is made. A code says what
// was seen; what the crawler does about it stands beside it, and nowhere does it try to get past a refusal.

/** `refused`: the portal, its robots rules or our own restraint said no. `failed`: nothing useful came. */
export type OutcomeKind = 'refused' | 'failed';

/**
 * `again`: tried again in this run with growing pauses, then at the next. `next-run`: left for this run, asked again at the next.
 * `person`: asked again at the next run, too, but hardly anything will change until a person looks at the source entry.
 */
export type NextStep = 'again' | 'next-run' | 'person';

interface OutcomeEntry {
  readonly kind: OutcomeKind;
  readonly title: string;
  readonly description: string;
  readonly next: NextStep;
  /** Counts towards leaving the host alone: so many in a row, and it is not asked again in this run. */
  readonly strikes: boolean;
}

const refused = (next: NextStep, strikes: boolean, title: string, description: string): OutcomeEntry => ({ kind: 'refused', next, strikes, title, description });
const failed = (next: NextStep, strikes: boolean, title: string, description: string): OutcomeEntry => ({ kind: 'failed', next, strikes, title, description });

export const OUTCOMES = {
  // no connection
  'dns': failed('again', true, 'Name not found', 'The host name does not resolve; a retired sub-domain, or trouble with the name service.'),
  'blackhole': failed('again', true, 'No connection', 'The connection is never completed; many portals answer only inside the country.'),
  'network': failed('again', true, 'Connection lost', 'The connection was refused or broke before an answer came.'),
  'tls.cert': failed('person', true, 'Certificate not valid', 'The certificate is expired, for another name, or signed by nobody known. A person may allow it for one source with the option `insecure`.'),
  'tls.legacy': failed('person', true, 'Old TLS only', 'The host speaks only versions or keys of TLS that are no longer safe.'),
  'tls.none': failed('person', true, 'No TLS', 'Port 443 is closed or answers without TLS; the portal may be there over http. One that is silent ends as `blackhole`.'),
  // an answer without its end, or without measure
  'timeout.answer': failed('again', true, 'No answer in time', 'Connected, but no answer began in the time allowed.'),
  'timeout': failed('again', true, 'Answer too slow', 'The answer did not end in the time allowed for the whole exchange. A person may allow one source more with the option `timeoutMs`.'),
  'truncated': failed('again', false, 'Answer cut short', 'The connection ended before the announced end of the answer.'),
  'length.wrong': failed('next-run', false, 'Length announced too small', 'More was sent than Content-Length announced, so what was received is cut.'),
  'too-large.announced': failed('person', false, 'Too large as announced', 'Content-Length is over the limit; the body was not read. A person may allow one source more with the option `maxBytes`.'),
  'too-large.sent': failed('person', false, 'Too large as sent', 'The body went over the limit; reading stopped there. A person may allow one source more with the option `maxBytes`.'),
  'too-large.opened': failed('person', false, 'Too large when opened', 'A small compressed body opens to more than the limit, or a page is larger than any real one; it was not read.'),
  'too-large.parsed': failed('person', false, 'Too large when parsed', 'The markup nests deeper, or holds more elements, or more attributes in one tag, than any real page; it was not read.'),
  'damaged': failed('next-run', false, 'Body does not open', 'The compressed body is damaged, or in a coding not known.'),
  // challenges
  'challenge.ruishu': refused('person', true, 'Script challenge (412)', 'A script that computes a cookie instead of the page (`$_ts`). It is not run.'),
  'challenge.jsl': refused('person', true, 'Script challenge (521)', 'A script that computes a cookie instead of the page (`__jsl_clearance`). It is not run.'),
  'challenge.cookie302': refused('person', true, 'Cookie challenge', 'Sent back to the same address with a cookie, again and again although the cookie was returned.'),
  'challenge.captcha': refused('person', true, 'Code asked for', 'A page that asks for a code or a slider instead of the page. It is not solved.'),
  // refusals
  'refused.401': refused('person', true, 'Sign-in asked for', 'Status 401.'),
  'refused.403': refused('next-run', true, 'Forbidden', 'Status 403; often for addresses outside the country.'),
  'refused.405': refused('next-run', true, 'Method refused', 'Status 405; also the shield page of some carriers.'),
  'refused.406': refused('next-run', true, 'Not acceptable', 'Status 406; some shields answer so.'),
  'refused.422': refused('next-run', true, 'Not processed', 'Status 422; some shields answer so.'),
  'refused.other': refused('next-run', true, 'Refused', 'Another status from 400 to 499; the note tells which.'),
  'fence.path': refused('next-run', true, 'Fenced', 'The listing answers, but each document it leads to is refused or said to be missing. Seen from here only: it does not mean withdrawn.'),
  'throttle': refused('again', true, 'Asked too fast', 'Status 429 or 503, or one big page for several addresses after a burst. Retry-After is obeyed.'),
  'list.repeat': refused('next-run', false, 'Listing repeats itself', 'A further page of a listing is the same as an earlier one; rows beyond it were not served.'),
  // answers that are not the page
  'not-found': failed('next-run', false, 'Not found', 'Status 404 or 410. Seen from here only: it need not mean withdrawn.'),
  'server': failed('next-run', true, 'Error of the server', 'Status 500 or more.'),
  'soft404': failed('next-run', false, 'Not found, said softly', 'Status 200, but the page says it is not there, or is what the host shows for an address that cannot exist.'),
  'stub': failed('next-run', false, 'Empty page', 'A few bytes without content, status 200.'),
  'not-modified': failed('next-run', false, 'Unchanged, unasked', 'Status 304 (not modified) to a question without conditions; there is nothing it could stand for.'),
  'shell.js': failed('person', false, 'Page made by script', 'A page without content that a script would fill or lead on; scripts are not run.'),
  'wrong-type': failed('next-run', false, 'Not the file', 'A web page where a document file was promised.'),
  'redirect.loop': failed('next-run', false, 'Redirects in a circle', 'Sent in a circle, or on and on.'),
  'redirect.broken': failed('next-run', false, 'Redirect to nowhere', 'A redirect without a usable address.'),
  'redirect.home': failed('next-run', false, 'Sent to the home page', 'The document is not there any more, or not for us; the home page is not it.'),
  'redirect.domain': refused('person', false, 'Sent to another site', 'Redirects are followed on the same site only; a person may enter the new address.'),
  'redirect.downgrade': refused('person', false, 'Sent from https to http', 'Not followed, because it cannot be told who answers there; a person may enter the http address, or allow it with the option `downgrade`.'),
  // our own restraint
  'robots': refused('person', false, 'Disallowed by robots.txt', 'robots.txt disallows the address; it was not asked for.'),
  'robots.unknown': refused('person', false, 'robots.txt not readable', 'robots.txt is a web page, a challenge or an error, so only the address a person entered is fetched.'),
  'stopped': refused('next-run', false, 'Host left alone', 'Refused so many times in a row, or asked for so much patience, that the host is left alone for this run.'),
  'host.unlisted': refused('person', false, 'Host not listed', 'Only .gov.cn hosts of the source\'s own site, and hosts a person entered, are asked.'),
  'blocked': refused('person', false, 'Inner address', 'The name or address leads into a private or local network; it was not connected to.'),
  'scheme': refused('person', false, 'No web address', 'Only http and https addresses without a user name are fetched.'),
  // our own defects
  'internal': failed('person', false, 'Fault of this program', 'The crawl of this source ended in an error nobody foresaw; the note holds its message. Other sources went on.'),
} as const satisfies Record<string, OutcomeEntry>;

export type OutcomeCode = keyof typeof OUTCOMES;

/** What stood in the way of one address; `note` holds the evidence: status, marks found, what was expected. */
export interface Trouble {
  readonly kind: OutcomeKind;
  readonly code: OutcomeCode;
  readonly note: string;
}

export const trouble = (code: OutcomeCode, note: string): Trouble => ({ kind: OUTCOMES[code].kind, code, note });

/** For codes read back from the archive. */
export const isOutcome = (code: string): code is OutcomeCode => Object.hasOwn(OUTCOMES, code);

// A run taken up again: what it got before it was stopped stands, but for what failed in passing.
import type { Earlier, Exchange } from '../store/index.js';
import { isOutcome, OUTCOMES, trouble } from './outcomes.js';
import type { Trouble } from './outcomes.js';
import { askedFor, isLater } from './retry.js';

/** What the run wrote down about its own judgement, which may have stood on more than this answer. */
export const recorded = ({ refusal, status }: Exchange): Trouble | undefined =>
  refusal !== undefined && isOutcome(refusal) ? trouble(refusal, `status ${status}; answered so earlier in this run`) : undefined;

/** Kept back by ourselves, perhaps because of something that failed in passing; deciding it again costs no request. */
const KEPT_BACK = new Set(['robots', 'robots.unknown', 'stopped', 'host.unlisted', 'scheme']);

/** The pause the host asked for is over. */
const isPatient = ({ headers, date }: Exchange, now: Date): boolean => {
  const answered = new Date(date);
  return answered.getTime() + (askedFor({ headers }, answered) ?? 0) <= now.getTime();
};

/** Whether the address may be asked again by the run when it is taken up `now`. A page that was served is never asked for twice. */
export const wasInPassing = (earlier: Earlier, now: Date): boolean => {
  if (earlier.kind === 'answer') return isLater(earlier.exchange) && isPatient(earlier.exchange, now);
  const { code } = earlier.failure;
  return KEPT_BACK.has(code) || (isOutcome(code) && OUTCOMES[code].next === 'again');
};

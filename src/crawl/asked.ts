// When each host was asked last, as the archive knows it: a run that is started right after another must not be the faster for it.
import type { Archive } from '../store/index.js';
import { isOutcome, OUTCOMES } from './outcomes.js';

/** A host that failed was asked; without an answer, a refusal was our own restraint. */
const wasAsked = (status: number | undefined, code = ''): boolean => status !== undefined || (isOutcome(code) && OUTCOMES[code].kind === 'failed');

/** Host name with port → date of its last request, ISO 8601. */
export const lastAsked = (archive: Pick<Archive, 'attempts'>): ReadonlyMap<string, string> => {
  const last = new Map<string, string>();
  for (const { uri, date, status, refusal } of archive.attempts()) {
    const { host } = new URL(uri);
    if (wasAsked(status, refusal) && date > (last.get(host) ?? '')) last.set(host, date);
  }
  return last;
};

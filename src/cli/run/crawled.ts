// What publishing must know besides the documents: the portals, how their listings were read, and the addresses that gave nothing.
import { isOutcome, OUTCOMES } from '../../crawl/index.js';
import { parseTitle } from '../../recognise/title.js';
import type { Crawled, Trouble } from '../../publish/index.js';
import type { Archive, Attempt } from '../../store/index.js';
import { archivedSources } from '../folders.js';
import type { Folders } from '../folders.js';
import { listingsOf } from './listings.js';

/** A redirect that was followed is no outcome: what it led to is told beside it. */
const kindOf = (code: string): Trouble['kind'] => (isOutcome(code) ? OUTCOMES[code].kind : 'failed');

/** Host → when it served a document last. */
const servedLast = (attempts: readonly Attempt[]): ReadonlyMap<string, string> => {
  const last = new Map<string, string>();
  for (const { uri, date, refusal, lead } of attempts) {
    if (refusal !== undefined || lead === undefined) continue;
    const { host } = new URL(uri);
    if (date > (last.get(host) ?? '')) last.set(host, date);
  }
  return last;
};

const troublesOf = (attempts: readonly Attempt[]): Trouble[] => {
  const served = servedLast(attempts);
  return attempts.flatMap(({ uri, refusal, note, status, since, lead }): Trouble[] => {
    if (refusal === undefined || lead === undefined) return [];
    const { source, title, year } = lead;
    const alone = (served.get(new URL(uri).host) ?? '') >= since;
    return [{ uri, kind: kindOf(refusal), code: refusal, note: note ?? (status === undefined ? '' : `status ${status}`), since, alone, source, title, ...(year === undefined ? {} : { year }) }];
  });
};

/** All of it from the archive, and what lies beside it. */
export const loadCrawled = async (archive: Archive, folders: Folders): Promise<Crawled> => {
  const { listings, unfollowed } = await listingsOf(folders);
  return { portals: await archivedSources(folders), listings, troubles: [...troublesOf(archive.attempts()), ...unfollowed], bodyIn: (title) => parseTitle(title)?.body };
};

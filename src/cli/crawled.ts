// What publishing must know besides the documents: the portals, how their listings were read, and the addresses that gave nothing.
import { parseTitle } from '../recognise/title.js';
import type { Crawled, Trouble } from '../publish/index.js';
import { openArchive } from '../store/index.js';
import type { Attempt } from '../store/index.js';
import { archivedSources } from './folders.js';
import type { Folders } from './folders.js';
import { listingsOf } from './listings.js';

/** Codes by which a portal, its rules or our guard says no; all others mean that nothing useful came. */
const REFUSALS = /^(?:challenge|refused|throttle|robots|stopped|fence|scheme|blocked|redirect\.(?:domain|scheme))(?:\.|$)/;

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
    return [{ uri, kind: REFUSALS.test(refusal) ? 'refused' : 'failed', code: refusal, note: note ?? (status === undefined ? '' : `status ${status}`), since, alone, source, title, ...(year === undefined ? {} : { year }) }];
  });
};

/** All of it from the archive folder. */
export const loadCrawled = async (folders: Folders): Promise<Crawled> => {
  const attempts: Attempt[] = [];
  for await (const attempt of (await openArchive(folders.archive)).attempts()) attempts.push(attempt);
  return { portals: await archivedSources(folders), listings: await listingsOf(folders), troubles: troublesOf(attempts), bodyIn: (title) => parseTitle(title)?.body };
};

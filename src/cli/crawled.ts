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

const troubleOf = ({ uri, refusal, note, since, lead }: Attempt): Trouble[] => {
  if (refusal === undefined || lead === undefined) return [];
  const { source, title, year } = lead;
  return [{ uri, kind: REFUSALS.test(refusal) ? 'refused' : 'failed', code: refusal, note: note ?? '', since, source, title, ...(year === undefined ? {} : { year }) }];
};

/** All of it from the archive folder. */
export const loadCrawled = async (folders: Folders): Promise<Crawled> => {
  const troubles: Trouble[] = [];
  for await (const attempt of (await openArchive(folders.archive)).attempts()) troubles.push(...troubleOf(attempt));
  return { portals: await archivedSources(folders), listings: await listingsOf(folders), troubles, bodyIn: (title) => parseTitle(title)?.body };
};

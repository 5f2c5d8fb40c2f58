// Source → captures: the platform finds leads, the visitor fetches them and what is attached to them, the archive keeps all. What
// happens is told as events; nothing that a portal does stops the run.
import { finding } from '../model/index.js';
import type { Lead, Source } from '../model/index.js';
import { judgeContent, pageText } from '../sources/index.js';
import type { Get, Page, Platform } from '../sources/index.js';
import { attachmentsOf } from './attachments.js';
import { summarise } from './events.js';
import type { CrawlEvent } from './events.js';
import { isFile } from './sniff.js';
import { CRAWL_DEFAULTS, makeVisit } from './visit.js';
import type { CrawlEffects, CrawlOptions, Visit, VisitResult } from './visit.js';

const troubleEvent = (result: VisitResult & { ok: false }): CrawlEvent => {
  const { kind, code, note } = result.trouble;
  return { kind, uri: result.uri, code, note };
};

/** What a platform asks for without being sure that it is there. */
const EXPECTED_OF_A_PROBE = new Set(['stub', 'not-found', 'soft404']);

/** The platform's window to the network; what goes wrong is told through `tell`. */
const listingGet =
  (visit: Visit, tell: (event: CrawlEvent) => void): Get =>
  async (uri, options = {}) => {
    const result = await visit(uri, options);
    if (result.ok) tell({ kind: 'listing', uri: result.visited.page.uri });
    else if (options.probe !== true || !EXPECTED_OF_A_PROBE.has(result.trouble.code)) tell(troubleEvent(result));
    return result.ok ? result.visited.page : undefined;
  };

/** What the page says of itself: that it is no report, or is to be had elsewhere. Files are judged when they are read. */
const contentEvents = (page: Page, lead: Lead): CrawlEvent[] => {
  const { kind, reason, otherHosts } = judgeContent({ uri: page.uri, html: pageText(page.bytes, page.contentType) });
  if (kind === 'rejected') return [{ kind: 'rejected', uri: page.uri, title: lead.title, reason: reason ?? '', foundOn: lead.foundOn }];
  if (otherHosts.length === 0) return [];
  return [{ kind: 'finding', finding: finding('host-differs', `${page.uri}: expected its own host in the text, found ${otherHosts.join(', ')}; an old address, or a copy.`) }];
};

/** A lead and its attachments, each address once in a run. */
async function* fetchLead(lead: Lead, visit: Visit, done: Set<string>): AsyncGenerator<CrawlEvent> {
  if (done.has(lead.uri)) return;
  done.add(lead.uri);
  const result = await visit(lead.uri, { lead, referer: lead.foundOn });
  if (!result.ok) {
    yield troubleEvent(result);
    return;
  }
  const { capture, fresh, page } = result.visited;
  const told = isFile(page.bytes) ? [] : contentEvents(page, lead);
  yield* told;
  if (told.some(({ kind }) => kind === 'rejected')) return;
  yield { kind: 'capture', capture, lead, fresh };
  if (isFile(page.bytes)) return;
  for (const attachment of attachmentsOf(page, lead)) yield* fetchLead(attachment, visit, done);
}

/**
 * Walks one source and ends in a `done` event with the summary; the archive segment of the source is then sealed. Stopping the
 * iteration early loses nothing that was fetched.
 */
export async function* crawl(
  source: Source,
  platform: Platform,
  given: Partial<CrawlOptions>,
  effects: CrawlEffects,
): AsyncGenerator<CrawlEvent> {
  const options: CrawlOptions = { ...CRAWL_DEFAULTS, ...given };
  const visit = makeVisit(source, options, effects);
  const told: CrawlEvent[] = [];
  const waiting: CrawlEvent[] = [];
  const done = new Set<string>();
  const wanted = (lead: Lead): boolean => options.years === undefined || lead.year === undefined || options.years.includes(lead.year);
  const tell = (event: CrawlEvent): CrawlEvent => {
    told.push(event);
    return event;
  };
  try {
    for await (const found of platform.discover(source, listingGet(visit, (event) => waiting.push(event)))) {
      for (const event of waiting.splice(0)) yield tell(event);
      if (found.kind === 'lead' && !wanted(found.lead)) continue;
      yield tell(found);
      if (found.kind !== 'lead') continue;
      for await (const event of fetchLead(found.lead, visit, done)) yield tell(event);
    }
    for (const event of waiting.splice(0)) yield tell(event);
  } finally {
    await effects.archive.seal(source.id);
  }
  yield { kind: 'done', summary: summarise(source.id, told) };
}

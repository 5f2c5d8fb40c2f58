// Source → captures: the platform finds leads, the visitor fetches them and what is attached to them, the archive keeps all. What
// happens is told as events; nothing that a portal does stops the run.
import { pageText } from '../charset.js';
import { finding } from '../model/index.js';
import type { Lead, Source } from '../model/index.js';
import { judgeContent } from '../sources/index.js';
import type { Page, Platform } from '../sources/index.js';
import { attachmentsOf, lockedFilesOf, MOST_PICTURES, picturesOf } from './attachments.js';
import { summarise } from './events.js';
import type { CrawlEvent } from './events.js';
import type { Judgements, Told } from './judgements.js';
import { CRAWL_DEFAULTS } from './options.js';
import type { CrawlOptions } from './options.js';
import type { Trouble } from './outcomes.js';
import { isFile } from './sniff.js';
import { asGone, unlistedLeads } from './unlisted.js';
import { makeVisit } from './visit.js';
import type { CrawlEffects, Visit, Visited } from './visit.js';
import { discover, offer } from './walks.js';
import type { Seek } from './walks.js';

const troubleEvent = (uri: string, { kind, code, note }: Trouble): CrawlEvent => ({ kind, uri, code, note });

/** What a platform asks for without being sure that it is there. */
const EXPECTED_OF_A_PROBE = new Set(['stub', 'not-found', 'soft404']);

/** The platform's window to the network; what goes wrong is told through `tell`. */
const listingSeek =
  (visit: Visit, tell: (event: CrawlEvent) => void): Seek =>
  async (uri, options = {}) => {
    const result = await visit(uri, options);
    if (!result.ok) {
      if (options.probe !== true || !EXPECTED_OF_A_PROBE.has(result.trouble.code)) tell(troubleEvent(result.uri, result.trouble));
      return undefined;
    }
    const { uri: served, capture, page, remark } = result.visited;
    tell({ kind: 'listing', uri: served });
    if (remark) tell(troubleEvent(served, remark));
    return offer(served, capture, page);
  };

/** What a page says of itself, that it is no report or is to be had elsewhere, and what it carries. Files are judged when they are read. */
const judge = (page: Page, lead: Lead): readonly Told[] => {
  if (isFile(page.bytes)) return [];
  const files = attachmentsOf(page, lead).map((file): Told => ({ kind: 'file', lead: file }));
  const pictures = picturesOf(page).map((uri): Told => ({ kind: 'picture', uri }));
  const carried = [...files, ...pictures];
  const locked = lockedFilesOf(page, lead).map((file): Told => ({ kind: 'rejected', ...file, reason: 'captcha' }));
  const { kind, reason, otherHosts } = judgeContent({ uri: page.uri, html: pageText(page.bytes, page.contentType) });
  if (kind === 'rejected') return [{ kind: 'rejected', uri: page.uri, title: lead.title, reason: reason ?? '', foundOn: lead.foundOn }];
  if (otherHosts.length === 0) return [...locked, ...carried];
  return [...locked, ...carried, { kind: 'finding', finding: finding('host-differs', `${page.uri}: expected its own host in the text, found ${otherHosts.join(', ')}; an old address, or a copy.`) }];
};

/** The same for a page that is unchanged as when it was new. */
const judged = async ({ capture, page }: Visited, lead: Lead, judgements: Judgements | undefined): Promise<readonly Told[]> => {
  const told = judgements?.get(capture.id) ?? judge(await page(), lead);
  judgements?.set(capture.id, told);
  return told;
};

/** What one crawl remembers of the leads it followed; `full`: there were more than `most`, and no further one is. */
interface Followed {
  readonly done: Set<string>;
  readonly most: number;
  /** Of one page. */
  readonly mostPictureBytes: number;
  full: boolean;
}

const tooMany = ({ source, foundOn }: Lead, most: number): CrawlEvent => ({
  kind: 'finding',
  finding: finding('listing-incomplete', `${foundOn}: expected at most ${most} addresses of reports and attachments for ${source}, found more; the rest were not asked for.`),
});

const isEvent = (told: Told): told is Extract<Told, CrawlEvent> => told.kind === 'rejected' || told.kind === 'finding';

/** Pictures that are the pages of a report are kept beside it, for whoever reads it; they are no documents of their own. */
async function* fetchPictures(uris: readonly string[], foundOn: string, visit: Visit, { done, mostPictureBytes }: Followed): AsyncGenerator<CrawlEvent> {
  let left = mostPictureBytes;
  for (const [at, uri] of uris.entries()) {
    if (left <= 0 || at >= MOST_PICTURES) {
      yield { kind: 'finding', finding: finding('pictures-left', `${foundOn}: expected a report in at most ${MOST_PICTURES} pictures of ${mostPictureBytes} bytes together, found more; those from ${uri} on were not asked for.`) };
      return;
    }
    if (done.has(uri)) continue;
    done.add(uri);
    const result = await visit(uri, { part: true, referer: foundOn });
    if (!result.ok) yield troubleEvent(result.uri, result.trouble);
    else if (result.visited.fresh) left -= (await result.visited.page()).bytes.length;
  }
}

/** A lead and its attachments, each address once in a run; what hangs on an attachment is left alone, for such a chain need not end. */
async function* fetchLead(lead: Lead, visit: Visit, effects: CrawlEffects, followed: Followed, withAttachments = true): AsyncGenerator<CrawlEvent> {
  if (followed.full || followed.done.has(lead.uri)) return;
  if (followed.done.size >= followed.most) {
    followed.full = true;
    yield tooMany(lead, followed.most);
    return;
  }
  followed.done.add(lead.uri);
  const result = await visit(lead.uri, { lead, referer: lead.foundOn });
  if (!result.ok) {
    yield troubleEvent(result.uri, result.trouble);
    return;
  }
  const { capture, fresh } = result.visited;
  const told = await judged(result.visited, lead, effects.judgements);
  yield* told.filter(isEvent);
  if (told.some((event) => event.kind === 'rejected' && event.uri === capture.uri)) return;
  yield { kind: 'capture', capture, lead, fresh };
  if (!withAttachments) return;
  for (const one of told) if (one.kind === 'file') yield* fetchLead(one.lead, visit, effects, followed, false);
  yield* fetchPictures(told.flatMap((one) => (one.kind === 'picture' ? [one.uri] : [])), capture.uri, visit, followed);
}

/**
 * Walks one source and ends in a `done` event with the summary. Stopping the iteration early loses nothing that was fetched.
 */
export async function* crawl(
  source: Source,
  platform: Platform,
  given: Partial<CrawlOptions>,
  effects: CrawlEffects,
): AsyncGenerator<CrawlEvent> {
  const options: CrawlOptions = { ...CRAWL_DEFAULTS, ...given };
  const { visit, traffic } = makeVisit(source, options, effects);
  const told: CrawlEvent[] = [];
  const waiting: CrawlEvent[] = [];
  const followed: Followed = { done: new Set(), most: options.maxLeads, mostPictureBytes: options.maxPictureBytes, full: false };
  const wanted = (lead: Lead): boolean => options.years === undefined || lead.year === undefined || options.years.includes(lead.year);
  const tell = (event: CrawlEvent): CrawlEvent => {
    told.push(event);
    return event;
  };
  if (source.options?.insecure === true) {
    yield tell({ kind: 'finding', finding: finding('certificate-unverified', `${source.listing}: the certificate is not verified, as the source entry says.`) });
  }
  for await (const found of discover(platform, source, listingSeek(visit, (event) => waiting.push(event)), effects.judgements)) {
    for (const event of waiting.splice(0)) yield tell(event);
    if (found.kind === 'lead' && !wanted(found.lead)) continue;
    yield tell(found);
    if (found.kind !== 'lead') continue;
    for await (const event of fetchLead(found.lead, visit, effects, followed)) yield tell(event);
    if (followed.full) break;
  }
  for (const event of waiting.splice(0)) yield tell(event);
  // A listing that was not served, or not read to its end, says nothing about what it no longer names.
  const unlisted = followed.done.size > 0 && !followed.full ? unlistedLeads(effects.archive, source, followed.done, effects.now()) : [];
  for (const lead of unlisted.filter(wanted)) for await (const event of fetchLead(lead, visit, effects, followed)) yield tell(asGone(event));
  yield { kind: 'done', summary: summarise(source.id, told, traffic.result()) };
}

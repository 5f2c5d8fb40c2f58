// One address → what the archive now holds for it: robots rules, pace, retries, redirects, cookies and validators around a single
// fetch, and every answer written down before anything is made of it.
import type { Capture, Lead, Source } from '../model/index.js';
import { groupOf } from '../sources/index.js';
import type { Page } from '../sources/index.js';
import { headerOf } from '../store/index.js';
import type { Archive, Earlier, Exchange, Known, Stored } from '../store/index.js';
import { classify, redirectTarget } from './classify.js';
import { recorded, wasInPassing } from './earlier.js';
import { FetchError } from './fetch-error.js';
import type { Request } from './fetch.js';
import type { Judgements } from './judgements.js';
import { makeHosts, strike } from './hosts.js';
import type { Hosts } from './hosts.js';
import type { CrawlOptions } from './options.js';
import { isOutcome, trouble } from './outcomes.js';
import type { Trouble } from './outcomes.js';
import { archiveUri, partsOf } from './parts.js';
import { askedFor, fetchPatiently, LONGEST_WAIT_MS } from './retry.js';
import type { RetryEffects } from './retry.js';
import { isRules, rulesFrom } from './robots.js';
import type { Rules } from './robots.js';
import { isFile } from './sniff.js';
import { alike, hasChapters, likenessOf, probeUri } from './soft404.js';
import type { Likeness } from './soft404.js';
import { countMissing, fenceOr, genericPage, repeatedList } from './suspect.js';
import { makeTraffic } from './traffic.js';
import type { Traffic } from './traffic.js';
import { hopTrouble, openBody, overgrown } from './verdict.js';
import type { Chain } from './verdict.js';

/**
 * `now` dates the captures; `log` gets a line about every wait for another try. `hosts` is shared by the sources of a group. Without
 * `judgements` unchanged pages are read and judged from the archive each time.
 */
export interface CrawlEffects extends RetryEffects {
  readonly archive: Archive;
  readonly judgements?: Judgements;
  readonly hosts?: Hosts;
}

export interface VisitOptions {
  readonly lead?: Lead;
  /** A picture of a document: neither that nor a listing. */
  readonly part?: boolean;
  readonly referer?: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** `remark`: the page is there, but something about it is worth telling. */
export interface Visited {
  /** The address that answered, redirects followed. */
  readonly uri: string;
  readonly capture: Capture;
  readonly fresh: boolean;
  /** What was captured; an unchanged document is read from the archive only when it is asked for. */
  readonly page: () => Promise<Page>;
  readonly remark?: Trouble;
}

export type VisitResult = { readonly ok: true; readonly visited: Visited } | { readonly ok: false; readonly uri: string; readonly trouble: Trouble };

export type Visit = (uri: string, options?: VisitOptions) => Promise<VisitResult>;

/** `traffic` counts what the visits of this source cost. */
export interface Visitor {
  readonly visit: Visit;
  readonly traffic: Traffic;
}

interface Done {
  readonly kind: 'done';
  readonly result: VisitResult;
}
interface Go {
  readonly kind: 'go';
  readonly to: string;
}
type Step = Done | Go;
type Verdict = { readonly kind: 'page'; readonly content: Uint8Array } | Go | Trouble;
/** The pause before an address may be asked for, in ms, or why it may not. */
type Gate = (uri: string) => Promise<Trouble | number>;

const validators = (known: Known | undefined): Record<string, string> => ({
  ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
  ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
});

/** The value under a key, made once. */
const once = <T>(values: Map<string, Promise<T>>, key: string, make: (key: string) => Promise<T>): Promise<T> => {
  const value = values.get(key) ?? make(key);
  values.set(key, value);
  return value;
};

/** Makes the visitor of one source. */
export const makeVisit = (source: Source, options: CrawlOptions, effects: CrawlEffects): Visitor => {
  const { archive, now, hosts = makeHosts([source]) } = effects;
  const group = groupOf(source);
  const traffic = makeTraffic();
  const fetch = traffic.counted(effects.fetch);

  const ended = (uri: string, { lead }: VisitOptions, found: Trouble): Done => {
    const state = hosts.state(uri);
    traffic.ended(uri, found);
    strike(state, found);
    if (lead) countMissing(state, found);
    return { kind: 'done', result: { ok: false, uri, trouble: found } };
  };

  const unanswered = async (uri: string, visit: VisitOptions, found: Trouble): Promise<Done> => {
    const { lead, form } = visit;
    await archive.note(group, { ...found, uri: archiveUri(uri, form), date: now().toISOString(), ...(lead ? { lead } : {}) });
    return ended(uri, visit, found);
  };

  const keep = (exchange: Exchange, { lead, form }: VisitOptions, refusal?: string): Promise<Stored> =>
    archive.put(group, lead, { ...exchange, uri: archiveUri(exchange.uri, form), ...(refusal === undefined ? {} : { refusal }) });

  const take = async (exchange: Exchange, visit: VisitOptions, content?: Uint8Array, stored?: Stored): Promise<Done> => {
    // What a listing page already brought in becomes a document when a lead leads to it.
    const own = stored && (visit.lead === undefined || stored.capture.lead) ? stored : await keep(exchange, visit);
    const [{ capture }, { uri }] = [own, exchange];
    const read = async (): Promise<Page> => ({ uri, bytes: content ?? (await archive.open(capture)), ...(capture.declaredType === undefined ? {} : { contentType: capture.declaredType }) });
    let asked: Promise<Page> | undefined;
    const page = (): Promise<Page> => (asked ??= read());
    const state = hosts.state(uri);
    state.strikes = 0;
    const visited: Visited = { uri, capture, fresh: (stored ?? own).fresh, page };
    if (isRules(uri)) return { kind: 'done', result: { ok: true, visited } };
    const address = archiveUri(uri, visit.form);
    const remark = visit.lead || visit.part ? undefined : await repeatedList(state, address, capture.digest, async () => (await page()).bytes.length);
    if (remark) traffic.ended(uri, remark);
    if (!state.bodies.has(capture.digest)) state.bodies.set(capture.digest, address);
    if (visit.lead) state.taken += 1;
    else if (!visit.part) state.listed += 1;
    return { kind: 'done', result: { ok: true, visited: { ...visited, ...(remark ? { remark } : {}) } } };
  };

  /** What this run already got, before it was stopped and taken up again, or for another source; not what failed in passing then. */
  const standing = async (address: string): Promise<Earlier | undefined> => {
    const earlier = await archive.earlier(address);
    return earlier && !hosts.asked.has(address) && wasInPassing(earlier, now()) ? undefined : earlier;
  };

  const conditions = async (uri: string, visit: VisitOptions): Promise<Record<string, string>> => validators(visit.form ? undefined : await archive.find(uri));

  /** Whether a 304 has something to stand for. */
  const isKnown = async (uri: string, visit: VisitOptions): Promise<boolean> => Object.keys(await conditions(uri, visit)).length > 0;

  const request = async (uri: string, delayMs: number, visit: VisitOptions): Promise<Exchange> => {
    const cookie = hosts.cookies.headerFor(uri);
    const headers = { ...(await conditions(uri, visit)), ...(visit.referer === undefined ? {} : { referer: visit.referer }), ...(cookie === undefined ? {} : { cookie }) };
    const asked: Request = { uri, headers, ...(visit.form ? { form: visit.form } : {}) };
    const sleep = (ms: number): Promise<void> => {
      traffic.waited(uri, ms);
      return effects.sleep(ms);
    };
    const answer = await hosts.pacer.run(uri, delayMs, sleep, () => fetchPatiently(asked, { retries: options.retries, delayMs }, { fetch, now, sleep, log: effects.log }));
    return { ...answer, date: now().toISOString() };
  };

  /** The next request waits as long as the host asked for, or is not made in this run. */
  const heed = (exchange: Exchange): void => {
    const ms = exchange.status === 429 || exchange.status === 503 ? askedFor(exchange, now()) : undefined;
    if (ms === undefined) return;
    if (ms > LONGEST_WAIT_MS) hosts.state(exchange.uri).left = `it asked for a pause of ${Math.ceil(ms / 1000)} s`;
    else hosts.pacer.hold(exchange.uri, ms);
  };

  /** What an origin shows for an address that cannot exist; kept in the archive, never taken for a page. */
  const readProbe = async (origin: string): Promise<Likeness | undefined> => {
    const uri = probeUri(origin);
    const earlier = await standing(uri);
    if (earlier?.kind === 'failure') return undefined;
    const delayMs = await permitted(uri);
    if (earlier === undefined && typeof delayMs !== 'number') return undefined;
    try {
      const exchange = earlier?.exchange ?? (await request(uri, Number(delayMs), {}));
      if (earlier === undefined) await keep(exchange, {}, 'probe');
      const content = await openBody(exchange, options);
      return exchange.status === 200 && content instanceof Uint8Array ? likenessOf(content, headerOf(exchange.headers, 'content-type')) : undefined;
    } catch (cause) {
      if (!(cause instanceof FetchError)) throw cause;
      await unanswered(uri, {}, trouble(cause.code, cause.message));
      return undefined;
    }
  };

  /** A page that is new for its address and has not the chapters of a report may be one that is given for any address. */
  const masquerade = async (exchange: Exchange, content: Uint8Array, visit: VisitOptions): Promise<Trouble | undefined> => {
    const type = headerOf(exchange.headers, 'content-type');
    if (!visit.lead || isFile(content) || hasChapters(content, type)) return undefined;
    const likeness = likenessOf(content, type);
    if ((await archive.find(exchange.uri))?.digest === likeness.digest) return undefined;
    const generic = genericPage(hosts.state(exchange.uri), exchange.uri, likeness.digest, content.length);
    if (generic) return generic;
    const probe = await once(hosts.probes, new URL(exchange.uri).origin, readProbe);
    return probe && alike(probe, likeness) ? trouble('soft404', `status 200, but as good as what the host shows for ${probeUri(new URL(exchange.uri).origin)}`) : undefined;
  };

  const judge = async (exchange: Exchange, visit: VisitOptions, chain: Chain): Promise<Verdict> => {
    const newCookie = hosts.cookies.take(exchange.uri, exchange.headers);
    const content = await openBody(exchange, options);
    if (!(content instanceof Uint8Array)) return content;
    const to = redirectTarget(exchange, content, newCookie);
    if (to !== undefined) return hopTrouble(exchange, to, source, hosts, chain, newCookie) ?? { kind: 'go', to };
    const found = classify(exchange, content, visit.lead !== undefined) ?? (await masquerade(exchange, content, visit)) ?? overgrown(exchange, content);
    return found === undefined ? { kind: 'page', content } : visit.lead ? fenceOr(hosts.state(exchange.uri), found) : found;
  };

  /** `stored`: the answer is one of this run already, and nothing is written again. */
  const settle = async (exchange: Exchange, visit: VisitOptions, chain: Chain, stored?: Stored): Promise<Step> => {
    heed(exchange);
    const told = stored ? recorded(exchange) : undefined;
    if (exchange.status === 304 && told === undefined && (stored ?? (await isKnown(exchange.uri, visit)))) return take(exchange, visit, undefined, stored);
    const verdict = told ?? (await judge(exchange, visit, chain));
    if (verdict.kind === 'page') return take(exchange, visit, verdict.content, stored);
    if (stored === undefined) await keep(exchange, visit, verdict.kind === 'go' ? 'redirect' : verdict.code);
    return verdict.kind === 'go' ? verdict : ended(exchange.uri, visit, verdict);
  };

  const remembered = async (uri: string, visit: VisitOptions, chain: Chain): Promise<Step | undefined> => {
    const earlier = chain.asked.indexOf(uri) < chain.asked.length - 1 ? undefined : await standing(archiveUri(uri, visit.form));
    if (earlier === undefined) return undefined;
    if (earlier.kind === 'answer') return settle({ ...earlier.exchange, uri }, visit, chain, earlier.stored);
    const { code, note } = earlier.failure;
    return ended(uri, visit, trouble(isOutcome(code) ? code : 'network', note));
  };

  const ask = async (uri: string, visit: VisitOptions, chain: Chain, gate: Gate): Promise<Step> => {
    hosts.asked.add(archiveUri(uri, visit.form));
    const delayMs = await gate(uri);
    if (typeof delayMs !== 'number') return unanswered(uri, visit, delayMs);
    try {
      return await settle(await request(uri, delayMs, visit), visit, chain);
    } catch (cause) {
      if (cause instanceof FetchError) return unanswered(uri, visit, trouble(cause.code, cause.message));
      throw cause;
    }
  };

  const follow = async (start: string, visit: VisitOptions, gate: Gate): Promise<VisitResult> => {
    const chain: Chain = { asked: [], most: options.maxRedirects };
    let uri = start;
    for (;;) {
      chain.asked.push(uri);
      const step = (await remembered(uri, visit, chain)) ?? (await ask(uri, visit, chain, gate));
      if (step.kind === 'done') return step.result;
      uri = step.to;
    }
  };

  const readRules = async (origin: string): Promise<Rules> => {
    const uri = `${origin}/robots.txt`;
    const result = await follow(uri, {}, () => Promise.resolve(options.delayMs));
    if (result.ok) return rulesFrom({ uri, status: 200, content: (await result.visited.page()).bytes });
    return rulesFrom(result.trouble.code === 'not-found' ? { uri, status: 404, content: new Uint8Array() } : undefined);
  };

  const permitted = async (uri: string): Promise<Trouble | number> => {
    const outside = hosts.outside(uri, source);
    if (outside) return outside;
    const { host, origin } = partsOf(uri);
    const { state, allows, crawlDelayMs } = await once(hosts.rules, origin, readRules);
    if (!allows(uri, source.listing)) {
      return state === 'read' ? trouble('robots', 'robots.txt disallows it') : trouble('robots.unknown', 'robots.txt cannot be read, so only the listing itself is fetched');
    }
    const { strikes, left } = hosts.state(uri);
    const why = left ?? (crawlDelayMs > LONGEST_WAIT_MS ? `robots.txt asks for ${crawlDelayMs / 1000} s between requests` : strikes >= options.maxRefusals ? `${options.maxRefusals} refusals in a row` : undefined);
    if (why !== undefined) return trouble('stopped', `${host} is left alone in this run: ${why}`);
    return Math.max(options.delayMs, crawlDelayMs);
  };

  return { visit: (uri, visit = {}) => follow(uri, visit, permitted), traffic };
};

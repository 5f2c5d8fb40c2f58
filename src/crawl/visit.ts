// One address → what the archive now holds for it: robots rules, pace, retries, redirects and validators around a single fetch, and
// every answer written down before anything is made of it.
import type { Capture, Lead, Source } from '../model/index.js';
import { groupOf, sameSite } from '../sources/index.js';
import type { Page } from '../sources/index.js';
import { headerOf, inflate } from '../store/index.js';
import type { Archive, Exchange, Known, Stored } from '../store/index.js';
import { classify, redirectTarget } from './classify.js';
import type { Trouble } from './classify.js';
import { FetchError } from './fetch.js';
import type { Request } from './fetch.js';
import { makePacer } from './pace.js';
import { fetchPatiently } from './retry.js';
import type { RetryEffects, RetryOptions } from './retry.js';
import { rulesFrom } from './robots.js';
import type { Rules } from './robots.js';

export interface CrawlOptions extends RetryOptions {
  /** Least pause between two requests to one host, in ms; portals are small machines. A longer Crawl-delay wins. */
  readonly delayMs: number;
  /** Hops of one redirect chain. */
  readonly maxRedirects: number;
  /** Refusals in a row after which a host is left alone for this run. */
  readonly maxRefusals: number;
  /** Bytes a body may open to. */
  readonly maxContentBytes: number;
  /** Reporting years wanted, where the title names one; all when absent. */
  readonly years?: readonly number[];
}

export const CRAWL_DEFAULTS: CrawlOptions = {
  delayMs: 3000,
  retries: 3,
  maxRedirects: 5,
  maxRefusals: 5,
  maxContentBytes: 128 * 1024 * 1024,
};

/** `now` dates the captures; `log` gets a line about every wait for another try. */
export interface CrawlEffects extends RetryEffects {
  readonly archive: Archive;
}

export interface VisitOptions {
  readonly lead?: Lead;
  readonly referer?: string;
  readonly form?: Readonly<Record<string, string>>;
}

export interface Visited {
  readonly capture: Capture;
  readonly fresh: boolean;
  /** What was captured; an unchanged page is read from the archive only when it is asked for. */
  readonly page: () => Promise<Page>;
}

export type VisitResult = { readonly ok: true; readonly visited: Visited } | { readonly ok: false; readonly uri: string; readonly trouble: Trouble };

export type Visit = (uri: string, options?: VisitOptions) => Promise<VisitResult>;

const validators = (known: Known | undefined): Record<string, string> => ({
  ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
  ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
});

/** A POST is archived under its address and form fields, as other web archives do. */
const archiveUri = (uri: string, form: VisitOptions['form']): string =>
  form ? `${uri}${uri.includes('?') ? '&' : '?'}__wb_method=POST&${new URLSearchParams(form).toString()}` : uri;

const refuse = (code: string, note: string): Trouble => ({ kind: 'refused', code, note });
const fail = (code: string, note: string): Trouble => ({ kind: 'failed', code, note });

/** Content-Encoding undone, or why not. */
const contentOf = async (exchange: Exchange, limit: number): Promise<Uint8Array | Trouble> => {
  try {
    return await inflate(exchange.body, headerOf(exchange.headers, 'content-encoding'), limit);
  } catch (cause) {
    return fail('damaged', `the body cannot be opened (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};

/** `kept`: the answer is from before the run was stopped. */
type Settling = VisitOptions & { readonly kept?: Stored };

type Step = { readonly kind: 'done'; readonly result: VisitResult } | { readonly kind: 'go'; readonly to: string };

/** Makes the visitor of one source. Robots rules, pace and refusal counts live as long as it does. */
export const makeVisit = (source: Source, options: CrawlOptions, effects: CrawlEffects): Visit => {
  const { archive, now } = effects;
  const group = groupOf(source);
  const pacer = makePacer(effects.sleep);
  const rules = new Map<string, Promise<Rules>>();
  const refusals = new Map<string, number>();

  const noted = (uri: string, trouble: Trouble): VisitResult => {
    const { host } = new URL(uri);
    if (trouble.kind === 'refused' && trouble.code !== 'robots') refusals.set(host, (refusals.get(host) ?? 0) + 1);
    return { ok: false, uri, trouble };
  };

  const hopTrouble = (exchange: Exchange, to: string): Trouble | undefined => {
    if (to === exchange.uri && headerOf(exchange.headers, 'set-cookie') !== undefined) return refuse('challenge.cookie302', 'sent back to the same address with a cookie');
    if (to === exchange.uri) return fail('redirect.loop', 'sent back to the same address');
    if (!/^https?:/.test(to)) return refuse('redirect.scheme', `sent to ${to}`);
    return sameSite(to, source.listing) ? undefined : refuse('redirect.domain', `sent to another site, ${to}`);
  };

  /** What a stopped run already kept is not kept again. */
  const keep = (exchange: Exchange, { lead, form, kept }: Settling, refusal?: string): Promise<Stored> =>
    kept ? Promise.resolve(kept) : archive.put(group, lead, { ...exchange, uri: archiveUri(exchange.uri, form), ...(refusal === undefined ? {} : { refusal }) });

  const take = async (exchange: Exchange, visit: Settling, content?: Uint8Array): Promise<Step> => {
    const { capture, fresh } = await keep(exchange, visit);
    refusals.set(new URL(exchange.uri).host, 0);
    const { declaredType } = capture;
    const page = async (): Promise<Page> => ({ uri: exchange.uri, bytes: content ?? (await archive.open(capture)), ...(declaredType === undefined ? {} : { contentType: declaredType }) });
    return { kind: 'done', result: { ok: true, visited: { capture, fresh, page } } };
  };

  const settle = async (exchange: Exchange, visit: Settling): Promise<Step> => {
    if (exchange.status === 304) return take(exchange, visit);
    const content = await contentOf(exchange, options.maxContentBytes);
    const to = content instanceof Uint8Array ? redirectTarget(exchange, content) : undefined;
    const trouble = content instanceof Uint8Array ? (to === undefined ? classify(exchange, content) : hopTrouble(exchange, to)) : content;
    if (trouble) {
      await keep(exchange, visit, trouble.code);
      return { kind: 'done', result: noted(exchange.uri, trouble) };
    }
    if (to === undefined) return take(exchange, visit, content instanceof Uint8Array ? content : undefined);
    await keep(exchange, visit, 'redirect');
    return { kind: 'go', to };
  };

  const ask = async (uri: string, delayMs: number, visit: VisitOptions): Promise<Step> => {
    const earlier = await archive.earlier(archiveUri(uri, visit.form));
    if (earlier?.kind === 'answer') return settle({ ...earlier.exchange, uri }, { ...visit, kept: earlier.stored });
    if (earlier) return { kind: 'done', result: noted(uri, earlier.failure) };
    const known = visit.form ? undefined : await archive.find(uri);
    const headers = { ...validators(known), ...(visit.referer === undefined ? {} : { referer: visit.referer }) };
    const request: Request = { uri, headers, ...(visit.form ? { form: visit.form } : {}) };
    try {
      const answer = await pacer.run(uri, delayMs, () => fetchPatiently(request, options, effects));
      return await settle({ ...answer, date: now().toISOString() }, visit);
    } catch (cause) {
      if (!(cause instanceof FetchError)) throw cause;
      const trouble = fail(cause.code, cause.message);
      await archive.note(group, { uri: archiveUri(uri, visit.form), date: now().toISOString(), ...trouble, ...(visit.lead ? { lead: visit.lead } : {}) });
      return { kind: 'done', result: noted(uri, trouble) };
    }
  };

  const follow = async (start: string, visit: VisitOptions, before: (uri: string) => Promise<Trouble | number>): Promise<VisitResult> => {
    let uri = start;
    for (let hop = 0; hop <= options.maxRedirects; hop += 1) {
      const delayMs = await before(uri);
      if (typeof delayMs !== 'number') return noted(uri, delayMs);
      const step = await ask(uri, delayMs, visit);
      if (step.kind === 'done') return step.result;
      uri = step.to;
    }
    return noted(uri, fail('redirect.loop', `more than ${options.maxRedirects} redirects from ${start}`));
  };

  const readRules = async (origin: string): Promise<Rules> => {
    const uri = `${origin}/robots.txt`;
    const result = await follow(uri, {}, () => Promise.resolve(options.delayMs));
    if (result.ok) return rulesFrom({ uri, status: 200, content: (await result.visited.page()).bytes }, source.listing);
    return rulesFrom(result.trouble.code === 'not-found' ? { uri, status: 404, content: new Uint8Array() } : undefined, source.listing);
  };

  const rulesOf = (uri: string): Promise<Rules> => {
    const { origin } = new URL(uri);
    const known = rules.get(origin) ?? readRules(origin);
    rules.set(origin, known);
    return known;
  };

  const permitted = async (uri: string): Promise<Trouble | number> => {
    const { host, protocol } = new URL(uri);
    if (protocol !== 'http:' && protocol !== 'https:') return refuse('scheme', `expected http or https, got ${protocol}`);
    const { state, allows, crawlDelayMs } = await rulesOf(uri);
    if (!allows(uri)) return refuse('robots', state === 'read' ? 'robots.txt disallows it' : 'robots.txt cannot be read, so only the listing itself is fetched');
    if ((refusals.get(host) ?? 0) >= options.maxRefusals) return refuse('stopped', `${options.maxRefusals} refusals in a row; ${host} is left alone in this run`);
    return Math.max(options.delayMs, crawlDelayMs);
  };

  return (uri, visit = {}) => follow(uri, visit, permitted);
};

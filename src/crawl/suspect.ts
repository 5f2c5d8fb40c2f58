// What only the behaviour of a host as a whole can tell: a listing that repeats itself, one page for several addresses, a fence around
// the documents.
import type { HostState } from './hosts.js';
import { trouble } from './outcomes.js';
import type { Trouble } from './outcomes.js';

/** A page this big that several addresses share is the page of none of them. */
const GENERIC_BYTES = 16 * 1024;
/** Documents missing or forbidden, with none that was served, after which a fence is the likelier reason. */
const FENCED_AFTER = 3;
/** Listing pages smaller than this may be alike by accident. */
const REPEAT_BYTES = 600;

/** Names under which portals give the first page of a listing twice. */
const firstPageName = (uri: string): string => uri.replace(/index\.s?html?$/, '').replace(/([?&]page\w*=)[01](?=&|$)/gi, '$1');

/** Parameters that tell columns and years apart, and not the pages of one listing. */
const OF_A_COLUMN = /^(?:c|col|column|cat|category|class|channel|node|organ|area|type|year|nd|fbtime)(?:_?(?:id|code))?$|^\w{0,3}id$/i;

const differing = (a: URLSearchParams, b: URLSearchParams): string[] => [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));

/** Columns in folders, files or parameters of their own, such as two years in which nothing was published yet, may well look the same. */
const areColumns = (one: string, other: string): boolean => {
  const [a, b] = [new URL(one), new URL(other)];
  if (a.pathname !== b.pathname) return new URL('.', a).href !== new URL('.', b).href || a.pathname.replace(/20\d\d/, '') === b.pathname.replace(/20\d\d/, '');
  return differing(a.searchParams, b.searchParams).every((name) => OF_A_COLUMN.test(name));
};

/** A listing page that is the same as another one before it. `sizeOf` opens the page and is asked only when its digest was seen. */
export const repeatedList = async (state: HostState, address: string, digest: string, sizeOf: () => Promise<number>): Promise<Trouble | undefined> => {
  const first = state.bodies.get(digest);
  if (first === undefined || firstPageName(first) === firstPageName(address) || areColumns(first, address)) return undefined;
  const size = await sizeOf();
  return size < REPEAT_BYTES ? undefined : trouble('list.repeat', `the same ${size} bytes as ${first}`);
};

/** A document that is the same big page as another address gave. */
export const genericPage = (state: HostState, address: string, digest: string, size: number): Trouble | undefined => {
  const first = state.bodies.get(digest);
  if (first === undefined || size < GENERIC_BYTES || first === address) return undefined;
  return trouble('throttle', `status 200, but the same ${size} bytes as ${first}; a page for many addresses, as given after a burst of requests`);
};

const FENCE = new Set<string>(['not-found', 'refused.403', 'fence.path']);

/** Notes that a document is missing or forbidden. */
export const countMissing = (state: HostState, { code }: Trouble): void => {
  if (FENCE.has(code)) state.missing += 1;
};

/** The trouble itself, or a fence where the listing is served and document after document is not. */
export const fenceOr = (state: HostState, found: Trouble): Trouble => {
  const fenced = FENCE.has(found.code) && state.listed > 0 && state.taken === 0 && state.missing + 1 >= FENCED_AFTER;
  return fenced ? trouble('fence.path', `${found.note}; so for ${state.missing + 1} documents in a row, while the listing is served`) : found;
};

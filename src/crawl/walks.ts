// A walk through a listing, told again: what a platform finds follows from the source entry and the pages it was given, so while each
// page it asks for is the one it got before, what it found then is found now, and nothing needs to be opened or parsed.
import type { Capture, Source } from '../model/index.js';
import type { Discovery, Get, GetOptions, Page, Platform } from '../sources/index.js';

/** A page that can be had; `sign` holds everything that what is found in it depends on. */
export interface Offer {
  readonly sign: string;
  readonly page: () => Promise<Page>;
}

/** `uri`: the address that answered, which relative links start from; the declared type may decide how the bytes are decoded. */
export const offer = (uri: string, { digest, declaredType = '' }: Pick<Capture, 'digest' | 'declaredType'>, page: Offer['page']): Offer => ({ sign: `${digest} ${uri} ${declaredType}`, page });

export type Seek = (uri: string, options?: GetOptions) => Promise<Offer | undefined>;

/** What was asked for and what came of it, `null` for nothing; or what was found in all that came before. */
type Step = { readonly asked: readonly [uri: string, options?: GetOptions]; readonly got: string | null } | { readonly found: Discovery };

/** One walk, from its beginning to its end. */
export interface Walk {
  readonly of: string;
  readonly steps: readonly Step[];
}

export interface Walks {
  /** By id of the source; `undefined` when no walk was kept. */
  walk(source: string): Walk | undefined;
  keep(source: string, walk: Walk): void;
}

const signOf = (one: Offer | undefined): string | null => one?.sign ?? null;

/** The pages asked for so far, and how many discoveries were told. */
interface Told {
  readonly offers: (Offer | undefined)[];
  found: number;
}

/** Tells a walk for as long as the portal answers as it did; gives whether that was to its end. */
async function* tellAgain(steps: readonly Step[], seek: Seek, told: Told): AsyncGenerator<Discovery, boolean> {
  for (const step of steps) {
    if ('found' in step) {
      told.found += 1;
      yield step.found;
      continue;
    }
    const got = await seek(...step.asked);
    told.offers.push(got);
    if (signOf(got) !== step.got) return false;
  }
  return true;
}

/** As `platform.discover`: the same requests in the same order, and the same discoveries between them. A walk that breaks off is not kept. */
export async function* discover(platform: Platform, source: Source, seek: Seek, walks?: Walks): AsyncGenerator<Discovery> {
  const of = JSON.stringify([platform.id, source]);
  const before = walks?.walk(source.id);
  const told: Told = { offers: [], found: 0 };
  if (before?.of === of && (yield* tellAgain(before.steps, seek, told))) return;
  const steps: Step[] = [];
  const get: Get = async (uri, options) => {
    // The walk begins anew, but what it has asked for already is not asked for twice.
    const got = told.offers.length > 0 ? told.offers.shift() : await seek(uri, options);
    steps.push({ asked: options === undefined ? [uri] : [uri, options], got: signOf(got) });
    return got?.page();
  };
  for await (const found of platform.discover(source, get)) {
    steps.push({ found });
    if (told.found > 0) told.found -= 1;
    else yield found;
  }
  walks?.keep(source.id, { of, steps });
}

// What a CMS family must be able to do: know its own pages, walk the listing of a source and tell which links may be reports. It
// never touches the network itself; pages come through `get`, so politeness, robots rules and the archive stay in one place.
import type { Finding, Lead, Source } from '../model/index.js';

/** A listing page as it was served, after redirects. */
export interface Page {
  /** The address the bytes came from, redirects followed; relative links are resolved against it. */
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

/** The same, decoded. */
export interface TextPage {
  readonly uri: string;
  readonly html: string;
}

export interface GetOptions {
  /** Address of the page that led here; some hosts answer nothing without it. */
  readonly referer?: string;
  /** Sent as a form by POST. */
  readonly form?: Readonly<Record<string, string>>;
  /** An answer that is not there or empty is expected and no trouble; it is not told. */
  readonly probe?: boolean;
}

/** Gives `undefined` when the page was refused, missing or empty; whoever made `get` has reported why. */
export type Get = (uri: string, options?: GetOptions) => Promise<Page | undefined>;

/** A lead, a look-alike that was turned down, or trouble with the listing as a whole. */
export type Discovery =
  | { readonly kind: 'lead'; readonly lead: Lead }
  | { readonly kind: 'rejected'; readonly uri: string; readonly title: string; readonly reason: string; readonly foundOn: string; readonly year?: number }
  | { readonly kind: 'finding'; readonly finding: Finding };

/** One CMS family. */
export interface Platform {
  /** As written in `Source.platform`. */
  readonly id: string;
  /** Whether the first page of a listing bears its marks: markup and endpoints, never names of vendors or places. */
  recognises(page: TextPage): boolean;
  /** In the order of the listing; an address is given once. */
  discover(source: Source, get: Get): AsyncIterable<Discovery>;
}

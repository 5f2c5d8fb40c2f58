// From portal to bytes: where reports are listed, what link was found, what was fetched.

/** Of the body whose portal it is; a department has the level of none of the governments. */
export type AuthorityLevel = 'central' | 'province' | 'prefecture' | 'county' | 'township' | 'department';

/** What a person says of one portal; units and meanings stand in sources/options.ts. */
export interface SourceOptions {
  readonly delayMs?: number;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly depth?: number;
  readonly hosts?: string;
  readonly listedByPerson?: boolean;
  readonly insecure?: boolean;
  readonly downgrade?: boolean;
  readonly column?: string;
  readonly from?: number;
  readonly to?: number;
}

/** A portal and where it lists its reports; a data entry, not code. */
export interface Source {
  readonly id: string;
  /** The body whose portal it is, as printed. */
  readonly authority: string;
  /** Six-digit GB/T 2260 code of the area the portal belongs to; kept as text, leading digits matter. Absent where not certain. */
  readonly region?: string;
  readonly level?: AuthorityLevel;
  /** What is at the address: a list of reports (when absent, too), or one report whose list is not known. */
  readonly kind?: 'listing' | 'article';
  /** Id of the CMS family that knows how to walk the listing, or `auto`: told by the first page. */
  readonly platform: string;
  /** The address a person entered, a single article's as well. */
  readonly listing: string;
  /** Reporting years seen there, ascending. */
  readonly years?: readonly number[];
  /** How the address is known. */
  readonly evidence?: string;
  /** Day (`YYYY-MM-DD`) a person last saw it work; `null`: not tried yet. */
  readonly verified?: string | null;
  readonly options?: SourceOptions;
}

/** A link that may be a report, with the page it was found on. */
export interface Lead {
  readonly source: string;
  readonly uri: string;
  readonly title: string;
  readonly foundOn: string;
  /** Reporting year, when the link's title says so. */
  readonly year?: number;
}

/** One archived response, or one file read from disk. */
export interface Capture {
  /** `WARC-Record-ID` without brackets; for a file from disk the digest again. */
  readonly id: string;
  readonly uri: string;
  /** ISO 8601, UTC; absent for a file from disk. */
  readonly date?: string;
  /** `sha256:<64 hex>` of the payload bytes. */
  readonly digest: string;
  /** The media type the server declared; the readers sniff for themselves. */
  readonly declaredType?: string;
  readonly lead?: Lead;
}

// What a run keeps of its own course, besides the answers: attempts that got none, and what it already has when it is taken up again.
import type { Lead } from '../model/index.js';
import type { Archive, Exchange, Stored } from '../store/index.js';

/** An attempt that got no answer, or was not made. */
export interface Failure {
  /** The archive's address: form fields are part of it. */
  readonly uri: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly code: string;
  readonly kind: 'refused' | 'failed';
  readonly note: string;
  readonly lead?: Lead;
}

/** What this run, before it was stopped and taken up again, got for an address. */
export type Earlier =
  | { readonly kind: 'answer'; readonly stored: Stored; readonly exchange: Exchange }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** The part of an archive that a visitor uses. Without `earlier`, a run taken up again asks everything again. */
export interface Journal extends Pick<Archive, 'find' | 'put' | 'open' | 'leadsFrom' | 'captures'> {
  note?(group: string, failure: Failure): Promise<void>;
  earlier?(uri: string): Promise<Earlier | undefined>;
}

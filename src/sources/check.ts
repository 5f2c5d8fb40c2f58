// Entries that are each well formed → what is wrong with them together, or on the whole web: doubles, families nobody knows, hosts that
// are not the government's.
import type { Source } from '../model/index.js';
import { isGovernmentHost } from './links.js';
import { AUTO, PLATFORMS } from './platforms.js';

export interface EntryProblem {
  /** Id of the source. */
  readonly source: string;
  /** What was expected, what was found, what to do. */
  readonly note: string;
}

const doubles = (sources: readonly Source[], name: string, of: (source: Source) => string, what: string): EntryProblem[] => {
  const first = new Map<string, Source>();
  return sources.flatMap((source) => {
    const before = first.get(of(source));
    if (before === undefined) first.set(of(source), source);
    return before === undefined ? [] : [{ source: source.id, note: `expected ${name} to be used once, ${of(source)} is used before by "${before.id}"; ${what}` }];
  });
};

const addressOf = ({ listing }: Source): string => listing.replace(/^https?:\/\/(?:www\.)?/, '').replace(/#(?!\d+$).*$/, '');

const platformProblem = ({ id, platform }: Source): EntryProblem[] => {
  const known = [...PLATFORMS.map((one) => one.id), AUTO];
  return known.includes(platform) ? [] : [{ source: id, note: `expected platform to be one of ${known.join(', ')}, got "${platform}"` }];
};

const hostProblem = ({ id, listing, options }: Source): EntryProblem[] =>
  isGovernmentHost(listing) || options?.listedByPerson === true
    ? []
    : [{ source: id, note: `expected a host that ends in .gov.cn, got ${new URL(listing).host}; if a person made sure of it, set "options": {"listedByPerson": true}` }];

/** In the order of the entries for each kind of problem; none is a good sign. */
export const checkSources = (sources: readonly Source[]): EntryProblem[] => [
  ...doubles(sources, 'an id', ({ id }) => id, 'give each source its own'),
  ...doubles(sources, 'an address', addressOf, 'keep one of the two'),
  ...sources.flatMap(platformProblem),
  ...sources.flatMap(hostProblem),
];

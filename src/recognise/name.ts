// A name read from a picture counts only with a witness: the link, the data of the page, or another place on the paper. One wrong character
// makes another body of it.
import { distance } from 'fastest-levenshtein';
import { squeeze } from '../text.js';
import { finding } from '../model/index.js';
import type { Finding, Seen } from '../model/index.js';
import { isFuller } from './organ.js';

/** Characters of a name that may be misread, as a share of the shorter one. */
const MISREAD = 0.34;

/** The same body, or what a reader of pictures may make of its name; one of the two may lack the name of the upper area. */
const isAlike = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return distance(short, long.slice(-short.length)) <= MISREAD * short.length;
};

const isSame = (a: string, b: string): boolean => a === b || isFuller(a, b) || isFuller(b, a);

const doubtful = (body: Seen<string>, others: readonly Seen<string>[]): Finding => {
  const rest = others.length === 0 ? 'nothing else names the body' : others.map(({ value, from }) => `${from} says "${value}"`).join(', ');
  const note = `Expected two sources to agree on the name of the body, "${body.value}" was read from a picture (${body.from}) and ${rest}; a character may be wrong, look at the page.`;
  return finding('name-doubtful', note, body.at ? { at: [body.at] } : {});
};

/**
 * @param witnesses all names that were seen, the chosen one among them
 * @param isRead whether a name was read from a picture; all others are exact
 * @returns the body, by the exact witness where there is one, and what is to be told of it
 */
export const proveName = (body: Seen<string> | null, witnesses: readonly Seen<string>[], isRead: (name: Seen<string>) => boolean): { readonly body: Seen<string> | null; readonly findings: readonly Finding[] } => {
  if (!body || !isRead(body)) return { body, findings: [] };
  const others = witnesses.filter((name) => name.at !== body.at || name.at === undefined);
  const exact = others.find((name) => !isRead(name) && isAlike(squeeze(name.value), body.value));
  if (exact) return { body: isFuller(body.value, exact.value) ? body : exact, findings: [] };
  if (others.some(({ value }) => isSame(value, body.value))) return { body, findings: [] };
  return { body, findings: [doubtful(body, others)] };
};

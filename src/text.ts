// Folding of printed text for comparison. What is published is always the text as printed.
import { halfWidth } from './number.js';

/** White space of every kind, zero-width marks and soft hyphens included. */
const SPACE = /[\s\u00a0\u00ad\u180e\u200b-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+/g;

/** All white space removed. */
export const squeeze = (text: string): string => text.replace(SPACE, '');

/** White space folded to single blanks and trimmed. */
export const tidy = (text: string): string => text.replace(SPACE, ' ').trim();

/** Half width, no white space: the form in which two printed texts are compared. */
export const plain = (text: string): string => squeeze(halfWidth(text));

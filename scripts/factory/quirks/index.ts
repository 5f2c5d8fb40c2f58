// The registry of quirks. A new one: a line in the file it belongs to.
import type { Sheet } from '../paper.js';
import type { Random } from '../random.js';
import { AROUND_QUIRKS } from './around.js';
import { CELL_QUIRKS } from './cells.js';
import { LABEL_QUIRKS } from './labels.js';
import type { Quirk } from './quirk.js';
import { TABLE_QUIRKS } from './tables.js';

export const QUIRKS: Readonly<Record<string, Quirk>> = { ...LABEL_QUIRKS, ...CELL_QUIRKS, ...TABLE_QUIRKS, ...AROUND_QUIRKS };

/** Applies `name` or `name=value` of the registry, in place; an unknown name throws. */
export const applyQuirk = (sheet: Sheet, text: string, random: Random): void => {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const quirk = QUIRKS[name];
  if (!quirk) throw new Error(`Expected a quirk of the registry, got ${name}; known: ${Object.keys(QUIRKS).join(', ')}`);
  quirk.apply(sheet, at < 0 ? '' : text.slice(at + 1), random);
};

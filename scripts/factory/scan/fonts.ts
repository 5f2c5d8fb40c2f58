// Fonts of made scans, all from npm, so that the same seed gives the same pages on any machine. Digits come in two splits: what the readers
// were tuned on, and what they have never seen.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';

export type Split = 'tuning' | 'test';

/** The digits of the test split are never used for templates or for tuning. */
export const DIGIT_FONTS: Readonly<Record<Split, readonly [string, ...string[]]>> = {
  tuning: ['tinos', 'arimo', 'carlito', 'cousine', 'libre-baskerville'],
  test: ['pt-serif', 'source-serif-4', 'open-sans', 'noto-serif-sc'],
};

export const LABEL_FONTS = ['noto-serif-sc', 'noto-sans-sc'] as const;

const folderOf = (packageName: string): string => dirname(fileURLToPath(import.meta.resolve(`${packageName}/package.json`)));

/** Chinese fonts come in many files, one for each range of characters: all of them, as one list of fallbacks. */
const registerRanges = (name: string): string => {
  const folder = join(folderOf(`@fontsource-variable/${name}`), 'files');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.woff2'))
    .sort()
    .map((file, i) => {
      GlobalFonts.registerFromPath(join(folder, file), `${name}-${i}`);
      return `"${name}-${i}"`;
    })
    .join(',');
};

const registerFace = (name: string): string => {
  const folder = join(folderOf(`@expo-google-fonts/${name}`), '400Regular');
  const file = readdirSync(folder).find((each) => each.endsWith('.ttf'));
  if (file === undefined) throw new Error(`Expected a font file in ${folder}`);
  GlobalFonts.registerFromPath(join(folder, file), name);
  return `"${name}"`;
};

const registered = new Map<string, string>();

/** The families of a font for a canvas; it is registered at the first call. */
export const familiesOf = (name: string): string => {
  const known = registered.get(name) ?? (name.startsWith('noto-') ? registerRanges(name) : registerFace(name));
  registered.set(name, known);
  return known;
};

// The other side of the sheet, shining through: a second, paler print all over the page. Where there is one, rules and figures as pale are none.
// Faint rules alone are no ghost: they are thin, ghosts of text are as thick as lines of text.
import type { Grey } from '../picture.js';
import type { Blocks } from './blocks.js';

/** Darkness of blocks, grey levels: ghosts lie between, print above. */
const PALE_FROM = 26;
const PALE_TO = 70;
const DARK = 100;
/** A page with fewer blocks of pale text than this, and than this share of those of print, has no ghost: on pages of hairlines there are 32. */
const FEWEST = 40;
const SHARE = 0.0025;
/** A ghost is less than the print it shines through; on a page that is pale as a whole nothing is a ghost. */
const MOST = 2;
/** Share of the ghost that is paler than what is taken away. */
const LEVEL = 0.97;

/** Darkness of pale text, block by block, and how many blocks hold print. Within pale text all around is pale; where hairlines cross, or run below print, something is paper. */
const paleText = ({ columns, rows, values }: Blocks, least: number): { pale: number[]; dark: number } => {
  const pale: number[] = [];
  let dark = 0;
  for (let row = 1; row + 1 < rows; row += 1) {
    for (let column = 1; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const own = values[at] as number;
      if (own >= DARK) dark += 1;
      if (own < least || own > PALE_TO) continue;
      const around = [at - columns - 1, at - columns, at - columns + 1, at - 1, at + 1, at + columns - 1, at + columns, at + columns + 1];
      if (around.every((near) => (values[near] as number) >= least && (values[near] as number) <= PALE_TO)) pale.push(own);
    }
  }
  return { pale, dark };
};

/** Darkness up to which everything on the page is a ghost, grey levels; 0 for a page without one. */
export const ghostLevel = (blocks: Blocks, noise: number): number => {
  const { pale, dark } = paleText(blocks, Math.max(PALE_FROM, 2.5 * noise));
  if (pale.length < FEWEST || pale.length < SHARE * dark || pale.length > MOST * dark) return 0;
  pale.sort((a, b) => a - b);
  return (pale[Math.floor(LEVEL * pale.length)] ?? 0) + 2 * noise;
};

/** The ghost to paper, what is darker drawn out to its full range again. */
export const withoutGhost = (grey: Grey, level: number): Grey => {
  if (level === 0) return grey;
  const table = Uint8Array.from({ length: 256 }, (_, value) => {
    const dark = 255 - value;
    return dark <= level ? 255 : 255 - ((dark - level) * 255) / (255 - level);
  });
  return { ...grey, data: grey.data.map((value) => table[value] as number) };
};

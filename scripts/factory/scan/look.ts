// How a scanned report looks: its print, chosen by chance, and the one damage it is made to show.
import { seeded, type Random } from '../random.js';
import { DIGIT_FONTS, LABEL_FONTS, type Split } from './fonts.js';

/** How rules are drawn. `none`: the table has no rules at all. */
export type RuleStyle = 'solid' | 'dotted' | 'double' | 'hairline' | 'broken' | 'open' | 'none';

export interface Print {
  readonly digits: string;
  readonly labels: string;
  /** Points. */
  readonly digitSize: number;
  readonly labelSize: number;
  readonly rule: number;
  readonly padding: number;
  readonly rules: RuleStyle;
  /** Points between two digits beyond their own room. */
  readonly tracking: number;
  readonly shadedHeads: boolean;
  /** Figures drawn as by hand. */
  readonly byHand: boolean;
}

/** Damages of the picture; lengths in points, angles in degrees, strengths 0–1 or grey levels. Absent: none. */
export interface Damage {
  readonly skew: number;
  readonly noise: number;
  readonly blur: number;
  readonly jpeg: number;
  readonly salt?: number;
  readonly contrast?: number;
  readonly light?: number;
  readonly stamp?: 'red' | 'blue' | 'grey';
  readonly fax?: number;
  readonly bleed?: number;
  readonly crop?: number;
  readonly perspective?: number;
  readonly turn?: 1 | 2 | 3;
}

export interface Look {
  readonly kind: Kind;
  readonly dpi: number;
  readonly print: Print;
  readonly damage: Damage;
}

export const KINDS = [
  'plain', 'skew', 'noise', 'salt', 'blur', 'jpeg', 'faded', 'light', 'stamp', 'stamp-grey', 'fax', 'bleed', 'cropped', 'photo', 'turned', 'touching', 'dotted', 'hairline', 'double', 'broken',
  'open', 'shaded', 'small', 'mixed', 'borderless', 'coarse', 'byhand',
] as const;
export type Kind = (typeof KINDS)[number];

/** What no reader can prove anything about: these must end as findings. */
export const HOPELESS: readonly Kind[] = ['coarse', 'byhand', 'borderless'];

const between = (random: Random, from: number, to: number): number => from + (to - from) * random.next();
const sign = (random: Random): number => (random.next() < 0.5 ? -1 : 1);

const printOf = (kind: Kind, split: Split, random: Random): Print => {
  const fonts = DIGIT_FONTS[split];
  const size = kind === 'small' ? between(random, 7, 8) : between(random, 8.5, 12);
  const rules: Partial<Record<Kind, RuleStyle>> = { dotted: 'dotted', hairline: 'hairline', double: 'double', broken: 'broken', open: 'open', borderless: 'none' };
  return {
    digits: fonts[random.whole(0, fonts.length - 1)] ?? fonts[0],
    labels: LABEL_FONTS[random.whole(0, LABEL_FONTS.length - 1)] ?? LABEL_FONTS[0],
    digitSize: size,
    labelSize: Math.min(10.5, Math.max(7.5, size - 1 + random.next())),
    rule: between(random, 0.5, 1.2),
    padding: between(random, 1.5, 4),
    rules: rules[kind] ?? 'solid',
    tracking: kind === 'touching' ? between(random, -1.1, -0.6) * (size / 10) : 0,
    shadedHeads: kind === 'shaded',
    byHand: kind === 'byhand',
  };
};

/** What any office scanner does. */
const ordinary = (random: Random): Damage => ({ skew: sign(random) * between(random, 0, 0.7), noise: between(random, 2, 6), blur: between(random, 0.3, 0.6), jpeg: random.whole(60, 85) });

const DAMAGES: Partial<Record<Kind, (random: Random) => Partial<Damage>>> = {
  skew: (random) => ({ skew: sign(random) * between(random, 1, 3) }),
  noise: (random) => ({ noise: between(random, 9, 18) }),
  salt: (random) => ({ salt: between(random, 0.002, 0.012) }),
  blur: (random) => ({ blur: between(random, 0.8, 1.15) }),
  jpeg: (random) => ({ jpeg: random.whole(22, 45) }),
  faded: (random) => ({ contrast: between(random, 0.35, 0.55) }),
  light: (random) => ({ light: between(random, 0.3, 0.5) }),
  stamp: (random) => ({ stamp: random.next() < 0.8 ? 'red' : 'blue' }),
  'stamp-grey': () => ({ stamp: 'grey' }),
  fax: (random) => ({ fax: between(random, 150, 200), noise: 3 }),
  bleed: (random) => ({ bleed: between(random, 0.12, 0.28) }),
  // The outer border is lost with the margin; what stands in the cells beside it is not.
  cropped: (random) => ({ crop: between(random, 0.8, 3) }),
  photo: (random) => ({ perspective: between(random, 0.01, 0.04), light: between(random, 0.15, 0.35), skew: sign(random) * between(random, 0, 1.5) }),
  turned: (random) => ({ turn: random.pick([1, 2, 3]) }),
};

const mixed = (random: Random): Partial<Damage> => {
  const kinds = ['skew', 'noise', 'salt', 'blur', 'jpeg', 'faded', 'light', 'stamp', 'bleed'] as const;
  const [a, b] = [random.whole(0, kinds.length - 1), random.whole(0, kinds.length - 1)];
  return { ...DAMAGES[kinds[a] ?? 'skew']?.(random), ...DAMAGES[kinds[b] ?? 'noise']?.(random) };
};

/** A seed belongs to one split: the same number gives other looks and other figures in each. */
export const lookOf = (kind: Kind, dpi: number, split: Split, seed: number): Look => {
  const random = seeded((seed * 2 + (split === 'test' ? 1 : 0)) * 7919 + KINDS.indexOf(kind));
  const print = printOf(kind, split, random);
  const damage = { ...ordinary(random), ...(kind === 'mixed' ? mixed(random) : DAMAGES[kind]?.(random)) };
  return { kind, dpi: kind === 'coarse' ? random.whole(55, 85) : dpi, print, damage };
};

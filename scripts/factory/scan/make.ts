// One made scan: figures by chance → sheet → pages → damage → file, with its truth beside it.
import { checkArithmetic } from '../arithmetic.js';
import { invent, type Size } from '../invent.js';
import { layOut } from '../layout.js';
import { seeded } from '../random.js';
import { damaged } from './damage.js';
import { drawSheet } from './draw.js';
import { type Container, fileOf } from './file.js';
import type { Split } from './fonts.js';
import { KINDS, type Kind, lookOf, type Look } from './look.js';

export interface ScanWish {
  readonly kind: Kind;
  readonly dpi: number;
  readonly split: Split;
  readonly seed: number;
  readonly container?: Container;
}

export interface MadeScan {
  readonly name: string;
  readonly extension: string;
  readonly bytes: Uint8Array;
  readonly truth: object;
  readonly look: Look;
  readonly pages: number;
  readonly tablePages: number;
}

const BODIES = ['青石县柳河镇人民政府', '青石市教育局', '青石县发展和改革局', '岚溪市人民政府', '岚溪区市场监督管理局', '青石市水利局', '岚溪县公安局', '青石县财政局'] as const;
const SIZES: readonly Size[] = ['none', 'township', 'township', 'county', 'county', 'city'];

const figuresOf = ({ seed, split, kind }: ScanWish) => {
  const random = seeded(seed * 104_729 + (split === 'test' ? 5 : 3) + 31 * KINDS.indexOf(kind));
  const old = random.next() < 0.4;
  return invent({
    body: BODIES[random.whole(0, BODIES.length - 1)] ?? BODIES[0],
    year: random.whole(2019, 2025),
    size: SIZES[random.whole(0, SIZES.length - 1)] ?? 'county',
    seed: random.whole(1, 1e9),
    t2: random.next() < 0.25 ? '2019' : '2021',
    t3: old ? '2019' : '2021',
  });
};

export const makeScan = async (wish: ScanWish): Promise<MadeScan> => {
  const figures = figuresOf(wish);
  const look = lookOf(wish.kind, wish.dpi, wish.split, wish.seed);
  const sheet = layOut(figures, 'plain', seeded(wish.seed));
  const pages = drawSheet(sheet, look.print, look.dpi, wish.seed);
  const pictures = [];
  for (const [i, { canvas, tables }] of pages.entries()) pictures.push(await damaged(canvas, pages[(i + 1) % pages.length]?.canvas ?? canvas, look.damage, look.dpi, tables, wish.seed * 101 + i));
  const file = await fileOf(wish.container ?? 'pdf', pictures, look.dpi, look.damage.jpeg);
  return {
    name: `${wish.kind}-${wish.dpi}-${String(wish.seed).padStart(5, '0')}`,
    ...file,
    truth: { form: figures.form_table2, ...figures, ...checkArithmetic(figures), notes: [wish.kind] },
    look,
    pages: pages.length,
    tablePages: pages.filter(({ tables }) => tables > 0).length,
  };
};

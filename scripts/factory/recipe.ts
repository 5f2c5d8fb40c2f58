// A recipe says how a fixture is made: whose figures, which quirks, which renderer. It lies beside what it makes.
import { z } from 'zod';
import { checkArithmetic } from './arithmetic.js';
import { loadFigures, type Figures } from './figures.js';
import { invent } from './invent.js';
import { joinSheets } from './join.js';
import { layOut } from './layout.js';
import type { Paper, Sheet } from './paper.js';
import { applyQuirk } from './quirks/index.js';
import { seeded } from './random.js';
import { RENDERERS } from './render/index.js';
import type { Programs } from './render/programs.js';
import { TITLES } from './title.js';

const edition = z.enum(['2019', '2021']);

const invention = z.object({
  size: z.enum(['none', 'township', 'county', 'city']),
  seed: z.int(),
  t2: edition.optional(),
  t3: edition.optional(),
});

const report = z.object({
  /** Name of a file of `figures/`, or how to invent them. */
  figures: z.union([z.string(), invention]),
  /** With invented figures; with others they replace what the file says. */
  body: z.string().optional(),
  year: z.int().optional(),
  title: z.enum(Object.keys(TITLES) as [keyof typeof TITLES]).default('plain'),
  /** Seed of the sentences and of the quirks that choose. */
  seed: z.int().default(1),
  quirks: z.array(z.string()).default([]),
});

const recipe = z.object({
  /** Address of the page, where it tells something. */
  uri: z.string().optional(),
  renderer: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  join: z.enum(['once', 'twice']).optional(),
  reports: z.array(report).min(1),
});

export type Recipe = z.infer<typeof recipe>;
type ReportRecipe = z.infer<typeof report>;

/** Throws with the places that do not fit. */
export const parseRecipe = (json: unknown): Recipe => recipe.parse(json);

const figuresOf = ({ figures, body, year }: ReportRecipe): Figures => {
  if (typeof figures !== 'string') {
    const { t2, t3, size, seed } = figures;
    return invent({ body: body ?? '青石县柳河镇人民政府', year: year ?? 2023, size, seed, ...(t2 ? { t2 } : {}), ...(t3 ? { t3 } : {}) });
  }
  const loaded = loadFigures(figures);
  return { ...loaded, body: body ?? loaded.body, year: year ?? loaded.year };
};

const sheetOf = (wanted: ReportRecipe): Sheet => {
  const random = seeded(wanted.seed);
  const sheet = layOut(figuresOf(wanted), wanted.title, random);
  for (const quirk of wanted.quirks) applyQuirk(sheet, quirk, random);
  return sheet;
};

export const paperOf = ({ reports, join }: Recipe): Paper => {
  const sheets = reports.map(sheetOf);
  const [left, right] = sheets;
  return join && left && right ? { sheets, merged: joinSheets(left, right, join) } : { sheets };
};

/** The truth of one report, in the shape the score reads; the findings on its arithmetic are worked out here. */
const truthOf = ({ figures }: Sheet, { quirks }: ReportRecipe): object => ({
  form: figures.form_table2 ?? figures.form_table3,
  ...figures,
  ...checkArithmetic(figures),
  notes: quirks,
});

export interface Made {
  readonly extension: string;
  readonly bytes: Uint8Array;
  /** One truth, or `{ reports }` for several. */
  readonly truth: object;
}

/** Throws `MissingProgram` when the renderer is not on this machine. */
export const make = async (wanted: Recipe, programs: Programs): Promise<Made> => {
  const renderer = RENDERERS[wanted.renderer];
  if (!renderer) throw new Error(`Expected a renderer (${Object.keys(RENDERERS).join(', ')}), got ${wanted.renderer}`);
  const paper = paperOf(wanted);
  const bytes = await renderer.render(paper, wanted.options, programs);
  const truths = paper.sheets.flatMap((sheet, i) => {
    const one = wanted.reports[i];
    return one ? [truthOf(sheet, one)] : [];
  });
  const [only] = truths;
  return { extension: renderer.extension, bytes, truth: truths.length === 1 && only ? only : { reports: truths } };
};

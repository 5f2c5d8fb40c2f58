// npm run factory: makes the fixtures from their recipes. Using the fixtures never needs this.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { recipeByChance } from './chance.js';
import { makeOdd, ODDITIES } from './odd.js';
import { QUIRKS } from './quirks/index.js';
import { make, parseRecipe, type Made } from './recipe.js';
import { MissingProgram, programs, type Programs } from './render/programs.js';
import type { Split } from './scan/fonts.js';
import { KINDS } from './scan/look.js';
import { makeScan, type ScanWish } from './scan/make.js';

const USAGE = `npm run factory -- [--only TEXT] [--list] [RECIPE --out FOLDER] [--chance N --seed S --out FOLDER]
Makes fixtures/reports/*/ from their recipe.json and fixtures/made/*.
  --only TEXT   only those whose name holds TEXT
  --list        the quirks a recipe can name
  --out FOLDER  make one recipe file into FOLDER
  --chance N    make N documents by chance into folders of FOLDER, the first from seed S (1)
  --scans N     make N scans of each kind (or --kind K) at --dpi D (200), --split tuning|test (test), from seed S, into FOLDER`;

const REPORTS = 'fixtures/reports';
const ODD = 'fixtures/made';
const SCANS = 'fixtures/scans';

type Outcome = 'made' | 'same' | 'skipped' | 'failed';

const writeIfChanged = async (path: string, bytes: Uint8Array): Promise<boolean> => {
  const old = await readFile(path).catch(() => undefined);
  if (old && Buffer.compare(old, bytes) === 0) return false;
  await writeFile(path, bytes);
  return true;
};

const writeMade = async (stem: string, truthPath: string, { bytes, extension, truth }: Made): Promise<Outcome> => {
  const changed = await writeIfChanged(`${stem}.${extension}`, bytes);
  const truthChanged = await writeIfChanged(truthPath, Buffer.from(`${JSON.stringify(truth, null, 1)}\n`));
  return changed || truthChanged ? 'made' : 'same';
};

const fromRecipe = async (file: string, folder: string, tools: Programs): Promise<Outcome> => {
  const made = await make(parseRecipe(JSON.parse(await readFile(file, 'utf8'))), tools);
  await mkdir(folder, { recursive: true });
  return writeMade(join(folder, 'report'), join(folder, 'truth.json'), made);
};

const fromOddity = async (name: string, tools: Programs): Promise<Outcome> => {
  await mkdir(ODD, { recursive: true });
  return writeMade(join(ODD, name), join(ODD, `${name}.truth.json`), await makeOdd(name, tools));
};

const tell = async (name: string, work: () => Promise<Outcome>): Promise<Outcome> => {
  try {
    const outcome = await work();
    if (outcome !== 'same') console.log(`${outcome}  ${name}`);
    return outcome;
  } catch (error) {
    const missing = error instanceof MissingProgram;
    console.error(`${missing ? 'skipped' : 'failed'}  ${name}: ${error instanceof Error ? error.message : String(error)}`);
    return missing ? 'skipped' : 'failed';
  }
};

const makeAll = async (only: string, tools: Programs): Promise<Outcome[]> => {
  const folders = (await readdir(REPORTS).catch(() => [])).sort();
  const jobs: [string, () => Promise<Outcome>][] = [
    ...folders.map((name): [string, () => Promise<Outcome>] => [name, () => fromRecipe(join(REPORTS, name, 'recipe.json'), join(REPORTS, name), tools)]),
    ...Object.keys(ODDITIES).map((name): [string, () => Promise<Outcome>] => [`made/${name}`, () => fromOddity(name, tools)]),
    ...(await scanJobs()),
  ];
  const outcomes: Outcome[] = [];
  for (const [name, work] of jobs) if (name.includes(only)) outcomes.push(await tell(name, work));
  return outcomes;
};

/** Combinations that cannot be made are passed over in silence: chance names quirks that do not fit each other. */
const makeByChance = async (count: number, seed: number, out: string, tools: Programs): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (let at = seed; at < seed + count; at += 1) {
    const recipe = recipeByChance(at);
    const made = await make(recipe, tools).catch((error: unknown) => {
      if (error instanceof MissingProgram) console.error(error.message);
      return undefined;
    });
    if (!made) {
      outcomes.push('skipped');
      continue;
    }
    const folder = join(out, `chance-${String(at).padStart(5, '0')}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'recipe.json'), `${JSON.stringify(recipe, null, 2)}\n`);
    outcomes.push(await writeMade(join(folder, 'report'), join(folder, 'truth.json'), made));
  }
  return outcomes;
};

/** Scans lie in folders like the other fixtures; their recipe is the wish they were made from. */
const makeScans = async (wish: { count: number; seed: number; kind: string | undefined; dpi: number; split: Split }, out: string): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const kind of KINDS.filter((each) => wish.kind === undefined || wish.kind.split(',').includes(each))) {
    for (let seed = wish.seed; seed < wish.seed + wish.count; seed += 1) outcomes.push(await writeScan({ kind, seed, dpi: wish.dpi, split: wish.split }, out));
  }
  return outcomes;
};

const writeScan = async (wish: ScanWish, out: string): Promise<Outcome> => {
  const made = await makeScan(wish);
  const folder = join(out, made.name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'recipe.json'), `${JSON.stringify(wish, null, 2)}\n`);
  return writeMade(join(folder, 'report'), join(folder, 'truth.json'), made);
};

/** The committed scans, from the wishes beside them. */
const scanJobs = async (): Promise<[string, () => Promise<Outcome>][]> =>
  (await readdir(SCANS).catch(() => [])).sort().map((name): [string, () => Promise<Outcome>] => [
    `scans/${name}`,
    async () => writeScan(JSON.parse(await readFile(join(SCANS, name, 'recipe.json'), 'utf8')) as ScanWish, SCANS),
  ]);

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string', default: '' }, list: { type: 'boolean' }, out: { type: 'string', default: '.' }, chance: { type: 'string' }, scans: { type: 'string' }, kind: { type: 'string' }, dpi: { type: 'string', default: '200' }, split: { type: 'string', default: 'test' }, seed: { type: 'string', default: '1' }, help: { type: 'boolean' } },
  });
  if (values.help) return (console.log(USAGE), 0);
  if (values.list) return (console.log(Object.entries(QUIRKS).map(([name, { about }]) => `${name.padEnd(24)}${about}`).join('\n')), 0);
  const tools = programs();
  try {
    const [file] = positionals;
    const outcomes = values.scans
      ? await makeScans({ count: Number(values.scans), seed: Number(values.seed), kind: values.kind, dpi: Number(values.dpi), split: values.split === 'tuning' ? 'tuning' : 'test' }, values.out)
      : values.chance
      ? await makeByChance(Number(values.chance), Number(values.seed), values.out, tools)
      : file
        ? [await tell(basename(file), () => fromRecipe(file, values.out, tools))]
        : await makeAll(values.only, tools);
    const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
    console.log(`${count('made')} made, ${count('same')} unchanged, ${count('skipped')} skipped, ${count('failed')} failed`);
    return count('failed') > 0 ? 1 : 0;
  } finally {
    await tools.close();
  }
};

process.exitCode = await main();

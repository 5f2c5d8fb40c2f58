// Finds documents with their truth beside them: `<name>.truth.json` beside `<name>.<ext>`, or truth.json and report.* in a folder.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Capture } from '../../src/model/index.js';
import { parseTruth, type DocumentTruth } from './truth.js';

export interface Documented {
  /** Folder name, or file name. */
  readonly name: string;
  readonly file: string;
  readonly truthFile: string;
  /** A recipe may name the address the document pretends to come from. */
  readonly recipeFile?: string;
}

/** Sorted by path; folders are walked to the bottom. */
export const findDocuments = async (folder: string): Promise<Documented[]> => {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name));
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const here = names.flatMap((truth): Documented[] => {
    if (!truth.endsWith('truth.json')) return [];
    const stem = truth === 'truth.json' ? 'report' : truth.slice(0, -'.truth.json'.length);
    const file = names.find((name) => name.startsWith(`${stem}.`) && !name.endsWith('.json'));
    const recipe = join(folder, 'recipe.json');
    if (file === undefined) return [];
    const name = truth === 'truth.json' ? basename(folder) : file;
    return [{ name, file: join(folder, file), truthFile: join(folder, truth), ...(existsSync(recipe) ? { recipeFile: recipe } : {}) }];
  });
  const below = await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => findDocuments(join(folder, name))));
  return [...here, ...below.flat()];
};

const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8')) as unknown;

const addressOf = async ({ file, recipeFile }: Documented): Promise<string> => {
  const recipe = recipeFile === undefined ? {} : await readJson(recipeFile);
  return typeof recipe === 'object' && recipe !== null && 'uri' in recipe && typeof recipe.uri === 'string' ? recipe.uri : `file:///${basename(file)}`;
};

export const loadDocument = async (documented: Documented): Promise<{ bytes: Uint8Array; capture: Capture; truth: DocumentTruth }> => {
  const bytes = new Uint8Array(await readFile(documented.file));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return {
    bytes,
    capture: { id: digest, uri: await addressOf(documented), digest },
    truth: parseTruth(await readJson(documented.truthFile)),
  };
};

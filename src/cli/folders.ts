// Where a run keeps its things, and which sources it is about.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../errors.js';
import type { Source } from '../model/index.js';
import { BUNDLED_SOURCES, loadSources, parseSources } from '../sources/index.js';
import { writeAtomic } from '../store/index.js';

export interface Folders {
  /** WARC files, and beside them the entries of the sources they came from. */
  readonly archive: string;
  /** Results of reading, one file each; can be deleted at any time. */
  readonly reports: string;
  readonly package: string;
  /** A file for each run: what came of it, or that it is not finished. */
  readonly runs: string;
  /** The embedded database; can be deleted whenever no gongkai runs. */
  readonly database: string;
  readonly root: string;
}

/** Creates the output folder itself, so that a wrong path is told before any work is done. */
export const openFolders = async (output: string): Promise<Folders> => {
  await mkdir(output, { recursive: true }).catch((cause: unknown) => {
    throw new CliError(`cannot use ${output} as output folder (${cause instanceof Error ? cause.message : String(cause)})`);
  });
  return { root: output, archive: join(output, 'archive'), reports: join(output, 'reports'), package: join(output, 'package'), runs: join(output, 'runs'), database: join(output, 'db') };
};

export interface SourceChoice {
  readonly sources: readonly string[];
  readonly source: readonly string[];
  /** First digits of a division code. */
  readonly province?: string | undefined;
  readonly all: boolean;
}

const some = (sources: readonly Source[]): string =>
  `${sources.slice(0, 5).map(({ id }) => id).join(', ')}${sources.length > 5 ? ` and ${sources.length - 5} more (gongkai sources list)` : ''}`;

/** Sources of these files, else the bundled ones; those with these ids, of this province, or all of them. */
export const chooseSources = async ({ sources: files, source: ids, province, all }: SourceChoice): Promise<readonly Source[]> => {
  if (files.length === 0 && ids.length === 0 && province === undefined && !all) {
    throw new CliError(`expected --source <id>, --province <code>, --all or --sources FILE; bundled sources are ${some(BUNDLED_SOURCES)}`);
  }
  const known = files.length > 0 ? await loadSources(files) : BUNDLED_SOURCES;
  const unknown = ids.find((id) => !known.some((source) => source.id === id));
  if (unknown !== undefined) throw new CliError(`no source "${unknown}"; known are ${some(known)}`);
  const chosen = known.filter(({ id, region = '' }) => (ids.length === 0 || ids.includes(id)) && region.startsWith(province ?? ''));
  if (province !== undefined && chosen.length === 0) throw new CliError(`expected a source whose division code begins with ${province}; of ${known.length} there is none (gongkai sources list)`);
  return chosen;
};

const registerFile = (folders: Folders): string => join(folders.archive, 'sources.json');

/** The sources this archive was filled from; what publishing needs of them must not depend on files that come and go. */
export const archivedSources = async (folders: Folders): Promise<readonly Source[]> => {
  const file = registerFile(folders);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
    throw error;
  });
  return parseSources(JSON.parse(text), file);
};

/** Adds entries to the archive's register; an entry with a known id replaces it. Sorted by id. */
export const registerSources = async (folders: Folders, sources: readonly Source[]): Promise<void> => {
  const all = new Map([...(await archivedSources(folders)), ...sources].map((source) => [source.id, source]));
  const sorted = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  await writeAtomic(registerFile(folders), `${JSON.stringify(sorted, null, 1)}\n`);
};

// Source entries: JSON from disk → checked values. One file per province, each an array of entries.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CliError } from '../errors.js';
import type { Source } from '../model/index.js';

const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens'),
  authority: z.string().min(1),
  region: z.string({ error: 'a quoted string of six digits (GB/T 2260)' }).regex(/^\d{6}$/, 'a quoted string of six digits (GB/T 2260)'),
  platform: z.string().min(1),
  listing: z.url({ protocol: /^https?$/, error: 'an http or https address' }),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

const explain = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'entry'}: expected ${issue.message}`).join('; ');

/** Checks one entry, or an array of them; `from` names the file in the message of the `CliError` thrown for a bad one. */
export const parseSources = (data: unknown, from: string): Source[] => {
  const result = z.array(entry).safeParse(Array.isArray(data) ? data : [data]);
  if (!result.success) throw new CliError(`${from}: not a source entry: ${explain(result.error)}`);
  return result.data.map(({ options, ...source }) => ({ ...source, ...(options ? { options } : {}) }));
};

/** Throws a `CliError` when two entries share an id: archive segments are named by it. */
export const checkIds = (sources: readonly Source[]): readonly Source[] => {
  const twice = sources.find((source, at) => sources.findIndex(({ id }) => id === source.id) !== at);
  if (twice) throw new CliError(`Source id "${twice.id}" is used twice; give each source its own id.`);
  return sources;
};

const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${file}: cannot be read (${cause instanceof Error ? cause.message : String(cause)})`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CliError(`${file}: not JSON (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};

/** The sources of these JSON files, in the order given. */
export const loadSources = async (files: readonly string[]): Promise<readonly Source[]> => {
  const lists = await Promise.all(files.map(async (file) => parseSources(await readJson(file), file)));
  return checkIds(lists.flat());
};

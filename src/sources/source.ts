// Source entries: JSON from disk → checked values. One file per province, each an array of entries.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CliError } from '../errors.js';
import type { Source } from '../model/index.js';
import { optionsShape, SOURCE_OPTIONS } from './options.js';

const REGION = 'a quoted string of six digits (GB/T 2260)';
const YEARS = 'reporting years from 2003 to 2099, ascending, each once';

const ascending = (years: readonly number[]): boolean => years.every((year, at) => at === 0 || year > (years[at - 1] ?? 0));

const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens'),
  authority: z.string().min(1),
  region: z.string({ error: REGION }).regex(/^\d{6}$/, REGION).optional(),
  level: z.enum(['central', 'province', 'prefecture', 'county', 'township', 'department']).optional(),
  kind: z.enum(['listing', 'article'], { error: 'listing or article' }).optional(),
  platform: z.string().min(1),
  listing: z.url({ protocol: /^https?$/, error: 'an http or https address' }),
  years: z.array(z.number().int().min(2003, YEARS).max(2099, YEARS)).min(1).refine(ascending, YEARS).optional(),
  evidence: z.string().min(1).optional(),
  verified: z.iso.date({ error: 'null or a day such as 2026-01-31' }).nullable().optional(),
  options: optionsShape.optional(),
});

const expected = (issue: z.core.$ZodIssue): string => {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const known = Object.keys(issue.path.at(-1) === 'options' ? SOURCE_OPTIONS : entry.shape);
  return `one of ${known.join(', ')}, got ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
};

const explain = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'entry'}: expected ${expected(issue)}`).join('; ');

/** Keys without a value are left out. */
const given = (value: z.infer<typeof entry>): Source => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as unknown as Source;

/** Checks one entry, or an array of them; `from` names the file in the message of the `CliError` thrown for a bad one. */
export const parseSources = (data: unknown, from: string): Source[] => {
  const result = z.array(entry).safeParse(Array.isArray(data) ? data : [data]);
  if (!result.success) throw new CliError(`${from}: not a source entry: ${explain(result.error)}`);
  return result.data.map(given);
};

/** Throws a `CliError` when two entries share an id: what was fetched is filed under it. */
export const checkIds = (sources: readonly Source[]): readonly Source[] => {
  const seen = new Set<string>();
  const twice = sources.find(({ id }) => seen.size === seen.add(id).size);
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

/** The sources of one JSON file, ids unchecked. */
export const readSources = async (file: string): Promise<Source[]> => parseSources(await readJson(file), file);

/** The sources of these JSON files, in the order given. */
export const loadSources = async (files: readonly string[]): Promise<readonly Source[]> => checkIds((await Promise.all(files.map(readSources))).flat());

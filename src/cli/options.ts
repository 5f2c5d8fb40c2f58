// Options that several verbs share: their flags once, and how they are checked.
import { z } from 'zod';
import { CliError } from '../errors.js';
import { divisionPrefix } from '../sources/index.js';
import type { Verb } from './effects.js';

export const SOURCE_FLAGS: Verb['options'] = [
  ['--source <id...>', 'sources to crawl, by id; bundled ones unless --sources is given'],
  ['--sources <file...>', 'JSON files with source entries; all of them unless --source or --province picks some'],
  ['--province <code>', 'sources of bodies whose division code begins so (32), or of the province of this name (江苏)'],
  ['--all', 'all bundled sources'],
  ['--year <year...>', 'only reports on these years, where the link tells the year'],
  ['--delay <ms>', 'least pause between two requests to one host (default 3000, at least 1000; 0 for a portal on this machine)'],
  ['--concurrency <n>', 'portals crawled at a time (default 8); one host is never asked twice at a time'],
  ['--contact <text>', 'mail or web address put into the user agent, so that a portal can complain; without one there is a warning'],
];

export const READ_FLAGS: Verb['options'] = [
  ['--document-timeout <s>', 'seconds one document may take to be read (default 120)'],
  ['--document-memory <mb>', 'megabytes the process that reads a document may use (default 1024)'],
];

export const OUTPUT_FLAGS: Verb['options'] = [
  ['--output <dir>', 'folder for everything that is written (default output)'],
  ['--json', 'the summary as one JSON document'],
  ['--quiet', 'no progress'],
];

const whole = (name: string) => z.string().regex(/^\d+$/, `${name} must be a whole number, 0 or more`).transform(Number);

/** Stands in a comment of the header User-Agent, which can hold nothing else. */
export const contact = z.string().regex(/^[\x21-\x27\x2a-\x5b\x5d-\x7e]+$/, '--contact must be a mail or web address in plain letters, such as mailto:you@example.org or https://example.org/crawler');

/** As the first digits of a division code. */
export const province = z.string().transform((given, context) => {
  const prefix = divisionPrefix(given);
  if (prefix === undefined) context.addIssue({ code: 'custom', message: `--province must be a division code, its first digits, or the Chinese name of a province, such as 32 or 江苏; got "${given}"` });
  return prefix ?? z.NEVER;
});

const shape = z.object({
  source: z.array(z.string()).default([]),
  sources: z.array(z.string()).default([]),
  province: province.optional(),
  all: z.boolean().default(false),
  year: z.array(whole('--year')).optional(),
  delay: whole('--delay').optional(),
  concurrency: whole('--concurrency').refine((value) => value > 0, '--concurrency must be 1 or more').default(8),
  contact: contact.optional(),
  documentTimeout: whole('--document-timeout').default(120),
  documentMemory: whole('--document-memory').default(1024),
  output: z.string().min(1).default('output'),
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
});

export type Options = z.infer<typeof shape>;

/** Checks what commander hands over; a wrong value is wrong use. */
export const parseOptions = (given: Readonly<Record<string, unknown>>): Options => {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  throw new CliError(result.error.issues.map(({ message }) => message).join('; '));
};

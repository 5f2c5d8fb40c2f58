// What a person may say of one portal in its entry: each option once, with its unit and meaning. The schema and the help are made of it.
import { z } from 'zod';
import type { SourceOptions } from '../model/index.js';

interface Option {
  readonly schema: z.ZodType;
  /** What it must be, as a message says it. */
  readonly value: string;
  readonly meaning: string;
}

const whole = (least: number, most: number, unit: string, meaning: string): Option => {
  const value = `${unit}, ${least} to ${most}`;
  return { schema: z.number({ error: value }).int(value).min(least, value).max(most, value), value, meaning };
};

const flag = (meaning: string): Option => {
  const value = 'true or false';
  return { schema: z.boolean({ error: value }), value, meaning };
};

const text = (pattern: RegExp, value: string, meaning: string): Option => ({ schema: z.string({ error: value }).regex(pattern, value), value, meaning });

const MIB = 1024 ** 2;

export const SOURCE_OPTIONS: Readonly<Record<keyof SourceOptions, Option>> = {
  delayMs: whole(0, 3_600_000, 'a whole number of milliseconds', 'least pause between two requests to one host; wins over --delay; under 1000 only on this machine'),
  timeoutMs: whole(1000, 3_600_000, 'a whole number of milliseconds', 'for one whole exchange, from the request to the end of the answer (default 120000)'),
  maxBytes: whole(1, 128 * MIB, 'a whole number of bytes', `largest answer as sent, a file's too (default ${64 * MIB})`),
  depth: whole(0, 5, 'a whole number of levels', 'levels of folders below the listing that are walked; given, every one of them, else (2) those whose links promise reports'),
  hosts: text(/^[\w.-]+(?::\d+)?(?:\s+[\w.-]+(?::\d+)?)*$/, 'host names, with a port where it is not the usual one, parted by spaces', 'hosts besides that of the listing which may be asked'),
  listedByPerson: flag('the host does not end in .gov.cn, and a person made sure of it'),
  insecure: flag('the certificate is not verified; the crawl says so in a finding'),
  downgrade: flag('redirects from https to http are followed'),
  column: text(/^\d+$/, 'digits in quotes', 'of gkmlpt, id of the column of reports, where its name does not tell'),
  from: whole(2003, 2099, 'a year', 'of hanweb-annual, first reporting year, where no page lists them; with to'),
  to: whole(2003, 2099, 'a year', 'of hanweb-annual, last reporting year'),
};

const YEARS = 'from and to together, from not after to';

const inOrder = ({ from, to }: Readonly<Record<string, unknown>>): boolean => (from === undefined ? to === undefined : to !== undefined && Number(from) <= Number(to));

export const optionsShape = z.strictObject(Object.fromEntries(Object.entries(SOURCE_OPTIONS).map(([name, { schema }]) => [name, schema.optional()]))).refine(inOrder, YEARS);

/** One line for each option. */
export const optionLines = (): string[] => Object.entries(SOURCE_OPTIONS).map(([name, { value, meaning }]) => `${name.padEnd(15)} ${value}: ${meaning}`);

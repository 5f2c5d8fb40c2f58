// The code that finds and judges links → one digest of its own bytes: what it found is used again by the very same code alone, and nobody
// has to remember to raise a number when a pattern changes.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sha256 } from '../store/index.js';

const FOLDERS = ['crawl', 'model', 'sources'];
const HELPERS = /^(?:charset|number|pointers|text)\.[jt]s$/;
const MODULE = /\.[jt]s$/;

const manifest = z.object({ version: z.string() });

const namesIn = (folder: string, recursive = false): string[] => readdirSync(folder, { recursive, encoding: 'utf8' });

const modulesIn = (root: string): string[] =>
  [...namesIn(root).filter((name) => HELPERS.test(name)), ...FOLDERS.flatMap((folder) => namesIn(join(root, folder), true).map((name) => join(folder, name)))].filter((name) => MODULE.test(name)).sort();

/** Of the modules below a folder such as src or dist, and `engines`: what parses and decodes for them. */
export const versionOf = (root: string, engines: string): string =>
  sha256([engines, ...modulesIn(root).map((name) => `${name} ${sha256(readFileSync(join(root, name)))}`)].join('\n'));

const engines = (): string => `node ${process.versions.node}, cheerio ${manifest.parse(createRequire(import.meta.url)('cheerio/package.json')).version}`;

let own: string | undefined;

/** Of this program; read once. */
export const codeVersion = (): string => (own ??= versionOf(fileURLToPath(new URL('..', import.meta.url)), engines()));

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { VERBS } from '../src/cli/main.js';
import { FINDINGS } from '../src/model/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');
const LEAVES = ['text.ts', 'number.ts', 'errors.ts', 'apart.ts', 'charset.ts', 'pointers.ts'];

/** Folder or file under src → what it may import besides itself and the leaf helpers. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  form: ['model'],
  sources: ['model'],
  store: ['model'],
  crawl: ['model', 'sources', 'store'],
  read: ['model'],
  recognise: ['model', 'form'],
  audit: ['model', 'form'],
  publish: ['model', 'form'],
  'pipeline.ts': ['model', 'form', 'read', 'recognise', 'audit'],
  cli: ['model', 'form', 'sources', 'store', 'crawl', 'read', 'recognise', 'audit', 'publish', 'pipeline.ts'],
  'text.ts': [],
  'number.ts': [],
  'errors.ts': [],
  'apart.ts': [],
  'charset.ts': [],
  'pointers.ts': [],
};

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

const textOf = (name: string): string => readFileSync(join(SRC, name), 'utf8');

const topOf = (path: string): string => path.split('/')[0] ?? '';

const importsOf = (name: string): string[] =>
  [...textOf(name).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map((match) =>
    relative(SRC, resolve(dirname(join(SRC, name)), match[1] ?? '')).replace(/\.js$/, '.ts'),
  );

describe('imports', () => {
  it('are found at all, dynamic ones too', () => {
    expect(importsOf('cli/main.ts').map(topOf)).toEqual(expect.arrayContaining(['cli', 'errors.ts']));
    expect(importsOf('cli/main.ts')).toContain('cli/verbs/run.ts');
    expect(sources.length).toBeGreaterThan(50);
  });

  it('stay inside src', () => {
    const outside = sources.flatMap((name) => importsOf(name).filter((target) => target.startsWith('..')).map((target) => `${name} → ${target}`));
    expect(outside).toEqual([]);
  });

  it('follow the table: no stage imports another', () => {
    const wrong = sources.flatMap((name) => {
      const from = topOf(name);
      const allowed = MAY_IMPORT[from];
      if (!allowed) return [`${name}: ${from} is not in the table`];
      const leaves = from === 'model' ? [] : LEAVES;
      return importsOf(name)
        .filter((target) => ![from, ...allowed, ...leaves].includes(topOf(target)))
        .map((target) => `${name} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('of another folder go through its index or name a single file that is meant to be shared', () => {
    const deep = sources.flatMap((name) =>
      importsOf(name)
        .filter((target) => topOf(target) !== topOf(name) && target.split('/').length > 2)
        .map((target) => `${name} → ${target}`),
    );
    expect(deep).toEqual([]);
  });
});

describe('documentation', () => {
  it('tells every finding type what it means and what to do, and every type is raised somewhere', () => {
    const code = sources.filter((name) => name !== 'model/finding.ts').map(textOf).join('\n');
    const poor = Object.entries(FINDINGS).flatMap(([type, { title, description }]) => [
      ...(title.length > 3 && /^[A-Z].{15,}[.!?]$/.test(description) ? [] : [`${type}: description`]),
      ...(code.includes(`'${type}'`) ? [] : [`${type}: never raised`]),
    ]);
    expect(poor).toEqual([]);
  });

  it('names every verb in the README', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const told = Object.keys(VERBS).filter((verb) => new RegExp(`gongkai (?:-- )?${verb}\\b|\`${verb}\\b`).test(readme));
    expect(told).toEqual(Object.keys(VERBS));
  });

  it('describes every option of every verb in its help', async () => {
    for (const [name, { summary, load }] of Object.entries(VERBS)) {
      const verb = await load();
      const silent = [...verb.options, ...(verb.arguments ?? [])].filter(([, description]) => description.length < 8);
      expect([name, summary.length > 20, silent]).toEqual([name, true, []]);
    }
  });
});

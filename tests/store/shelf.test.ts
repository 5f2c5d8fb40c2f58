import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShelf, shelfKey } from '../../src/store/index.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'shelf-')); });
afterEach(() => rm(folder, { recursive: true }));

const numbers = (path: string) => openShelf(path, (data) => (typeof data === 'number' ? data : undefined));

test('a shelf gives back what was put, each in a file of its own', async () => {
  const shelf = numbers(folder);
  await shelf.put('ba', 2);
  await shelf.put('ab', 1);
  expect([await shelf.get('ab'), await shelf.get('ba'), await shelf.get('zz')]).toEqual([1, 2, undefined]);
  expect(await readdir(join(folder, 'ab'))).toEqual(['ab.json']);
});

test('another version of the stage does not find the old result', () => {
  expect(shelfKey('sha256:00', '1')).not.toBe(shelfKey('sha256:00', '2'));
});

test('a result of another shape counts as not there, and a key cannot leave the folder', async () => {
  await openShelf(folder, (data) => data).put('ab', 'text');
  expect(await numbers(folder).get('ab')).toBeUndefined();
  await expect(numbers(folder).put('../x', 1)).rejects.toThrow('Expected a shelf key');
});

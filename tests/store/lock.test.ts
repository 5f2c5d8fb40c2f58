// Many who want one lock at once: one gets it, and nobody ever sees a lock file without its holder.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock } from '../../src/store/index.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'lock-')); });
afterEach(() => rm(folder, { recursive: true }));

const ROUNDS = 40;

test('of twenty who try at once, one gets the lock', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const releases = await Promise.all(Array.from({ length: 20 }, () => tryLock(join(folder, '.lock'))));
    const held = releases.filter((release) => release !== undefined);
    expect(held).toHaveLength(1);
    await held[0]?.();
  }
  expect(await readdir(folder)).toEqual([]);
});

test('a lock file is there with its holder or not at all', async () => {
  const file = join(folder, '.lock');
  const seen = new Set<string>();
  let done = false;
  const look = async (): Promise<void> => {
    while (!done) seen.add(await readFile(file, 'utf8').catch(() => 'none'));
  };
  const looking = [look(), look()];
  for (let round = 0; round < ROUNDS * 10; round += 1) await (await tryLock(file))?.();
  done = true;
  await Promise.all(looking);
  expect([...seen].every((text) => text === 'none' || text.startsWith(`${String(process.pid)}\n`))).toBe(true);
});

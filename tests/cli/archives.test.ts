import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchives } from '../../src/cli/run/archives.js';
import type { Archive } from '../../src/store/index.js';
import { newFolder } from './effects.js';

let folder: string;
beforeEach(async () => { folder = await newFolder(); });
afterEach(() => rm(folder, { recursive: true }));

const put = (archive: Archive, path: string) => archive.put('qs.gov.cn', undefined, { uri: `http://www.qs.gov.cn/${path}`, date: '2026-02-01T00:00:00Z', status: 200, headers: [], body: Buffer.from(path) });
const locks = async (): Promise<string[]> => (await readdir(join(folder, 'archive'))).filter((name) => name.startsWith('.lock')).sort();

test('an archive is let go of when its run has no work, or another run has', async () => {
  const archives = openArchives({ archive: join(folder, 'archive') }, 'w', () => undefined);
  await archives.use('20260201T000000Z', (archive) => put(archive, 'a'));
  expect(await locks()).toEqual(['.lock-w-20260201T000000Z']);
  await archives.use('20260202T000000Z', async (archive) => {
    await put(archive, 'b');
    await archives.rest();
    expect(await locks()).toEqual(['.lock-w-20260202T000000Z']);
  });
  // Closed and opened at the same time.
  const [, again] = await Promise.all([archives.rest(), archives.use('20260202T000000Z', (archive) => put(archive, 'b'))]);
  expect(again.fresh).toBe(false);
  await archives.rest();
  expect(await locks()).toEqual([]);
});

test('an archive that could not be opened is tried again', async () => {
  const archives = openArchives({ archive: join(folder, 'archive') }, 'w', () => undefined);
  await writeFile(join(folder, 'archive'), 'in the way');
  await expect(archives.use('20260201T000000Z', (archive) => put(archive, 'a'))).rejects.toThrow();
  await rm(join(folder, 'archive'));
  await mkdir(join(folder, 'archive'));
  expect((await archives.use('20260201T000000Z', (archive) => put(archive, 'a'))).fresh).toBe(true);
  await archives.rest();
});

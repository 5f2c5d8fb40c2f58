import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { finishedRuns, openRun } from '../../src/store/index.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'runs-')); });
afterEach(() => rm(folder, { recursive: true }));

const now = () => new Date('2026-01-15T08:00:00.000Z');

test('a finished run leaves its record, and the next one at the same second another name', async () => {
  const first = await openRun(folder, now);
  expect(first).toMatchObject({ id: '20260115T080000Z', started: '2026-01-15T08:00:00.000Z', resumed: false });
  expect(await readdir(folder)).toContain('20260115T080000Z.part.json');
  await first.finish({ made: 1 });
  for (let count = 2; count <= 11; count += 1) await (await openRun(folder, now)).finish({ made: count });
  expect(await finishedRuns(folder)).toEqual(['20260115T080000Z', ...Array.from({ length: 10 }, (_, at) => `20260115T080000Z-${String(at + 2)}`)]);
  expect(JSON.parse(await readFile(join(folder, '20260115T080000Z.json'), 'utf8'))).toEqual({ made: 1 });
  expect((await readdir(folder)).filter((name) => /part|lock/.test(name))).toEqual([]);
});

test('a run that was stopped is taken up again within a day, with the time it was started', async () => {
  const stopped = await openRun(folder, now);
  await stopped.leave();
  const again = await openRun(folder, () => new Date('2026-01-16T00:00:00.000Z'));
  expect(again).toMatchObject({ id: stopped.id, started: stopped.started, resumed: true });
  await again.finish({});
  expect(await openRun(folder, now)).toMatchObject({ id: '20260115T080000Z-2', resumed: false });
});

test('a run that was stopped more than a day after its start is closed as broken off, and another one begins', async () => {
  await (await openRun(folder, now)).leave();
  const next = await openRun(folder, () => new Date('2026-01-16T08:00:01.000Z'));
  expect(next).toMatchObject({ id: '20260116T080001Z', resumed: false, broken: [{ id: '20260115T080000Z', started: '2026-01-15T08:00:00.000Z' }] });
  await next.finish({});
  expect((await readdir(folder)).sort()).toEqual(['20260115T080000Z.broken.json', '20260116T080001Z.json']);
  expect(await finishedRuns(folder)).toEqual(['20260116T080001Z']);
  // Its name, and so the names of its files in the archive, is not given again.
  expect(await openRun(folder, now)).toMatchObject({ id: '20260115T080000Z-2', broken: [] });
});

test('a run killed between its record and the end of its part file counts as finished', async () => {
  await writeFile(join(folder, '20260115T080000Z.part.json'), '{"started":"2026-01-15T08:00:00.000Z"}');
  await writeFile(join(folder, '20260115T080000Z.json'), '{}');
  expect(await openRun(folder, now)).toMatchObject({ id: '20260115T080000Z-2', resumed: false });
});

test('two at once are refused', async () => {
  const first = await openRun(folder, now);
  await expect(openRun(folder, now)).rejects.toThrow('expected no other user');
  await first.leave();
});

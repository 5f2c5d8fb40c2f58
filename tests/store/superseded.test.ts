import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive, rebuildIndex } from '../../src/store/index.js';
import type { Archive } from '../../src/store/index.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'superseded-')); });
afterEach(() => rm(folder, { recursive: true }));

/** All that is to be known of an archive. */
const known = async (archive: Archive): Promise<unknown> => ({
  attempts: archive.attempts(),
  versions: archive.versions(),
  leads: archive.leadsOf('s'),
  found: await Promise.all(archive.attempts().map(({ uri }) => archive.find(uri))),
});

const dateOf = (run: number): string => new Date(Date.UTC(2026, 0, 1 + run)).toISOString();
const idOf = (run: number): string => `${dateOf(run).slice(0, 10).replaceAll('-', '')}T000000Z`;

type Outcome = 'same' | 'changed' | 'lost' | 'forbidden' | 'no answer';

const visit = async (archive: Archive, run: number, address: string, outcome: Outcome): Promise<void> => {
  const [group = '', page = ''] = address.split('/');
  const uri = `http://${address}`;
  const date = dateOf(run);
  const lead = page === 'list' ? undefined : { source: 's', uri, title: `报告${page}`, foundOn: `http://${group}/list` };
  if (outcome === 'no answer') return archive.note(group, { uri, date, code: 'timeout', kind: 'failed', note: '', ...(lead ? { lead } : {}) });
  const before = await archive.find(uri);
  const status = outcome === 'lost' ? 404 : outcome === 'forbidden' ? 403 : outcome === 'same' && before ? 304 : 200;
  const refusal = outcome === 'lost' ? 'not-found' : outcome === 'forbidden' ? 'refused.403' : undefined;
  await archive.put(group, lead, { uri, date, status, headers: [['etag', `"${String(run)}"`]], body: Buffer.from(status === 200 ? `${uri} ${String(run)}` : ''), ...(refusal === undefined ? {} : { refusal }) });
};

const outcome = fc.constantFrom<Outcome>('same', 'same', 'same', 'changed', 'lost', 'forbidden', 'no answer');
const address = fc.constantFrom('a.gov.cn/list', 'a.gov.cn/1', 'a.gov.cn/2', 'b.gov.cn/1');
const runs = fc.array(fc.dictionary(address, outcome, { minKeys: 1 }), { minLength: 2, maxLength: 7 });

describe('superseded segments', () => {
  test('are left out of a start, which knows what the files tell all the same', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async (nights) => {
        await rm(folder, { recursive: true });
        for (const [run, night] of nights.entries()) {
          const visits = Object.entries(night);
          // Stopped and taken up again in the middle.
          for (const part of [visits.slice(0, 2), visits.slice(2)]) {
            const archive = await openArchive(folder, { run: idOf(run) });
            for (const [uri, what] of part) await visit(archive, run, uri, what);
            await archive.close();
            expect(await known(await openArchive(folder, { run: idOf(run) }))).toEqual(await known(archive));
          }
        }
        const before = await known(await openArchive(folder));
        await rebuildIndex(folder);
        expect(before).toEqual(await known(await openArchive(folder)));
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('are those of runs without news, and no other file is written for them', async () => {
    const summary = (): Promise<string> => readFile(join(folder, 'index.cdxj'), 'utf8');
    const night = async (run: number): Promise<void> => {
      const archive = await openArchive(folder, { run: idOf(run) });
      for (const uri of ['a.gov.cn/list', 'a.gov.cn/1', 'b.gov.cn/1']) await visit(archive, run, uri, 'same');
      await archive.close();
    };
    await night(0);
    const first = await summary();
    for (const run of [1, 2, 3]) await night(run);
    expect(await summary()).toBe(first);
    const { superseded } = JSON.parse(await readFile(join(folder, 'superseded.json'), 'utf8')) as { superseded: string[] };
    expect(superseded).toEqual((await readdir(folder)).filter((name) => /^2026010[23]T.*gz$/.test(name)).sort());
  });

  test('are read again when a file they were compared with is gone', async () => {
    for (const run of [0, 1, 2]) {
      const archive = await openArchive(folder, { run: idOf(run) });
      await visit(archive, run, 'a.gov.cn/1', 'same');
      await archive.close();
    }
    for (const name of await readdir(folder)) if (name.startsWith(idOf(2))) await rm(join(folder, name));
    expect((await openArchive(folder)).attempts()).toMatchObject([{ date: dateOf(1) }]);
  });
});

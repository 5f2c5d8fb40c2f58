import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, openJobs, workOn } from '../../src/store/index.js';
import type { Database } from '../../src/store/index.js';

/** A server for the tests alone: its schemas are used under a store name of each test's own. */
const SERVER = process.env.TEST_DATABASE_URL;

const tasks = ['a', 'b', 'c'].map((key) => ({ key, data: { of: key } }));

const contract = (name: string, open: () => Promise<Database>): void => {
  describe(`jobs on ${name}`, () => {
    let database: Database;
    let store = 0;
    const kept = (): Database => ({ ...database, close: () => Promise.resolve() });
    const newStore = (): string => `t${String(process.pid)}-${String((store += 1))}`;
    beforeAll(async () => { database = await open(); }, 60_000);
    afterAll(() => database.close());

    test('are added once, taken once and finished with their result', async () => {
      const jobs = await openJobs(kept(), newStore(), ['read']);
      await jobs.add('read', 'run1', tasks);
      await jobs.add('read', 'run1', tasks);
      const taken = [...(await jobs.take('read', 2)), ...(await jobs.take('read', 2)), ...(await jobs.take('read', 2))];
      expect(taken.map(({ key, data, run }) => [key, data, run]).sort()).toEqual(tasks.map(({ key, data }) => [key, data, 'run1']));
      expect(await jobs.finish(taken.map((job) => ({ job, result: { made: job.key } })))).toBe(true);
      await jobs.add('read', 'run1', tasks);
      expect(await jobs.take('read', 1)).toEqual([]);
      expect([...(await jobs.results('read', 'run1'))].sort()).toEqual(tasks.map(({ key }) => [key, { made: key }]));
      expect([await jobs.finished('read', 'run1'), await jobs.finished('read', 'run2')]).toEqual([3, 0]);
      await jobs.clear('read', 'run1');
      await jobs.add('read', 'run1', tasks);
      expect((await jobs.take('read', 5)).length).toBe(3);
      await jobs.close();
    });

    test('hold whatever texts a portal comes up with', async () => {
      const jobs = await openJobs(kept(), newStore(), ['read']);
      await jobs.add('read', 'run', [{ key: 'odd', data: { title: 'a\u0000b\ud800c', list: ['\udfff'] } }]);
      const taken = await jobs.take('read', 1);
      expect(taken.map(({ data }) => data)).toEqual([{ title: 'a\ufffdb\ufffdc', list: ['\ufffd'] }]);
      expect(await jobs.finish(taken.map((job) => ({ job, result: 'x\u0000' })))).toBe(true);
      await jobs.close();
    });

    test('that a run no longer wants are forgotten, but for those somebody is at', async () => {
      const jobs = await openJobs(kept(), newStore(), ['crawl']);
      await jobs.add('crawl', 'run', tasks);
      await jobs.add('crawl', 'other', tasks.slice(0, 1));
      const [done, going] = await jobs.take('crawl', 2);
      if (!done || !going) throw new Error('nothing taken');
      await jobs.finish([{ job: done, result: 'old' }]);
      expect(await jobs.retire('crawl', 'run', ['new'])).toBe(1);
      expect([...(await jobs.results('crawl', 'run'))]).toEqual([]);
      await jobs.add('crawl', 'run', [{ key: 'new', data: 1 }]);
      expect((await jobs.take('crawl', 9)).map(({ run, key }) => [run, key]).sort()).toEqual([['other', 'a'], ['run', 'new']]);
      await jobs.finish([{ job: going, result: 'old' }]);
      expect(await jobs.retire('crawl', 'run', ['new'])).toBe(0);
      await jobs.close();
    });

    test('keep no result when the work of one of them is lost, and no job half done', async () => {
      const jobs = await openJobs(kept(), newStore(), ['read']);
      await jobs.add('read', 'run', tasks);
      const taken = await jobs.take('read', 2);
      const [one] = taken;
      if (!one) throw new Error('nothing taken');
      expect(await jobs.finish([{ job: one, result: 1 }])).toBe(true);
      expect(await jobs.finish(taken.map((job) => ({ job, result: 2 })))).toBe(false);
      expect([...(await jobs.results('read', 'run')).values()]).toEqual([1]);
      await jobs.close();
    });

    test('of one output folder are none of another', async () => {
      const [one, two] = [await openJobs(kept(), newStore(), ['read']), await openJobs(kept(), newStore(), ['read'])];
      await one.add('read', 'run', tasks);
      expect(await two.take('read', 5)).toEqual([]);
      expect((await one.take('read', 5)).length).toBe(3);
      await one.close();
      await two.close();
    });

    test('are worked on by several lanes, each once; an error is a result', async () => {
      const jobs = await openJobs(kept(), newStore(), ['read']);
      await jobs.add('read', 'run', tasks);
      const seen: string[] = [];
      const handler = ({ key }: { key: string }): Promise<unknown> => {
        seen.push(key);
        return key === 'b' ? Promise.reject(new Error('broken')) : Promise.resolve({ ok: key });
      };
      await workOn(jobs, { read: handler }, { batch: 1, lanes: 2, pause: () => Promise.resolve(), stop: async (idle) => idle && (await jobs.finished('read', 'run')) === 3 });
      expect(seen.sort()).toEqual(['a', 'b', 'c']);
      expect((await jobs.results('read', 'run')).get('b')).toEqual({ error: 'broken' });
      await jobs.close();
    });
  });
};

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'jobs-')); });
afterAll(() => rm(folder, { recursive: true }));

contract('PGlite', () => openDatabase(undefined, join(folder, 'db')));

if (SERVER === undefined) test.skip('jobs on PostgreSQL (needs TEST_DATABASE_URL)', () => undefined);
else {
  contract('PostgreSQL', () => openDatabase(SERVER, ''));

  test('jobs of a process that is gone go to another, those of a living one do not', async () => {
    const store = `gone-${String(process.pid)}`;
    const [dead, living] = [await openJobs(await openDatabase(SERVER, ''), store, ['read']), await openJobs(await openDatabase(SERVER, ''), store, ['read'])];
    await dead.add('read', 'run', tasks);
    const [taken] = await dead.take('read', 1);
    const [other] = await living.take('read', 1);
    const third = await openJobs(await openDatabase(SERVER, ''), store, ['read']);
    expect(await third.recover()).toBe(0);
    await dead.close();
    expect(await third.recover()).toBe(1);
    expect((await third.take('read', 3)).map(({ key }) => key).sort()).toEqual(tasks.map(({ key }) => key).filter((key) => key !== other?.key));
    expect(taken?.key).not.toBe(other?.key);
    await living.close();
    await third.close();
  });

  test('a process whose connection broke stops at once and says so, whatever it is at; another does its jobs', async () => {
    const store = `lost-${String(process.pid)}`;
    const database = await openDatabase(SERVER, '');
    const locks = async (): Promise<unknown[]> => (await database.query("select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 1")).rows.map(({ pid }) => pid);
    const before = await locks();
    const losing = await openJobs(await openDatabase(SERVER, ''), store, ['read']);
    const holders = (await locks()).filter((pid) => !before.includes(pid));
    await losing.add('read', 'run', tasks);
    let began: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (began = resolve));
    const endless = (): Promise<never> => {
      began();
      return new Promise(() => undefined);
    };
    const working = workOn(losing, { read: endless }, { batch: 1, lanes: 1, pause: () => Promise.resolve(), stop: () => Promise.resolve(false) });
    const told = expect(working).rejects.toThrow('its jobs may be given to others');
    await begun;
    for (const pid of holders) await database.query('select pg_terminate_backend($1)', [pid]);
    await told;
    await expect(losing.take('read', 1)).rejects.toThrow('its jobs may be given to others');
    await losing.close();
    const other = await openJobs(database, store, ['read']);
    expect(await other.recover()).toBe(1);
    expect((await other.take('read', 5)).length).toBe(3);
    await other.close();
  });
}

test('the embedded database lets one process in', async () => {
  const path = join(folder, 'one');
  const first = await openDatabase(undefined, path);
  await expect(openDatabase(undefined, path)).rejects.toThrow('expected no other user');
  await first.close();
});

test('a server that is not there is told with its name, without the password', async () => {
  const error = await openDatabase('postgres://someone:secret@127.0.0.1:9/none', '').catch((cause: unknown) => String(cause));
  expect(error).toContain('127.0.0.1:9');
  expect(error).not.toContain('secret');
});

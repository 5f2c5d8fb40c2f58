// One holder for one name: a file with process id, its start and host, taken over when that process is gone. A process id alone
// would not do: containers give out the same small numbers again and again.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { CliError } from '../errors.js';
import { unlessMissing } from './atomic.js';

interface Holder {
  readonly pid: number;
  /** Of the process, in the kernel's ticks; `''` where the system does not tell. */
  readonly started: string;
  readonly host: string;
}

/** Field 22 of /proc/<pid>/stat; the name before it may hold blanks and brackets. */
const startOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

const self = (): Holder => ({ pid: process.pid, started: startOf(process.pid), host: hostname() });

const runs = ({ pid, started }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EPERM')) return false;
  }
  return started === '' || startOf(pid) === started;
};

/** The holder of another host shows that it lives by touching the file. */
const TOUCH_MS = 10_000;
const SILENT_MS = 6 * TOUCH_MS;

const readHolder = async (file: string): Promise<Holder | undefined> => {
  const [pid = '', started = '', host = ''] = (await readFile(file, 'utf8').catch(unlessMissing(''))).trimEnd().split('\n');
  return pid === '' ? undefined : { pid: Number(pid), started, host };
};

/** Whether a living process holds the lock. */
const isHeld = async (file: string): Promise<boolean> => {
  const holder = await readHolder(file);
  if (!holder) return false;
  if (holder.host === hostname()) return runs(holder);
  const { mtimeMs } = await stat(file).catch(unlessMissing({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < SILENT_MS;
};

/** Made whole under another name first, so that nobody sees it without its holder; `false` when it is there already. */
const create = async (file: string): Promise<boolean> => {
  const { pid, started, host } = self();
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(beside, `${pid}\n${started}\n${host}\n`);
  try {
    await link(beside, file);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  } finally {
    await unlink(beside);
  }
};

/** Removes the file of a dead holder; two who try at once would remove each other's, so that has a lock of its own. */
const removeDead = async (file: string): Promise<void> => {
  const turn = `${file}.over`;
  if (!(await create(turn))) {
    if (!(await isHeld(turn))) await unlink(turn).catch(unlessMissing(undefined));
    return;
  }
  if (!(await isHeld(file))) await unlink(file).catch(unlessMissing(undefined));
  await unlink(turn).catch(unlessMissing(undefined));
};

const ATTEMPTS = 5;

/** Takes the lock if nobody living holds it; resolves to the release, or to `undefined`. */
export const tryLock = async (file: string): Promise<(() => Promise<void>) | undefined> => {
  await mkdir(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await create(file)) {
      const touch = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), TOUCH_MS).unref();
      let held = true;
      return async () => {
        if (!held) return;
        held = false;
        clearInterval(touch);
        await unlink(file).catch(unlessMissing(undefined));
      };
    }
    if (await isHeld(file)) return undefined;
    await removeDead(file);
  }
  return undefined;
};

/** Like `tryLock`, but throws a `CliError` that says who holds it; `what` names the thing: `the archive output/archive`. */
export const takeLock = async (file: string, what: string): Promise<() => Promise<void>> => {
  const release = await tryLock(file);
  if (release) return release;
  const holder = await readHolder(file);
  throw new CliError(`${what}: expected no other user, but process ${holder?.pid ?? '?'} on ${holder?.host ?? '?'} holds ${file}; wait for it, or remove the file if no gongkai is running there.`);
};

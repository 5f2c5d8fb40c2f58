// One writer for one archive folder: a file with the process id, taken over when that process is gone.
import { mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../errors.js';

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
};

/** Throws a `CliError` when another living process writes there. Resolves to the release. */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  await mkdir(folder, { recursive: true });
  const file = join(folder, '.lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
      return () => unlink(file);
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
      const pid = Number(await readFile(file, 'utf8').catch(() => '0'));
      if (pid > 0 && runs(pid)) {
        throw new CliError(`${folder}: expected no other writer, but process ${pid} holds ${file}; wait for it, or remove the file if no gongkai is running.`);
      }
      await unlink(file).catch(() => undefined);
    }
  }
  throw new CliError(`${folder}: cannot take ${file}; another process is starting at the same moment, try again.`);
};

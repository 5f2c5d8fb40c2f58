// Files that are either whole or not there: written beside, fsynced, renamed, and the folder fsynced so that the name survives too.
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a rename or a new file in the folder durable. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** A name of its own for every writing: two at once, in one process or on two machines, must not meet. */
const besideOf = (file: string): string => `${file}.${randomBytes(6).toString('hex')}.tmp`;

/**
 * Replaces the file in one step without waiting for the disk: a killed process leaves the old file or the new one, a power cut may leave
 * one that is empty. For what can be made again, and is checked when it is read.
 */
export const writeReplaced = async (file: string, data: string | Uint8Array): Promise<void> => {
  const beside = besideOf(file);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(beside, data);
  await rename(beside, file);
};

/** Replaces the file in one step; makes its folder if need be. */
export const writeAtomic = async (file: string, data: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const beside = besideOf(file);
  const handle = await open(beside, 'w');
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  await syncFolder(dirname(file));
};

/** For `catch`: gives `value` when the file or folder is not there, and throws every other error on. */
export const unlessMissing =
  <T>(value: T) =>
  (cause: unknown): T => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return value;
    throw cause;
  };

// Archives of the runs a worker takes jobs of. It sees many runs come and go, and each archive is all it knows of the folder, in memory,
// and a lock: so one is open only while its run has work.
import { openArchive } from '../../store/index.js';
import type { Archive } from '../../store/index.js';
import type { Folders } from '../folders.js';

export interface Archives {
  /** Has the work done on the archive of the run. One that could not be opened is tried again the next time. */
  use<T>(run: string, work: (archive: Archive) => Promise<T>): Promise<T>;
  /** Closes those nobody is using. */
  rest(): Promise<void>;
}

interface Opened {
  readonly archive: Promise<Archive>;
  users: number;
}

/** `writer` names this process among those that write to the folder. */
export const openArchives = (folders: Pick<Folders, 'archive'>, writer: string, log: (line: string) => void): Archives => {
  const opened = new Map<string, Opened>();
  let closing: Promise<void> = Promise.resolve();

  const close = (unwanted: (run: string) => boolean): Promise<void> => {
    const idle = [...opened].filter(([run, { users }]) => users === 0 && unwanted(run));
    for (const [run] of idle) opened.delete(run);
    const closed = closing.then(async () => {
      for (const [, { archive }] of idle) await (await archive).close();
    });
    closing = closed.catch(() => undefined);
    return closed;
  };

  /** The same run may be opened again while it is being closed, and its lock is still held. */
  const open = (run: string): Opened => {
    const archive = closing.then(() => openArchive(folders.archive, { run, writer: `${writer}-${run}`, log }));
    const one = { archive, users: 0 };
    opened.set(run, one);
    archive.catch(() => opened.delete(run));
    return one;
  };

  return {
    use: async (run, work) => {
      const one = opened.get(run) ?? open(run);
      one.users += 1;
      try {
        await close((other) => other !== run);
        return await work(await one.archive);
      } finally {
        one.users -= 1;
      }
    },
    rest: () => close(() => true),
  };
};

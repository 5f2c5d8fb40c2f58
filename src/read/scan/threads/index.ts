// Pages looked at side by side, each in a thread of its own, since going over its pixels keeps a core busy.
import { Tinypool } from 'tinypool';
import { loaderArguments, moduleFile } from '../../../apart.js';
import type { LookAtPage, LookedPage, PageTask } from '../look.js';

export interface PageThreads {
  readonly lookAt: LookAtPage;
  readonly close: () => Promise<void>;
}

/** In a small nursery arrays as large as a page are soon found to be garbage. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** Threads start at the first page; one that is stopped is made anew. `close` ends them. */
export const openThreads = (threads: number): PageThreads => {
  let pool: Tinypool | undefined;
  const start = (): Tinypool => {
    const started = new Tinypool({ filename: moduleFile('./thread', import.meta.url), execArgv: loaderArguments(), resourceLimits: LIMITS, minThreads: threads, maxThreads: threads });
    // A thread that ends between two pages is made anew; what a page did to it is told by that page.
    started.on('error', () => undefined);
    return started;
  };
  return {
    lookAt: async (task: PageTask, stop) => {
      pool ??= start();
      // Sent as a copy that changes hands: what a decoder made cannot be handed over, and packing it into a message takes twice the memory.
      const data = task.picture.data.slice();
      return (await pool.run({ ...task, picture: { ...task.picture, data } } satisfies PageTask, { transferList: [data.buffer], signal: stop })) as LookedPage;
    },
    close: async () => {
      await pool?.destroy();
    },
  };
};

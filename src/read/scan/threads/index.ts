// Pages read side by side, each in a thread of its own, since going over its pixels keeps a core busy. The engine stays here: threads ask for
// it, so that all pages share its workers.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import { loaderArguments, moduleFile } from '../../../apart.js';
import type { Ocr } from '../ocr.js';
import type { PageReading, PageTask, ReadPage } from '../page.js';
import type { Answer, Asked, ThreadTask } from './thread.js';

export interface PageThreads {
  readonly readPage: ReadPage;
  readonly close: () => Promise<void>;
}

const answer = async (ocr: Ocr, { purpose, pictures, reply }: Asked): Promise<void> => {
  try {
    reply.postMessage({ readings: await ocr[purpose](pictures) } satisfies Answer);
  } catch (error) {
    reply.postMessage({ failed: String(error) } satisfies Answer);
    throw error;
  }
};

/** What the thread at the other end asks for; `failed` gives the first error as it was before it crossed. */
const serve = (port: MessagePort, ocr: Ocr): { readonly failed: () => unknown } => {
  let first: unknown;
  port.on('message', (asked: Asked) => {
    answer(ocr, asked).catch((error: unknown) => (first ??= error));
  });
  return { failed: () => first };
};

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
    readPage: async ({ picture, ...task }: PageTask, ocr, stop) => {
      pool ??= start();
      // Sent as a copy that changes hands: what a decoder made cannot be handed over, and packing it into a message takes twice the memory.
      const data = picture.data.slice();
      const { port1, port2 } = new MessageChannel();
      const served = serve(port1, ocr);
      try {
        return (await pool.run({ ...task, picture: { ...picture, data }, port: port2 } satisfies ThreadTask, { transferList: [port2, data.buffer], signal: stop })) as PageReading;
      } catch (error) {
        throw served.failed() ?? error;
      } finally {
        port1.close();
      }
    },
    close: async () => {
      await pool?.destroy();
    },
  };
};

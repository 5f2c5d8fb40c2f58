// The inside of a thread that reads pages, one at a time; what must be read by the engine is asked for outside.
import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Ocr, OcrReading } from '../ocr.js';
import { type PageReading, type PageTask, readPage } from '../page.js';
import type { Grey } from '../picture.js';

export interface ThreadTask extends PageTask {
  /** Where the engine is asked. */
  readonly port: MessagePort;
}

export interface Asked {
  readonly purpose: 'digits' | 'again' | 'lines';
  readonly pictures: readonly Grey[];
  readonly reply: MessagePort;
}

export type Answer = { readonly readings: readonly OcrReading[] } | { readonly failed: string };

const askedAt = (port: MessagePort): Ocr => {
  const ask = (purpose: Asked['purpose']) => async (pictures: readonly Grey[]): Promise<readonly OcrReading[]> => {
    const { port1, port2 } = new MessageChannel();
    port.postMessage({ purpose, pictures, reply: port2 } satisfies Asked, [port2]);
    const [answer] = (await once(port1, 'message')) as [Answer];
    port1.close();
    if ('failed' in answer) throw new Error(answer.failed);
    return answer.readings;
  };
  return { id: 'outside', digits: ask('digits'), again: ask('again'), lines: ask('lines') };
};

const readAsked = async ({ port, ...task }: ThreadTask): Promise<PageReading> => {
  try {
    return await readPage(task, askedAt(port));
  } finally {
    port.close();
  }
};

export default readAsked;

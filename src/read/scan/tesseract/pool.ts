// Workers of one purpose, handed to jobs in the order in which they ask.
import type { OcrWorker } from './worker.js';

export interface Pool {
  readonly use: <T>(job: (worker: OcrWorker) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export const openPool = (workers: readonly OcrWorker[]): Pool => {
  const free = [...workers];
  const waiting: ((worker: OcrWorker) => void)[] = [];
  const take = (): Promise<OcrWorker> => {
    const worker = free.pop();
    return worker ? Promise.resolve(worker) : new Promise((resolve) => waiting.push(resolve));
  };
  const give = (worker: OcrWorker): void => {
    const next = waiting.shift();
    if (next) next(worker);
    else free.push(worker);
  };
  return {
    use: async (job) => {
      const worker = await take();
      try {
        return await job(worker);
      } finally {
        give(worker);
      }
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
};

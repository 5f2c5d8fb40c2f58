// What two cores of this machine are together for work that shares nothing: two threads that only count, against one. Virtual cores are
// seldom two whole ones.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const FOR_MS = 3000;
const STRIDE = 1_000_000;

const count = (): number => {
  const end = performance.now() + FOR_MS;
  let [rounds, sum] = [0, 0];
  for (; performance.now() < end; rounds += 1) for (let i = 0; i < STRIDE; i += 1) sum = (Math.imul(sum, 31) + i) | 0;
  return rounds;
};

const counted = async (threads: number): Promise<number> => {
  const all = Array.from({ length: threads }, () => new Promise<number>((resolve, reject) => new Worker(SELF, { execArgv: ['--import', 'tsx'] }).once('message', resolve).once('error', reject)));
  return (await Promise.all(all)).reduce((sum, rounds) => sum + rounds, 0);
};

/** Times as much as one thread counts in the same time. */
export const twoCores = async (): Promise<number> => {
  const one = await counted(1);
  return (await counted(2)) / one;
};

if (!isMainThread) parentPort?.postMessage(count());

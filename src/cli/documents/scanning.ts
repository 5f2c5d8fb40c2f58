// The engine for pictures of pages: opened for a verb, started at the first picture, ended with the verb.
import { availableParallelism } from 'node:os';
import { openOcr, openPageThreads, type ScanOptions } from '../../read/index.js';

/** More lanes than this need more memory than a run may take. */
const MOST_LANES = 2;

export interface Scanning extends ScanOptions {
  readonly lanes: number;
  readonly close: () => Promise<void>;
}

/**
 * @param lanes pages read side by side; as many as there are cores, at most two, when absent
 * @param onPage told after each page of a scan
 */
export const openScanning = async (options: { lanes?: number; prose?: boolean; onPage?: (number: number) => void } = {}): Promise<Scanning> => {
  const lanes = options.lanes ?? Math.min(MOST_LANES, availableParallelism());
  const ocr = await openOcr();
  if (lanes === 1) return { ...options, ocr, lanes, close: () => ocr.close() };
  const { lookAt, close } = await openPageThreads(lanes);
  return {
    ...options,
    ocr,
    lanes,
    lookAt,
    close: async () => {
      await Promise.all([ocr.close(), close()]);
    },
  };
};

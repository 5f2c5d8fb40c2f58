// One tesseract.js worker of one purpose: started at its first job with language data from the npm package (nothing is fetched), used
// again for every page, ended and started anew when a job takes too long.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import type { Block, Worker } from 'tesseract.js';
import { OcrTimeout } from '../ocr.js';
import type { Grey } from '../picture.js';

export interface Purpose {
  readonly language: 'fra' | 'chi_sim';
  /** Parameters of tesseract, set once. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface OcrWorker {
  /** What is on the picture, as tesseract's blocks; one picture after the other. Throws `OcrTimeout`. */
  readonly recognise: (picture: Grey) => Promise<readonly Block[]>;
  readonly close: () => Promise<void>;
}

const SINCE_START = { load_system_dawg: '0', load_freq_dawg: '0', load_unambig_dawg: '0', load_punc_dawg: '0', load_number_dawg: '0', load_bigram_dawg: '0' };
const ALWAYS = { tessedit_do_invert: '0', classify_enable_learning: '0' };

/** LSTM only. */
const ENGINE_MODE = 1;

const dataFolder = (language: string): string => join(dirname(fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}/package.json`))), '4.0.0_best_int');

/** Portable grey map (netpbm): the cheapest picture that leptonica reads. */
const toPgm = ({ width, height, data }: Grey): Buffer => Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]);

const start = async ({ language, parameters }: Purpose): Promise<Worker> => {
  const { createWorker } = await import('tesseract.js');
  // Without a handler an error of the worker would be thrown where nobody catches it; the job that caused it rejects as well.
  const worker = await createWorker(language, ENGINE_MODE, { langPath: dataFolder(language), cacheMethod: 'none', gzip: true, errorHandler: () => undefined }, SINCE_START);
  await worker.setParameters({ ...ALWAYS, ...parameters });
  return worker;
};

/** @param limit milliseconds a job may take */
export const openWorker = (purpose: Purpose, limit: number): OcrWorker => {
  const turn = new PQueue({ concurrency: 1 });
  let started: Promise<Worker> | undefined;
  const end = async (): Promise<void> => {
    const ending = started;
    started = undefined;
    await ending?.then((worker) => worker.terminate());
  };
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new OcrTimeout(`Expected an answer within ${limit} ms`)), limit)));
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      // After a failure of any kind its memory cannot be trusted.
      await end();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  const recognise = async (picture: Grey): Promise<readonly Block[]> => {
    const worker = await (started ??= start(purpose));
    const { data } = await inTime(worker.recognize(toPgm(picture), {}, { blocks: true, text: false }));
    return data.blocks ?? [];
  };
  return {
    recognise: (picture) => turn.add(() => recognise(picture)),
    close: async () => {
      // What waits, or is asked for later, is for pages that nobody waits for; it must not start the worker again.
      turn.pause();
      turn.clear();
      await end();
    },
  };
};

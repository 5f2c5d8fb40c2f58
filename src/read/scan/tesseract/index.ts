// Tesseract, by tesseract.js, as the engine of the scan reader: digits with the Latin model, labels with the Chinese one, both offline.
import type { Ocr, OcrReading } from '../ocr.js';
import type { Grey } from '../picture.js';
import { type MontageLayout, montageOf, readingsOf } from './montage.js';
import { openPool, type Pool } from './pool.js';
import { openWorker, type Purpose } from './worker.js';

export interface TesseractOptions {
  /** Pages that may be read side by side; each takes a worker for digits and one for labels. Default 1. */
  readonly workers?: number;
  /** Milliseconds a job may take before its worker is ended, default 30,000. */
  readonly jobLimit?: number;
}

/** Segmentation as one block of text (6) or as one line (7). */
const BLOCK = '6';

const DIGITS: Purpose = { language: 'eng', parameters: { tessedit_char_whitelist: '0123456789.,-/', tessedit_pageseg_mode: BLOCK } };
const LINES: Purpose = { language: 'chi_sim', parameters: { tessedit_pageseg_mode: BLOCK } };

/** Measured on pages of the tuning fonts: what is squeezed so is read as well, sooner. */
const DIGIT_LAYOUT: MontageLayout = { height: 32, squeeze: 0.8, margin: 11, leading: 16 };
const LINE_LAYOUT: MontageLayout = { height: 34, squeeze: 1, margin: 10, leading: 18 };

const JOB_LIMIT = 30_000;
/** Pictures in one job: more would hold a worker too long for its limit. */
const MOST_DIGITS = 240;
const MOST_LINES = 60;

const readBy = async (pool: Pool, pictures: readonly Grey[], layout: MontageLayout, most: number): Promise<OcrReading[]> => {
  const readings: OcrReading[] = [];
  for (let from = 0; from < pictures.length; from += most) {
    const { picture, places } = montageOf(pictures.slice(from, from + most), layout);
    const blocks = await pool.use((worker) => worker.recognise(picture));
    readings.push(...readingsOf(blocks, places));
  }
  return readings;
};

/** Opening costs nothing: workers start at their first job. `close` ends them; afterwards the process can end. */
export const openTesseract = ({ workers = 1, jobLimit = JOB_LIMIT }: TesseractOptions = {}): Ocr & { close(): Promise<void> } => {
  const pool = (purpose: Purpose): Pool => openPool(Array.from({ length: workers }, () => openWorker(purpose, jobLimit)));
  const digits = pool(DIGITS);
  const lines = pool(LINES);
  return {
    id: 'tesseract',
    digits: (cells) => readBy(digits, cells, DIGIT_LAYOUT, MOST_DIGITS),
    lines: (pictures) => readBy(lines, pictures, LINE_LAYOUT, MOST_LINES),
    close: async () => {
      await Promise.all([digits.close(), lines.close()]);
    },
  };
};

// Tesseract, by tesseract.js, as the engine of the scan reader: digits with a Latin model, labels with the Chinese one, both offline.
import type { Ocr, OcrReading } from '../ocr.js';
import type { Grey } from '../picture.js';
import { readingsOf, SEPARATOR, stripOf, type StripLayout } from './strip.js';
import { openWorker, type OcrWorker, type Purpose } from './worker.js';

export interface TesseractOptions {
  /** Milliseconds a job may take before its worker is ended, default 30,000. */
  readonly jobLimit?: number;
}

/** Segmentation as one raw line of text (13): the strip is one, and nothing of it may be taken for noise. */
const RAW_LINE = '13';

/**
 * The French model reads digits as well as the English one and has a network a third as large: on one line of 4,072 figures of the tuning
 * fonts it was wrong in 17 to 25 with layouts about this one, the English one in 33, in three quarters of its time.
 */
const DIGITS: Purpose = { language: 'fra', parameters: { tessedit_char_whitelist: `0123456789.,-${SEPARATOR}`, tessedit_pageseg_mode: RAW_LINE } };
const LINES: Purpose = { language: 'chi_sim', parameters: { tessedit_pageseg_mode: RAW_LINE } };

/** Measured on pages of the tuning fonts: what is squeezed so is read as well, sooner. */
const DIGIT_LAYOUT: StripLayout = { height: 32, squeeze: 0.9, leading: 11, gap: 6, alike: false };
/** For a second look: a little larger in the eyes of the engine, and nothing squeezed. */
const AGAIN_LAYOUT: StripLayout = { height: 36, squeeze: 1.05, leading: 7, gap: 12, alike: false };
const LINE_LAYOUT: StripLayout = { height: 34, squeeze: 0.85, leading: 10, gap: 26, alike: true };

const JOB_LIMIT = 30_000;
/** Pictures on one strip: should the engine lose its way on one, the others are read. */
const MOST_DIGITS = 64;
const MOST_LINES = 24;

const readBy = async (worker: OcrWorker, pictures: readonly Grey[], layout: StripLayout, most: number): Promise<OcrReading[]> => {
  const readings: OcrReading[] = [];
  for (let from = 0; from < pictures.length; from += most) {
    const { picture, places } = stripOf(pictures.slice(from, from + most), layout);
    const blocks = await worker.recognise(picture);
    readings.push(...readingsOf(blocks, places));
  }
  return readings;
};

/**
 * One worker for digits and one for labels, however many pages are read side by side: each is asked for a third of the time that a page
 * takes, and needs 70 MB. Opening costs nothing: they start at their first job. `close` ends them; afterwards the process can end.
 */
export const openTesseract = ({ jobLimit = JOB_LIMIT }: TesseractOptions = {}): Ocr & { close(): Promise<void> } => {
  const digits = openWorker(DIGITS, jobLimit);
  const lines = openWorker(LINES, jobLimit);
  return {
    id: 'tesseract',
    digits: (cells) => readBy(digits, cells, DIGIT_LAYOUT, MOST_DIGITS),
    again: (cells) => readBy(digits, cells, AGAIN_LAYOUT, MOST_DIGITS),
    lines: (pictures) => readBy(lines, pictures, LINE_LAYOUT, MOST_LINES),
    close: async () => {
      await Promise.all([digits.close(), lines.close()]);
    },
  };
};

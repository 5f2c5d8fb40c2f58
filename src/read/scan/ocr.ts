// What the scan reader needs from outside: an engine that reads characters. It is handed in, so that the reader stays pure.
import type { Grey } from './picture.js';

export interface OcrReading {
  /** What was read, `''` for nothing. */
  readonly text: string;
  /** 0–1, the engine's own opinion. */
  readonly confidence: number;
  /** Read on other figures of the page that look the same. */
  readonly shared?: true;
}

export interface Ocr {
  readonly id: string;
  /** Reads numbers cut out tightly (ink and about one pixel around it); as many readings as cells, in their order. */
  digits(cells: readonly Grey[]): Promise<readonly OcrReading[]>;
  /** A second look at some of them, larger and farther apart: a point or a thin stroke is easily lost among many figures. */
  again(cells: readonly Grey[]): Promise<readonly OcrReading[]>;
  /** Reads Chinese text, one printed line a picture, cut out tightly; as many readings as lines, in their order. */
  lines(lines: readonly Grey[]): Promise<readonly OcrReading[]>;
}

/** The engine gave no answer within its time; it has been restarted, what it was asked is lost. */
export class OcrTimeout extends Error {}

// What is on the paper, in reading order. No meaning yet: meaning comes in recognise/.
import type { Capture } from './capture.js';
import type { Finding } from './finding.js';
import type { Place } from './place.js';

/** What one reader of a picture saw in a cell; `text` is `''` where it saw nothing it could name. */
export interface Reading {
  /** `glyphs`: shapes of digits compared with our templates; `tesseract`: a general engine. */
  readonly reader: string;
  readonly text: string;
  /** 0–1, the reader's own opinion. */
  readonly confidence: number;
  /** Read on other figures of the page that look the same. */
  readonly shared?: true;
}

/** A text that may stand in a cell, with a weight of 0–1. */
export interface Candidate {
  readonly text: string;
  readonly weight: number;
}

/** A figure read from a picture by two independent readers. */
export interface DoubleReading {
  readonly readings: readonly Reading[];
  /** The cell's text first, then what else it may be, best first. */
  readonly candidates: readonly Candidate[];
  /** Both readers say the same and are sure enough; otherwise the text is only the likeliest candidate. */
  readonly agreed: boolean;
  /** No reader saw a point, yet there is ink that may be one run into a digit: where there may be a fraction, the text is not proven. */
  readonly footed?: true;
  /** No reader saw a sign, yet the first digit has a stroke that may be one: where there may be a change downwards, the text is not proven. */
  readonly dashed?: true;
}

/** `row` and `col` count from 0. A cell that spans is listed once, at its top left corner. */
export interface Cell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** As printed. Lines inside a cell are joined by `\n`; `''` = an empty cell. */
  readonly text: string;
  /** Only for a figure read from a picture. */
  readonly double?: DoubleReading;
  readonly at: Place;
}

/**
 * How the grid of a table is known.
 * `ruled`: lines drawn on a page; `markup`: HTML or DOCX said so. Both are exact.
 * `stream`: gaps between words on a page; `text`: tabs, pipes or spaces. Both may be shifted or ragged.
 */
export type Grid = 'ruled' | 'markup' | 'stream' | 'text';

/** Cells are sorted by row, then column. */
export interface Table {
  readonly kind: 'table';
  readonly grid: Grid;
  readonly rows: number;
  readonly cols: number;
  readonly cells: readonly Cell[];
  readonly at: Place;
}

interface Prose {
  readonly text: string;
  readonly at: Place;
  /** Read from a picture, by one reader alone: characters may be wrong. */
  readonly pictured?: true;
}

export interface Heading extends Prose {
  readonly kind: 'heading';
}

export interface Paragraph extends Prose {
  readonly kind: 'paragraph';
}

export type Block = Heading | Paragraph | Table;

/** An attachment or picture the document points to; `uri` is absolute when the capture's address allows it. */
export interface Link {
  readonly kind: 'attachment' | 'picture';
  readonly uri: string;
  readonly text: string;
}

export interface Document {
  readonly capture: Capture;
  /** Sniffed from the bytes. */
  readonly mediaType: string;
  /** Id of the reader, with the engine where there is a choice: `pdf`, `pdf/pdfjs`, `html`, `docx`, `text`, `scan`. */
  readonly reader: string;
  /**
   * What the file says about itself outside its text. Keys: `title` and, for web pages, the meta tags of the national
   * standard (`ArticleTitle`, `PubDate`, `ContentSource`, `SiteName`, `ColumnName`); the rows of a disclosure table
   * (索引号, 发布机构 …) under their printed labels.
   */
  readonly meta: Readonly<Record<string, string>>;
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
  readonly findings: readonly Finding[];
}

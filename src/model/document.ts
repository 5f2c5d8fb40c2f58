// What is on the paper, in reading order. No meaning yet: meaning comes in recognise/.
import type { Capture } from './capture.js';
import type { Finding } from './finding.js';
import type { Place } from './place.js';

/** `row` and `col` count from 0. A cell that spans is listed once, at its top left corner. */
export interface Cell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** As printed. Lines inside a cell are joined by `\n`; `''` = an empty cell. */
  readonly text: string;
  /** 0–1, for readers that guess at the characters. */
  readonly confidence?: number;
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

export interface Heading {
  readonly kind: 'heading';
  readonly text: string;
  readonly at: Place;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly at: Place;
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
  /** Id of the reader, with the engine where there is a choice: `pdf`, `pdf/pdfjs`, `html`, `docx`, `text`. */
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

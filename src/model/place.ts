// Where on a document something stands. Every number that leaves the pipeline carries one.

/** A rectangle in PDF points (1/72 inch), origin at the top left corner of the page as it is shown. */
export type Box = readonly [x0: number, top: number, x1: number, bottom: number];

/**
 * One place. A paged document gives `page` (from 1) and `box`; markup gives `path`, a CSS path from the root;
 * plain text gives `path` as `L<line>C<cell>`, both from 1. A picture file is a page whose points are its pixels, EXIF turn applied;
 * a picture inside markup gives its address as `path` and the page and box within it.
 */
export interface Place {
  readonly page?: number;
  readonly box?: Box;
  readonly path?: string;
}

// How a page must be read: by its text, or by what is seen.
import type { Box } from '../../model/index.js';
import type { PageContent } from './engine.js';

export interface PageImage {
  /** On the page as it is shown, points. */
  readonly box: Box;
  /** Pixels of the picture itself. */
  readonly width: number;
  readonly height: number;
}

/**
 * `text`: visible text and no picture that could hold a table; `picture`: a scan, or text that is drawn as outlines; `mixed`: text beside a
 * large picture.
 */
export interface PageKind {
  readonly kind: 'text' | 'picture' | 'mixed' | 'blank';
  /** Pixels an inch at which to render: those of the picture, so that one of its pixels is one rendered, within bounds. */
  readonly dpi: number;
}

const POINTS = 72;
const LEAST_DPI = 60;
const MOST_DPI = 300;
const USUAL_DPI = 200;
/** Share of the page a picture covers: a scan nearly all of it, one that may hold a table a good part. */
const WHOLE = 0.5;
const PART = 0.1;
/** A page with less visible characters than this over a picture of the page is a scan with a page number or a stamp of text. */
const FEW_GLYPHS = 60;
/** Text drawn as outlines: no characters, but drawn shapes without end. */
const MANY_SHAPES = 300;

const areaOf = (box: Box): number => Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);

const clipped = ([x0, top, x1, bottom]: Box, { width, height }: PageContent): Box => [Math.max(0, x0), Math.max(0, top), Math.min(width, x1), Math.min(height, bottom)];

const dpiOf = (images: readonly PageImage[]): number => {
  const [largest] = [...images].sort((a, b) => areaOf(b.box) - areaOf(a.box));
  if (!largest) return USUAL_DPI;
  const [w, h] = [largest.box[2] - largest.box[0], largest.box[3] - largest.box[1]];
  // A picture may lie turned on the page: its long side then is the page's.
  const pixels = w > h === largest.width > largest.height ? [largest.width / w, largest.height / h] : [largest.height / w, largest.width / h];
  const dpi = POINTS * Math.min(...pixels);
  return Number.isFinite(dpi) && dpi > 0 ? Math.min(MOST_DPI, Math.max(LEAST_DPI, dpi)) : USUAL_DPI;
};

export const pageKind = (content: PageContent): PageKind => {
  const page = content.width * content.height;
  const covered = content.images.reduce((sum, { box }) => sum + areaOf(clipped(box, content)), 0) / page;
  const dpi = dpiOf(content.images);
  const seen = content.glyphs.length;
  if (covered >= WHOLE && seen < FEW_GLYPHS) return { kind: 'picture', dpi };
  if (seen === 0 && (covered >= PART || content.hidden.length > 0)) return { kind: 'picture', dpi };
  if (seen === 0) return content.shapes >= MANY_SHAPES ? { kind: 'picture', dpi: USUAL_DPI } : { kind: 'blank', dpi };
  const large = content.images.some(({ box }) => areaOf(clipped(box, content)) >= PART * page && areaOf(clipped(box, content)) < 0.9 * page);
  return { kind: large ? 'mixed' : 'text', dpi };
};

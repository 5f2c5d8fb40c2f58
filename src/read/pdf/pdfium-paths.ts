// The rules of a page from PDFium: path objects, also inside form XObjects. A path whose bounds are thin is a rule as it
// stands, which spares the calls for each of its segments.
import type { Box } from '../../model/index.js';
import type { Rule } from '../lattice.js';
import { type Matrix, times } from './matrix.js';
import { addPathRules, MAX_POINTS, PathBuilder, thinRule } from './paths.js';
import type { PageImage } from './page-kind.js';
import type { Pdfium } from './pdfium-module.js';

const PATH = 2;
const IMAGE = 3;
const FORM = 5;
/** A line or a rectangle has at most this many points; with more, a thin path may be several lines with gaps. */
const SIMPLE = 5;
/** Forms in forms deeper than this are an attack, not a document. */
const MAX_DEPTH = 12;

const LINE_TO = 0;
const BEZIER_TO = 1;
const MOVE_TO = 2;

interface Found {
  readonly rules: Rule[];
  readonly images: PageImage[];
  /** Paths drawn. */
  shapes: number;
}

/** From the object's own space to that of the page. */
export const readMatrix = (lib: Pdfium, object: number): Matrix => {
  const out = lib.scratch;
  if (lib.FPDFPageObj_GetMatrix(object, out) === 0) return [1, 0, 0, 1, 0, 0];
  return [...lib.f32().subarray(out >> 2, (out >> 2) + 6)] as unknown as Matrix;
};

/** Bounds of an object on the page as it is shown. */
const boundsOf = (lib: Pdfium, object: number, space: Matrix): Box | undefined => {
  const at = lib.scratch;
  if (lib.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return undefined;
  const [left = 0, bottom = 0, right = 0, top = 0] = lib.f32().subarray(at >> 2, (at >> 2) + 4);
  const xa = space[0] * left + space[2] * bottom + space[4];
  const ya = space[1] * left + space[3] * bottom + space[5];
  const xb = space[0] * right + space[2] * top + space[4];
  const yb = space[1] * right + space[3] * top + space[5];
  return [Math.min(xa, xb), Math.min(ya, yb), Math.max(xa, xb), Math.max(ya, yb)];
};

const addThinBounds = (lib: Pdfium, object: number, space: Matrix, out: Rule[]): boolean => {
  const bounds = boundsOf(lib, object, space);
  return bounds !== undefined && thinRule(...bounds, out);
};

const readImage = (lib: Pdfium, object: number, space: Matrix): PageImage | undefined => {
  const box = boundsOf(lib, object, space);
  const out = lib.scratch;
  if (!box || lib.FPDFImageObj_GetImagePixelSize(object, out, out + 4) === 0) return undefined;
  const [width = 0, height = 0] = lib.i32().subarray(out >> 2, (out >> 2) + 2);
  return { box, width, height };
};

const readSegments = (lib: Pdfium, object: number, count: number, builder: PathBuilder): void => {
  const out = lib.scratch;
  for (let i = 0; i < count; i += 1) {
    const segment = lib.FPDFPath_GetPathSegment(object, i);
    lib.FPDFPathSegment_GetPoint(segment, out, out + 4);
    const floats = lib.f32();
    const x = floats[out >> 2] ?? 0;
    const y = floats[(out >> 2) + 1] ?? 0;
    const type = lib.FPDFPathSegment_GetType(segment);
    if (type === MOVE_TO) builder.move(x, y);
    else if (type === LINE_TO) builder.line(x, y);
    else if (type === BEZIER_TO) builder.curve(x, y);
    if (lib.FPDFPathSegment_GetClose(segment) !== 0) builder.close();
  }
};

const readPath = (lib: Pdfium, object: number, space: Matrix, found: Found): void => {
  const out = lib.scratch;
  if (lib.FPDFPath_GetDrawMode(object, out, out + 4) === 0) return;
  const fill = lib.i32()[out >> 2] !== 0;
  const stroke = lib.i32()[(out >> 2) + 1] !== 0;
  if (!fill && !stroke) return;
  found.shapes += 1;
  const count = lib.FPDFPath_CountSegments(object);
  if (count < 2 || count > MAX_POINTS) return;
  if (count <= SIMPLE && addThinBounds(lib, object, space, found.rules)) return;
  const matrix = times(space, readMatrix(lib, object));
  const builder = new PathBuilder(matrix);
  readSegments(lib, object, count, builder);
  lib.FPDFPageObj_GetStrokeWidth(object, out);
  const lineWidth = (lib.f32()[out >> 2] ?? 0) * Math.hypot(matrix[0], matrix[1]);
  addPathRules(builder.subpaths, stroke, fill, lineWidth, found.rules);
};

const readObject = (lib: Pdfium, object: number, space: Matrix, depth: number, found: Found): void => {
  const type = lib.FPDFPageObj_GetType(object);
  if (type === PATH) readPath(lib, object, space, found);
  else if (type === IMAGE) {
    const image = readImage(lib, object, space);
    if (image) found.images.push(image);
  } else if (type === FORM && depth < MAX_DEPTH) {
    const inner = times(space, readMatrix(lib, object));
    const count = lib.FPDFFormObj_CountObjects(object);
    for (let i = 0; i < count; i += 1) readObject(lib, lib.FPDFFormObj_GetObject(object, i), inner, depth + 1, found);
  }
};

export const readPaths = (lib: Pdfium, page: number, shown: Matrix): Found => {
  const found: Found = { rules: [], images: [], shapes: 0 };
  const count = lib.FPDFPage_CountObjects(page);
  for (let i = 0; i < count; i += 1) readObject(lib, lib.FPDFPage_GetObject(page, i), shown, 0, found);
  return found;
};

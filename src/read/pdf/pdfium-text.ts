// The characters of a page from PDFium. Font size, slant and baseline belong to a text object, so they are asked once for each;
// a single character costs three calls.
import type { Direction, Glyph } from './engine.js';
import { directionOf, emScale, glyphAt, glyphText } from './glyph.js';
import { type Matrix, times } from './matrix.js';
import type { Pdfium } from './pdfium-module.js';

/** `FPDF_TEXTRENDERMODE_INVISIBLE` and the clip of fpdf_edit.h: no ink. */
const NO_INK: readonly number[] = [3, 7];
/** No advance is wider than this many em; the loose box of vertical fonts is (hongze-2024.pdf). */
const MAX_ADVANCE = 2;
/** Wide characters advance by one em, the others by about half; used where PDFium gives no advance (rotated text). */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;

/** PDFium marks a hyphen at a line's end with this code. */
const SOFT_HYPHEN = 2;

const characterOf = (code: number): string => {
  if (code === SOFT_HYPHEN) return '-';
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
};

interface Run {
  object: number;
  direction: Direction | undefined;
  size: number;
  ink: boolean;
  /** Whether the loose box gives origin and advance: upright text written from left to right. */
  plain: boolean;
  /** Baseline in user space, for plain runs. */
  baseline: number;
}

const readRun = (lib: Pdfium, textPage: number, index: number, object: number, shown: Matrix): Run => {
  const out = lib.scratch;
  lib.FPDFText_GetMatrix(textPage, index, out);
  const m = [...lib.f32().subarray(out >> 2, (out >> 2) + 6)] as unknown as Matrix;
  const size = lib.FPDFText_GetFontSize(textPage, index);
  lib.FPDFText_GetCharOrigin(textPage, index, out, out + 8);
  const baseline = lib.f64()[(out >> 3) + 1] ?? 0;
  const onPage = times(shown, m);
  return {
    object,
    direction: directionOf(onPage[0], onPage[1]),
    size: size * emScale(onPage),
    ink: object === 0 || !NO_INK.includes(lib.FPDFTextObj_GetTextRenderMode(object)),
    plain: m[1] === 0 && m[2] === 0 && m[0] > 0 && Math.abs(baseline - m[5]) < 0.01,
    baseline,
  };
};

interface Place {
  readonly x: number;
  readonly y: number;
  readonly advance: number;
}

/** From the exact origin and the outline of the character: for rotated, mirrored and vertically set text. */
const placeByOutline = (lib: Pdfium, textPage: number, index: number, text: string, run: Run, shown: Matrix): Place => {
  const out = lib.scratch;
  lib.FPDFText_GetCharOrigin(textPage, index, out, out + 8);
  const [ox = 0, oy = 0] = lib.f64().subarray(out >> 3, (out >> 3) + 2);
  lib.FPDFText_GetCharBox(textPage, index, out, out + 8, out + 16, out + 24);
  const [left = 0, right = 0, bottom = 0, top = 0] = lib.f64().subarray(out >> 3, (out >> 3) + 4);
  const x = shown[0] * ox + shown[2] * oy + shown[4];
  const y = shown[1] * ox + shown[3] * oy + shown[5];
  const ends = [
    [left, bottom],
    [right, top],
  ].map(([px = 0, py = 0]) => [shown[0] * px + shown[2] * py + shown[4], shown[1] * px + shown[3] * py + shown[5]] as const);
  const reach = ends.map(([px, py]) => {
    if (run.direction === 'right') return px - x;
    if (run.direction === 'left') return x - px;
    return run.direction === 'down' ? py - y : y - py;
  });
  const advance = WIDE.test(text) ? run.size : Math.min(MAX_ADVANCE * run.size, Math.max(0, ...reach));
  return { x, y, advance };
};

/** `glyphs` in the order of the file; PDFium's own blanks and line ends, which are not on the paper, are left out. */
export const readGlyphs = (lib: Pdfium, textPage: number, shown: Matrix): { glyphs: Glyph[]; hidden: Glyph[] } => {
  const glyphs: Glyph[] = [];
  const hidden: Glyph[] = [];
  const count = lib.FPDFText_CountChars(textPage);
  const out = lib.scratch;
  const slot = out >> 2;
  const upright = shown[1] === 0;
  let run: Run | undefined;
  let spaced = false;
  for (let i = 0; i < count; i += 1) {
    const code = lib.FPDFText_GetUnicode(textPage, i);
    if (code === 13 || code === 10) continue;
    if (code === 32 && lib.FPDFText_IsGenerated(textPage, i) === 1) continue;
    const text = glyphText(characterOf(code));
    if (text === '') {
      spaced = true;
      continue;
    }
    const object = lib.FPDFText_GetTextObject(textPage, i);
    if (run?.object !== object) run = readRun(lib, textPage, i, object, shown);
    if (run.direction === undefined) continue;
    const place = uprightPlace(lib, textPage, i, run, upright, slot, shown) ?? placeByOutline(lib, textPage, i, text, run, shown);
    (run.ink ? glyphs : hidden).push(glyphAt(text, place.x, place.y, place.advance, run.size, run.direction, spaced));
    spaced = false;
  }
  return { glyphs, hidden };
};

const uprightPlace = (
  lib: Pdfium,
  textPage: number,
  index: number,
  run: Run,
  upright: boolean,
  slot: number,
  shown: Matrix,
): Place | undefined => {
  if (!run.plain || !upright || run.direction !== 'right') return undefined;
  lib.FPDFText_GetLooseCharBox(textPage, index, slot << 2);
  const floats = lib.f32();
  const left = floats[slot] ?? 0;
  const right = floats[slot + 2] ?? 0;
  if (right - left > MAX_ADVANCE * run.size || right <= left) return undefined;
  return { x: left + shown[4], y: shown[5] - run.baseline, advance: right - left };
};

// Walks the operator list of pdf.js with the graphics and text state of PDF (ISO 32000-1, 8.4 and 9.3) and gives glyphs and
// rules.
import type { PageImage } from './page-kind.js';
import type { Rule } from '../lattice.js';
import type { Glyph } from './engine.js';
import { directionOf, emScale, glyphAt, glyphText } from './glyph.js';
import { IDENTITY, type Matrix, times } from './matrix.js';
import { addPathRules, MAX_POINTS } from './paths.js';
import { buildPath, type OperatorCodes } from './pdfjs-operators.js';

interface Font {
  readonly vertical?: boolean;
  readonly fontMatrix?: readonly number[];
}

/** The font of a name in the operator list. */
export type FontTable = (name: string) => Font | undefined;

interface ShownGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric: readonly [width: number, x: number, y: number] | null | undefined;
}

interface State {
  ctm: Matrix;
  lineWidth: number;
  font: Font;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
}

interface Content {
  readonly glyphs: Glyph[];
  readonly hidden: Glyph[];
  readonly rules: Rule[];
  readonly images: PageImage[];
  shapes: number;
}

const NO_INK: readonly number[] = [3, 7];
const GLYPH_UNIT = 0.001;

const matrixOf = (value: unknown): Matrix => {
  const numbers = value === null || typeof value !== 'object' ? [] : [...(value as Iterable<number>)];
  return numbers.length === 6 ? (numbers as unknown as Matrix) : IDENTITY;
};

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** One walk over one page. */
class Walk {
  readonly content: Content = { glyphs: [], hidden: [], rules: [], images: [], shapes: 0 };
  private state: State = {
    ctm: IDENTITY,
    lineWidth: 1,
    font: {},
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
  };
  private readonly stack: State[] = [];
  private textMatrix: Matrix = IDENTITY;
  /** Position in text space, as pdf.js keeps it: start of the line, and the pen. */
  private line = { x: 0, y: 0 };
  private pen = { x: 0, y: 0 };
  private spaced = false;
  private readonly steps: ReadonlyMap<number, (args: readonly unknown[]) => void>;

  constructor(
    codes: OperatorCodes,
    private readonly fonts: FontTable,
    shown: Matrix,
  ) {
    this.state.ctm = shown;
    this.steps = new Map([...this.graphics(codes), ...this.images(codes), ...this.text(codes)]);
  }

  run(operators: readonly number[], args: readonly unknown[]): Content {
    operators.forEach((operator, index) => this.steps.get(operator)?.((args[index] ?? []) as readonly unknown[]));
    return this.content;
  }

  private graphics(codes: OperatorCodes): [number, (args: readonly unknown[]) => void][] {
    const { stroke, closeStroke, fill, eoFill, fillStroke, eoFillStroke, closeFillStroke, closeEOFillStroke } = codes;
    const both = [fillStroke, eoFillStroke, closeFillStroke, closeEOFillStroke];
    const strokes = new Set([stroke, closeStroke, ...both]);
    const fills = new Set([fill, eoFill, ...both]);
    const closes = new Set([closeStroke, closeFillStroke, closeEOFillStroke]);
    return [
      [codes.save, () => this.save()],
      [codes.restore, () => this.restore()],
      [codes.transform, (args) => this.transform(matrixOf(args))],
      [codes.setLineWidth, ([width]) => (this.state.lineWidth = numberOf(width))],
      [codes.setGState, ([entries]) => this.setGState(entries)],
      [
        codes.paintFormXObjectBegin,
        ([matrix]) => {
          this.save();
          this.transform(matrixOf(matrix));
        },
      ],
      [codes.paintFormXObjectEnd, () => this.restore()],
      [
        codes.constructPath,
        ([paint, data]) => {
          const operator = numberOf(paint);
          if (strokes.has(operator) || fills.has(operator)) this.content.shapes += 1;
          this.path(data, strokes.has(operator), fills.has(operator), closes.has(operator));
        },
      ],
    ];
  }

  private images(codes: OperatorCodes): [number, (args: readonly unknown[]) => void][] {
    const names = [
      codes.paintImageXObject,
      codes.paintInlineImageXObject,
      codes.paintImageMaskXObject,
      codes.paintImageXObjectRepeat,
      codes.paintInlineImageXObjectGroup,
      codes.paintImageMaskXObjectGroup,
      codes.paintImageMaskXObjectRepeat,
    ];
    return names.map((code) => [code, ([, width, height]) => this.image(numberOf(width), numberOf(height))]);
  }

  /** Pictures fill the unit square; groups of them do not say how many pixels they have. */
  private image(width: number, height: number): void {
    const [a, b, c, d, e, f] = this.state.ctm;
    const [xs, ys] = [
      [e, e + a, e + c, e + a + c],
      [f, f + b, f + d, f + b + d],
    ];
    this.content.images.push({ box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], width, height });
  }

  private text(codes: OperatorCodes): [number, (args: readonly unknown[]) => void][] {
    const next = (): void => this.move(0, -this.state.leading);
    return [
      [codes.beginText, () => this.setTextMatrix(IDENTITY)],
      [codes.setFont, ([name, size]) => this.setFont(name, numberOf(size))],
      [codes.setCharSpacing, ([value]) => (this.state.charSpacing = numberOf(value))],
      [codes.setWordSpacing, ([value]) => (this.state.wordSpacing = numberOf(value))],
      [codes.setHScale, ([value]) => (this.state.scale = numberOf(value) / 100)],
      [codes.setLeading, ([value]) => (this.state.leading = numberOf(value))],
      [codes.setTextRise, ([value]) => (this.state.rise = numberOf(value))],
      [codes.setTextRenderingMode, ([value]) => (this.state.mode = numberOf(value))],
      [codes.setTextMatrix, ([matrix]) => this.setTextMatrix(matrixOf(matrix))],
      [codes.moveText, ([x, y]) => this.move(numberOf(x), numberOf(y))],
      [
        codes.setLeadingMoveText,
        ([x, y]) => {
          this.state.leading = -numberOf(y);
          this.move(numberOf(x), numberOf(y));
        },
      ],
      [codes.nextLine, next],
      [codes.showText, ([glyphs]) => this.show(glyphs)],
      [codes.showSpacedText, ([glyphs]) => this.show(glyphs)],
      [
        codes.nextLineShowText,
        ([glyphs]) => {
          next();
          this.show(glyphs);
        },
      ],
      [
        codes.nextLineSetSpacingShowText,
        ([word, char, glyphs]) => {
          this.state.wordSpacing = numberOf(word);
          this.state.charSpacing = numberOf(char);
          next();
          this.show(glyphs);
        },
      ],
    ];
  }

  private save(): void {
    this.stack.push({ ...this.state });
  }

  private restore(): void {
    this.state = this.stack.pop() ?? this.state;
  }

  private transform(matrix: Matrix): void {
    this.state.ctm = times(this.state.ctm, matrix);
  }

  /** Entries of a graphics state dictionary: line width and font may stand there. */
  private setGState(entries: unknown): void {
    if (!Array.isArray(entries)) return;
    for (const entry of entries as unknown[]) {
      if (!Array.isArray(entry)) continue;
      const [key, value] = entry as unknown[];
      if (key === 'LW') this.state.lineWidth = numberOf(value);
      else if (key === 'Font' && Array.isArray(value)) this.setFont(value[0], numberOf(value[1]));
    }
  }

  private path(data: unknown, stroke: boolean, fill: boolean, close: boolean): void {
    const numbers = Array.isArray(data) ? (data[0] as ArrayLike<number> | null) : null;
    if (numbers === null || (!stroke && !fill) || numbers.length > 3 * MAX_POINTS) return;
    const { ctm, lineWidth } = this.state;
    const { subpaths } = buildPath(numbers, ctm);
    const last = subpaths.at(-1);
    if (close && last) last.closed = true;
    addPathRules(subpaths, stroke, fill, lineWidth * Math.hypot(ctm[0], ctm[1]), this.content.rules);
  }

  private setFont(name: unknown, size: number): void {
    this.state.font = this.fonts(String(name)) ?? {};
    this.state.fontSize = size;
  }

  private setTextMatrix(matrix: Matrix): void {
    this.textMatrix = matrix;
    this.line = { x: 0, y: 0 };
    this.pen = { x: 0, y: 0 };
  }

  private move(x: number, y: number): void {
    this.line = { x: this.line.x + x, y: this.line.y + y };
    this.pen = { ...this.line };
  }

  private show(glyphs: unknown): void {
    if (!Array.isArray(glyphs)) return;
    const { ctm, fontSize, scale, font, mode } = this.state;
    const shown = times(ctm, this.textMatrix);
    const turned = fontSize < 0 ? -1 : 1;
    const direction = directionOf(shown[0] * turned * scale, shown[1] * turned * scale);
    const size = Math.abs(fontSize) * emScale(shown);
    // Widths of Type 3 fonts are in the font's own space.
    const unit = font.fontMatrix ? Math.abs(font.fontMatrix[0] ?? GLYPH_UNIT) : GLYPH_UNIT;
    const target = NO_INK.includes(mode) ? this.content.hidden : this.content.glyphs;
    for (const item of glyphs as (number | ShownGlyph | null)[]) {
      if (typeof item === 'number') this.shift((-item / 1000) * fontSize);
      else if (item !== null) {
        const text = glyphText(item.unicode);
        if (text === '') this.spaced = true;
        else if (direction !== undefined) {
          const origin = this.originOf(item, shown);
          const advance = item.width * unit * Math.abs(fontSize) * Math.abs(scale) * Math.hypot(shown[0], shown[1]);
          target.push(glyphAt(text, origin.x, origin.y, advance, size, direction, this.spaced));
          this.spaced = false;
        }
        this.advance(item, unit);
      }
    }
  }

  /** Of the glyph's horizontal baseline, in page space; in vertical writing the pen stands at the middle of its top. */
  private originOf(glyph: ShownGlyph, shown: Matrix): { x: number; y: number } {
    const { fontSize, rise, font } = this.state;
    let { x, y } = this.pen;
    y += rise;
    if (font.vertical) {
      const [, vx = glyph.width / 2, vy = 880] = glyph.vmetric ?? [];
      x -= vx * GLYPH_UNIT * fontSize;
      y -= vy * GLYPH_UNIT * fontSize;
    }
    return { x: shown[0] * x + shown[2] * y + shown[4], y: shown[1] * x + shown[3] * y + shown[5] };
  }

  private advance(glyph: ShownGlyph, unit: number): void {
    const { fontSize, charSpacing, wordSpacing, font } = this.state;
    const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
    if (font.vertical) {
      const down = glyph.vmetric?.[0] ?? -1000;
      this.pen.y += down * GLYPH_UNIT * fontSize - spacing;
    } else this.shift(glyph.width * unit * fontSize + spacing);
  }

  /** Moves the pen along the writing direction, in unscaled text space. */
  private shift(distance: number): void {
    if (this.state.font.vertical) this.pen.y += distance;
    else this.pen.x += distance * this.state.scale;
  }
}

/** Glyphs in the order of the file. `shown` is the matrix from user space to the page as it is shown. */
export const walkOperators = (
  operators: readonly number[],
  args: readonly unknown[],
  codes: OperatorCodes,
  fonts: FontTable,
  shown: Matrix,
): Content => new Walk(codes, fonts, shown).run(operators, args);

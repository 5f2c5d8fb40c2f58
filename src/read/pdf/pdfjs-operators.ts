// The operators of pdf.js that matter here, and its paths: `[paint operator, [coordinates], bounds]` where the coordinates are a
// stream of codes, each with its numbers.
import type { Matrix } from './matrix.js';
import { PathBuilder } from './paths.js';

/** The numbers of the operators in this version of pdf.js. */
export type OperatorCodes = Readonly<Record<OperatorName, number>>;

type OperatorName =
  | 'save'
  | 'restore'
  | 'transform'
  | 'setLineWidth'
  | 'setGState'
  | 'constructPath'
  | 'stroke'
  | 'closeStroke'
  | 'fill'
  | 'eoFill'
  | 'fillStroke'
  | 'eoFillStroke'
  | 'closeFillStroke'
  | 'closeEOFillStroke'
  | 'paintFormXObjectBegin'
  | 'paintFormXObjectEnd'
  | 'beginText'
  | 'setFont'
  | 'setCharSpacing'
  | 'setWordSpacing'
  | 'setHScale'
  | 'setLeading'
  | 'setTextRise'
  | 'setTextRenderingMode'
  | 'setTextMatrix'
  | 'moveText'
  | 'setLeadingMoveText'
  | 'nextLine'
  | 'showText'
  | 'showSpacedText'
  | 'nextLineShowText'
  | 'nextLineSetSpacingShowText'
  | 'paintImageXObject'
  | 'paintInlineImageXObject'
  | 'paintImageMaskXObject'
  | 'paintImageXObjectRepeat'
  | 'paintInlineImageXObjectGroup'
  | 'paintImageMaskXObjectGroup'
  | 'paintImageMaskXObjectRepeat';

/** The codes of the path stream, and how many numbers follow each. */
const MOVE = 0;
const LINE = 1;
const CUBIC = 2;
const QUADRATIC = 3;
const CLOSE = 4;

/** The subpaths of one path, in the space that `matrix` leads to; stops at a code it does not know. */
export const buildPath = (data: ArrayLike<number>, matrix: Matrix): PathBuilder => {
  const builder = new PathBuilder(matrix);
  const n = (index: number): number => data[index] ?? 0;
  for (let i = 0; i < data.length; ) {
    switch (data[i]) {
      case MOVE:
        builder.move(n(i + 1), n(i + 2));
        i += 3;
        break;
      case LINE:
        builder.line(n(i + 1), n(i + 2));
        i += 3;
        break;
      case CUBIC:
        builder.curve(n(i + 5), n(i + 6));
        i += 7;
        break;
      case QUADRATIC:
        builder.curve(n(i + 3), n(i + 4));
        i += 5;
        break;
      case CLOSE:
        builder.close();
        i += 1;
        break;
      default:
        return builder;
    }
  }
  return builder;
};

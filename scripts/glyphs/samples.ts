// Samples for the glyph reader: digits and signs of every face, and what is neither.
import { CLASSES } from '../../src/read/scan/glyphs/net.js';
import { boxAround, inkOf } from '../../src/read/scan/glyphs/ink.js';
import { shapeOf } from '../../src/read/scan/glyphs/shape.js';
import type { PixelBox } from '../../src/read/scan/picture.js';
import type { Random } from '../factory/random.js';
import { scanned } from './draw.js';
import type { Face } from './fonts.js';

export interface Sample {
  readonly shape: Float32Array;
  readonly target: number;
}

const HAN = '本年新收政府信息公开申请数量上结转度办理果予以部分不属于国家秘密其他法律行禁止危及安全稳定保护第三方合权益内务过程性执卷查询事项无提供机关掌握相没有现成需要另制作补正后容仍明确处信访举报投诉类重复求出版物当由大反认或具已获取总计续自然人商业企科研社会组织服维持纠审未经直接起规章范文件发废效许可罚强费额单位万元一二三四五六七八九十条款件口日目田中工土上下';
const LETTERS = 'ABCDEFGHKLMNPRSTUVXYZabdeghkmnpqrstuvwxyz()（）%[]{}“”《》、。；：';
const SHARE_OF_OTHERS = 0.28;
/** A whole glyph seldom fills the line it stands on to the pixel. */
const LINE_JITTER = 0.16;

const pick = (from: string, random: Random): string => Array.from(from)[random.whole(0, Array.from(from).length - 1)] ?? '';

/** Half a glyph, or two that touch: what a wrong cut gives. */
const wronglyCut = (box: PixelBox, random: Random): PixelBox => {
  const [x0, y0, x1, y1] = box;
  const cut = Math.round(x0 + (x1 - x0) * (0.3 + 0.4 * random.next()));
  return random.next() < 0.5 ? [x0, y0, cut, y1] : [cut, y0, x1, y1];
};

const textOf = (random: Random): { text: string; target: number; half: boolean } => {
  const none = CLASSES.length - 1;
  if (random.next() >= SHARE_OF_OTHERS) {
    const target = random.next() < 0.93 ? random.whole(0, 9) : random.whole(10, 11);
    return { text: CLASSES[target] ?? '', target, half: false };
  }
  const kind = random.next();
  if (kind < 0.35) return { text: pick(HAN, random), target: none, half: random.next() < 0.25 };
  if (kind < 0.45) return { text: pick(LETTERS, random), target: none, half: false };
  if (kind < 0.7) return { text: `${pick('0123456789', random)}${pick('0123456789', random)}`, target: none, half: false };
  return { text: pick('0234568', random), target: none, half: true };
};

/** `undefined` where the damage left nothing to see. */
export const sample = (faces: readonly Face[], random: Random): Sample | undefined => {
  const { text, target, half } = textOf(random);
  const face = faces[random.whole(0, faces.length - 1)]?.path ?? '';
  const picture = scanned(text, face, random);
  const ink = inkOf(picture, 200);
  if (ink.components.length === 0) return undefined;
  // Specks far from the glyph are left to the reader of lines.
  const largest = Math.max(...ink.components.map(({ area }) => area));
  const whole = boxAround(ink.components.filter(({ area }) => area > 0.06 * largest));
  const box = half ? wronglyCut(whole, random) : whole;
  if (box[2] - box[0] < 2 || box[3] - box[1] < 5) return undefined;
  return { shape: shapeOf(picture, box, () => true, ink.full, (box[3] - box[1]) * (1 + LINE_JITTER * random.next())), target };
};

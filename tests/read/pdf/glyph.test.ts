import { describe, expect, it } from 'vitest';
import { glyphText } from '../../../src/read/pdf/glyph.js';
import { shownPage, times } from '../../../src/read/pdf/matrix.js';

describe('text of a glyph', () => {
  it('gives the plain character for radicals, ligatures and vertical forms that share its shape', () => {
    expect(['\u2ea0', '\u2f00', '\uf900', '\ufe11', '\ufb01'].map(glyphText)).toEqual(['民', '一', '豈', '、', 'fi']);
  });

  it('keeps full-width signs as printed', () => {
    expect(['（', '０', '㎡', '①'].map(glyphText)).toEqual(['（', '０', '㎡', '①']);
  });

  it('gives U+FFFD where the font names no character, and nothing for white space', () => {
    expect(['\u0000', '\ue123', '\u{f0001}', '\u0007'].map(glyphText)).toEqual(['\ufffd', '\ufffd', '\ufffd', '\ufffd']);
    expect([' ', '\u00a0', '\u3000', '\u200b', ''].map(glyphText)).toEqual(['', '', '', '', '']);
  });
});

describe('the shown page', () => {
  const corner = (quarters: number): number[] => {
    const [a, b, c, d, e, f] = shownPage(10, 20, 110, 220, quarters);
    // The top left corner of the unturned page.
    return [a * 10 + c * 220 + e, b * 10 + d * 220 + f];
  };

  it('turns clockwise about the crop box', () => {
    expect([0, 1, 2, 3].map(corner)).toEqual([
      [0, 0],
      [200, 0],
      [100, 200],
      [0, 100],
    ]);
  });

  it('applies the inner matrix first', () => {
    expect(times([1, 0, 0, 1, 5, 0], [2, 0, 0, 2, 1, 1])).toEqual([2, 0, 0, 2, 6, 1]);
  });
});

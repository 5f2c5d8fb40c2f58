import { describe, expect, it } from 'vitest';
import { fit, pad, printable, textWidth } from '../../src/cli/show/width.js';

describe('width', () => {
  it.each([
    ['abc', 3],
    ['公开', 4],
    ['（一）', 6],
    ['3.危及“三安全一稳定”', 20],
    ['𠮷', 2],
    ['e\u0301\u200b', 1],
    ['ﾊﾝ', 2],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  it('cuts before the character that would not fit, with a mark', () => {
    expect(fit('政府信息', 8)).toBe('政府信息');
    expect(fit('政府信息', 7)).toBe('政府信…');
    expect(fit('政府信息', 6)).toBe('政府…');
  });

  it('pads to columns, not to characters', () => {
    expect(`${pad('公开', 6)}|`).toBe('公开  |');
    expect(pad('7', 3, 'right')).toBe('  7');
    expect(pad('公开', 2)).toBe('公开');
  });

  it('replaces control characters', () => {
    expect(printable('a\u001b[31mb\nc')).toBe('a [31mb c');
  });
});

import { describe, expect, it } from 'vitest';
import { readNumber } from '../src/number.js';

describe('readNumber', () => {
  it.each([
    ['0', 0],
    [' 0\u00a0', 0],
    ['３９８５７５８', 3985758],
    ['3,985,758', 3985758],
    ['3，985，758', 3985758],
    ['96171.6', 96171.6],
    ['+19', 19],
    ['-11', -11],
    ['－８', -8],
    ['22（其中修订 16 件）', 22],
    ['55(含自然失效29件)', 55],
    ['39857\n58', 3985758],
    ['5件', 5],
  ])('reads %j as %d', (text, value) => {
    expect(readNumber(text)).toMatchObject({ kind: 'number', value });
  });

  it('keeps the unit beside the number', () => {
    expect(readNumber('251000元')).toEqual({ kind: 'number', value: 251000, unit: '元' });
    expect(readNumber('477.35 万元')).toEqual({ kind: 'number', value: 477.35, unit: '万元' });
  });

  it.each(['', ' ', '\u00a0', '\u3000'])('tells %j as blank, not as zero', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'blank' });
  });

  it.each(['/', '-', '—', '——', '无', '－'])('tells %j as a mark of nothing', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'mark' });
  });

  it.each(['详见附件', '2023年5件', '1.属于国家秘密', '第二十条', '1.2.3'])('does not make a number of %j', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'text' });
  });
});

import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/read/text/lines.js';

const textsOf = (text: string): string[] => linesOf(text).map((line) => line.text);

describe('reflow', () => {
  it('puts cells saved one a line back into rows and keeps the empty ones', () => {
    const text = ['|', '信息内容 |', '制发 |', '废止 |', '有效 |', '|', '规章 |', '0 |', '0 |', '|', '|', '规范性文件 |', '5 |', '12 |', '8 |'].join('\n');
    expect(textsOf(text)).toEqual(['信息内容 |制发 |废止 |有效 |', '规章 |0 |0 ||', '规范性文件 |5 |12 |8 |']);
  });

  it('leaves ordinary piped rows alone', () => {
    const rows = ['信息内容 | 制发 | 废止 |', '规章 | 0 | 0 |', '|'];
    expect(textsOf(rows.join('\n'))).toEqual(rows);
  });
});

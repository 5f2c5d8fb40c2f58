import { describe, expect, it } from 'vitest';
import { textBlocks } from '../../../src/read/text/blocks.js';
import type { Block } from '../../../src/model/index.js';

/** Blocks in short: `H:`/`P:` and text, or the rows of a table as fields joined by `,`, with the column where it is not the next. */
const short = (blocks: readonly Block[]): (string | string[])[] =>
  blocks.map((block) => {
    if (block.kind !== 'table') return `${block.kind === 'heading' ? 'H' : 'P'}:${block.text}`;
    return Array.from({ length: block.rows }, (_, row) => {
      let next = 0;
      return block.cells
        .filter((cell) => cell.row === row)
        .map((cell) => {
          const text = cell.col === next ? cell.text : `@${cell.col}${cell.text}`;
          next = cell.col + cell.colSpan;
          return cell.colSpan > 1 ? `${text}+${cell.colSpan}` : text;
        })
        .join(',');
    });
  });
const blocks = (...lines: string[]) => short(textBlocks(lines.join('\n')));

describe('tabs', () => {
  it('make a table; empty fields keep their place, at the end too', () => {
    expect(blocks('二、主动公开政府信息情况', '规章\t\t0\t', '行政许可\t5')).toEqual(['H:二、主动公开政府信息情况', ['规章,,0,', '行政许可,5']]);
  });

  it('go on over the blank lines and the page number of a page break', () => {
    expect(blocks('甲\t1', '', '- 3 -', '', '\t乙\t2', '', '', '丙\t3')).toEqual([['甲,1', ',乙,2', '丙,3']]);
  });

  it('end at a chapter heading and after three blank lines', () => {
    expect(blocks('甲\t1', '', '三、收到和处理政府信息公开申请情况', '', '乙\t2')).toEqual([['甲,1'], 'H:三、收到和处理政府信息公开申请情况', ['乙,2']]);
    expect(blocks('甲\t1', '', '', '', '乙\t2')).toEqual([['甲,1'], ['乙,2']]);
  });

  it('keep a short line without tab between two rows as a row', () => {
    expect(blocks('规章\t1', '第二十条第（五）项', '行政许可\t2')).toEqual([['规章,1', '第二十条第（五）项', '行政许可,2']]);
  });

  it('that only indent a paragraph make no table', () => {
    expect(blocks('\t2022年，我局认真贯彻落实条例，工作有序开展。', '\t一、总体情况')).toEqual(['P:2022年，我局认真贯彻落实条例，工作有序开展。', 'H:一、总体情况']);
  });

  it('give each field its line and number', () => {
    const [, table] = textBlocks('一、总体情况\n甲\t1\n乙\t\t2');
    expect(table?.kind === 'table' && table.cells.map((cell) => cell.at.path)).toEqual(['L2C1', 'L2C2', 'L3C1', 'L3C2', 'L3C3']);
  });
});

describe('pipes', () => {
  it('make a table with and without a frame', () => {
    expect(blocks('规章 | 1 | 2', '行政许可 | 3 | 4')).toEqual([['规章,1,2', '行政许可,3,4']]);
    expect(blocks('| 规章 | 1 |', '|---|:--:|', '| 行政许可 | - |')).toEqual([['规章,1', '行政许可,-']]);
    expect(blocks('规章 | 1 |', '行政许可 | 3 |')).toEqual([['规章,1', '行政许可,3']]);
  });

  it('keep the empty fields that stand for a span', () => {
    expect(blocks('第二十条第（一）项 |||', '规章 | 1 | 2 | 3')).toEqual([['第二十条第（一）项,,,', '规章,1,2,3']]);
    expect(blocks('|自然人|', '甲|1|2')).toEqual([[',自然人,', '甲,1,2']]);
  });

  it('understand full-width bars, drawn frames and breaks inside a field', () => {
    expect(blocks('┌──┬──┐', '│规章│1│', '├──┼──┤', '│结果<br>维持│2│', '└──┴──┘')).toEqual([['规章,1', '结果\n维持,2']]);
  });

  it('alone on a line part nothing', () => {
    expect(blocks('规章', '|', '1', '|', '2')).toEqual(['P:规章', 'P:1', 'P:2']);
  });

  it('in a single line of prose make no table', () => {
    expect(blocks('来源：县政府 | 作者：张某')).toEqual(['P:来源：县政府 | 作者：张某']);
  });
});

describe('blanks', () => {
  it('set out columns by what stands over one another', () => {
    expect(
      blocks(
        '信息内容          本年制发件数    本年废止件数    现行有效件数',
        '规章                    0                               12',
        '行政规范性文件          8               1               18',
      ),
    ).toEqual([['信息内容,本年制发件数,本年废止件数,现行有效件数', '规章,0,@312', '行政规范性文件,8,1,18']]);
  });

  it('let a heading span the columns below it', () => {
    expect(
      blocks('      行政复议情况              总计', '结果维持  结果纠正  其他结果', '   1         2         3         6', '   0         0         0         0'),
    ).toEqual([['行政复议情况+2,@3总计', '结果维持,结果纠正,其他结果', '1,2,3,6', '0,0,0,0']]);
  });

  it('put the numbers that a long label pushed aside back under their columns', () => {
    const line = (label: string, indent: number) => `${label}${' '.repeat(indent)}5      6      7`;
    expect(blocks(line('甲', 20), line('乙', 20), line('一个比它的列宽出许多许多许多的标签', 2), line('丙', 20))).toEqual([['甲,5,6,7', '乙,5,6,7', '一个比它的列宽出许多许多许多的标签,5,6,7', '丙,5,6,7']]);
  });

  it('inside one line of prose or between spaced letters make no table', () => {
    expect(blocks('报  告', '总  结', '  2022年，工作有序。  成效明显。', '  我们将继续努力。  再接再厉。')).toEqual(['P:报 告', 'P:总 结', 'P:2022年，工作有序。 成效明显。', 'P:我们将继续努力。 再接再厉。']);
  });
});

describe('lines', () => {
  it('become one paragraph each, so that one cell a line stays one cell a line', () => {
    expect(blocks('规章', '', '0', '', '0', '', '本年新', '制作数量')).toEqual(['P:规章', 'P:0', 'P:0', 'P:本年新', 'P:制作数量']);
  });

  it('that are chapters, Markdown headings or wholly bold become headings', () => {
    expect(blocks('# 2023年年报', '## 一、总体情况 ##', '**五、存在的主要问题及改进情况**', '总体情况', '（一）主动公开。加强。')).toEqual([
      'H:2023年年报',
      'H:一、总体情况',
      'H:五、存在的主要问题及改进情况',
      'H:总体情况',
      'P:（一）主动公开。加强。',
    ]);
  });

  it('may end in any way and begin with a form feed', () => {
    expect(short(textBlocks('甲\t1\r\n\f乙\t2\r丙\t3'))).toEqual([['甲,1', '乙,2', '丙,3']]);
  });
});

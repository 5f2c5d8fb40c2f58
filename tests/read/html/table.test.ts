import { describe, expect, it } from 'vitest';
import { readPage, report, rowsOf, tablesOf, textsOf } from './page.js';

const read = async (table: string) => tablesOf((await readPage(report(table))).blocks);
const rows = async (table: string) => rowsOf((await read(table))[0]);
const two = '<tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>';

describe('spans', () => {
  it('lists a spanned cell once, at its top left corner', async () => {
    expect(await rows('<table><tr><td rowspan=2 colspan=2>头</td><td>a</td></tr><tr><td>b</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>')).toEqual([
      '0+2/2:头 2:a',
      '2:b',
      '0:1 1:2 2:3',
    ]);
  });

  it('lets rowspan=0 run to the end of its row group and no further', async () => {
    expect(await rows('<table><tbody><tr><td rowspan=0>头</td><td>1</td></tr><tr><td>2</td></tr></tbody><tbody><tr><td>尾</td><td>3</td></tr></tbody></table>')).toEqual([
      '0+1/2:头 1:1',
      '1:2',
      '0:尾 1:3',
    ]);
  });

  it('cuts a span that runs over the last row', async () => {
    expect(await rows('<table><tr><td>甲</td><td>1</td></tr><tr><td rowspan=9>乙</td><td>2</td></tr></table>')).toEqual(['0:甲 1:1', '0:乙 1:2']);
  });

  it('gives no place to two cells where spans overlap', async () => {
    const [table] = await read('<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr><tr><td>d</td><td>e</td></tr></table>');
    const places = table?.cells.flatMap((cell) =>
      Array.from({ length: cell.rowSpan * cell.colSpan }, (_, i) => `${cell.row + Math.floor(i / cell.colSpan)},${cell.col + (i % cell.colSpan)}`),
    );
    expect(new Set(places).size).toBe(places?.length);
    expect(table?.cells).toHaveLength(5);
  });

  it('reads a span whose quotes are escaped', async () => {
    expect(await rows(`<table><tr><td colspan=\\"2\\">头</td></tr>${two}</table>`)).toEqual(['0+2/1:头', '0:甲 1:1', '0:乙 1:2']);
  });

  it('survives a colspan in the thousands', async () => {
    const [table] = await read(`<table><tr><td colspan=999999>头</td></tr>${two}</table>`);
    expect(table?.cols).toBe(2);
  });
});

describe('cells', () => {
  it('keeps an empty cell as an empty text, whatever fills it', async () => {
    expect(
      await rows('<table><tr><td>甲</td><td>&nbsp;</td><td><p><o:p>&nbsp;</o:p></p></td><td><br></td><td></td><td>0</td></tr><tr><td>乙</td><td>1</td></tr></table>'),
    ).toEqual(['0:甲 1: 2: 3: 4: 5:0', '0:乙 1:1']);
  });

  it('joins spans and fonts without a blank and lines with a line break', async () => {
    expect(await rows('<table><tr><td><p><span>商</span><font>业</font></p><p>企业</p></td><td><span>1</span><span>2</span>\n</td></tr><tr><td>科研<br>机构</td><td>3</td></tr></table>')).toEqual([
      '0:商业\n企业 1:12',
      '0:科研\n机构 1:3',
    ]);
  });

  it('drops a line break of the source between two Chinese characters, and keeps it as a blank elsewhere', async () => {
    expect(await rows('<table><tr><td>行政\n   许可</td><td>1\n 2</td></tr><tr><td>乙</td><td>3</td></tr></table>')).toEqual(['0:行政许可 1:1 2', '0:乙 1:3']);
  });

  it('does not let a footnote mark become a digit', async () => {
    expect(await rows('<table><tr><td>甲</td><td>22<sup>1</sup></td></tr><tr><td>乙</td><td><s>5</s>6</td></tr></table>')).toEqual(['0:甲 1:22[1]', '0:乙 1:6']);
  });

  it('leaves out what is hidden and keeps what a field shows', async () => {
    expect(
      await rows('<table><tr><td>甲</td><td><span style="DISPLAY: none">9</span>1<script>7</script><!-- 8 --></td></tr><tr style="display:none"><td>x</td><td>y</td></tr><tr><td>乙</td><td><input value="4"></td></tr></table>'),
    ).toEqual(['0:甲 1:1', '0:乙 1:4']);
  });

  it('reads rows whose end tags are missing', async () => {
    expect(await rows('<table><tr><td>甲<td>1<tr><td>乙<td>2</table>')).toEqual(['0:甲 1:1', '0:乙 1:2']);
  });

  it('drops the row of column widths that Word adds', async () => {
    expect(await rows(`<table>${two}<![if !supportMisalignedColumns]><tr height=0><td width=9></td><td width=9></td><td></td></tr><![endif]></table>`)).toEqual(['0:甲 1:1', '0:乙 1:2']);
  });

  it('puts the foot last and tells the caption as a line of its own', async () => {
    const { blocks } = await readPage(report('<table><caption>表一</caption><tfoot><tr><td>总计</td><td>3</td></tr></tfoot><tbody><tr><td>自然人</td><td>3</td></tr></tbody></table>'));
    expect(rowsOf(tablesOf(blocks)[0])).toEqual(['0:自然人 1:3', '0:总计 1:3']);
    expect(textsOf(blocks)).toContain('表一');
  });

  it('gives each cell a path that a browser resolves', async () => {
    const [table] = tablesOf((await readPage(`<div id=zoom>${report(`<table>${two}</table>`)}</div>`)).blocks);
    expect(table?.cells[3]?.at.path).toBe('#zoom>table:nth-of-type(1)>tbody:nth-of-type(1)>tr:nth-of-type(2)>td:nth-of-type(2)');
  });
});

describe('tables in tables', () => {
  it('unwraps a table that only arranges the page', async () => {
    const page = `<table><tr><td>首页 栏目</td><td>${report(`<table>${two}</table>`)}</td></tr></table>`;
    const { blocks } = await readPage(page);
    expect(tablesOf(blocks).map(rowsOf)).toEqual([['0:甲 1:1', '0:乙 1:2']]);
    expect(textsOf(blocks)).toContain('二、主动公开政府信息情况');
  });

  it('takes the text of a one-cell table inside a data cell', async () => {
    const cell = '<table><tr><td>7</td></tr></table>';
    expect(await rows(`<table><tr><td>甲</td><td>${cell}</td></tr><tr><td>乙</td><td>2</td></tr><tr><td>丙</td><td>3</td></tr></table>`)).toEqual(['0:甲 1:7', '0:乙 1:2', '0:丙 1:3']);
  });

  it('spreads an inner table over the rows and columns of the outer grid', async () => {
    const inner = '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>';
    expect(
      await rows(`<table><tr><td>项目</td><td>数量</td></tr><tr><td>甲</td><td>${inner}</td></tr><tr><td>乙</td><td>5</td></tr></table>`),
    ).toEqual(['0:项目 1+2/1:数量', '0+1/2:甲 1:1 2:2', '1:3 2:4', '0:乙 1+2/1:5']);
  });

  it('cuts a table that runs through several chapters at the chapter headings', async () => {
    const { blocks } = await readPage(
      `<table><tr><td colspan=2>一、总体情况</td></tr><tr><td colspan=2>${'工作有序开展，'.repeat(12)}成效明显</td></tr><tr><td colspan=2>二、主动公开政府信息情况</td></tr>${two}<tr><td colspan=2>三、收到和处理政府信息公开申请情况</td></tr>${two}</table>`,
    );
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'heading', 'table', 'heading', 'table']);
  });

  it('reads a table made of div elements with roles or display values', async () => {
    const line = (label: string, value: string) => `<div style="display:table-row"><div style="display:table-cell">${label}</div><div style="display:table-cell">${value}</div></div>`;
    expect(await rows(`<div style="display:table">${line('甲', '1')}${line('乙', '2')}</div>`)).toEqual(['0:甲 1:1', '0:乙 1:2']);
    expect(await rows('<div role=table><div role=row><span role=cell>甲</span><span role=cell>1</span></div><div role=row><span role=cell>乙</span><span role=cell>2</span></div></div>')).toEqual([
      '0:甲 1:1',
      '0:乙 1:2',
    ]);
  });
});

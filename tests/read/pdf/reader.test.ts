// One contract, run over both engines: the same small documents must give the same blocks.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Block, Document, Table } from '../../../src/model/index.js';
import { pdfReader } from '../../../src/read/pdf/index.js';
import { squeeze } from '../../../src/text.js';
import { fill, grid, line, makePdf, PAGE_PICTURE, type PdfPage, print, words } from './make-pdf.js';

const XS = [60, 200, 300, 400];
const YS = [700, 680, 660, 640];
const TEXTS = [
  ['信息内容', '本年制发件数', '现行有效件数'],
  ['规章', '0', ''],
  ['行政规范性文件', '3', '3985758'],
];

const shape = (table: Table): string[][] =>
  Array.from({ length: table.rows }, (_, row) =>
    table.cells
      .filter((cell) => cell.row === row)
      .map((cell) => cell.text + (cell.rowSpan > 1 || cell.colSpan > 1 ? ` ${cell.rowSpan}x${cell.colSpan}` : '')),
  );

const tablesOf = (document: Document): Table[] => document.blocks.filter((block): block is Table => block.kind === 'table');
const textsOf = (document: Document): string[] => document.blocks.flatMap((block: Block) => (block.kind === 'table' ? [] : [`${block.kind}: ${block.text}`]));
const typesOf = (document: Document): string[] => document.findings.map((finding) => finding.type);

describe.each(['pdfium', 'pdfjs'] as const)('PDF by %s', (engine) => {
  const read = (bytes: Uint8Array): Promise<Document> => pdfReader(engine).read(bytes, { id: 'a', uri: 'file:a.pdf', digest: 'a' });
  const readPages = (...pages: PdfPage[]): Promise<Document> => read(makePdf(pages));
  const tablesIn = async (...pages: PdfPage[]): Promise<string[][][]> => tablesOf(await readPages(...pages)).map(shape);

  it('says who read it, and the title the file gives itself', async () => {
    const document = await read(makePdf([{ content: print(60, 700, 'x') }], { title: 'Report' }));
    expect(document).toMatchObject({
      reader: engine === 'pdfium' ? 'pdf' : 'pdf/pdfjs',
      mediaType: 'application/pdf',
      meta: { title: 'Report' },
      links: [],
    });
  });

  it('reads a table of strokes, blank cells kept', async () => {
    const document = await readPages({ content: grid(XS, YS, TEXTS) });
    expect(tablesOf(document).map(shape)).toEqual([TEXTS]);
    expect(tablesOf(document)[0]).toMatchObject({ grid: 'ruled', rows: 3, cols: 3, at: { page: 1 } });
  });

  it('gives each cell its box from the top left of the page', async () => {
    const [table] = tablesOf(await readPages({ content: grid(XS, YS, TEXTS) }));
    const box = table?.cells.find((cell) => cell.text === '3')?.at.box?.map(Math.round);
    expect(box).toEqual([200, 842 - 660, 300, 842 - 640]);
  });

  it('takes thin fills and stroked rectangles for rules', async () => {
    const fills = [...YS.map((y) => fill(60, y, 340, 0.5)), ...XS.map((x) => fill(x, 640, 0.5, 60))].join('');
    const boxes = TEXTS.flatMap((row, r) => row.map((_, c) => `${XS[c] ?? 0} ${YS[r + 1] ?? 0} ${(XS[c + 1] ?? 0) - (XS[c] ?? 0)} 20 re S\n`)).join('');
    expect(await tablesIn({ content: fills + words(XS, YS, TEXTS) })).toEqual([TEXTS]);
    expect(await tablesIn({ content: boxes + words(XS, YS, TEXTS) })).toEqual([TEXTS]);
  });

  it('takes clips, shading and underlines for no rules', async () => {
    const clip = 'q 60 640 170 60 re W n 60 640 340 60 re W n Q\n';
    const shade = `0.8 g ${fill(60, 600, 340, 200)} 0 g\n`;
    expect(await tablesIn({ content: `${clip}${shade}${print(70, 650, 'text')}${line(60, 645, 120, 645)}` })).toEqual([]);
  });

  it('reads dashed rules made of many pieces', async () => {
    const dashes = YS.flatMap((y) => Array.from({ length: 68 }, (_, i) => fill(60 + 5 * i, y, 3, 0.5))).join('');
    const uprights = XS.map((x) => `[3 2] 0 d ${line(x, 640, x, 700)}`).join('');
    expect(await tablesIn({ content: dashes + uprights + words(XS, YS, TEXTS) })).toEqual([TEXTS]);
  });

  it('goes into form objects with their matrix', async () => {
    const form = { content: grid([0, 70, 120, 170], [30, 20, 10, 0], []), matrix: '2 0 0 2 60 640' };
    expect(await tablesIn({ content: `/X Do\n${words(XS, YS, TEXTS)}`, form })).toEqual([TEXTS]);
  });

  it.each([90, 180, 270])('reads a page turned by %i degrees, boxes as shown', async (turn) => {
    const turned = { 90: '0 1 -1 0 842 0', 180: '-1 0 0 -1 595 842', 270: '0 -1 1 0 0 595' }[turn] ?? '';
    const sheet = turn === 180 ? '' : '/MediaBox [0 0 842 595]';
    const document = await readPages({ content: `q ${turned} cm ${grid(XS, YS, TEXTS)} Q`, entries: `/Rotate ${turn} ${sheet}` });
    expect(tablesOf(document).map(shape)).toEqual([TEXTS]);
    expect(tablesOf(document)[0]?.at.box?.map(Math.round)).toEqual([60, 142, 400, 202]);
  });

  it('reads a table that lies on its side on an upright sheet', async () => {
    const document = await readPages({ content: `q 0 1 -1 0 595 0 cm ${grid([60, 200, 300, 400], [300, 280, 260, 240], TEXTS)} Q` });
    expect(tablesOf(document).map(shape)).toEqual([TEXTS]);
    expect(tablesOf(document)[0]?.at.box?.map(Math.round)).toEqual([295, 442, 355, 782]);
  });

  it('applies the crop box', async () => {
    const document = await readPages({ content: grid(XS, YS, TEXTS), entries: '/CropBox [50 600 450 750]' });
    expect(tablesOf(document)[0]?.at.box?.map(Math.round)).toEqual([10, 50, 350, 110]);
  });

  it('reads a stacked and a turned label beside its rows', async () => {
    const content = (label: string): string => [
      line(60, 700, 400, 700),
      line(100, 680, 400, 680),
      line(100, 660, 400, 660),
      line(60, 640, 400, 640),
      ...[60, 100, 300, 400].map((x) => line(x, 640, x, 700)),
      label,
      words([100, 300], YS, [['甲', '1'], ['乙', '2'], ['丙', '3']]),
    ].join('');
    const stack = ['办', '理', '结', '果'].map((char, i) => print(75, 688 - 12 * i, char)).join('');
    for (const label of [stack, print(85, 645, '办理结果', 10, '0 1 -1 0'), print(75, 695, '办理结果', 10, '0 -1 1 0')]) {
      const [table] = await tablesIn({ content: content(label) });
      expect(table?.map((row) => row.map(squeeze))).toEqual([['办理结果3x1', '甲', '1'], ['乙', '2'], ['丙', '3']]);
    }
  });

  it('keeps lines of a cell apart and letter-spaced words as printed', async () => {
    const cells = print(64, 690, '其他法律行政') + print(64, 678, '法规') + print(210, 685, '总') + print(240, 685, '计');
    const [table] = await tablesIn({ content: grid([60, 200, 300], [705, 670], []) + cells });
    expect(table).toEqual([['其他法律行政\n法规', '总 计']]);
  });

  it('neither tears a number apart nor glues two', async () => {
    const spaced = `BT /F 10 Tf 2 Tc 210 645 Td (1234) Tj ET\n`;
    const [table] = await tablesIn({ content: grid(XS, [660, 640], [['规章']]) + spaced + print(310, 645, '12') + print(330, 645, '34') });
    expect(table).toEqual([['规章', '1234', '12 34']]);
  });

  it('keeps a number whole that is wider than its cell', async () => {
    const [table] = await tablesIn({ content: grid([60, 90, 120, 150], [660, 640], []) + print(85, 645, '3985758') + print(130, 645, '0') });
    expect(table).toEqual([['', '3985758', '0']]);
  });

  it('takes characters that are printed twice once', async () => {
    const [table] = await tablesIn({ content: grid(XS, [660, 640], [['规章', '100', '0']]) + print(204.3, 645, '100') });
    expect(table).toEqual([['规章', '100', '0']]);
  });

  it('leaves slanted watermarks out', async () => {
    const mark = print(100, 600, '样本样本', 60, '0.7 0.7 -0.7 0.7');
    expect(await tablesIn({ content: mark + grid(XS, YS, TEXTS) })).toEqual([TEXTS]);
  });

  it('joins a table over a page break with the page number between', async () => {
    const above = grid(XS, [140, 120, 100], TEXTS.slice(0, 2)) + print(290, 40, '- 1 -');
    const below = grid(XS, [800, 780], TEXTS.slice(2)) + print(290, 40, '- 2 -') + print(60, 700, '六、其他需要报告的事项');
    const document = await readPages({ content: above }, { content: below });
    expect(tablesOf(document).map(shape)).toEqual([TEXTS]);
    expect(tablesOf(document)[0]?.cells.map((cell) => cell.at.page)).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2]);
    expect(textsOf(document)).toEqual(['heading: 六、其他需要报告的事项']);
  });

  it('leaves running heads out but not a heading that stands once', async () => {
    const page = (text: string): PdfPage => ({ content: print(60, 810, '某县年报') + print(60, 780, text) });
    expect(textsOf(await readPages(page('一、总体情况'), page('正文一'), page('正文二')))).toEqual(['heading: 一、总体情况', 'paragraph: 正文一', 'paragraph: 正文二']);
  });

  it('tells a two-line title, headings and paragraphs apart', async () => {
    const full = '本报告由某某县人民政府办公室编制全文包括总体情况等六个部分并附有统计表格若干';
    const content = [
      print(180, 780, '某某县人民政府', 22),
      print(120, 745, '2023年政府信息公开工作年度报告', 22),
      print(80, 700, full),
      print(60, 682, `${full}等等`),
      print(60, 664, '共两段。'),
      print(80, 646, '第二段。'),
      print(80, 628, '一、总体情况'),
    ].join('');
    expect(textsOf(await readPages({ content }))).toEqual([
      'heading: 某某县人民政府2023年政府信息公开工作年度报告',
      `paragraph: ${full}${full}等等共两段。`,
      'paragraph: 第二段。',
      'heading: 一、总体情况',
    ]);
  });

  describe('tables without rules', () => {
    const rows = [
      ['一、新收', '7', '0', '7'],
      ['二、结转', '', '12', '12'],
      ['（一）公开', '105', '3', '108'],
    ];
    const xs = [60, 300, 380, 460, 540];

    it('reads columns from the figures and keeps a blank in its place', async () => {
      const document = await readPages({ content: words(xs, [700, 680, 660, 640], rows) });
      expect(tablesOf(document).map(shape)).toEqual([rows]);
      expect(tablesOf(document)[0]?.grid).toBe('stream');
      expect(typesOf(document)).toEqual(['stream-table']);
    });

    it('keeps a wrapped label with its figures in one row', async () => {
      const wrapped = print(64, 631, '（二）部分公开只计') + print(64, 619, '这一情形') + words(xs, [660, 620], [['', '9', '0', '9']]);
      const [table] = await tablesIn({ content: words(xs, [700, 680, 660, 640], rows) + wrapped });
      expect(table?.at(-1)).toEqual(['（二）部分公开只计\n这一情形', '9', '0', '9']);
    });

    it('keeps a column of which only the heading knows', async () => {
      const blank = rows.map(([label = '', first = '', , last = '']) => [label, first, '', last]);
      const [table] = await tablesIn({ content: words(xs, [720, 700, 680, 660, 640], [['', '自然人', '其他', '总计'], ...blank]) });
      expect(table?.slice(1)).toEqual(blank);
    });

    it('reads a label spread over the width of its cell as one', async () => {
      const spread = ['行', '政', '许', '可'].map((char, i) => print(64 + 50 * i, 625, char)).join('');
      const [table] = await tablesIn({ content: words(xs, [700, 680, 660, 640, 620], [...rows, ['', '5', '6', '11']]) + spread });
      expect(table?.at(-1)?.map(squeeze)).toEqual(['行政许可', '5', '6', '11']);
    });

    it('takes prose with figures for no table', async () => {
      const content = [700, 682, 664].map((y) => print(60, y, '本年共受理申请17件答复16件结转1件，主动公开信息2428条。')).join('');
      expect(await tablesIn({ content })).toEqual([]);
    });
  });

  describe('trouble', () => {
    it('asks for an open copy of an encrypted file', async () => {
      const locked = '<< /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4 >>';
      expect(typesOf(await read(makePdf([{ content: print(60, 700, 'x') }], { encrypt: locked })))).toEqual(['encrypted-file']);
    });

    it('tells empty and broken files', async () => {
      expect(typesOf(await read(new Uint8Array()))).toEqual(['empty-file']);
      expect(typesOf(await read(new TextEncoder().encode('%PDF-1.4\n<html>not found</html>')))).toEqual(['broken-file']);
    });

    it('tells pictures, blank pages and both', async () => {
      const picture = { content: PAGE_PICTURE };
      expect(typesOf(await readPages(picture, picture))).toEqual(['image-only']);
      expect(typesOf(await readPages({ content: '' }))).toEqual(['no-text']);
      const mixed = await readPages({ content: print(60, 700, '正文') }, picture);
      expect(mixed.findings).toMatchObject([{ type: 'page-without-text', at: [{ page: 2 }] }]);
    });

    it('reads the hidden text of a scan and says so, but no hidden text beside print', async () => {
      const hidden = `3 Tr ${print(60, 700, '识别')} 0 Tr\n`;
      const scan = await readPages({ content: PAGE_PICTURE + hidden });
      expect([textsOf(scan), typesOf(scan)]).toEqual([['paragraph: 识别'], ['hidden-text']]);
      expect(textsOf(await readPages({ content: hidden + print(60, 600, '正文') }))).toEqual(['paragraph: 正文']);
    });

    it('goes on after a broken file', async () => {
      await read(new TextEncoder().encode('%PDF-1.4 broken'));
      expect(await tablesIn({ content: grid(XS, YS, TEXTS) })).toEqual([TEXTS]);
    });
  });
});

const HONGZE = new URL('../../../../shared/corpus/hongze-2024.pdf', import.meta.url);

describe.skipIf(!existsSync(HONGZE))('a real report of five pages (needs ../shared/corpus/hongze-2024.pdf)', () => {
  it.each(['pdfium', 'pdfjs'] as const)('gives the three tables of the form whole by %s', async (engine) => {
    const document = await pdfReader(engine).read(new Uint8Array(readFileSync(HONGZE)), { id: 'a', uri: 'file:a.pdf', digest: 'a' });
    const tables = tablesOf(document);
    expect(tables.map(({ rows, cols }) => [rows, cols])).toEqual([
      [14, 4],
      [26, 10],
      [4, 15],
    ]);
    const [, applications, reviews] = tables;
    expect(applications && shape(applications)[16]).toEqual(['2.没有现成信息需要另行制作', '1', '0', '0', '0', '0', '0', '1']);
    expect(applications?.cells.filter((cell) => cell.rowSpan > 2).map((cell) => [squeeze(cell.text), cell.row, cell.rowSpan])).toEqual([
      ['（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 0, 3],
      ['三、本年度办理结果', 5, 20],
      ['（三）不予公开', 7, 8],
      ['（四）无法提供', 15, 3],
      ['（五）不予处理', 18, 5],
    ]);
    expect(reviews && shape(reviews)[3]).toEqual(['1', '1', '0', '0', '2', '1', '0', '0', '0', '1', '2', '0', '1', '0', '3']);
    expect(document.findings).toEqual([]);
  });
});

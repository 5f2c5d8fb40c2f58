// A DOCX as a word processor saves it: merged cells, page numbers below, labels from top to bottom where wanted.
import {
  AlignmentType,
  Document,
  Footer,
  HeightRule,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextDirection,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Block, Cell, Grid, Paper, Text } from '../paper.js';
import { choice, isOn, measure, type RenderOptions } from './options.js';
import { fixZip } from './reproducible.js';

/** Twentieths of a point, the unit of the format: the width between the margins of an A4 page. */
const TEXT_WIDTH = 9070;
const LANDSCAPE_WIDTH = 13_900;
const MARGIN = 1418;

/** One run, or several where the recipe wants runs of few characters. */
const runs = (text: string, size: number, options: RenderOptions, strong = false): TextRun[] => {
  const parts = isOn(options, 'manyRuns') ? (text.match(/[\d.]+|[^\d.]{1,3}/gu) ?? []) : [text];
  const weight = strong ? { bold: true } : {};
  return parts.map((part) => new TextRun({ text: part, size: size * 2, ...weight, font: choice(options, 'font', 'Noto Serif CJK SC') }));
};

const cellParagraphs = (each: Cell, options: RenderOptions): Paragraph[] =>
  each.text.split('\n').map(
    (line) =>
      new Paragraph({
        alignment: each.ink === 'label' || each.ink === 'note' ? AlignmentType.LEFT : AlignmentType.CENTER,
        children: line === '' ? [] : runs(line, measure(options, 'size', 9), options),
      }),
  );

const tableCell = (each: Cell, widths: readonly number[], col: number, options: RenderOptions): TableCell =>
  new TableCell({
    children: cellParagraphs(each, options),
    rowSpan: each.rowSpan,
    columnSpan: each.colSpan,
    verticalAlign: VerticalAlign.CENTER,
    width: { size: widths.slice(col, col + each.colSpan).reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    ...(each.vertical === true ? { textDirection: TextDirection.TOP_TO_BOTTOM_RIGHT_TO_LEFT } : {}),
  });

const tableOf = (grid: Grid, options: RenderOptions): Table => {
  const whole = isOn(options, 'landscape') ? LANDSCAPE_WIDTH : TEXT_WIDTH;
  const sum = grid.widths.reduce((total, width) => total + width, 0);
  const widths = grid.widths.map((width) => Math.floor((whole * width) / sum));
  const height = measure(options, 'rowHeight', 0);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: whole, type: WidthType.DXA },
    columnWidths: widths,
    rows: grid.rows.map(
      (row) =>
        new TableRow({
          cantSplit: isOn(options, 'cantSplit'),
          ...(height > 0 ? { height: { value: height * 20, rule: HeightRule.ATLEAST } } : {}),
          children: row.map((each, i) => tableCell(each, widths, i, options)),
        }),
    ),
  });
};

const paragraphOf = ({ kind, text }: Text, options: RenderOptions): Paragraph[] =>
  text.split('\n').map(
    (line) =>
      new Paragraph({
        ...(kind === 'title' ? { alignment: AlignmentType.CENTER } : kind === 'signature' ? { alignment: AlignmentType.RIGHT } : { indent: { firstLine: 480 } }),
        children: runs(line, kind === 'title' ? 18 : 12, options, kind === 'heading'),
      }),
  );

const blocksOf = (blocks: readonly Block[], options: RenderOptions): (Paragraph | Table)[] =>
  blocks.flatMap((block) => (block.kind === 'table' ? [tableOf(block, options), new Paragraph({})] : paragraphOf(block, options)));

const footer = (): Footer =>
  new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: ['- ', PageNumber.CURRENT, ' -'] })] })] });

/** The library writes the hour of making here. */
const CORE = {
  path: 'docProps/core.xml',
  data: '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>办公室</dc:creator></cp:coreProperties>',
};

/** Options: `size`, `font`, `landscape`, `footer`, `manyRuns`, `rowHeight` (points), `cantSplit`. */
export const renderDocx = async ({ sheets, merged }: Paper, options: RenderOptions): Promise<Uint8Array> => {
  const landscape = isOn(options, 'landscape');
  const document = new Document({
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
          },
        },
        ...(isOn(options, 'footer') ? { footers: { default: footer() } } : {}),
        children: blocksOf(merged ?? sheets.flatMap(({ blocks }) => blocks), options),
      },
    ],
  });
  return fixZip(await Packer.toBuffer(document, undefined, [CORE]));
};

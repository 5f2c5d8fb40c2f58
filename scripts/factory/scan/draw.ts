// A sheet drawn on A4 pages, as an office program sets it: titles, sentences, tables that page breaks cut. Nothing but a canvas is needed.
import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { placed, type Cell, type Grid, type Sheet, type Text } from '../paper.js';
import { seeded, type Random } from '../random.js';
import { familiesOf } from './fonts.js';
import type { Print } from './look.js';
import { drawByHand } from './by-hand.js';

export interface DrawnPage {
  readonly canvas: Canvas;
  /** Tables that have rows on it. */
  readonly tables: number;
}

/** A4, margins; points. */
const [WIDTH, HEIGHT] = [595, 842];
const [SIDE, TOP, BOTTOM] = [66, 72, 64];
const TEXT = WIDTH - 2 * SIDE;
const LINE = 1.35;
const SIZES: Readonly<Record<Text['kind'], number>> = { title: 18, heading: 14, paragraph: 12, signature: 12 };

const DIGITS = /[\d.,+-]/;

interface Pen {
  readonly pages: { canvas: Canvas; context: SKRSContext2D; tables: number }[];
  y: number;
}

/** Draws one line of text; figures in their own font. */
const write = (context: SKRSContext2D, text: string, x: number, y: number, size: number, families: string, weight = 400): void => {
  context.font = `${size}px ${families}`;
  // The files of the Chinese fonts hold all weights; without this they are drawn in the thinnest.
  context.fontVariationSettings = `'wght' ${weight}`;
  context.fillText(text, x, y);
};

const widthOf = (context: SKRSContext2D, text: string, size: number, families: string): number => {
  context.font = `${size}px ${families}`;
  return context.measureText(text).width;
};

const wrapped = (context: SKRSContext2D, text: string, width: number, size: number, families: string): string[] => {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    let line = '';
    for (const character of part) {
      if (line !== '' && widthOf(context, line + character, size, families) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
    lines.push(line);
  }
  return lines;
};

/** Draws sheets; the same seed gives the same pages. */
export const drawSheet = (sheet: Sheet, print: Print, dpi: number, seed: number): DrawnPage[] => {
  const random = seeded(seed);
  const scale = dpi / 72;
  const labels = familiesOf(print.labels);
  const digits = familiesOf(print.digits);
  const pen: Pen = { pages: [], y: 0 };
  const turnPage = (): void => {
    const canvas = createCanvas(Math.round(WIDTH * scale), Math.round(HEIGHT * scale));
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(scale, scale);
    context.fillStyle = '#1a1a1a';
    context.strokeStyle = '#222';
    pen.pages.push({ canvas, context, tables: 0 });
    pen.y = TOP;
    write(context, `- ${pen.pages.length} -`, WIDTH / 2 - 10, HEIGHT - 36, 10, digits);
  };
  const page = () => {
    const last = pen.pages.at(-1);
    if (!last) throw new Error('Expected a page');
    return last;
  };
  turnPage();
  for (const block of sheet.blocks) {
    if (block.kind === 'table') drawTable(block, print, pen, page, turnPage, labels, digits, random);
    else drawText(block, pen, page, turnPage, labels);
  }
  return pen.pages.map(({ canvas, tables }) => ({ canvas, tables }));
};

type CurrentPage = () => Pen['pages'][number];

const drawText = ({ kind, text }: Text, pen: Pen, page: CurrentPage, turnPage: () => void, families: string): void => {
  const size = SIZES[kind];
  const indent = kind === 'paragraph' || kind === 'heading' ? '\u3000\u3000' : '';
  for (const line of wrapped(page().context, indent + text, TEXT, size, families)) {
    if (pen.y + size * LINE > HEIGHT - BOTTOM) turnPage();
    const { context } = page();
    const width = widthOf(context, line, size, families);
    const x = kind === 'title' ? (WIDTH - width) / 2 : kind === 'signature' ? WIDTH - SIDE - width - 20 : SIDE;
    write(context, line, x, pen.y + size, size, families, kind === 'title' || kind === 'heading' ? 700 : 400);
    pen.y += size * (kind === 'paragraph' ? 1.7 : 1.6);
  }
  pen.y += kind === 'title' ? 14 : 4;
};

interface Laid {
  readonly cell: Cell;
  readonly row: number;
  readonly x: number;
  readonly width: number;
  readonly lines: readonly string[];
}

const sizeOf = ({ ink }: Cell, print: Print): number => (ink === 'number' ? print.digitSize : print.labelSize);

const layCells = (grid: Grid, print: Print, context: SKRSContext2D, labels: string): Laid[] => {
  const whole = grid.widths.reduce((sum, width) => sum + width, 0);
  const xs = grid.widths.reduce<number[]>((edges, width) => [...edges, (edges.at(-1) ?? 0) + (TEXT * width) / whole], [SIDE]);
  return placed(grid.rows).map(({ cell, row, col }) => {
    const x = xs[col] ?? SIDE;
    const width = (xs[col + cell.colSpan] ?? x) - x;
    const room = width - 2 * print.padding;
    const narrow = room < 2.2 * print.labelSize;
    const size = sizeOf(cell, print);
    const lines = cell.ink === 'number' ? [cell.text] : narrow && cell.rowSpan > 1 ? Array.from(cell.text) : wrapped(context, cell.text, Math.max(size, room), size, labels);
    return { cell, row, x, width, lines };
  });
};

const needs = ({ cell, lines }: Laid, print: Print): number => lines.length * sizeOf(cell, print) * LINE + 2 * print.padding;

/** Row heights: what cells of one row need; a spanning cell that needs more stretches its last row. */
const heightsOf = (laid: readonly Laid[], rows: number, print: Print): number[] => {
  const heights = Array.from({ length: rows }, () => print.digitSize * LINE + 2 * print.padding);
  for (const each of laid) if (each.cell.rowSpan === 1) heights[each.row] = Math.max(heights[each.row] ?? 0, needs(each, print));
  for (const each of laid) {
    const end = each.row + each.cell.rowSpan;
    const missing = needs(each, print) - heights.slice(each.row, end).reduce((sum, height) => sum + height, 0);
    if (missing > 0) heights[end - 1] = (heights[end - 1] ?? 0) + missing;
  }
  return heights;
};

/** Rows of each page: a row is never cut, merged cells are. */
const portionsOf = (heights: readonly number[], from: number, start: number): { first: number; end: number }[] => {
  const portions = [{ first: 0, end: 0 }];
  let y = start;
  heights.forEach((height, row) => {
    if (y + height > HEIGHT - BOTTOM && row > 0) {
      portions.push({ first: row, end: row });
      y = from;
    }
    y += height;
    const last = portions.at(-1);
    if (last) last.end = row + 1;
  });
  return portions;
};

const drawTable = (grid: Grid, print: Print, pen: Pen, page: CurrentPage, turnPage: () => void, labels: string, digits: string, random: Random): void => {
  const laid = layCells(grid, print, page().context, labels);
  const heights = heightsOf(laid, grid.rows.length, print);
  if (pen.y + (heights[0] ?? 0) + (heights[1] ?? 0) + (heights[2] ?? 0) > HEIGHT - BOTTOM) turnPage();
  portionsOf(heights, TOP, pen.y).forEach(({ first, end }, i) => {
    if (i > 0) turnPage();
    const ys = heights.slice(first, end).reduce<number[]>((edges, height) => [...edges, (edges.at(-1) ?? 0) + height], [pen.y]);
    page().tables += 1;
    for (const each of laid) {
      const [top, bottom] = [Math.max(each.row, first), Math.min(each.row + each.cell.rowSpan, end)];
      if (top >= bottom) continue;
      const box = { x: each.x, y: ys[top - first] ?? 0, width: each.width, height: (ys[bottom - first] ?? 0) - (ys[top - first] ?? 0) };
      const middle = Math.floor(each.row + each.cell.rowSpan / 2);
      drawCell(page().context, each, box, print, labels, digits, each.cell.rowSpan === 1 || (middle >= first && middle < end) || (i === 0 && middle < first), random);
    }
    pen.y = ys.at(-1) ?? pen.y;
  });
  pen.y += 10;
};

interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const drawCell = (context: SKRSContext2D, { cell, lines }: Laid, box: CellBox, print: Print, labels: string, digits: string, withText: boolean, random: Random): void => {
  if (print.shadedHeads && cell.ink === 'head') {
    context.fillStyle = '#cfe0f2';
    context.fillRect(box.x, box.y, box.width, box.height);
    context.fillStyle = '#1a1a1a';
  }
  drawRules(context, box, print, random);
  if (!withText) return;
  const size = sizeOf(cell, print);
  lines.forEach((line, i) => {
    const families = cell.ink === 'number' && DIGITS.test(line) ? digits : labels;
    const width = widthOf(context, line, size, families) + (cell.ink === 'number' ? print.tracking * Math.max(0, line.length - 1) : 0);
    const x = cell.ink === 'label' && lines.length === 1 && box.width > 90 ? box.x + print.padding : box.x + (box.width - width) / 2;
    const y = box.y + (box.height - lines.length * size * LINE) / 2 + i * size * LINE + size * 1.05;
    if (cell.ink === 'number' && print.byHand) drawByHand(context, line, x, y, size, random);
    else if (cell.ink === 'number' && print.tracking !== 0) {
      let at = x;
      for (const digit of line) {
        write(context, digit, at, y, size, families);
        at += widthOf(context, digit, size, families) + print.tracking;
      }
    } else write(context, line, x, y, size, families);
  });
};

const line = (context: SKRSContext2D, x0: number, y0: number, x1: number, y1: number): void => {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
};

const drawRules = (context: SKRSContext2D, { x, y, width, height }: CellBox, { rules, rule }: Print, random: Random): void => {
  if (rules === 'none') return;
  context.lineWidth = rules === 'hairline' ? 0.25 : rules === 'double' ? 0.5 : rule;
  context.strokeStyle = rules === 'hairline' ? '#777' : '#222';
  context.setLineDash(rules === 'dotted' ? [1.2, 1.4] : []);
  const sides: [number, number, number, number][] = [
    [x, y, x + width, y],
    [x, y + height, x + width, y + height],
    [x, y, x, y + height],
    [x + width, y, x + width, y + height],
  ];
  for (const [x0, y0, x1, y1] of sides) {
    const outer = rules === 'open' && x0 === x1 && (Math.abs(x0 - SIDE) < 0.1 || Math.abs(x0 - SIDE - TEXT) < 0.1);
    if (outer) continue;
    line(context, x0, y0, x1, y1);
    if (rules === 'double') line(context, x0 + (x0 === x1 ? 1.6 : 0), y0 + (y0 === y1 ? 1.6 : 0), x1 + (x0 === x1 ? 1.6 : 0), y1 + (y0 === y1 ? 1.6 : 0));
    if (rules === 'broken' && random.next() < 0.35) {
      // A worn drum leaves holes in the rules.
      const at = random.next();
      context.fillStyle = '#fff';
      context.fillRect(x0 + (x1 - x0) * at - 2, y0 + (y1 - y0) * at - 2, 4, 4);
      context.fillStyle = '#1a1a1a';
    }
  }
  context.setLineDash([]);
};

import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { familiesOf } from '../../../scripts/factory/scan/fonts.js';
import { readGlyphs } from '../../../src/read/scan/glyphs/index.js';
import type { Grey } from '../../../src/read/scan/picture.js';

/** A cell of 200 pixels an inch with a text in its middle. */
const cell = (text: string, font: string, size = 26): Grey => {
  const [width, height] = [40 + text.length * size, 56];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  context.font = `${size}px ${familiesOf(font)}`;
  context.fontVariationSettings = "'wght' 400";
  context.fillText(text, 16, 40);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[4 * i] as number) };
};

/** Digits (parted by blanks) drawn one by one, each so many pixels after the one before. */
const stepped = (digits: string, steps: readonly number[]): Grey => {
  const cells = digits.split(' ').map((digit) => cell(digit, 'open-sans', 22));
  const { height } = cells[0] as Grey;
  const width = 200;
  const data = new Uint8Array(width * height).fill(255);
  let x = 0;
  for (const [i, each] of cells.entries()) {
    x += steps[i - 1] ?? 0;
    for (let y = 0; y < height; y += 1) for (let dx = 0; dx < each.width; dx += 1) data[y * width + x + dx] = Math.min(data[y * width + x + dx] as number, each.data[y * each.width + dx] as number);
  }
  return { width, height, data };
};

const reading = (text: string, font = 'source-serif-4') => readGlyphs(cell(text, font), { dpi: 200 });

describe('glyph reader', () => {
  it.each(['pt-serif', 'source-serif-4', 'open-sans'])('reads the digits of a font it never saw, or says that it is not sure: %s', (font) => {
    for (const digit of '0123456789') {
      const { text, confidence } = reading(digit, font);
      expect(text === digit || confidence < 0.9, `${digit} read as ${text}, ${confidence}`).toBe(true);
    }
  });

  it.each(['0.092', '477.35', '-11', '3001', '25', '11'])('reads %s', (text) => {
    expect(reading(text)).toMatchObject({ kind: 'number', text });
  });

  it('gives the box of the ink', () => {
    const [x0, top, x1, bottom] = reading('0').ink ?? [0, 0, 0, 0];
    expect([x0 > 12, x1 < 40, top > 10, bottom < 48]).toEqual([true, true, true, true]);
  });

  it('tells a blank by its ink', () => {
    expect(reading('').kind).toBe('blank');
  });

  it('takes a lone dash for a mark', () => {
    expect(reading('—', 'noto-serif-sc').kind).toBe('mark');
  });

  it.each(['总计', '其他', '规章', '行政许可'])('does not read %s as digits', (text) => {
    expect(reading(text, 'noto-serif-sc').kind).toBe('other');
  });

  it('leaves out what is left of a rule at the rim', () => {
    const grey = cell('7', 'source-serif-4');
    for (let y = 0; y < grey.height; y += 1) grey.data.fill(0, y * grey.width, y * grey.width + 2);
    expect(readGlyphs(grey, { dpi: 200 })).toMatchObject({ kind: 'number', text: '7' });
  });

  it.each([[0, 3], [0, 2], [200, 3]])('never takes a sign for dirt, and is not sure of a pale one: grey level %i, %i rows', (level, rows) => {
    const grey = cell('8', 'source-serif-4');
    const ink = readGlyphs(grey, { dpi: 200 }).ink ?? [0, 0, 0, 0];
    const middle = Math.round((ink[1] + ink[3]) / 2);
    for (let dy = 0; dy < rows; dy += 1) grey.data.fill(level, (middle + dy) * grey.width + ink[0] - 8, (middle + dy) * grey.width + ink[0] - 3);
    expect(readGlyphs(grey, { dpi: 200 })).toMatchObject({ kind: 'number', text: '-8', doubtful: level > 0 });
  });

  it('tells a lost point by its room, also where each digit has much', () => {
    expect([reading('21283', 'cousine'), reading('6.4', 'cousine'), reading('64', 'cousine'), reading('21283', 'pt-serif'), reading('3.07', 'pt-serif')].map(({ doubtful, roomy }) => [doubtful, roomy])).toEqual([
      [false, false],
      [false, true],
      [false, false],
      [false, false],
      [false, true],
    ]);
    const grey = cell('2 83', 'cousine');
    expect(readGlyphs(grey, { dpi: 200 })).toMatchObject({ doubtful: true });
  });

  it('is not sure of tight print in which one step is longer: a point may have run into a digit', () => {
    expect(readGlyphs(stepped('3 3 8 8 4', [13, 13, 13, 13]), { dpi: 200 })).toMatchObject({ text: '33884', doubtful: false });
    expect(readGlyphs(stepped('3 3 8 8 4', [16, 13, 13, 13]), { dpi: 200 })).toMatchObject({ text: '33884', doubtful: true });
  });

  it.each([['4 . 8', '48', '4 8'], ['4 . 1', '41', '4 1'], ['3 . 2', '32', '3 2']])('sees ink between two digits that may be a point run into one: %s', (pointed, text, bare) => {
    expect(readGlyphs(stepped(pointed, [10, 2]), { dpi: 200 })).toMatchObject({ text, footed: true });
    expect(readGlyphs(stepped(bare, [11]), { dpi: 200 })).toMatchObject({ text, footed: false });
    expect(readGlyphs(stepped(bare, [13]), { dpi: 200 })).toMatchObject({ text, footed: false });
  });

  it('sees a stroke at the first digit that may be a sign run into it', () => {
    expect([3, 4].map((step) => readGlyphs(stepped('- 4', [step]), { dpi: 200 })).map(({ text, dashed }) => [text, dashed])).toEqual([['4', true], ['4', true]]);
    expect(Array.from('0123456789').flatMap((digit) => ['open-sans', 'pt-serif'].map((font) => reading(digit, font)).filter(({ dashed }) => dashed))).toEqual([]);
  });

  it('sees no point in a foot of print that is not tight', () => {
    expect([reading('7545', 'pt-serif'), reading('13', 'open-sans')].map(({ text, footed }) => [text, footed])).toEqual([['7545', false], ['13', false]]);
  });

  it('reads a digit in spite of the dirt around it', () => {
    const grey = cell('7', 'source-serif-4');
    for (const [x, y] of [[4, 6], [32, 8], [50, 12]] as const) for (let dy = 0; dy < 3; dy += 1) grey.data.fill(0, (y + dy) * grey.width + x, (y + dy) * grey.width + x + 3);
    expect(readGlyphs(grey, { dpi: 200 }).text).toBe('7');
  });
});

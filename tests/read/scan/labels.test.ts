// How many labels of a table of the form are read before it is taken for one, by an engine that reads what the test says.
import { describe, expect, it } from 'vitest';
import { FORMS } from '../../../src/form/index.js';
import type { LabelCrop } from '../../../src/read/scan/labels.js';
import { cropLabel, nameLabels } from '../../../src/read/scan/labels.js';
import type { Ocr } from '../../../src/read/scan/ocr.js';
import type { PageCell, PageTable } from '../../../src/read/stitch.js';

const known = FORMS.flatMap(({ tables }) => Object.values(tables));
const T4 = FORMS[0]?.tables.t4;
const GROUPS = T4?.rows.map(({ labels }) => labels[0] ?? '') ?? [];
const COLUMNS = T4?.columns.map(({ labels }) => labels[0] ?? '') ?? [];

/** Section four on page so and so: its labels are pictures whose width is their place in `texts`. */
const tableOn = (page: number, texts: string[]): PageTable => {
  const labelOf = (text: string): LabelCrop => ({ lines: [{ width: texts.push(text), height: 10_000, data: new Uint8Array(texts.length * 10_000) }] });
  const at = { page };
  const cell = (row: number, col: number, colSpan: number): PageCell => ({ row, col, rowSpan: 1, colSpan, text: '', full: false, at });
  const figure = { readings: [], candidates: [{ text: '0', weight: 1 }], agreed: true };
  const cells = [
    ...GROUPS.map((text, i): PageCell => ({ ...cell(0, 5 * i, 5), label: labelOf(text) })),
    ...GROUPS.flatMap((_, i) => COLUMNS.map((text, k): PageCell => ({ ...cell(1, 5 * i + k, 1), label: labelOf(text) }))),
    ...Array.from({ length: 15 }, (_, i): PageCell => ({ ...cell(2, i, 1), text: '0', double: figure })),
  ];
  return { kind: 'table', grid: 'ruled', page, xs: Array.from({ length: 16 }, (_, i) => 50 + 30 * i), ys: [100, 120, 140, 160], box: [50, 100, 500, 160], at, cells };
};

const naming = async (read: (text: string) => string, pages = 1) => {
  const texts: string[] = [];
  const tables = Array.from({ length: pages }, (_, i) => [tableOn(2 * i + 1, texts)]);
  const asked: number[] = [];
  const ocr: Ocr = {
    id: 'said',
    digits: () => Promise.reject(new Error('no figures here')),
    again: () => Promise.reject(new Error('no figures here')),
    lines: (lines) => {
      asked.push(lines.length);
      return Promise.resolve(lines.map(({ width }) => ({ text: read(texts[width - 1] ?? ''), confidence: 1 })));
    },
  };
  const { named, pages: result } = await nameLabels(tables, known, ocr);
  return { asked, assumed: named.map(({ assumed }) => assumed > 0), labels: result.flat().map(({ cells }) => cells.slice(0, 3).map(({ text }) => text)) };
};

describe('labels', () => {
  it('prove a table by two of them', async () => {
    expect(await naming((text) => text)).toEqual({ asked: [2], assumed: [true], labels: [GROUPS] });
  });

  it('of several tables are asked for together', async () => {
    const { asked, assumed } = await naming((text) => text, 2);
    expect([asked, assumed]).toEqual([[4], [true, true]]);
  });

  it('are read further while the first ones leave a doubt', async () => {
    const { asked, assumed } = await naming((text) => (text === '总计' || text === GROUPS.at(-1) ? '' : text));
    expect(asked[0]).toBe(2);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThan(18);
    expect(assumed).toEqual([true]);
  });

  it('that are those of another table are never taken for its own', async () => {
    const { assumed, labels } = await naming(() => '医院床位');
    expect([assumed, labels]).toEqual([[false], [['医院床位', '医院床位', '医院床位']]]);
  });
});

describe('the lines of a label', () => {
  const [width, height] = [200, 400];
  /** Bars of ink, so wide, one below another. */
  const linesOf = (wide: number, tall: { readonly rowSpan: number }) => {
    const data = new Uint8Array(width * height).fill(255);
    for (const top of [40, 90, 140]) for (let y = top; y < top + 26; y += 1) data.fill(0, y * width + 10, y * width + 10 + wide);
    const cell = { row: 0, col: 0, rowSpan: tall.rowSpan, colSpan: 1, inside: [0, 0, wide + 20, 200] as const, seen: { left: true, right: true }, role: 'label' as const, glyphs: { kind: 'other' as const, text: '', confidence: 0, candidates: [], ink: null, full: 255, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false } };
    const page = { grey: { width, height, data }, dpi: 200, noise: 0, ghost: 0, back: { map: [1, 0, 0, 0, 1, 0, 0, 0, 1] as const, factor: 1 } };
    return cropLabel(cell, page).label.lines;
  };

  it('are shown as one where they are of a few characters', () => {
    const [line, second] = linesOf(60, { rowSpan: 1 });
    expect([line && line.width > 3 * 60, second]).toEqual([true, undefined]);
  });

  it('are shown as they are where they are longer, and not at all in a tall cell of a group', () => {
    expect([linesOf(150, { rowSpan: 1 }).length, linesOf(60, { rowSpan: 3 }).length]).toEqual([3, 0]);
  });
});

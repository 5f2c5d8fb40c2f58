// The generator itself: its figures hold, its arithmetic finds what was planted, its truth follows its paper.
import { describe, expect, it } from 'vitest';
import { checkArithmetic } from '../../scripts/factory/arithmetic.js';
import { loadFigures } from '../../scripts/factory/figures.js';
import { invent } from '../../scripts/factory/invent.js';
import { layOut } from '../../scripts/factory/layout.js';
import { gridOf, numbersOf, tablesOf } from '../../scripts/factory/paper.js';
import { applyQuirk, QUIRKS } from '../../scripts/factory/quirks/index.js';
import { truthOf } from '../../scripts/factory/quirks/quirk.js';
import { seeded } from '../../scripts/factory/random.js';
import { paperOf, parseRecipe } from '../../scripts/factory/recipe.js';
import { renderHtml } from '../../scripts/factory/render/html.js';
import { renderText } from '../../scripts/factory/render/text.js';

const sheet = (quirks: readonly string[] = [], t2: '2019' | '2021' = '2021') => {
  const made = layOut(invent({ body: '青石县柳河镇人民政府', year: 2023, size: 'county', seed: 8, t2, t3: t2 }), 'plain', seeded(1));
  for (const quirk of quirks) applyQuirk(made, quirk, seeded(2));
  return made;
};

describe('figures', () => {
  it.each(['none', 'township', 'county', 'city'] as const)('invented for a body of size %s satisfy every identity', (size) => {
    for (const t3 of ['2019', '2021'] as const) {
      const { identity_summary: summary } = checkArithmetic(invent({ body: 'x', year: 2023, size, seed: 77, t3 }));
      expect(summary).toEqual({ held: t3 === '2021' ? 42 : 40, not_assessable_all_blank: 0, violated: 0, depends_on_reading_blank: 0 });
    }
  });

  it('of real reports give the checks counted by hand', () => {
    expect(checkArithmetic(loadFigures('ledu-2022')).identity_summary).toEqual({ held: 39, not_assessable_all_blank: 1, violated: 0, depends_on_reading_blank: 2 });
    expect(checkArithmetic(loadFigures('shuyang-fgj-2023')).identity_summary.not_assessable_all_blank).toBe(10);
  });

  it('are the same for the same seed', () => {
    expect(invent({ body: 'x', year: 2023, size: 'county', seed: 5 })).toEqual(invent({ body: 'x', year: 2023, size: 'county', seed: 5 }));
  });
});

describe('quirks', () => {
  it('plant the violation they are asked for', () => {
    const { violations } = checkArithmetic(sheet(['set=table4.review.total:0']).figures);
    expect(violations.map(({ code, where }) => `${code} ${where}`)).toEqual(['T4-SUM review']);
  });

  it('keep blanks apart from zeros in the truth', () => {
    const made = sheet(['blank-zeros']);
    expect(numbersOf(made).filter(({ text, field }) => text === '' && truthOf(made, field ?? '') !== null)).toEqual([]);
  });

  it('take a row off paper and truth together, and keep the grid whole', () => {
    const made = sheet(['drop-row=granted']);
    const [grid] = tablesOf(made, 't3');
    expect(made.figures.table3).not.toHaveProperty('granted');
    expect(gridOf(grid?.rows ?? []).every((row) => row.length === 10)).toBe(true);
    expect(numbersOf(made, 't3')).toHaveLength(24 * 7);
  });

  it('keep the value in the unit of the form when another unit is printed', () => {
    const made = sheet(['amount-in-wan'], '2019');
    const amount = numbersOf(made, 't2').find(({ field }) => field === 'table2.procurement_amount_yuan');
    expect(Number(amount?.text) * 10_000).toBeCloseTo(truthOf(made, 'table2.procurement_amount_yuan') ?? NaN, 5);
  });

  it('cut a table without losing a number', () => {
    const made = sheet(['split-many']);
    expect(tablesOf(made).length).toBeGreaterThan(15);
    expect(numbersOf(made)).toHaveLength(10 + 25 * 7 + 15);
  });

  it('are refused when unknown', () => {
    expect(() => applyQuirk(sheet(), 'no-such-quirk', seeded(1))).toThrow(/Expected a quirk/);
  });

  it('all say what they are', () => {
    expect(Object.entries(QUIRKS).filter(([, { about }]) => about.length < 10)).toEqual([]);
  });
});

describe('rendering', () => {
  it('gives the same bytes for the same recipe', () => {
    const recipe = parseRecipe({ renderer: 'html', reports: [{ figures: { size: 'township', seed: 3 }, quirks: ['pad-spaces'] }] });
    expect(renderHtml(paperOf(recipe), {})).toEqual(renderHtml(paperOf(recipe), {}));
  });

  it('glues cells in text', () => {
    const text = Buffer.from(renderText({ sheets: [layOut(invent({ body: 'x', year: 2023, size: 'none', seed: 1 }), 'plain', seeded(1))] }, { style: 'glued' })).toString();
    expect(text).toContain('规章000\n行政规范性文件000\n');
  });

  it('damages text without losing the order of the numbers', () => {
    const made = { sheets: [sheet()] };
    const numbers = (style: string) =>
      Buffer.from(renderText(made, { style })).toString().split('\n').filter((line) => line.includes('\t')).flatMap((line) => line.split('\t').filter((cell) => /^\d+$/.test(cell)));
    expect(numbers('damaged').filter((text) => text !== '0')).toEqual(numbers('tab').filter((text) => text !== '0'));
  });

  it('puts two years side by side with fourteen numbers in a row', () => {
    const year = (number: number) => ({ figures: { size: 'county', seed: number }, year: number });
    const { merged = [] } = paperOf(parseRecipe({ renderer: 'html', join: 'once', reports: [year(2023), year(2024)] }));
    const three = merged.find((block) => block.kind === 'table' && block.section === 't3');
    const row = three?.kind === 'table' ? three.rows.find((cells) => cells.some(({ code }) => code === 'granted')) : undefined;
    expect(row?.filter(({ ink }) => ink === 'number')).toHaveLength(14);
  });
});

// Drawn pages → grids: what is a rule, what has been lost of one, and what only looks like one.
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { findTables } from '../../../src/read/grid.js';
import { evened, straighten } from '../../../src/read/scan/image/index.js';
import { cutTables } from '../../../src/read/scan/cells.js';
import { blocksOf } from '../../../src/read/scan/image/blocks.js';
import { ghostLevel } from '../../../src/read/scan/image/ghost.js';
import { sealOf, withoutSeal } from '../../../src/read/scan/image/seal.js';
import { lookAt } from '../../../src/read/scan/look.js';
import type { Grey } from '../../../src/read/scan/picture.js';
import { findRules } from '../../../src/read/scan/rules/index.js';
import { withWallsSeen } from '../../../src/read/scan/rules/walls.js';
import { textLines } from '../../../src/read/scan/text-lines.js';
import { familiesOf } from '../../../scripts/factory/scan/fonts.js';

const [WIDTH, HEIGHT, DPI] = [1654, 2339, 200];
const XS = [200, 700, 900, 1100, 1300];
const YS = [300, 350, 400, 450, 500, 550];
/** Grey levels: a standard deviation of 10. */
const GRAIN = 35;

const randomOf = (seed: number) => {
  let state = seed;
  return (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
};

const page = (draw: (context: SKRSContext2D) => void): Grey => {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#000';
  draw(context);
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  return { width: WIDTH, height: HEIGHT, data: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => data[4 * i] as number) };
};

const rules = (context: SKRSContext2D, shade = '#222'): void => {
  context.fillStyle = shade;
  for (const x of XS) context.fillRect(x - 1, 300, 3, 250);
  for (const y of YS) context.fillRect(200, y - 1, 1100, 3);
  context.fillStyle = '#000';
};

/** Of the cells in a row of seven figures, each but the label at the left. */
const rolesUnder = (smudge: (context: SKRSContext2D, x: number, y: number) => void): string[] => {
  const xs = [150, 500, ...Array.from({ length: 7 }, (_, i) => 600 + 100 * i)];
  const grey = page((context) => {
    for (const x of xs) context.fillRect(x - 1, 300, 3, 250);
    for (const y of YS) context.fillRect(150, y - 1, 1050, 3);
    context.font = `28px ${familiesOf('arimo')}`;
    for (const y of YS.slice(0, -1)) for (const x of xs.slice(1, -1)) context.fillText('25', x + 35, y + 36);
    for (const x of xs.slice(1, 5)) smudge(context, x, YS[2] ?? 0);
  });
  const [table] = cutTables(straighten(evened({ ...grey, channels: 1, dpi: DPI })));
  return (table?.cells ?? []).filter(({ row, col }) => row === 2 && col > 0).map(({ role }) => role);
};

const gridsOf = (grey: Grey) => {
  const straight = straighten(evened({ ...grey, channels: 1, dpi: DPI }));
  return findTables(findRules(straight)).map((grid) => withWallsSeen(grid, straight));
};

const shapeOf = (grey: Grey): string => gridsOf(grey).map(({ xs, ys, cells }) => `${xs.length - 1}x${ys.length - 1} ${cells.length}`).join(', ');

describe('grids on pictures', () => {
  it('takes no stroke for a wall that stands amid text, as long as its low row lets it, in one row after the other', () => {
    const low = [300, 334, 368, 402, 436, 470];
    expect(shapeOf(page((context) => {
      for (const x of XS) context.fillRect(x - 1, 300, 3, 170);
      for (const y of low) context.fillRect(200, y - 1, 1100, 3);
      for (const y of low.slice(1, 4)) {
        context.fillRect(449, y + 5, 3, 25);
        for (const x of [425, 465]) for (const across of [8, 16, 24]) context.fillRect(x, y + across, 12, 3);
      }
    }))).toBe('4x5 20');
  });

  it('finds the cells of a ruled table', () => {
    expect(shapeOf(page(rules))).toBe('4x5 20');
  });

  it('closes a wall that has a hole in it', () => {
    expect(shapeOf(page((context) => {
      rules(context);
      context.fillStyle = '#fff';
      context.fillRect(690, 418, 20, 12);
    }))).toBe('4x5 20');
  });

  it('finds a line that is drawn in two rows only', () => {
    expect(shapeOf(page((context) => {
      rules(context);
      context.fillRect(449, 300, 3, 100);
    }))).toBe('5x5 22');
  });

  it('takes a stroke between two rules, which it does not reach, for no wall', () => {
    expect(shapeOf(page((context) => {
      rules(context);
      for (const y of [312, 362, 412, 462]) context.fillRect(449, y, 3, 26);
    }))).toBe('4x5 20');
  });

  it('takes a stroke of a heading that stands over a wall for none where no rule is worn, though double rules make it reach them', () => {
    expect(shapeOf(page((context) => {
      rules(context);
      for (const y of YS) context.fillRect(200, y + 5, 1100, 2);
      context.fillStyle = '#fff';
      context.fillRect(890, 410, 20, 37);
      context.fillStyle = '#000';
      context.fillRect(899, 418, 3, 15);
    }))).toBe('4x5 19');
  });

  it('takes a long stroke that stands alone in a merged cell for no wall', () => {
    expect(shapeOf(page((context) => {
      rules(context);
      context.fillStyle = '#fff';
      context.fillRect(890, 302, 20, 246);
      context.fillStyle = '#000';
      for (const y of YS.slice(1, -1)) context.fillRect(890, y - 1, 20, 3);
      context.fillRect(899, 300, 3, 100);
      context.fillRect(899, 451, 3, 35);
    }))).toBe('4x5 17');
  });

  it('keeps a worn wall between the words of a heading that goes on in the next row', () => {
    expect(shapeOf(page((context) => {
      rules(context);
      context.fillStyle = '#fff';
      context.fillRect(890, 302, 20, 146);
      context.fillRect(890, 470, 20, 8);
      context.fillStyle = '#000';
      for (const x of [878, 918]) for (const y of [460, 470, 480, 490]) context.fillRect(x, y, 8, 3);
    }))).toBe('4x5 17');
  });

  it('finds a rule with print hard above and below', () => {
    expect(shapeOf(page((context) => {
      rules(context);
      for (let x = 210; x < 1295; x += 7) if (XS.every((wall) => Math.abs(wall - x) > 8)) for (const y of [380, 404]) context.fillRect(x, y, 3, 17);
    }))).toBe('4x5 20');
  });

  it('finds no rules in streaks of paper that is dark with grain itself', () => {
    const random = randomOf(7);
    const streaks = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => 240 + GRAIN * (random() - 0.5) - (Math.floor(i / WIDTH) % 100 < 3 || (i % WIDTH) % 100 < 3 ? 15 : 0));
    const straight = { ...straighten(evened({ width: WIDTH, height: HEIGHT, channels: 1, data: streaks, dpi: DPI })), grey: { width: WIDTH, height: HEIGHT, data: streaks }, noise: 10 };
    expect(findTables(findRules(straight))).toEqual([]);
  });

  it('leaves the other side of the sheet alone where the table is dark', () => {
    expect(shapeOf(page((context) => {
      context.fillStyle = '#ddd';
      for (const x of [250, 500, 800, 1200]) context.fillRect(x, 100, 2, 900);
      for (const y of [100, 330, 520, 700, 1000]) context.fillRect(150, y, 1200, 2);
      rules(context);
    }))).toBe('4x5 20');
  });

  it('finds a table of hairlines where nothing is darker', () => {
    expect(shapeOf(page((context) => rules(context, '#aaa')))).toBe('4x5 20');
  });
});

describe('cells', () => {
  const rolesIn = (grey: Grey, col: number): string[] =>
    cutTables(straighten(evened({ ...grey, channels: 1, dpi: DPI }))).flatMap(({ cells }) => cells.filter((cell) => cell.col === col).map(({ role }) => role));

  const figures = (context: SKRSContext2D, shade = '#000'): void => {
    context.fillStyle = shade;
    context.font = `28px ${familiesOf('arimo')}`;
    for (const x of [960, 1160]) for (const y of YS.slice(1)) context.fillText('12', x, y - 15);
  };

  it('lose what is left of a pale second rule', () => {
    expect(rolesIn(page((context) => {
      rules(context);
      figures(context, '#777');
      context.fillStyle = '#c8c8c8';
      for (const y of YS.slice(0, -1)) context.fillRect(900, y + 5, 200, 2);
      context.fillRect(905, 300, 2, 250);
    }), 2)).toEqual(YS.slice(1).map(() => 'figure'));
  });

  it('are figures however smudged beside three that surely are', () => {
    expect(rolesUnder((context, x, y) => context.fillRect(x + 12, y + 6, 76, 38))).toEqual(Array.from({ length: 7 }, () => 'figure'));
  });

  it('are figures beside two labels, though no row has a second figure', () => {
    expect(rolesIn(page((context) => {
      rules(context);
      context.font = `28px ${familiesOf('arimo')}`;
      for (const y of YS.slice(0, -1)) {
        context.fillText('12', 960, y + 36);
        for (const x of [220, 720]) context.fillText('WWWWWMM', x, y + 36);
      }
    }), 2)).toEqual(YS.slice(1).map(() => 'figure'));
  });

  it('prove a figure beside a rule that parts several rows, and none beside one that parts a single row', () => {
    const cutOffs = (rows: readonly number[]) => {
      const drawn = page((context) => {
        rules(context);
        context.fillStyle = '#fff';
        for (const [i, y] of YS.slice(0, -1).entries()) if (!rows.includes(i)) context.fillRect(1098, y + 3, 5, 44);
        context.fillStyle = '#000';
        context.font = `28px ${familiesOf('arimo')}`;
        for (const i of rows) context.fillText('82', 1102, (YS[i] ?? 0) + 36);
      });
      const { tables } = lookAt({ picture: { ...drawn, channels: 1, dpi: DPI }, where: { number: 1, scale: 1 }, wanted: [] });
      return tables.flatMap(({ cells }) => cells.flatMap((cell) => (cell.role === 'figure' && cell.glyphs.text === '82' ? [cell.cutOff] : [])));
    };
    expect([cutOffs([0, 1, 2, 3, 4]), cutOffs([2])]).toEqual([Array.from({ length: 5 }, () => undefined), ['wall']]);
  });

  it('keep a digit beside their rule that is nearly as high as they are', () => {
    const cells = cutTables(straighten(evened({ ...page((context) => {
      rules(context);
      context.font = `46px ${familiesOf('arimo')}`;
      for (const x of [897, 1097]) for (const y of YS.slice(1)) context.fillText('18', x, y - 9);
    }), channels: 1, dpi: DPI }))).flatMap((table) => table.cells);
    expect(cells.filter(({ col }) => col > 1).map(({ glyphs }) => glyphs.text)).toEqual(Array.from({ length: 10 }, () => '18'));
  });

  it('are no figures because one label is as small as they are', () => {
    expect(rolesIn(page((context) => {
      rules(context);
      figures(context);
      context.fillText('甲乙', 720, 335);
    }), 1)[0]).toBe('label');
  });
});

describe('what shines through', () => {
  /** Blocks of paper, so many of them print. */
  const blocks = (paint: (values: Uint8Array, columns: number) => void) => {
    const [columns, rows] = [200, 200];
    const values = new Uint8Array(columns * rows).fill(24);
    values.fill(200, 100 * columns);
    paint(values, columns);
    return { columns, rows, size: 5, values };
  };

  it('is seen in a few words of it on a page full of print', () => {
    expect(ghostLevel(blocks((values, columns) => [10, 11, 12, 13].forEach((row) => values.fill(50, row * columns + 20, row * columns + 60))), 0)).toBe(50);
  });

  it('is not seen in hairlines, wherever they cross', () => {
    expect(ghostLevel(blocks((values, columns) => {
      for (let row = 5; row < 95; row += 1) for (let col = 5; col < 195; col += 1) if (row % 6 < 2 || col % 6 < 2) values[row * columns + col] = 50;
    }), 0)).toBe(0);
  });
});

describe('lines of text', () => {
  it('are no specks all over the paper', () => {
    const specks = page((context) => {
      for (let y = 100; y < 200; y += 1) for (const x of [200, 700, 1200]) context.fillRect(x + 8 * ((y * 37) % 50), y, 1, 1);
    });
    expect(textLines(specks, [0, 0, WIDTH, HEIGHT], { dpi: DPI })).toEqual([]);
  });
});

describe('a grey seal', () => {
  const sealed = (shade: string) => page((context) => {
    rules(context);
    context.font = `30px ${familiesOf('arimo')}`;
    for (let row = 0; row < 5; row += 1) context.fillText('12', 980, 335 + 50 * row);
    context.globalCompositeOperation = 'multiply';
    context.strokeStyle = shade;
    context.lineWidth = 7;
    context.beginPath();
    context.arc(1000, 450, 160, 0, 2 * Math.PI);
    context.stroke();
  });

  it('is found, and goes to paper without the rules under it', () => {
    const grey = sealed('#aaa');
    const seal = sealOf(blocksOf(grey, DPI), grey, DPI);
    expect(seal && [seal.box[0] < 850, seal.box[2] > 1150, seal.level > 80, seal.level < 125]).toEqual([true, true, true, true]);
    const cleaned = seal ? withoutSeal(grey, seal) : grey;
    const at = (x: number, y: number): number => cleaned.data[y * WIDTH + x] as number;
    expect([at(1000, 610), at(900, 375)]).toEqual([255, expect.any(Number)]);
    expect(at(900, 375)).toBeLessThan(80);
  });

  it('is found beside print that is pale all over', () => {
    const random = randomOf(5);
    const grey = sealed('#aaa');
    for (let i = 0; i < 3500; i += 1) {
      const [x, y] = [200 + Math.floor((random() * 1200) / 8) * 8, 900 + Math.floor((random() * 1200) / 8) * 8];
      for (let dy = 0; dy < 4; dy += 1) grey.data.fill(170, (y + dy) * WIDTH + x, (y + dy) * WIDTH + x + 4);
    }
    const seal = sealOf(blocksOf(grey, DPI), grey, DPI);
    expect(seal && [seal.box[0] < 850, seal.box[2] > 1150, seal.box[3] < 700]).toEqual([true, true, true]);
  });

  it('is not seen in a ruled table without one', () => {
    const grey = page(rules);
    expect(sealOf(blocksOf(grey, DPI), grey, DPI)).toBeUndefined();
  });
});

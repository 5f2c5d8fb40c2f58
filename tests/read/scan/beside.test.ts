import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/model/index.js';
import type { PageTable } from '../../../src/read/stitch.js';
import { withoutBeside } from '../../../src/read/scan/beside.js';

const table = (box: Box): PageTable => ({ kind: 'table', grid: 'ruled', page: 1, xs: [box[0], box[2]], ys: [box[1], box[3]], box, at: { page: 1, box }, cells: [] });
const page = (...boxes: readonly Box[]) => ({ tables: boxes.map(table), lines: [], findings: [] });

describe('tables of one picture', () => {
  it('are kept when they stand one under another', () => {
    const given = page([50, 50, 500, 300], [50, 320, 500, 600]);
    expect(withoutBeside(given, 1)).toBe(given);
  });

  it('are kept when one merely begins where another ends', () => {
    const given = page([50, 50, 250, 300], [260, 280, 500, 600]);
    expect(withoutBeside(given, 1)).toBe(given);
  });

  it('have no values when they stand side by side', () => {
    const { tables, findings } = withoutBeside(page([50, 50, 400, 500], [420, 60, 800, 480]), 3);
    expect(tables).toEqual([]);
    expect(findings.map(({ type, at }) => [type, at?.[0]?.page])).toEqual([['alignment-doubtful', 3]]);
  });
});

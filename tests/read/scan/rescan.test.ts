// Real figures, scanned: a text PDF rendered at 200 pixels an inch and damaged by the factory gives the same cells as the text.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Damage } from '../../../scripts/factory/scan/look.js';
import { rescan } from '../../../scripts/factory/scan/rescan.js';
import { scoreDocument } from '../../../scripts/score/compare.js';
import { sumsOf } from '../../../scripts/score/tally.js';
import { parseTruth } from '../../../scripts/score/truth.js';
import { extract } from '../../../src/pipeline.js';
import { openTesseract } from '../../../src/read/scan/tesseract/index.js';

const LIMIT = 90_000;
const ordinary: Damage = { skew: 0.4, noise: 4, blur: 0.4, jpeg: 75 };
const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['an ordinary scan', ordinary],
  ['skewed', { ...ordinary, skew: 1.5 }],
  ['noisy', { ...ordinary, noise: 10 }],
  ['stamped', { ...ordinary, stamp: 'red' }],
  ['unevenly lit', { ...ordinary, light: 0.35 }],
];

const ocr = openTesseract();
afterAll(() => ocr.close());

const scored = async (pdf: string, truth: string, damage: Damage) => {
  const { bytes } = await rescan(new Uint8Array(readFileSync(pdf)), { dpi: 200, damage, seed: 7 });
  const { document, reports, findings } = await extract(bytes, { id: 'scan', uri: 'file:///scan.pdf', digest: '' }, { scan: { ocr, lanes: 2 } });
  return sumsOf([scoreDocument(parseTruth(JSON.parse(readFileSync(truth, 'utf8'))), reports, [...document.findings, ...findings].map(({ type }) => type))]).all;
};

const corpus = '../shared/corpus/hongze-2024';

describe.skipIf(!existsSync(`${corpus}.pdf`))('hongze-2024.pdf as a scan (needs ../shared/corpus)', () => {
  it.each(DAMAGES)('%s: all 186 cells', async (_, damage) => {
    expect(await scored(`${corpus}.pdf`, `${corpus}.truth.json`, damage)).toMatchObject({ cells: 186, right: 186, silent: 0 });
  }, LIMIT);
});

describe('a report of another layout as a scan', () => {
  it('is read as its text is', async () => {
    const folder = 'fixtures/reports/qingshi-county-2023-pdf-breaks';
    const { cells, right, silent } = await scored(`${folder}/report.pdf`, `${folder}/truth.json`, ordinary);
    expect(silent).toBe(0);
    expect(right / cells).toBeGreaterThan(0.9);
  }, LIMIT);
});

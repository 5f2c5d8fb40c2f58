// Pages read in threads of their own: the same result, and nothing that happens there is lost on the way.
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openScanning } from '../../../src/cli/documents/scanning.js';
import { extract } from '../../../src/pipeline.js';
import { type Ocr, OcrTimeout } from '../../../src/read/scan/ocr.js';
import { openThreads } from '../../../src/read/scan/threads/index.js';
import type { ScanOptions } from '../../../src/read/scan/index.js';

const LIMIT = 90_000;
const bytes = new Uint8Array(await readFile(new URL('../../../fixtures/scans/plain-150-09100/report.pdf', import.meta.url)));
const read = (scan: ScanOptions) => extract(bytes.slice(), { id: 'scan', uri: 'file:///scan.pdf', digest: '' }, { scan });
const types = async (scan: ScanOptions): Promise<string[]> => (await read(scan)).findings.map(({ type }) => type);

describe('pages in threads', () => {
  const threads = openThreads(2);
  afterAll(() => threads.close());

  /** An engine that sees nothing. */
  const blind: Ocr = {
    id: 'blind',
    digits: (cells) => Promise.resolve(cells.map(() => ({ text: '', confidence: 0 }))),
    again: (cells) => Promise.resolve(cells.map(() => ({ text: '', confidence: 0 }))),
    lines: (lines) => Promise.resolve(lines.map(() => ({ text: '', confidence: 0 }))),
  };

  it('are read as they are read here', async () => {
    const [here, there] = [await openScanning({ lanes: 1 }), await openScanning({ lanes: 2 })];
    const [one, two] = [await read(here), await read(there)];
    await Promise.all([here.close(), there.close()]);
    expect(one.reports[0]?.report.entries.size).toBeGreaterThan(100);
    expect(two).toEqual(one);
  }, LIMIT);

  it('are stopped when their time is over, and the next ones are read', async () => {
    expect(await types({ ocr: blind, ...threads, pageLimit: 1 })).toContain('page-timeout');
    expect(await types({ ocr: blind, ...threads })).not.toContain('page-timeout');
  }, LIMIT);

  it('are given up when the engine gives no answer in time', async () => {
    const slow: Ocr = { ...blind, digits: () => Promise.reject(new OcrTimeout('Expected an answer within 1 ms')) };
    expect(await types({ ocr: slow, ...threads })).toContain('page-timeout');
  }, LIMIT);

  it('fail as the engine fails', async () => {
    const broken: Ocr = { ...blind, digits: () => Promise.reject(new RangeError('a defect')) };
    await expect(read({ ocr: broken, ...threads })).rejects.toThrow(RangeError);
  }, LIMIT);
});

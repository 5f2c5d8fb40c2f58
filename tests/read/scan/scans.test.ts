// Made scans against the figures that went into them: nothing silently wrong, and next to all of it right where the pages can be read.
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scoreDocument } from '../../../scripts/score/compare.js';
import { findDocuments, loadDocument } from '../../../scripts/score/documents.js';
import { sumsOf } from '../../../scripts/score/tally.js';
import type { Extraction } from '../../../src/pipeline.js';
import { extract } from '../../../src/pipeline.js';
import { openTesseract } from '../../../src/read/scan/tesseract/index.js';
import { gongkai } from '../../cli/effects.js';

const LIMIT = 90_000;
const scans = await findDocuments('fixtures/scans');
const ocr = openTesseract();
afterAll(() => ocr.close());

const HOPELESS: Readonly<Record<string, string>> = { coarse: 'scan-too-coarse', byhand: 'print-unknown', borderless: 'scan-without-grid' };
const kindOf = (name: string): string => name.replace(/-\d.*$/, '');

const read = async (bytes: Uint8Array, capture: Parameters<typeof extract>[1]): Promise<Extraction> => extract(bytes, capture, { scan: { ocr, lanes: 2 } });

describe('made scans', () => {
  const readable = scans.filter(({ name }) => !(kindOf(name) in HOPELESS));
  it.each(readable.map((documented) => [documented.name, documented] as const))('%s', async (_, documented) => {
    const { bytes, capture, truth } = await loadDocument(documented);
    const { document, reports, findings } = await read(bytes, capture);
    const { all } = sumsOf([scoreDocument(truth, reports, [...document.findings, ...findings].map(({ type }) => type))]);
    expect(all.silent).toBe(0);
    expect(all.right / all.cells).toBeGreaterThan(0.9);
    const figures = reports.flatMap(({ report }) => [...report.entries.values()]);
    expect(figures.every(({ place }) => place.page !== undefined && place.box !== undefined)).toBe(true);
    // A value that came from a picture was seen by both readers.
    expect(figures.every(({ value, double }) => value === null || double !== undefined)).toBe(true);
    const doubtful = reports.flatMap(({ report }) => [...report.entries].flatMap(([field, { status }]) => (status === 'U' ? [field] : [])));
    const told = new Set(reports.flatMap(({ report }) => report.findings.flatMap(({ fields }) => fields ?? [])));
    expect(doubtful.filter((field) => !told.has(field))).toEqual([]);
  }, LIMIT);

  it('notices an invisible text layer under a picture and does not use it', async () => {
    const documented = scans.find(({ name }) => kindOf(name) === 'plain');
    if (!documented) throw new Error('Expected the plain scan among the fixtures');
    const { bytes, capture } = await loadDocument(documented);
    expect((await read(bytes, capture)).findings.map(({ type }) => type)).toContain('hidden-text');
  }, LIMIT);
});

describe('scans that cannot be read', () => {
  const hopeless = scans.filter(({ name }) => kindOf(name) in HOPELESS);
  it.each(hopeless.map((documented) => [documented.name, documented] as const))('%s ends as a finding, never as a wrong number', async (name, documented) => {
    const { bytes, capture, truth } = await loadDocument(documented);
    const { document, reports, findings } = await read(bytes, capture);
    const all = [...document.findings, ...findings].map(({ type }) => type);
    expect(sumsOf([scoreDocument(truth, reports, all)]).all.silent).toBe(0);
    expect(all).toContain(HOPELESS[kindOf(name)]);
  }, LIMIT);
});

describe('extract --crops', () => {
  it('writes a PNG for each doubtful figure, named after report, field and candidates', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crops-'));
    const file = scans.find(({ name }) => kindOf(name) === 'stamp')?.file ?? '';
    const { out } = await gongkai(['extract', '--json', '--quiet', '--crops', folder, file]);
    const [report] = (JSON.parse(out) as { reports: { entries: Record<string, { status: string; decision?: string }> }[] }).reports;
    const doubtful = Object.entries(report?.entries ?? {}).flatMap(([field, { status, decision }]) => (status === 'U' && decision !== undefined ? [field] : []));
    const names = await readdir(folder);
    expect(names.length).toBeGreaterThan(0);
    expect(names.map((name) => name.split('__')[1]).sort()).toEqual(doubtful.sort());
    expect(names.every((name) => /^.+-\d{4}__t\d[\w.]+__.+\.png$/.test(name))).toBe(true);
  }, LIMIT);
});

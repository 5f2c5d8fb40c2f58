// Every made document against the figures that went into it: nothing wrong, and with both PDF engines the same.
import { describe, expect, it } from 'vitest';
import { scoreDocument } from '../scripts/score/compare.js';
import { findDocuments, loadDocument } from '../scripts/score/documents.js';
import { sumsOf } from '../scripts/score/tally.js';
import { extract, type Extraction } from '../src/pipeline.js';

const reports = await findDocuments('fixtures/reports');
const oddities = await findDocuments('fixtures/made');

/** What both engines must agree on; places differ by fractions of a point. */
const values = ({ reports: found }: Extraction): unknown =>
  found.map(({ report }) => ({
    body: report.body?.value,
    year: report.year?.value,
    forms: report.forms,
    entries: [...report.entries].map(([field, { value, status }]) => [field, value, status]).sort(),
  }));

describe('made reports', () => {
  it.each(reports.map((documented) => [documented.name, documented] as const))('%s comes out as it went in', async (_, documented) => {
    const { bytes, capture, truth } = await loadDocument(documented);
    const { document, reports: found, findings } = await extract(bytes.slice(), capture);
    const score = scoreDocument(truth, found, [...document.findings, ...findings].map(({ type }) => type));
    const cells = score.reports.flatMap((report) => report.cells);
    expect(score.remarks).toEqual([]);
    expect(cells.filter(({ verdict }) => verdict !== 'right')).toEqual([]);
    expect(sumsOf([score]).all.silent).toBe(0);
  });

  const pdfs = reports.filter(({ file }) => file.endsWith('.pdf'));
  it.each(pdfs.map((documented) => [documented.name, documented] as const))('%s reads the same with both engines', async (_, documented) => {
    const { bytes, capture } = await loadDocument(documented);
    const pdfium = await extract(bytes.slice(), capture, { pdfEngine: 'pdfium' });
    const pdfjs = await extract(bytes.slice(), capture, { pdfEngine: 'pdfjs' });
    expect(values(pdfjs)).toEqual(values(pdfium));
  });
});

describe('documents without a report', () => {
  it.each(oddities.map((documented) => [documented.name, documented] as const))('%s is told apart and explained', async (_, documented) => {
    const { bytes, capture, truth } = await loadDocument(documented);
    const { document, reports: found, findings } = await extract(bytes.slice(), capture);
    const score = scoreDocument(truth, found, [...document.findings, ...findings].map(({ type }) => type));
    expect(found).toEqual([]);
    expect(score.remarks).toEqual([]);
  });
});

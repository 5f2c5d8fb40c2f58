// npm run score -- FOLDER…: reads every document that has its truth beside it and counts what came out right.
import { parseArgs } from 'node:util';
import { extract, type ExtractOptions } from '../../src/pipeline.js';
import { openScanning } from '../../src/cli/documents/scanning.js';
import { scoreDocument, type DocumentScore } from './compare.js';
import { findDocuments, loadDocument, type Documented } from './documents.js';
import { kindsOf, scoreScans } from './scans.js';
import { documentLines, summary, sumsOf } from './tally.js';

const USAGE = `npm run score -- [--verbose] [--engine pdfium|pdfjs] [FOLDER…]
npm run score -- --scans [--seed 1] [--pages 300] [--kind NAME,…] [--dpi 200,150,…] [--split test|tuning]
Without folders: fixtures. With --scans: scans made from the seed. Exit code 1 if one cell is silently wrong.`;

const scoreOne = async (documented: Documented, options: ExtractOptions): Promise<DocumentScore> => {
  const { bytes, capture, truth } = await loadDocument(documented);
  const { document, reports, findings } = await extract(bytes, capture, options);
  return scoreDocument(truth, reports, [...document.findings, ...findings].map(({ type }) => type));
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      verbose: { type: 'boolean', default: false },
      engine: { type: 'string' },
      scans: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      pages: { type: 'string', default: '300' },
      kind: { type: 'string' },
      dpi: { type: 'string', default: '200,150' },
      split: { type: 'string', default: 'test' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return (console.log(USAGE), 0);
  if (values.scans) {
    const wrong = await scoreScans({
      seed: Number(values.seed),
      pages: Number(values.pages),
      split: values.split === 'tuning' ? 'tuning' : 'test',
      kinds: kindsOf(values.kind),
      dpis: values.dpi.split(',').map(Number),
      verbose: values.verbose,
    });
    return wrong > 0 ? 1 : 0;
  }
  const scan = await openScanning();
  const options: ExtractOptions = { scan, ...(values.engine === 'pdfjs' || values.engine === 'pdfium' ? { pdfEngine: values.engine } : {}) };
  const folders = positionals.length > 0 ? positionals : ['fixtures'];
  const documents = (await Promise.all(folders.map(findDocuments))).flat();
  const scores: DocumentScore[] = [];
  for (const documented of documents) {
    const score = await scoreOne(documented, options);
    scores.push(score);
    console.log(documentLines(documented.name, score, values.verbose).join('\n'));
  }
  await scan.close();
  const sums = sumsOf(scores);
  console.log(summary(sums));
  return sums.all.silent > 0 ? 1 : 0;
};

process.exitCode = await main();

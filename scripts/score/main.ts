// npm run score -- FOLDER…: reads every document that has its truth beside it and counts what came out right.
import { parseArgs } from 'node:util';
import { extract, type ExtractOptions } from '../../src/pipeline.js';
import { scoreDocument, type DocumentScore } from './compare.js';
import { findDocuments, loadDocument, type Documented } from './documents.js';
import { documentLines, summary, sumsOf } from './tally.js';

const USAGE = `npm run score -- [--verbose] [--engine pdfium|pdfjs] [FOLDER…]
Without folders: fixtures. Exit code 1 if one cell is silently wrong.`;

const scoreOne = async (documented: Documented, options: ExtractOptions): Promise<DocumentScore> => {
  const { bytes, capture, truth } = await loadDocument(documented);
  const { document, reports, findings } = await extract(bytes, capture, options);
  return scoreDocument(truth, reports, [...document.findings, ...findings].map(({ type }) => type));
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { verbose: { type: 'boolean', default: false }, engine: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return (console.log(USAGE), 0);
  const options: ExtractOptions = values.engine === 'pdfjs' || values.engine === 'pdfium' ? { pdfEngine: values.engine } : {};
  const folders = positionals.length > 0 ? positionals : ['fixtures'];
  const documents = (await Promise.all(folders.map(findDocuments))).flat();
  const scores: DocumentScore[] = [];
  for (const documented of documents) {
    const score = await scoreOne(documented, options);
    scores.push(score);
    console.log(documentLines(documented.name, score, values.verbose).join('\n'));
  }
  const sums = sumsOf(scores);
  console.log(summary(sums));
  return sums.all.silent > 0 ? 1 : 0;
};

process.exitCode = await main();

// extract FILE…: files from disk → reports on stdout; no store, no network.
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { CliError } from '../../errors.js';
import { finding } from '../../model/index.js';
import type { Capture, Document, Finding } from '../../model/index.js';
import type { ExtractOptions, Extraction } from '../../pipeline.js';
import { findingToJson, reportToJson } from '../../publish/index.js';
import { sha256 } from '../../store/index.js';
import { writeCrops } from '../show/crops.js';
import type { CliEffects, Verb } from '../effects.js';
import { makeProgress } from '../show/progress.js';
import { openScanning } from '../documents/scanning.js';
import { viewOf } from '../show/view.js';

const shape = z.object({
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
  engine: z.string().default('pdfium'),
  prose: z.boolean().default(false),
  crops: z.string().min(1).optional(),
});

const engineOf = (name: string): NonNullable<ExtractOptions['pdfEngine']> => {
  if (name === 'pdfium' || name === 'pdfjs') return name;
  throw new CliError(`expected --engine to be pdfium or pdfjs, got "${name}"`);
};

/** What stands for a file of which nothing can be said but why. */
const nothing = (capture: Capture, why: Finding): Extraction => {
  const document: Document = { capture, mediaType: 'application/octet-stream', reader: 'none', meta: {}, blocks: [], links: [], findings: [why] };
  return { document, reports: [], findings: [why] };
};

const REASONS: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'no permission to read it' };

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? REASONS[String(error.code)] : undefined) ?? error.message;
};

/** A saved web page has its pictures in its own folder or below; nothing else on this disk is the page's business. */
const pictureBeside = (page: string) => async (uri: string): Promise<Uint8Array | undefined> => {
  const folder = new URL('.', page).href;
  if (!uri.startsWith(folder)) return undefined;
  return readFile(new URL(uri)).then((bytes) => new Uint8Array(bytes), () => undefined);
};

/** One document must not take the others with it, whatever a reader does with it. */
const extractFile = async (file: string, options: ExtractOptions): Promise<Extraction> => {
  const capture: Capture = { id: file, uri: pathToFileURL(file).href, digest: '' };
  const bytes = await readFile(file).catch((error: unknown) => reasonOf(error));
  if (typeof bytes === 'string') return nothing(capture, finding('file-unreadable', `Expected a readable file at ${file}: ${bytes}; check the path.`));
  const digest = sha256(bytes);
  try {
    const { extract } = await import('../../pipeline.js');
    const scan = options.scan && { ...options.scan, picture: pictureBeside(capture.uri) };
    return await extract(new Uint8Array(bytes), { ...capture, id: digest, digest }, { ...options, ...(scan ? { scan } : {}) });
  } catch (error) {
    return nothing(capture, finding('stage-failed', `Expected to read ${file}, but: ${reasonOf(error)}.`));
  }
};

/** Does the work for a few items at a time; results come in the order of the items. `work` never fails. */
async function* ahead<T, R>(items: Iterable<T>, most: number, work: (item: T) => Promise<R>): AsyncGenerator<readonly [T, R]> {
  const begun: [T, Promise<R>][] = [];
  for (const item of items) {
    begun.push([item, work(item)]);
    const [first] = begun.length === most ? begun.splice(0, 1) : [];
    if (first) yield [first[0], await first[1]];
  }
  for (const [item, result] of begun) yield [item, await result];
}

const toJson = (file: string, { document, reports, findings }: Extraction): string =>
  `${JSON.stringify({
    file,
    mediaType: document.mediaType,
    reader: document.reader,
    reports: reports.map(({ report }) => reportToJson(report)),
    findings: findings.map(findingToJson),
  })}\n`;

const run = async (files: readonly string[], given: Readonly<Record<string, unknown>>, effects: CliEffects): Promise<number> => {
  const options = shape.parse(given);
  const pdfEngine = engineOf(options.engine);
  const progress = makeProgress(effects, 'extract', options.quiet);
  const scan = await openScanning({ prose: options.prose, onPage: (number) => progress.line(`extract: page ${number} read as a scan`) });
  let code = 0;
  let done = 0;
  try {
    for await (const [file, extraction] of ahead(files, scan.lanes, (each) => extractFile(each, { pdfEngine, scan }))) {
      done += 1;
      if (extraction.findings.some(({ severity }) => severity === 'fatal')) code = 1;
      progress.end();
      effects.out(options.json ? toJson(file, extraction) : viewOf(file, extraction));
      if (options.crops !== undefined) await writeCrops(file, extraction, options.crops, (text) => progress.line(text));
      if (files.length > 1) progress.step(done, files.length, file);
    }
  } finally {
    await scan.close();
  }
  progress.end();
  return code;
};

export const extractVerb: Verb = {
  arguments: [['<file...>', 'PDF, HTML, DOCX, text or picture files (PNG, JPEG, TIFF, WebP)']],
  options: [
    ['--json', 'one JSON document per line, one line per file'],
    ['--engine <name>', 'which engine reads PDFs: pdfium (default) or pdfjs'],
    ['--prose', 'read the sentences of scanned pages, too, not only tables and title'],
    ['--crops <dir>', 'write a PNG of each doubtful cell of a scan, named after report, field and candidates'],
    ['--quiet', 'no progress'],
  ],
  run,
};

// PDF → Document: an engine gives glyphs and rules of each page; ruled tables first, then what stands between them.
import type { Capture, Document, Finding } from '../../model/index.js';
import { finding } from '../../model/index.js';
import type { Reader } from '../reader.js';
import type { PageTable } from '../stitch.js';
import { type Glyph, type OpenTrouble, type PageContent, PageError, type PdfEngine, type PdfFile } from './engine.js';
import { toLines } from './lines.js';
import { assemble } from './assemble.js';
import { readable, type ReadablePage } from './page.js';
import { printed, type PrintedLine } from './printed.js';
import { readRuled } from './ruled.js';
import { pageKind, type PageKind } from './page-kind.js';
import { besides, hiddenNote, readScanned } from './scanned.js';
import { gutterOf, halfOf } from './sheets.js';
import type { ScanOptions } from '../scan/index.js';

export type PdfEngineName = 'pdfium' | 'pdfjs';

const engineOf = async (name: PdfEngineName): Promise<PdfEngine> =>
  name === 'pdfium' ? (await import('./pdfium.js')).pdfiumEngine : (await import('./pdfjs.js')).pdfjsEngine;

const MEDIA_TYPE = 'application/pdf';
/** A share of characters without code above this means the page's text layer cannot be used for reading. */
const UNMAPPED = 0.05;

const OPEN_NOTES: Readonly<Record<OpenTrouble, string>> = {
  'encrypted-file': 'Expected a PDF that opens without a password; this one asks for it. Ask the body for an open copy.',
  'broken-file': 'Expected a whole PDF; the file is damaged or cut short. Fetch it again.',
};

/** What one page gave: its tables, the lines outside them, and what was wrong with it. */
interface PageResult {
  readonly tables: readonly PageTable[];
  readonly lines: readonly PrintedLine[];
  readonly findings: readonly Finding[];
  readonly state: 'text' | 'picture' | 'blank' | 'failed' | 'scanned';
  /** How the page should be read; absent where it cannot be. */
  readonly kind?: PageKind;
  /** A scanning program laid invisible text over the picture. */
  readonly hidden?: boolean;
  /** What was read, for a second look; absent where there is no text. */
  readonly page?: ReadablePage;
}

const EMPTY: Omit<PageResult, 'state' | 'findings'> = { tables: [], lines: [] };

/** The text a reader of the page sees; where a picture covers the page, the text a scanning program hid under it. */
const glyphsOf = (content: PageContent, number: number, findings: Finding[]): readonly Glyph[] => {
  if (content.glyphs.length > 0 || content.hidden.length === 0 || content.images.length === 0) return content.glyphs;
  const note = `Page ${number} is a picture with an invisible text layer under it, made by somebody's OCR; its figures may be misread.`;
  findings.push(finding('hidden-text', note, { at: [{ page: number }] }));
  return content.hidden;
};

const noteUnmapped = (glyphs: readonly Glyph[], number: number, findings: Finding[]): void => {
  const unmapped = glyphs.filter((glyph) => glyph.text === '\ufffd').length;
  if (unmapped === 0 || unmapped < UNMAPPED * glyphs.length) return;
  const note = `Expected fonts that say which characters they show; ${unmapped} of ${glyphs.length} characters of page ${number} stand as U+FFFD.`;
  findings.push(finding('characters-unmapped', note, { at: [{ page: number }], found: unmapped }));
};

const readContent = (content: PageContent, number: number, scans: boolean): PageResult => {
  const findings: Finding[] = [];
  const kind = pageKind(content);
  if (scans && kind.kind === 'picture') return { ...EMPTY, findings, state: 'picture', kind, hidden: content.hidden.length > 0 };
  const glyphs = glyphsOf(content, number, findings);
  noteUnmapped(glyphs, number, findings);
  if (glyphs.length === 0) return { ...EMPTY, findings, state: content.images.length > 0 ? 'picture' : 'blank' };
  const page = readable(content, glyphs);
  return { ...readReadable(page, number), findings, state: 'text', page, kind };
};

const readReadable = (page: ReadablePage, number: number): Pick<PageResult, 'tables' | 'lines'> => {
  const { tables, rest } = readRuled(page, number);
  const upright = rest.filter((glyph) => glyph.direction === 'right');
  return { tables, lines: toLines(upright).map((line) => printed(line, number, page.place, { width: page.width, height: page.height })) };
};

const readPage = async (file: PdfFile, index: number, scans: boolean): Promise<PageResult> => {
  try {
    return readContent(await file.page(index), index + 1, scans);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    const note = `Page ${index + 1} of ${file.pages} could not be read (${error.message}); the other pages were. Fetch the file again or try the other engine.`;
    return { ...EMPTY, findings: [finding('page-failed', note, { at: [{ page: index + 1 }] })], state: 'failed' };
  }
};

/** The same pages, pictures among them read as scans. */
const withScans = async (file: PdfFile, pages: readonly PageResult[], scan: ScanOptions): Promise<PageResult[]> => {
  const wanted = pages.flatMap(({ kind }, index) => (kind?.kind === 'picture' || kind?.kind === 'mixed' ? [{ index, kind }] : []));
  if (wanted.length === 0) return [...pages];
  const scanned = await readScanned(file, wanted, scan);
  const results = [...pages];
  wanted.forEach(({ index, kind }, i) => {
    const [page, now] = [pages[index], scanned[i]];
    if (!page || !now) return;
    const findings = [...page.findings, ...(page.hidden === true ? [hiddenNote(index + 1)] : []), ...now.findings];
    results[index] = kind.kind === 'picture' ? { ...now, findings, state: 'scanned' } : { ...page, findings, tables: [...page.tables, ...besides(now, page.tables)] };
  });
  return results;
};

/** All pages; or, where two sheets are printed on each, the left ones and then the right ones. */
const sheetsOf = (pages: readonly PageResult[]): (readonly PageResult[])[] => {
  const gutter = pages.reduce<number | undefined>((found, { tables, page }) => found ?? (page && gutterOf(tables, page.width)), undefined);
  if (gutter === undefined) return [pages];
  const side = (which: 'left' | 'right'): PageResult[] =>
    pages.map((result, index) => (result.page ? { ...result, ...readReadable(halfOf(result.page, gutter, which), index + 1) } : result));
  return [side('left'), side('right')];
};

/** Findings about pages without text: the whole file, or the pages one by one. */
const pictureFindings = (pages: readonly PageResult[]): Finding[] => {
  if (pages.some((page) => page.state === 'text' || page.state === 'scanned')) {
    return pages.flatMap((page, index) =>
      page.state === 'picture'
        ? [finding('page-without-text', `Page ${index + 1} of ${pages.length} holds a picture and no text; it was not read.`, { at: [{ page: index + 1 }] })]
        : [],
    );
  }
  if (pages.some((page) => page.state === 'picture')) {
    return [finding('image-only', `Expected text; all ${pages.length} pages are pictures. The document must be read as a scan.`)];
  }
  if (pages.some((page) => page.state === 'failed')) return [];
  return [finding('no-text', `Expected text; the ${pages.length} pages hold neither text nor pictures.`)];
};

const readFile = async (file: PdfFile, scan: ScanOptions | undefined): Promise<Pick<Document, 'meta' | 'blocks' | 'findings'>> => {
  const read: PageResult[] = [];
  for (let index = 0; index < file.pages; index += 1) read.push(await readPage(file, index, scan !== undefined));
  const pages = scan ? await withScans(file, read, scan) : read;
  const sheets = sheetsOf(pages).map(assemble);
  const blocks = sheets.flatMap((sheet) => sheet.blocks);
  const findings = sheets.flatMap((sheet) => sheet.findings);
  return {
    meta: file.title === undefined ? {} : { title: file.title },
    blocks,
    findings: [...pages.flatMap((page) => page.findings), ...pictureFindings(pages), ...findings],
  };
};

/** Only PDFium shows pages; the other engine reads text and leaves pictures to it. */
const withPictures = async (file: PdfFile, bytes: Uint8Array): Promise<PdfFile> => {
  if (file.picture) return file;
  const seen = await (await engineOf('pdfium')).open(bytes);
  if (typeof seen === 'string') return file;
  return {
    ...file,
    ...(seen.picture ? { picture: seen.picture } : {}),
    close: async () => {
      await seen.close();
      await file.close();
    },
  };
};

const readBytes = async (bytes: Uint8Array, name: PdfEngineName, scan: ScanOptions | undefined): Promise<Pick<Document, 'meta' | 'blocks' | 'findings'>> => {
  const nothing = { meta: {}, blocks: [] };
  if (bytes.length === 0) return { ...nothing, findings: [finding('empty-file', 'Expected a PDF; the file has no bytes. Fetch it again.')] };
  const opened = await (await engineOf(name)).open(bytes);
  if (typeof opened === 'string') return { ...nothing, findings: [finding(opened, OPEN_NOTES[opened])] };
  const file = scan ? await withPictures(opened, bytes) : opened;
  try {
    if (file.pages === 0) return { ...nothing, findings: [finding('broken-file', OPEN_NOTES['broken-file'])] };
    return await readFile(file, scan);
  } finally {
    await file.close();
  }
};

const MAGIC = '%PDF-';
/** The mark may stand after junk, but within this many bytes (ISO 32000-1, Annex H). */
const MAGIC_WITHIN = 1024;

/**
 * Reads PDFs: text layers, and pages that are pictures where `scan` says how. `pdfium` is the fast engine, `pdfjs` the independent second one; both give the same blocks.
 * The engine is loaded at the first document.
 */
export const pdfReader = (engine: PdfEngineName = 'pdfium', scan?: ScanOptions): Reader => {
  const id = engine === 'pdfium' ? 'pdf' : 'pdf/pdfjs';
  return {
    id,
    accepts: (head) => new TextDecoder('latin1').decode(head.subarray(0, MAGIC_WITHIN)).includes(MAGIC),
    read: async (bytes: Uint8Array, capture: Capture): Promise<Document> => ({
      capture,
      mediaType: MEDIA_TYPE,
      reader: id,
      links: [],
      ...(await readBytes(bytes, engine, scan)),
    }),
  };
};

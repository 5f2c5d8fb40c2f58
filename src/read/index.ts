// Bytes → Document. One registry; the bytes choose the reader, not the name of the file or the type the server declared.
import { finding, type Capture, type Document, type FindingType, type Place } from '../model/index.js';
import { docxReader } from './docx/index.js';
import { zipEntries } from './docx/zip.js';
import { htmlReader } from './html/index.js';
import type { Reader } from './reader.js';
import type { PageViewer } from './scan/crop.js';
import type { ScanOptions } from './scan/index.js';
import { sniff, type Kind } from './sniff.js';
import { textReader } from './text/index.js';

/** The two independent PDF engines. */
export type PdfEngine = 'pdfium' | 'pdfjs';

export interface ReadOptions {
  /** Which engine reads PDFs, default `pdfium`. */
  readonly pdfEngine?: PdfEngine;
  /** How pictures of pages are read; without it they are only told apart. */
  readonly scan?: ScanOptions;
}

/** Loaded at the first PDF: the engines are megabytes of WebAssembly. */
const pdf = ({ pdfEngine = 'pdfium', scan }: ReadOptions): Reader => ({
  id: pdfEngine === 'pdfium' ? 'pdf' : `pdf/${pdfEngine}`,
  accepts: (head) => sniff(head) === 'pdf',
  read: async (bytes, capture) => {
    const { pdfReader } = await import('./pdf/index.js');
    return pdfReader(pdfEngine, scan).read(bytes, capture);
  },
});

/** Loaded at the first picture: the codecs and the templates of digits are megabytes, too. */
const pictures = ({ scan }: ReadOptions): Reader => ({
  id: 'scan',
  accepts: (head) => scan !== undefined && sniff(head) === 'picture',
  read: async (bytes, capture) => {
    const { readPictureFile } = await import('./scan/index.js');
    if (!scan) throw new Error('Expected to be asked only with a way to read scans');
    return readPictureFile(bytes, capture, mediaTypeOf('picture', bytes.subarray(0, HEAD)), scan);
  },
});

/** All readers in the order in which they are asked; the first that accepts the bytes reads them. */
const readersFor = (options: ReadOptions): readonly Reader[] => [pdf(options), pictures(options), docxReader, htmlReader, textReader];

/** Those that need nothing from outside. */
export const READERS: readonly Reader[] = readersFor({});

const HEAD = 4096;

const MEDIA: Partial<Record<Kind, string>> = { ole: 'application/x-ole-storage', rtf: 'application/rtf', gzip: 'application/gzip', zip: 'application/zip' };

/** Formats that are recognised only to say what to do with them. */
const REFUSED: Partial<Record<Kind, readonly [FindingType, string]>> = {
  empty: ['empty-file', 'Expected a report, found a file of 0 bytes; fetch it again.'],
  ole: [
    'unknown-format',
    'Expected PDF, HTML, DOCX or text, found an old Word, WPS or Excel file (.doc, .wps, .xls), which gongkai cannot read yet; open it in a word processor, save it as .docx and read that.',
  ],
  rtf: ['unknown-format', 'Expected PDF, HTML, DOCX or text, found rich text (RTF); open it in a word processor, save it as .docx and read that.'],
  gzip: ['unknown-format', 'Expected PDF, HTML, DOCX or text, found gzip data; unpack it first.'],
  'html-archive': ['unknown-format', 'Expected PDF, HTML, DOCX or text, found a web archive (MHT); save the page as HTML and read that.'],
  picture: ['image-only', 'Expected text, found a picture; it must be read as a scan, or ask the body for the text.'],
};

const PICTURES: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG/, 'image/png'],
  [/^\xff\xd8/, 'image/jpeg'],
  [/^GIF/, 'image/gif'],
  [/^BM/, 'image/bmp'],
  [/^RIFF/, 'image/webp'],
  [/^(?:II|MM)/, 'image/tiff'],
  [/^.{4}ftyp/s, 'image/heif'],
];

const mediaTypeOf = (kind: Kind, head: Uint8Array): string => {
  if (kind !== 'picture') return MEDIA[kind] ?? 'application/octet-stream';
  const start = String.fromCharCode(...head.subarray(0, 12));
  return PICTURES.find(([magic]) => magic.test(start))?.[1] ?? 'application/octet-stream';
};

const refused = (capture: Capture, mediaType: string, type: FindingType, note: string): Document => ({
  capture,
  mediaType,
  reader: 'none',
  meta: {},
  blocks: [],
  links: [],
  findings: [finding(type, note)],
});

/** What a zip without `word/document.xml` holds; undefined for a Word document or a zip whose directory is lost. */
const otherZip = (bytes: Uint8Array): string | undefined => {
  const names = zipEntries(bytes)?.map((entry) => entry.name);
  if (!names || names.includes('word/document.xml')) return undefined;
  if (names.some((name) => name.startsWith('xl/'))) return 'an Excel workbook (XLSX); save the sheet as HTML or text and read that';
  if (names.some((name) => name.startsWith('ppt/'))) return 'a slide show (PPTX)';
  if (names.some((name) => /^(?:OFD\.xml|Doc_0\/)/i.test(name))) return 'an OFD document; save it as PDF and read that';
  if (names.includes('content.xml')) return 'an OpenDocument file; save it as .docx and read that';
  return `a zip archive of ${names.length} file(s); unpack it and read them one by one`;
};

/** A web page or Word document whose report is in its pictures. */
const seen = async (document: Document, bytes: Uint8Array, { scan }: ReadOptions): Promise<Document> => {
  if (!scan || (document.reader !== 'html' && document.reader !== 'docx')) return document;
  const { picturesOfDocx, picturesOfHtml, withPictures } = await import('./scan/embedded.js');
  return withPictures(document, document.reader === 'docx' ? picturesOfDocx(bytes) : picturesOfHtml(bytes, document, scan.picture), scan);
};

export type { ScanOptions } from './scan/index.js';
export type { PageViewer } from './scan/crop.js';

/** The engine for pictures of pages; nothing is loaded before. */
export const openOcr = async () => (await import('./scan/tesseract/index.js')).openTesseract();

/** Threads in which pages are read side by side; nothing is loaded before. */
export const openPageThreads = async (threads: number) => (await import('./scan/threads/index.js')).openThreads(threads);

/** A place of a file as a PNG; `undefined` where it is not on a page of the file itself. */
export const cropOf = async (bytes: Uint8Array, place: Place, viewer: PageViewer): Promise<Uint8Array | undefined> => (await import('./scan/crop.js')).cropOf(bytes, place, viewer);

/** Reads any bytes. What cannot be read comes back as a Document without blocks and with a finding that says why. */
export const read = async (bytes: Uint8Array, capture: Capture, options: ReadOptions = {}): Promise<Document> => {
  const head = bytes.subarray(0, HEAD);
  const kind = sniff(head);
  const reader = readersFor(options).find((candidate) => candidate.accepts(head, capture));
  const refusal = REFUSED[kind];
  if (refusal && !(kind === 'picture' && options.scan)) return refused(capture, mediaTypeOf(kind, head), ...refusal);
  const zip = kind === 'zip' ? otherZip(bytes) : undefined;
  if (zip !== undefined) return refused(capture, mediaTypeOf(kind, head), 'unknown-format', `Expected PDF, HTML, DOCX or text, found ${zip}.`);
  if (reader) return seen(await reader.read(bytes, capture), bytes, options);
  return refused(capture, 'application/octet-stream', 'unknown-format', 'Expected PDF, HTML, DOCX, text or a picture, found bytes that are none of them; check what the address really serves.');
};

// DOCX → Document: the zip is checked before it is opened, mammoth makes HTML of it, and the walk of the HTML reader makes blocks.
// Paths are those of that HTML. Numbers that Word counts by itself ("一、" of an automatic list) are not in the file's text.
import { finding, type Block, type Capture, type Document, type Finding, type FindingType } from '../../model/index.js';
import { parsePage } from '../html/dom.js';
import { blocksOf } from '../html/index.js';
import { takeMetaOf } from '../html/meta.js';
import { makePathOf } from '../html/place.js';
import { piecesOf } from '../html/walk.js';
import type { Reader } from '../reader.js';
import { unzip, zipEntries, type ZipEntry } from './zip.js';

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MAIN = 'word/document.xml';
const CORE = 'docProps/core.xml';

/** Bytes a report may unpack to, all files together; real reports stay under 5 MB. */
const MAX_UNPACKED = 200 * 1024 * 1024;
/** Bytes the text of a report may have as XML. */
const MAX_XML = 64 * 1024 * 1024;

type Refusal = readonly [FindingType, string];

/** Why the file must not be opened, if it must not. Texts are unpacked once here, because declared sizes may lie. */
const refusal = (bytes: Uint8Array, entries: readonly ZipEntry[] | undefined): Refusal | undefined => {
  if (!entries) return ['broken-file', 'Expected a zip directory at the end of the file, found none; the file is cut short, fetch it again.'];
  const main = entries.find((entry) => entry.name === MAIN);
  if (!main) return ['unknown-format', `Expected ${MAIN} in the zip, found none; it is no Word document.`];
  if (entries.some((entry) => entry.encrypted)) return ['encrypted-file', 'The zip asks for a password; ask the body for an open copy.'];
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (declared > MAX_UNPACKED) {
    return ['broken-file', `Expected at most ${MAX_UNPACKED} bytes after unpacking, the file declares ${declared}; not opened. Check the file by hand.`];
  }
  for (const entry of entries) {
    if (/\.(?:xml|rels)$/i.test(entry.name) && !unzip(bytes, entry, Math.min(MAX_XML, entry.size + 1))) {
      return ['broken-file', `${entry.name} cannot be unpacked to the ${entry.size} bytes it declares; not opened. Fetch the file again.`];
    }
  }
  return undefined;
};

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const titleOf = (bytes: Uint8Array, entries: readonly ZipEntry[]): string => {
  const core = entries.find((entry) => entry.name === CORE);
  const xml = core && unzip(bytes, core, MAX_XML);
  const title = xml && /<dc:title[^>]*>([^<]*)<\/dc:title>/.exec(new TextDecoder().decode(xml))?.[1];
  return (title ?? '').replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole).trim();
};

/** mammoth's HTML of the file, and how many pictures it met; their bytes are not read. */
const toHtml = async (bytes: Uint8Array): Promise<{ html: string; pictures: number }> => {
  const { default: mammoth } = await import('mammoth');
  let pictures = 0;
  const convertImage = mammoth.images.imgElement(() => {
    pictures++;
    return Promise.resolve({ src: '' });
  });
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }, { convertImage });
  return { html: value, pictures };
};

const emptyDocument = (pictures: number): Finding =>
  pictures > 0
    ? finding('image-only', `Expected the text of a report, found ${pictures} picture(s) and no text; read the pictures or ask for the text.`)
    : finding('no-text', 'Expected the text of a report, found an empty document; check the file by hand.');

const readDocx = async (bytes: Uint8Array, capture: Capture): Promise<Document> => {
  const base = { capture, mediaType: MEDIA_TYPE, reader: 'docx', links: [] };
  const entries = zipEntries(bytes);
  const refused = refusal(bytes, entries);
  if (refused || !entries) return { ...base, meta: {}, blocks: [], findings: refused ? [finding(...refused)] : [] };
  const title = titleOf(bytes, entries);
  const meta = title === '' ? {} : { title };
  let converted: Awaited<ReturnType<typeof toHtml>>;
  try {
    converted = await toHtml(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const note = `Expected a Word document, its text could not be read (${reason}); open it in a word processor, save it again, or fetch it again.`;
    return { ...base, meta, blocks: [], findings: [finding('broken-file', note)] };
  }
  const { root } = parsePage(converted.html);
  const pathOf = makePathOf(new Map());
  const all: Block[] = piecesOf(root).flatMap((piece) => blocksOf(piece, pathOf));
  const { meta: printed, rest: blocks } = takeMetaOf(all);
  return { ...base, meta: { ...meta, ...printed }, blocks, findings: blocks.length === 0 ? [emptyDocument(converted.pictures)] : [] };
};

export const docxReader: Reader = {
  id: 'docx',
  accepts: (head) => head[0] === 0x50 && head[1] === 0x4b,
  read: readDocx,
};

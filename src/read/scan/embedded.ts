// Reports that are pictures inside a web page or a Word document: each picture is a page, in the order of the document.
import type { Document, Finding } from '../../model/index.js';
import { assemble } from '../pdf/assemble.js';
import { unzip, zipEntries } from '../docx/zip.js';
import { type PageSource, scanPages, type ScanOptions } from './index.js';
import { decodePictures } from './pictures/index.js';

/** A picture of a document: its address there, and how to get at its bytes. */
export interface EmbeddedPicture {
  readonly uri: string;
  readonly bytes: () => Promise<Uint8Array | undefined>;
}

const MOST_PICTURES = 60;
const MOST_BYTES = 40_000_000;
/** A document with a table of so many figures has its report as text; its pictures are illustrations. */
const ENOUGH_FIGURES = 10;
/** Seals, codes and arrows have shorter sides than this, pixels. */
const LEAST_SIDE = 400;

const DATA_URI = /<img\b[^>]*?\bsrc\s*=\s*["']data:image\/(?:png|jpe?g|webp|tiff?|bmp|gif);base64,([A-Za-z0-9+/=\s]+)["']/gi;

/** Pictures inside the page itself, and those that `fetch` has beside it. */
export const picturesOfHtml = (bytes: Uint8Array, document: Document, fetch: ScanOptions['picture']): EmbeddedPicture[] => {
  const inside = [...new TextDecoder('latin1').decode(bytes).matchAll(DATA_URI)].map(
    ([, data = ''], i): EmbeddedPicture => ({ uri: `img[${i + 1}]`, bytes: () => Promise.resolve(new Uint8Array(Buffer.from(data, 'base64'))) }),
  );
  const beside = document.links.filter(({ kind, uri }) => fetch !== undefined && kind === 'picture' && !uri.startsWith('data:')).map(({ uri }): EmbeddedPicture => ({ uri, bytes: async () => fetch?.(uri) }));
  return [...inside, ...beside].slice(0, MOST_PICTURES);
};

const RELATION = /<Relationship\b(?=[^>]*\bId="([^"]+)")(?=[^>]*\bTarget="([^"]+)")[^>]*>/g;
const EMBED = /\br:(?:embed|id)="([^"]+)"/g;

/** Pictures of a Word document in the order in which its text shows them. */
export const picturesOfDocx = (bytes: Uint8Array): EmbeddedPicture[] => {
  const entries = zipEntries(bytes) ?? [];
  const open = (name: string): Uint8Array | undefined => {
    const entry = entries.find((each) => each.name === name);
    return entry && unzip(bytes, entry, MOST_BYTES);
  };
  const text = (name: string): string => new TextDecoder().decode(open(name) ?? new Uint8Array());
  const targets = new Map([...text('word/_rels/document.xml.rels').matchAll(RELATION)].map(([, id = '', target = '']) => [id, target]));
  const shown = [...text('word/document.xml').matchAll(EMBED)].flatMap(([, id = '']) => targets.get(id) ?? []).filter((target) => target.startsWith('media/'));
  return [...new Set(shown)].slice(0, MOST_PICTURES).map((target) => ({ uri: `word/${target}`, bytes: () => Promise.resolve(open(`word/${target}`)) }));
};

const figuresIn = (document: Document): number =>
  Math.max(0, ...document.blocks.map((block) => (block.kind === 'table' ? block.cells.filter(({ text }) => /^\s*\d[\d.,]*\s*$/.test(text)).length : 0)));

async function* sourcesOf(pictures: readonly EmbeddedPicture[]): AsyncGenerator<PageSource> {
  let number = 0;
  for (const [i, { uri, bytes }] of pictures.entries()) {
    const data = await bytes();
    if (!data || data.length > MOST_BYTES) continue;
    for await (const picture of decodePictures(data)) {
      if (!('trouble' in picture) && Math.min(picture.width, picture.height) < LEAST_SIDE) continue;
      number += 1;
      yield { number, scale: 1, path: uri, first: number === 1, last: i === pictures.length - 1, picture: () => Promise.resolve(picture) };
    }
  }
}

/** The document with what its pictures say behind its text; as it is where the text holds the tables. `page` of a place counts the pictures. */
export const withPictures = async (document: Document, pictures: readonly EmbeddedPicture[], options: ScanOptions): Promise<Document> => {
  if (pictures.length === 0 || figuresIn(document) >= ENOUGH_FIGURES) return document;
  const pages = await scanPages(sourcesOf(pictures), options);
  const { blocks, findings } = assemble(pages);
  if (blocks.length === 0) return document;
  // What was said about pictures that nobody had read is not so any more.
  const before: Finding[] = document.findings.filter(({ type }) => type !== 'image-only');
  return { ...document, blocks: [...document.blocks, ...blocks], findings: [...before, ...pages.flatMap((page) => page.findings), ...findings] };
};

// The second, independent engine: pdf.js. Its operator list gives text and paths in one walk; scripts, network and the
// system's fonts are off.
import type * as Pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { fileURLToPath } from 'node:url';
import { PageError, type OpenTrouble, type PageContent, type PdfEngine, type PdfFile } from './engine.js';
import { shownPage } from './matrix.js';
import { walkOperators, type FontTable } from './pdfjs-walk.js';

type Library = typeof Pdfjs;
type PDFDocumentProxy = Pdfjs.PDFDocumentProxy;

/** A folder of the package, as a path that ends in `/`. */
const folder = (name: string): string => fileURLToPath(new URL(`./${name}/`, import.meta.resolve('pdfjs-dist/package.json')));

const openDocument = async (library: Library, bytes: Uint8Array): Promise<PDFDocumentProxy | OpenTrouble> => {
  const task = library.getDocument({
    // pdf.js takes the memory over: it gets a copy.
    data: bytes.slice(),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    // Only errors that end the work; they are findings, not lines on the console.
    verbosity: 0,
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    const name = error instanceof Error ? error.name : '';
    return name === 'PasswordException' ? 'encrypted-file' : 'broken-file';
  }
};

const readPage = async (library: Library, document: PDFDocumentProxy, index: number): Promise<PageContent> => {
  const page = await document.getPage(index + 1);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const quarter = Math.round(page.rotate / 90);
  const shown = shownPage(left, bottom, right, top, quarter);
  const operators = await page.getOperatorList({ annotationMode: library.AnnotationMode.DISABLE });
  const fonts: FontTable = (name) => {
    const store = name.startsWith('g_') ? page.commonObjs : page.objs;
    return store.has(name) ? (store.get(name) as ReturnType<FontTable>) : undefined;
  };
  const content = walkOperators(operators.fnArray, operators.argsArray as unknown[], library.OPS, fonts, shown);
  page.cleanup();
  const [width, height] = quarter % 2 === 0 ? [right - left, top - bottom] : [top - bottom, right - left];
  return { width, height, ...content };
};

const titleOf = async (document: PDFDocumentProxy): Promise<string | undefined> => {
  const { info } = await document.getMetadata();
  const title = (info as { readonly Title?: unknown }).Title;
  return typeof title === 'string' ? title.trim() || undefined : undefined;
};

export const pdfjsEngine: PdfEngine = {
  id: 'pdfjs',
  open: async (bytes): Promise<PdfFile | OpenTrouble> => {
    const library = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const document = await openDocument(library, bytes);
    if (typeof document === 'string') return document;
    return {
      pages: document.numPages,
      title: await titleOf(document),
      page: async (index) => {
        try {
          return await readPage(library, document, index);
        } catch (error) {
          throw new PageError(error instanceof Error ? error.message : String(error), { cause: error });
        }
      },
      close: () => document.loadingTask.destroy(),
    };
  },
};

// What pdf.js itself needs for the same PDFs: the text and the drawing operators of every page, and nothing made of them.
import { fileURLToPath } from 'node:url';
import type { Measured } from './documents.js';
import type { Side } from './measure.js';

const folder = (name: string): string => fileURLToPath(new URL(`./${name}/`, import.meta.resolve('pdfjs-dist/package.json')));

const readByPdfjs = async (bytes: Uint8Array): Promise<void> => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: bytes.slice(),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    await page.getTextContent();
    await page.getOperatorList();
  }
  await task.destroy();
};

export const pdfjsSide = (files: readonly Measured[]): Side => ({
  name: 'pdf.js: text and operators',
  run: async () => {
    for (const { bytes } of files) await readByPdfjs(bytes);
    return undefined;
  },
});

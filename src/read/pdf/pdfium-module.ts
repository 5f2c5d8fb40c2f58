// The PDFium library as one WebAssembly instance: loaded once, used again for every document, dropped after a trap.
// The raw exports are called: the package's own wrappers cost several times the work of a small call.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

type Call = (...args: number[]) => number;

const NAMES = [
  'malloc',
  'free',
  'FPDF_LoadMemDocument',
  'FPDF_CloseDocument',
  'FPDF_GetLastError',
  'FPDF_GetPageCount',
  'FPDF_GetMetaText',
  'FPDF_LoadPage',
  'FPDF_ClosePage',
  'FPDF_GetPageBoundingBox',
  'FPDFPage_GetRotation',
  'FPDFPage_CountObjects',
  'FPDFPage_GetObject',
  'FPDFText_LoadPage',
  'FPDFText_ClosePage',
  'FPDFText_CountChars',
  'FPDFText_GetUnicode',
  'FPDFText_IsGenerated',
  'FPDFText_GetTextObject',
  'FPDFText_GetLooseCharBox',
  'FPDFText_GetCharBox',
  'FPDFText_GetCharOrigin',
  'FPDFText_GetMatrix',
  'FPDFText_GetFontSize',
  'FPDFTextObj_GetTextRenderMode',
  'FPDFPageObj_GetType',
  'FPDFPageObj_GetBounds',
  'FPDFPageObj_GetMatrix',
  'FPDFPageObj_GetStrokeWidth',
  'FPDFFormObj_CountObjects',
  'FPDFFormObj_GetObject',
  'FPDFPath_GetDrawMode',
  'FPDFPath_CountSegments',
  'FPDFPath_GetPathSegment',
  'FPDFPathSegment_GetType',
  'FPDFPathSegment_GetPoint',
  'FPDFPathSegment_GetClose',
  'FPDFPageObj_HasTransparency',
  'FPDFPageObj_GetClipPath',
  'FPDFClipPath_CountPaths',
  'FPDFImageObj_GetImagePixelSize',
  'FPDFImageObj_GetImageDataRaw',
  'FPDFBitmap_CreateEx',
  'FPDFBitmap_FillRect',
  'FPDFBitmap_GetBuffer',
  'FPDFBitmap_GetStride',
  'FPDFBitmap_Destroy',
  'FPDF_RenderPageBitmap',
] as const;

export type Pdfium = Readonly<Record<(typeof NAMES)[number], Call>> & {
  /** 64 bytes for out parameters. */
  readonly scratch: number;
  /** Views of the memory; they change whenever it grows, so ask after each call that allocates. */
  readonly u8: () => Uint8Array;
  readonly i32: () => Int32Array;
  readonly f32: () => Float32Array;
  readonly f64: () => Float64Array;
};

interface Heap {
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly HEAPF32: Float32Array;
  readonly HEAPF64: Float64Array;
  readonly wasmExports: Readonly<Record<string, Call | undefined>>;
}

const load = async (): Promise<Pdfium> => {
  const { init } = await import('@embedpdf/pdfium');
  const file = await readFile(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')));
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const wrapped = await init({ wasmBinary });
  wrapped.PDFiumExt_Init();
  // The package's types lean on @types/emscripten for the module's memory; these are the parts of it that are used.
  const heap = wrapped.pdfium as unknown as Heap;
  const calls: Record<string, Call> = {};
  for (const name of NAMES) {
    const call = heap.wasmExports[name];
    if (!call) throw new Error(`Expected pdfium.wasm to export ${name}; the package changed`);
    calls[name] = call;
  }
  return {
    ...(calls as Record<(typeof NAMES)[number], Call>),
    scratch: calls.malloc?.(64) ?? 0,
    u8: () => heap.HEAPU8,
    i32: () => heap.HEAP32,
    f32: () => heap.HEAPF32,
    f64: () => heap.HEAPF64,
  };
};

let instance: Promise<Pdfium> | undefined;

/** The instance of this process; made at the first call. */
export const pdfium = (): Promise<Pdfium> => (instance ??= load());

/** After a trap the memory cannot be trusted: the next call of `pdfium` makes a new instance. */
export const dropPdfium = (): void => {
  instance = undefined;
};

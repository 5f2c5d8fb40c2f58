// Pictures of pages → what stands on them: several pages side by side, one in each lane of the engine, each with a limit of time.
import type { Capture, Document, Finding, FormTable } from '../../model/index.js';
import { finding } from '../../model/index.js';
import { assemble } from '../pdf/assemble.js';
import { withoutBeside } from './beside.js';
import { type Named, nameLabels } from './labels.js';
import type { Ocr } from './ocr.js';
import { OcrTimeout } from './ocr.js';
import { lookAt, type LookAtPage, type PageWhere } from './look.js';
import { readPage, type ScannedPage } from './page.js';
import type { Picture } from './picture.js';
import { decodePictures, type DecodeTrouble } from './pictures/index.js';
import type { Wanted } from './prose.js';

export type { Ocr } from './ocr.js';
export type { ScannedPage } from './page.js';

export interface ScanOptions {
  readonly ocr: Ocr;
  /** Tables of the form: what has the shape of one of them need not be read label by label. Default none. */
  readonly known?: readonly FormTable[];
  /** Pages read side by side, one or more; default 1. */
  readonly lanes?: number;
  /** Who looks at a page, default this thread. */
  readonly lookAt?: LookAtPage;
  /** Read the sentences outside the tables, too; default no. */
  readonly prose?: boolean;
  /** Milliseconds a page may take before it is given up, default 60,000. */
  readonly pageLimit?: number;
  /** Bytes of a picture that a web page points to, where they are at hand: beside the file, in the archive. */
  readonly picture?: (uri: string) => Promise<Uint8Array | undefined>;
  /** Told after each page; `number` from 1. */
  readonly onPage?: (number: number) => void;
}

/** A page still to be decoded: asked for when a lane is free, so that only the pages being read are in memory. */
export interface PageSource extends PageWhere {
  readonly first: boolean;
  readonly last: boolean;
  readonly picture: () => Promise<Picture | DecodeTrouble>;
}

const PAGE_LIMIT = 60_000;

const wantedOf = ({ first, last }: PageSource, prose: boolean): Wanted[] => (prose ? ['all'] : [...(first ? ['title' as const] : []), ...(last ? ['signature' as const] : [])]);

const unread = (finding: Finding): ScannedPage => ({ tables: [], lines: [], findings: [finding] });

const TROUBLES = { 'too-large': 'picture-too-large', broken: 'broken-file', 'too-small': 'scan-too-coarse' } as const;

/** Ends with a finding when the time is over, and tells who reads the page to stop. */
const within = async (work: (stop: AbortSignal) => Promise<ScannedPage>, limit: number, number: number): Promise<ScannedPage> => {
  const note = `Expected page ${number} to be read within ${limit / 1000} s, it was not; the other pages are not touched by it. Read it again with more time, or look at the page.`;
  const late = unread(finding('page-timeout', note, { at: [{ page: number }] }));
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<ScannedPage>((resolve) => {
    timer = setTimeout(() => {
      resolve(late);
      stop.abort();
    }, limit);
  });
  try {
    return await Promise.race([work(stop.signal), over]);
  } catch (error) {
    if (error instanceof OcrTimeout) return late;
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

const readSource = async (source: PageSource, { ocr, prose = false, lookAt: look = lookAt }: ScanOptions, stop: AbortSignal): Promise<ScannedPage> => {
  const { number, scale, path } = source;
  const picture = await source.picture();
  if ('trouble' in picture) return unread(finding(TROUBLES[picture.trouble], `Page ${number}: ${picture.note}`, { at: [{ page: number }] }));
  const where = { number, scale, ...(path === undefined ? {} : { path }) };
  const looked = await look({ picture, where, wanted: wantedOf(source, prose) }, stop);
  return withoutBeside(await readPage(looked, number, ocr), number);
};

const namedFinding = ({ table, read, assumed, unproven }: Named): Finding[] => {
  const page = table.at.page ?? 0;
  if (assumed > 0) return [finding('labels-assumed', `On page ${page} ${read} labels were read and agree with the form; the other ${assumed} of the table follow from its shape.`, { at: [table.at] })];
  if (!unproven) return [];
  return [finding('labels-unread', `On page ${page} a table has the shape of one of the form (${unproven.table}), but its labels do not say so; what could not be matched has no value.`, { at: [table.at] })];
};

/** The labels of all pages together, since a table may go on over several. */
const withLabels = async (pages: readonly ScannedPage[], { known = [], ocr }: ScanOptions): Promise<ScannedPage[]> => {
  const { pages: tables, named } = await nameLabels(pages.map((page) => page.tables), known, ocr);
  const said = named.map((each) => ({ page: each.table.at.page, findings: namedFinding(each) }));
  return pages.map((page, i) => ({
    ...page,
    tables: tables[i] ?? [],
    findings: [...page.findings, ...said.filter((each) => page.tables.some((table) => table.at.page === each.page)).flatMap(({ findings }) => findings)],
  }));
};

/** Pictures without a single table: prose, or tables without rules, which are not read from pictures. */
const withoutGrid = (pages: readonly ScannedPage[]): ScannedPage[] => {
  const [first] = pages;
  if (!first || pages.some(({ tables, findings }) => tables.length > 0 || findings.length > 0)) return [...pages];
  const note = `Expected the lines of a table on ${pages.length === 1 ? 'the picture' : `one of ${pages.length} pictures`}, found none; a table without rules cannot be read from a picture. Look at the pages, or ask for the text.`;
  return [{ ...first, findings: [finding('scan-without-grid', note, { at: [{ page: 1 }] })] }, ...pages.slice(1)];
};

/** Reads the pages in lanes; the result is in the order of the sources. */
export const scanPages = async (sources: Iterable<PageSource> | AsyncIterable<PageSource>, options: ScanOptions): Promise<ScannedPage[]> => {
  const results: ScannedPage[] = [];
  const iterator = (async function* () {
    let index = 0;
    for await (const source of sources) yield [index++, source] as const;
  })();
  const lane = async (): Promise<void> => {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      const [index, source] = next.value;
      results[index] = await within((stop) => readSource(source, options, stop), options.pageLimit ?? PAGE_LIMIT, source.number);
      options.onPage?.(source.number);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.lanes ?? 1) }, lane));
  return withoutGrid(await withLabels(results, options));
};

/** The pages of a picture file; each is known to be the last only when there is no other after it. */
async function* sourcesOf(bytes: Uint8Array): AsyncGenerator<PageSource> {
  let held: Picture | DecodeTrouble | undefined;
  let number = 0;
  const source = (picture: Picture | DecodeTrouble, last: boolean): PageSource => {
    number += 1;
    return { number, scale: 1, first: number === 1, last, picture: () => Promise.resolve(picture) };
  };
  for await (const picture of decodePictures(bytes)) {
    if (held) yield source(held, false);
    held = picture;
  }
  if (held) yield source(held, true);
}

/** Reads a picture file of one page or more. */
export const readPictureFile = async (bytes: Uint8Array, capture: Capture, mediaType: string, options: ScanOptions): Promise<Document> => {
  const pages = await scanPages(sourcesOf(bytes), options);
  const { blocks, findings } = assemble(pages);
  return { capture, mediaType, reader: 'scan', meta: {}, blocks, links: [], findings: [...pages.flatMap((page) => page.findings), ...findings] };
};

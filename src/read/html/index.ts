// HTML → Document: decode, parse once, walk to pieces, find the report among them, give every block its CSS path.
import type { Element } from 'domhandler';
import { finding, type Block, type Capture, type Document, type Finding, type Link } from '../../model/index.js';
import type { Reader } from '../reader.js';
import { textBlocks } from '../text/blocks.js';
import { decode } from '../../charset.js';
import { parentOf, parsePage } from './dom.js';
import { carriedReport, undoEscapedMarkup } from './escaped.js';
import { linksOf } from './links.js';
import { headMeta, takeMeta } from './meta.js';
import { makePathOf, type PathOf } from './place.js';
import { countMarks, findRegion, type Region } from './region.js';
import { survey, type Survey } from './survey.js';
import { missingTitle } from './title.js';
import { piecesOf, type Piece } from './walk.js';

const ENOUGH_MARKS = 3;
/** A body with less text than this and a picture is a picture of the report. */
const LITTLE_TEXT = 200;

/** A piece as the blocks of a Document; preformatted text may hold several. */
export const blocksOf = (piece: Piece, pathOf: PathOf): Block[] => {
  const at = { path: pathOf(piece.node) };
  if (piece.kind === 'table') {
    const { rows, cols, cells } = piece.grid;
    const placed = cells.map(({ row, col, rowSpan, colSpan, text, node }) => ({ row, col, rowSpan, colSpan, text, at: { path: pathOf(node) } }));
    return [{ kind: 'table', grid: 'markup', rows, cols, cells: placed, at }];
  }
  if (piece.kind === 'preformatted') return textBlocks(piece.text).map((block) => ({ ...block, at }));
  return [{ kind: piece.kind, text: piece.text, at }];
};

/** A page with its pieces; for text carried in a string, the page that the string makes. */
interface View {
  readonly page: Survey;
  readonly pieces: readonly Piece[];
  readonly prefix: string;
}

const HIDING = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:|\shidden[\s>=/]/i;

/** What the page shows; failing a report there, what it hides; failing that, what its scripts and fields carry. */
const viewOf = (source: string, root: Parameters<typeof piecesOf>[0], page: Survey): View => {
  // Looking for hidden elements costs a tenth of the walk; most articles have none.
  const shown = piecesOf(root, !HIDING.test(source));
  const marks = countMarks(shown);
  const view = { page, pieces: shown, prefix: '' };
  if (marks >= ENOUGH_MARKS) return view;
  const hidden = piecesOf(root, true);
  if (countMarks(hidden) > Math.max(marks, ENOUGH_MARKS - 1)) return { ...view, pieces: hidden };
  const carried = carriedReport(page.hosts, marks);
  if (!carried) return view;
  const inner = parsePage(carried.html);
  return { page: survey(inner.root), pieces: piecesOf(inner.root), prefix: makePathOf(page.ids)(carried.host) };
};

const holds = (root: Element | undefined, element: Element): boolean => {
  for (let at: Element | null = element; at; at = parentOf(at)) if (at === root) return true;
  return false;
};

const lengthOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.cells.reduce((all, cell) => all + cell.text.length, 0) : block.text.length), 0);

const emptyBody = (body: readonly Block[], region: Region, links: readonly Link[]): Finding[] => {
  const pictures = links.filter((link) => link.kind === 'picture').length;
  const attachments = links.length - pictures;
  const length = lengthOf(body);
  if (region.marks < 2 && pictures > 0 && length < LITTLE_TEXT) {
    return [finding('image-only', `Expected the text of a report, found ${pictures} picture(s) and ${length} characters in the body; read the pictures or ask for the text.`)];
  }
  if (length > 0) return [];
  const where = attachments > 0 ? `the page only points to ${attachments} file(s), listed as links; read those` : 'the page may be built by script; fetch the document itself';
  return [finding('no-text', `Expected the text of a report, found an empty body: ${where}.`)];
};

const readHtml = (bytes: Uint8Array, capture: Capture): Document => {
  const { text, charset, lost } = decode(bytes, capture.declaredType);
  const findings: Finding[] = [];
  if (lost > 0) findings.push(finding('charset-damage', `${lost} character(s) could not be read as ${charset} and stand as U+FFFD; compare with the page itself.`));
  const source = undoEscapedMarkup(text);
  const { root, cut } = parsePage(source);
  if (cut) findings.push(finding('broken-file', 'Elements nest deeper than any real page; what stands deepest is left out. Compare with the page itself.', { severity: 'warning' }));
  const outer = survey(root);
  const { page, pieces, prefix } = viewOf(source, root, outer);
  const pathOf = makePathOf(page.ids, prefix);
  const { meta, taken } = takeMeta(pieces, (piece) => piece.marks !== 0);
  const region = findRegion(pieces, page);
  const body = region.pieces.filter((piece) => !taken.has(piece));
  const title = missingTitle(prefix === '' ? page : outer, body);
  const titlePath = title && makePathOf(outer.ids)(title.node);
  const bodyBlocks = body.flatMap((piece) => blocksOf(piece, pathOf));
  const blocks: Block[] = [...(title ? [{ kind: 'heading', text: title.text, at: titlePath === undefined ? {} : { path: titlePath } } as const] : []), ...bodyBlocks];
  const links = linksOf(page, capture.uri, (element) => region.root === undefined || holds(region.root, element), region.marks >= 2);
  return {
    capture,
    mediaType: 'text/html',
    reader: 'html',
    meta: { ...headMeta(outer), ...meta },
    blocks,
    links,
    findings: [...findings, ...emptyBody(bodyBlocks, region, links)],
  };
};

const HTML = /<(?:!doctype\s+html|html|head|body|meta|table|div|p|title|script|span|article|section|h[1-6]|ul|tr|td|br|img|iframe)[\s>/]/i;

/** Whether the first bytes of a file are HTML, in any character set that keeps ASCII or puts zeros between it. */
const isHtml = (head: Uint8Array): boolean => HTML.test(new TextDecoder('latin1').decode(head).replaceAll('\0', ''));

export const htmlReader: Reader = {
  id: 'html',
  accepts: (head) => isHtml(head),
  read: (bytes, capture) => Promise.resolve(readHtml(bytes, capture)),
};

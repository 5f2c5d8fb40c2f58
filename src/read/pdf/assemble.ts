// What the pages of a document gave, put together: tables and lines in reading order, running heads away, tables cut by page breaks
// joined, tables without rules found among the lines, the rest told as headings and paragraphs.
import type { Block, Finding } from '../../model/index.js';
import { finding } from '../../model/index.js';
import { type PageTable, stitch, toTable } from '../stitch.js';
import { type PrintedLine, withoutRunning } from './printed.js';
import { measureOf, toProse } from './prose.js';
import { findStreams } from './stream.js';

/** What one page gave: its tables with rules, and the lines outside them. */
export interface PagePieces {
  readonly tables: readonly PageTable[];
  readonly lines: readonly PrintedLine[];
}

interface Lines {
  readonly kind: 'lines';
  readonly lines: PrintedLine[];
}

const topOf = (item: PrintedLine | PageTable): number => item.box[1];

/** Tables and the lines between them, in reading order over all pages. */
const inOrder = (pages: readonly PagePieces[]): (Lines | PageTable)[] => {
  const kept = new Set(withoutRunning(pages.flatMap((page) => page.lines), pages.length));
  const blocks: (Lines | PageTable)[] = [];
  for (const page of pages) {
    const items = [...page.tables, ...page.lines.filter((line) => kept.has(line))].sort((a, b) => topOf(a) - topOf(b) || a.box[0] - b.box[0]);
    for (const item of items) {
      const last = blocks.at(-1);
      if ('cells' in item) blocks.push(item);
      else if (last?.kind === 'lines') last.lines.push(item);
      else blocks.push({ kind: 'lines', lines: [item] });
    }
  }
  return blocks;
};

const streamNote = (table: PageTable): Finding =>
  finding('stream-table', `No lines are drawn for the table of ${table.ys.length - 1} rows on page ${table.at.page ?? 0}; its columns were told by gaps.`, {
    at: [table.at],
  });

/** `pages` in their order, a page without anything on it included. */
export const assemble = (pages: readonly PagePieces[]): { blocks: Block[]; findings: Finding[] } => {
  const ordered = stitch(inOrder(pages));
  const measure = measureOf(ordered.flatMap((block) => (block.kind === 'lines' ? block.lines : [])));
  const findings: Finding[] = [];
  const blocks: Block[] = [];
  for (const block of ordered) {
    if (block.kind === 'table') blocks.push(toTable(block));
    else {
      for (const part of findStreams(block.lines, measure)) {
        if ('cells' in part) {
          findings.push(streamNote(part));
          blocks.push(toTable(part));
        } else blocks.push(...toProse(part, measure, blocks.length === 0));
      }
    }
  }
  return { blocks, findings };
};

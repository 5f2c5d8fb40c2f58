// Text with one cell on each line is turned into lines of label and values: a run of short texts with the run of values after it.
import { squeeze } from '../text.js';
import { piece, unglue } from './entry.js';
import { isText, isValue, type Line, type Slot } from './lines.js';

/** The longest official label has 40 characters, and fifteen figures may follow it; a sentence is longer or ends with a full stop. */
const LONGEST_CELL = 60;
const LONGEST_LINE = 120;

/** Figures parted by blanks at the end of a line, as other programs print a row of a table. */
const FIGURES = /(?:^|(?<=\S)\s+)((?:[-+]?\d[\d.,]*\s+)*[-+]?\d[\d.,]*)\s*$/;

/** Before figures a group and its row may stand on one line: 三、本年度办理结果 （一）予以公开. */
const PARTS = /\s+|(?=[（(][一二三四五六七八九十][)）])|(?<!\d)(?=\d[.、．])/;

/** A paragraph's text as cells: `（七）总计 5 0 5` is a label and three figures. */
const cellsOf = (line: Line): readonly Slot[] => {
  const [slot] = line.slots;
  if (!slot) return [];
  const glued = unglue(slot.text);
  if (glued) return [...glued[0].split(PARTS).filter((part) => part !== ''), glued[1]].map((text) => piece(slot, text));
  const match = FIGURES.exec(slot.text);
  const figures = match?.[1]?.split(/\s+/) ?? [];
  const label = slot.text.slice(0, match?.index ?? 0).trim();
  if (figures.length + (label === '' ? 0 : 1) < 2) return [slot];
  const labels = label.split(PARTS).filter((part) => part !== '');
  return [...labels, ...figures].map((text) => piece(slot, text));
};

const isCell = (line: Line): boolean => {
  if (line.grid !== 'prose' || line.pictured) return false;
  const cells = cellsOf(line);
  const text = squeeze(line.slots[0]?.text ?? '');
  return cells.length > 0 && text.length <= (cells.length > 1 ? LONGEST_LINE : LONGEST_CELL) && !/[。；]/.test(text);
};

/** A row of a table that is one cell, `规章000`: its label and its digits. */
const unglued = (line: Line): Line => {
  const [slot, second] = line.slots.filter((s) => s.reading.kind !== 'blank');
  const parts = line.table && slot && !second && !line.pictured ? unglue(slot.text) : undefined;
  return slot && parts ? { ...line, slots: [piece(slot, parts[0]), piece(slot, parts[1])] } : line;
};

const gathered = (run: readonly Line[]): Line | undefined => {
  const [first] = run;
  return first && { ...first, slots: run.flatMap(cellsOf).map((slot, col): Slot => ({ ...slot, col })) };
};

/** Lines of tables stay as they are. Long paragraphs end a run and stay as they are, too. */
export const gather = (lines: readonly Line[]): Line[] => {
  const result: Line[] = [];
  let run: Line[] = [];
  let inValues = false;
  const flush = (): void => {
    const line = gathered(run);
    if (line) result.push(line);
    run = [];
    inValues = false;
  };
  for (const line of lines) {
    if (!isCell(line)) {
      flush();
      result.push(unglued(line));
      continue;
    }
    const cells = cellsOf(line);
    // On a page the figures of a row may stand above its label; only what shares a line belongs together.
    const onPage = line.block.at.page !== undefined;
    if (onPage || (inValues && cells.some(isText))) flush();
    run.push(line);
    inValues = cells.some(isValue);
  }
  flush();
  return result;
};

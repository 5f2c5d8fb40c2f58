// Text with one cell on each line is turned into lines of label and values: a run of short texts with the run of values after it.
import { squeeze } from '../text.js';
import { isText, type Line, type Slot } from './lines.js';

/** The longest official label has 40 characters; a sentence is longer or ends with a full stop. */
const LONGEST_CELL = 60;

const isCell = (line: Line): boolean => {
  if (line.grid !== 'prose') return false;
  const [slot] = line.slots;
  if (!slot) return false;
  const text = squeeze(slot.text);
  return text.length <= LONGEST_CELL && !/[。；]/.test(text) && text !== '|';
};

const gathered = (run: readonly Line[]): Line | undefined => {
  const [first] = run;
  if (!first) return undefined;
  return { ...first, slots: run.map((line, col): Slot => ({ ...(line.slots[0] as Slot), col })) };
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
      if (line.grid === 'prose' && squeeze(line.slots[0]?.text ?? '') === '|') continue;
      flush();
      result.push(line);
      continue;
    }
    const text = isText(line.slots[0] as Slot);
    if (text && inValues) flush();
    run.push(line);
    inValues = !text;
  }
  flush();
  return result;
};

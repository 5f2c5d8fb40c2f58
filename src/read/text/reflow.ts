// Some programs save a piped row with each cell on a line of its own: a lone pipe opens the row, every cell ends with a pipe.
// Such rows are put on one line again; of several lone pipes in a run the last opens the next row, those before it are empty cells.
import type { Line } from './lines.js';

/** So many lone pipes must open a row for the text to be of this kind. */
const FEWEST_ROWS = 3;

const isLone = (line: Line): boolean => line.text.trim() === '|';

const endsCell = (line: Line): boolean => line.kind === 'pipe' && line.text.trim().endsWith('|');

const row = (lines: readonly Line[], cells: readonly string[]): Line[] => {
  const [first] = lines;
  return first && cells.length > 0 ? [{ number: first.number, text: `${cells.join('|')}|`, kind: 'pipe' }] : [];
};

/** One run of lone pipes and cells → its rows. */
const rowsOf = (run: readonly Line[]): Line[] => {
  const rows: Line[] = [];
  let lines: Line[] = [];
  let cells: string[] = [];
  run.forEach((line, index) => {
    const next = run[index + 1];
    if (isLone(line) && next && !isLone(next)) {
      rows.push(...row(lines, cells));
      lines = [];
      cells = [];
    } else {
      lines.push(line);
      cells.push(...(isLone(line) ? [''] : line.text.trim().split('|').slice(0, -1)));
    }
  });
  return [...rows, ...row(lines, cells)];
};

/** Lines of other texts are given back as they are. */
export const reflow = (lines: readonly Line[]): Line[] => {
  const opening = lines.filter((line, index) => isLone(line) && endsCell(lines[index + 1] ?? line)).length;
  if (opening < FEWEST_ROWS) return [...lines];
  const result: Line[] = [];
  let run: Line[] = [];
  for (const line of lines) {
    if (isLone(line) || endsCell(line)) run.push(line);
    else {
      result.push(...rowsOf(run), line);
      run = [];
    }
  }
  return [...result, ...rowsOf(run)];
};

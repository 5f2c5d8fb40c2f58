// Two sheets on one picture: their rows and reports would be taken for each other's.
import type { Box } from '../../model/index.js';
import { finding } from '../../model/index.js';
import type { ScannedPage } from './page.js';

/** Tables side by side share this much of the height of the lower one. */
const LEVEL = 0.5;

const areBeside = (a: Box, b: Box): boolean => a[2] <= b[0] && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > LEVEL * Math.min(a[3] - a[1], b[3] - b[1]);

/** The page as it is, or, where tables stand side by side, without them and with a finding. @param number of the page, from 1 */
export const withoutBeside = (page: ScannedPage, number: number): ScannedPage => {
  if (!page.tables.some((a) => page.tables.some((b) => areBeside(a.box, b.box)))) return page;
  const note = `Expected one sheet on page ${number}, found tables side by side; whose figures they are cannot be told, so none has a value. Cut the page in two and read it again.`;
  return { ...page, tables: [], findings: [...page.findings, finding('alignment-doubtful', note, { at: [{ page: number }] })] };
};

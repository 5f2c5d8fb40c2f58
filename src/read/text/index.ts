// Plain text → Document. Saved reports come with tabs, pipes, columns of blanks, or one cell a line; the last stays a row of
// paragraphs, because only the form can tell which line is which cell.
import { finding, type Capture, type Document, type Finding } from '../../model/index.js';
import { decode } from '../../charset.js';
import { takeMetaOf } from '../html/meta.js';
import type { Reader } from '../reader.js';
import { textBlocks } from './blocks.js';

/** Share of control characters and lost characters above which bytes are no text. */
const MAX_NOISE = 0.02;

/** How many of the characters no text has: control characters and what could not be decoded. */
export const noiseOf = (text: string): number => {
  if (text.length === 0) return 0;
  let noise = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 11) || code === 127 || code === 0xfffd) noise++;
  }
  return noise / text.length;
};

const readText = (bytes: Uint8Array, capture: Capture): Document => {
  const { text, charset, lost } = decode(bytes, capture.declaredType);
  const base = { capture, mediaType: 'text/plain', reader: 'text', links: [] };
  const findings: Finding[] = [];
  if (noiseOf(text) > MAX_NOISE) {
    const note = `Expected a report as PDF, HTML, DOCX or text, found bytes that are no text in any character set tried (last: ${charset}); check what the address really serves.`;
    return { ...base, mediaType: 'application/octet-stream', meta: {}, blocks: [], findings: [finding('unknown-format', note)] };
  }
  if (lost > 0) findings.push(finding('charset-damage', `${lost} character(s) could not be read as ${charset} and stand as U+FFFD; compare with the page itself.`));
  const { meta, rest: blocks } = takeMetaOf(textBlocks(text));
  if (blocks.length === 0) findings.push(finding('no-text', 'Expected the text of a report, found only white space; fetch the file again.'));
  return { ...base, meta, blocks, findings };
};

export const textReader: Reader = {
  id: 'text',
  accepts: (head) => noiseOf(decode(head).text) <= 2 * MAX_NOISE,
  read: (bytes, capture) => Promise.resolve(readText(bytes, capture)),
};

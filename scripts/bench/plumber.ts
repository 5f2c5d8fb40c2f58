// pdfplumber on the same PDFs, in one Python process that is asked once a round and times itself, start-up not counted.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Measured } from './documents.js';
import type { Side } from './measure.js';

const PROGRAM = `
import sys, time, json, logging, pdfplumber
logging.disable(logging.CRITICAL)
for line in sys.stdin:
    start = time.perf_counter()
    for path in json.loads(line):
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text(); page.extract_tables()
    print((time.perf_counter() - start) * 1000, flush=True)
`;

export interface Plumber {
  readonly side: Side;
  readonly close: () => void;
}

/** `undefined` where python3 has no pdfplumber. */
export const plumber = (files: readonly Measured[]): Plumber | undefined => {
  if (spawnSync('python3', ['-c', 'import pdfplumber']).status !== 0) return undefined;
  const child = spawn('python3', ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const request = `${JSON.stringify(files.map(({ path }) => path))}\n`;
  const run = async (): Promise<number> => {
    child.stdin.write(request);
    const answer = await answers.next();
    return Number(answer.value);
  };
  return { side: { name: 'pdfplumber (text and tables)', run }, close: () => child.stdin.end() };
};

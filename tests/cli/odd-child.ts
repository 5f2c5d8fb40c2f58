// Stands in for the process that reads documents: does what the address of the capture says, to itself.
import type { DocumentTask } from '../../src/cli/documents/document-child.js';
import type { Stored } from '../../src/cli/documents/stored.js';

const eaten: Buffer[] = [];

/** Slow enough for whoever watches a busy machine: past the limit of the tests, far from the memory there is. */
const eat = (): void => {
  for (;;) {
    eaten.push(Buffer.alloc(8 * 1024 ** 2, 1));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
};

const behave = (uri: string): void => {
  if (uri === 'spin') for (;;) Math.sqrt(2);
  if (uri === 'eat') eat();
  if (uri === 'exit') process.exit(3);
  if (uri === 'kill') process.kill(process.pid, 'SIGKILL');
  if (uri === 'throw') throw new Error('a defect');
};

export default (task: DocumentTask | null): Stored | number => {
  if (task === null) return process.pid;
  behave(task.capture.uri);
  return { version: 1, reports: [], findings: [{ type: 'not-a-report', severity: 'note', note: `${String(task.bytes.length)} bytes read by ${String(process.pid)}` }] };
};

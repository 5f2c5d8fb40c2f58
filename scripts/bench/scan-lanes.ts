// Reads scans in one lane or two, in a program of its own, so that its memory is nobody else's, on one core or on all. As a program: `scan-lanes.ts LANES FILE…`
// prints what it took, as JSON.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { openScanning } from '../../src/cli/documents/scanning.js';
import { extract } from '../../src/pipeline.js';
import { ownPeak } from './peak.js';

const SELF = fileURLToPath(import.meta.url);
/** So often every file is read, after once that does not count, since the engines start. */
const ROUNDS = 4;

export interface LanesTaken {
  /** For all files once. */
  readonly ms: number;
  /** Resident memory at its highest, MB. */
  readonly peak: number;
}

/** Keeps a program and all its threads on the first core (util-linux). */
const PINNED = ['taskset', '-c', '0'];

export const canPin = (): boolean => spawnSync(PINNED[0] ?? '', ['--version']).status === 0;

/** Reads the documents in so many lanes, as many documents at a time, as `gongkai extract` does. */
export const readInLanes = (lanes: number, documents: readonly Uint8Array[], { pinned = false } = {}): LanesTaken => {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-lanes-'));
  const files = documents.map((bytes, i) => {
    const file = join(folder, String(i));
    writeFileSync(file, bytes);
    return file;
  });
  const [program = '', ...argv] = [...(pinned ? PINNED : []), process.execPath, '--import', 'tsx', SELF, String(lanes), ...files];
  const child = spawnSync(program, argv, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (child.status !== 0) throw new Error(`${lanes} lanes: ${child.stderr}`);
  return JSON.parse(child.stdout) as LanesTaken;
};

const main = async (lanes: number, files: readonly string[]): Promise<LanesTaken> => {
  const scan = await openScanning({ lanes });
  const turn = new PQueue({ concurrency: lanes });
  const read = (file: string) => turn.add(() => extract(new Uint8Array(readFileSync(file)), { id: file, uri: `file://${file}`, digest: '' }, { scan }));
  await Promise.all(files.map(read));
  const start = performance.now();
  await Promise.all(Array.from({ length: ROUNDS }, () => files).flat().map(read));
  const ms = (performance.now() - start) / ROUNDS;
  await scan.close();
  return { ms, peak: Math.round(ownPeak() / 1024) };
};

if (process.argv[1] === SELF) {
  const [, , lanes, ...files] = process.argv;
  process.stdout.write(JSON.stringify(await main(Number(lanes), files)));
}

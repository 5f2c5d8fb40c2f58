// Peak memory of reading one file, in a process of its own. As a program: `peak.ts [FILE]` prints the peak in MB.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extract } from '../../src/pipeline.js';

const SELF = fileURLToPath(import.meta.url);

/** Peak resident memory in MB; without a file, that of the loaded program alone. */
export const peakOf = (path?: string): number => {
  const child = spawnSync(process.execPath, ['--import', 'tsx', SELF, ...(path === undefined ? [] : [path])], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`peak of ${path ?? 'nothing'}: ${child.stderr}`);
  return Number(child.stdout);
};

/** kB. `maxRSS` is inherited from the process that started this one; Linux has a figure of its own for each program. */
export const ownPeak = (): number => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
};

if (process.argv[1] === SELF) {
  const [, , path] = process.argv;
  if (path !== undefined) await extract(new Uint8Array(readFileSync(path)), { id: path, uri: `file://${path}`, digest: '' });
  process.stdout.write(String(Math.round(ownPeak() / 1024)));
}

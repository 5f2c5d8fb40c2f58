// What `npm start` runs: the two bundled portals on loopback, and `run` against them with a fixed clock, so that a second start
// finds the archive as it left it.
import { fileURLToPath } from 'node:url';
import { PORTALS } from '../fixtures/portals/site.js';
import { servePortals } from '../fixtures/portals/server.js';
import type { CliEffects } from '../src/cli/effects.js';
import { main } from '../src/cli/main.js';

/** All captures carry this time: the package is the same bytes on every machine. */
const CLOCK = new Date('2026-01-15T08:00:00.000Z');

const portals = await servePortals();

const effects: CliEffects = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY,
  columns: process.stderr.columns,
  now: () => CLOCK,
  sleep: () => Promise.resolve(),
  http: { allowLoopback: true, connectTo: portals.connectTo },
};

const sourceFiles = PORTALS.map((id) => fileURLToPath(new URL(`../fixtures/portals/${id}/source.json`, import.meta.url)));

try {
  const code = await main(['run', '--sources', ...sourceFiles, '--delay', '0', ...process.argv.slice(2)], effects);
  // 1 is what `run` must end in here: one listing page of 青石 is broken on purpose. The demonstration itself went well.
  process.exitCode = code === 1 ? 0 : code;
} finally {
  await portals.close();
}

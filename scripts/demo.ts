// What `npm start` runs: the bundled portals and one of every family on loopback, and `run` against them with a fixed clock, so that a
// second start finds the archive as it left it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FamilyPortal } from '../fixtures/portals/families/portal.js';
import { familyPortals, serveFamilies } from '../fixtures/portals/families/server.js';
import { PORTALS } from '../fixtures/portals/site.js';
import { servePortals } from '../fixtures/portals/server.js';
import type { CliEffects } from '../src/cli/effects.js';
import { main } from '../src/cli/main.js';

/** All captures carry this time: the package is the same bytes on every machine. */
const CLOCK = new Date('2026-01-15T08:00:00.000Z');

/** Of every family the portal with the fewest reports; the others are for tests. */
const onePerFamily = (): FamilyPortal[] => {
  const bySize = familyPortals().sort((a, b) => a.leads.length - b.leads.length);
  return bySize.filter(({ platform }, at) => bySize.findIndex((other) => other.platform === platform) === at).sort((a, b) => (a.id < b.id ? -1 : 1));
};

const [portals, families, folder] = await Promise.all([servePortals(), serveFamilies(onePerFamily()), mkdtemp(join(tmpdir(), 'gongkai-demo-'))]);

const effects: CliEffects = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY,
  columns: process.stderr.columns,
  now: () => CLOCK,
  sleep: () => Promise.resolve(),
  http: { allowLoopback: true, connectTo: { ...portals.connectTo, ...families.connectTo } },
};

const familyFile = join(folder, 'families.json');
await writeFile(familyFile, JSON.stringify(families.portals.map(({ source }) => source)));
const sourceFiles = [...PORTALS.map((id) => fileURLToPath(new URL(`../fixtures/portals/${id}/source.json`, import.meta.url))), familyFile];

try {
  const code = await main(['run', '--sources', ...sourceFiles, '--delay', '0', ...process.argv.slice(2)], effects);
  // 1 is what the first `run` must end in here: one portal gives nothing without scripts. The demonstration itself went well.
  process.exitCode = code === 1 ? 0 : code;
} finally {
  await Promise.all([portals.close(), families.close(), rm(folder, { recursive: true })]);
}

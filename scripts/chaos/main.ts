// npx tsx scripts/chaos/main.ts [kills] [seed]: kills of runs on PGlite; with TEST_DATABASE_URL also on PostgreSQL, and of one of two workers.
import { PORTALS } from '../../fixtures/portals/site.js';
import { build } from './process.js';
import { rounds } from './rounds.js';
import type { Trial } from './rounds.js';

const [kills = '40', seed = '1', only = ''] = process.argv.slice(2);
const server = process.env.TEST_DATABASE_URL;

const trials: Record<string, Partial<Trial>> = {
  'run on PGlite': {},
  ...(server === undefined ? {} : { 'run on PostgreSQL': { database: server }, 'one of two workers on PostgreSQL': { database: server, workers: 2 } }),
};

if (server === undefined) console.log('PostgreSQL left out: TEST_DATABASE_URL names none');
const program = await build();
let wrong = 0;
for (const [name, trial] of Object.entries(trials).filter(([each]) => each.includes(only))) {
  const start = performance.now();
  const outcome = await rounds({ portals: PORTALS, kills: Number(kills), seed: Number(seed), program, tell: (line) => console.log(`  ${line}`), ...trial });
  wrong += outcome.wrong.length;
  console.log(`${name}: ${JSON.stringify({ ...outcome, seconds: Math.round((performance.now() - start) / 1000) })}`);
}
process.exitCode = wrong > 0 ? 1 : 0;

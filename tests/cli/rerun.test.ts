import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePortals } from '../../fixtures/portals/server.js';
import type { ServedPortals } from '../../fixtures/portals/server.js';
import { PORTALS } from '../../fixtures/portals/site.js';
import { filesIn, gongkai, newFolder } from './effects.js';

let portals: ServedPortals;
beforeAll(async () => { portals = await servePortals(); });
afterAll(() => portals.close());

test('a second run over unchanged portals asks only whether anything changed, and reads nothing', async () => {
  const output = join(await newFolder(), 'output');
  const sources = PORTALS.map((id) => fileURLToPath(new URL(`../../fixtures/portals/${id}/source.json`, import.meta.url)));
  const run = (day: string) =>
    gongkai(['run', '--sources', ...sources, '--output', output, '--delay', '0'], { now: () => new Date(`2026-01-${day}T08:00:00.000Z`), http: { allowLoopback: true, connectTo: portals.connectTo } });
  await run('15');
  const made = await filesIn(join(output, 'package'));
  const asked = portals.requests.length;
  const good = new Set(portals.requests.filter((line) => line.endsWith(' 200')).map((line) => line.split(' ')[1]));
  const second = await run('16');
  const again = portals.requests.slice(asked);
  // What no portal has is asked for only while a new page is judged.
  expect(again.length).toBe(asked - PORTALS.length);
  // A stub was never taken for a page, and has nothing to compare with.
  expect(again.filter((line) => good.has(line.split(' ')[1]) && !line.endsWith(' 304'))).toEqual(['GET www.qingshi.example/zwgk/zfxxgknb/index_2.html 200']);
  expect(second.out).toContain('nothing to do: 40 files in the archive, all read before');
  expect(second.err).not.toContain('extract');
  expect(await filesIn(join(output, 'package'))).toEqual(made);
  expect(await readdir(join(output, 'runs'))).toEqual(['20260115T080000Z.json', '20260116T080000Z.json']);
}, 300_000);

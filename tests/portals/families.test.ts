import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POISON_HOST, hostOf } from '../../fixtures/portals/families/portal.js';
import { familyPortals, serveFamilies } from '../../fixtures/portals/families/server.js';
import type { ServedFamilies } from '../../fixtures/portals/families/server.js';
import type { RunSummary } from '../../src/crawl/index.js';
import { gongkai, newFolder } from '../cli/effects.js';
import type { Ran } from '../cli/effects.js';

const portals = familyPortals();

describe('a crawl of all family portals', () => {
  let served: ServedFamilies;
  let folder: string;
  let ran: Ran;
  let summaries: readonly RunSummary[];

  beforeAll(async () => {
    served = await serveFamilies(portals);
    folder = await newFolder();
    const sources = join(folder, 'sources.json');
    await writeFile(sources, JSON.stringify(portals.map(({ source }) => source)));
    ran = await gongkai(['crawl', '--sources', sources, '--output', join(folder, 'output'), '--delay', '0', '--json', '--quiet'], { http: { allowLoopback: true, connectTo: served.connectTo } });
    summaries = (JSON.parse(ran.out) as { sources: RunSummary[] }).sources;
  }, 180_000);

  afterAll(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });

  it.each(portals.map((portal) => [portal.id, portal] as const))('%s: exactly the planted documents are taken', (id, portal) => {
    const summary = summaries.find(({ source }) => source === id);
    expect(summary).toMatchObject({ leads: portal.leads.length });
    // A listing that is itself the report is there already when it is asked for as a document.
    expect((summary?.fetched ?? 0) + (summary?.unchanged ?? 0)).toBe(portal.documents.length);
    expect([...(summary?.refused ?? []), ...(summary?.failed ?? [])].map(({ code }) => code).sort()).toEqual(portal.outcomes);
    expect(summary?.rejected).toBe(portal.rejected.length + portal.rejectedPages.length);
    const asked = served.log.filter(({ host }) => host === hostOf(id)).map(({ path }) => `http://${hostOf(id)}${path}`);
    const wanted = [...portal.documents, ...portal.rejectedPages.map(([uri]) => uri)];
    expect(wanted.filter((uri) => !asked.includes(uri))).toEqual([]);
    expect(portal.rejected.map(([uri]) => uri).filter((uri) => asked.includes(uri))).toEqual([]);
  });

  it('asks nothing of the copies', () => {
    expect(served.log.filter(({ host }) => host === POISON_HOST)).toEqual([]);
  });

  it('asks for a document once', () => {
    const counts = new Map<string, number>();
    for (const { method, host, path } of served.log) if (method === 'GET') counts.set(`http://${host}${path}`, (counts.get(`http://${host}${path}`) ?? 0) + 1);
    // A listing that is itself the report is asked for as both.
    const listings = new Set(portals.flatMap(({ source, leads }) => leads.filter(({ uri }) => uri === source.listing || source.options?.depth === 1).map(({ uri }) => uri)));
    expect(portals.flatMap(({ documents }) => documents).filter((uri) => counts.get(uri) !== 1 && !listings.has(uri))).toEqual([]);
  });
});

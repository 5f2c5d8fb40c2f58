// Every family portal, its markup shaken: exactly the planted leads each time, and the family known by its marks.
import { describe, expect, test } from 'vitest';
import { familyPortals } from '../../fixtures/portals/families/server.js';
import type { FamilyPortal } from '../../fixtures/portals/families/portal.js';
import { shaken } from '../../fixtures/portals/families/shaken.js';
import { pageText } from '../../src/charset.js';
import { detect, judgeContent, platformOf } from '../../src/sources/index.js';
import type { Discovery, Get } from '../../src/sources/index.js';

const SEEDS = [1, 2, 3, 4, 5, 6];

const getOf = ({ answer }: FamilyPortal, seed: number): Get => (uri, { form, referer } = {}) => {
  const reply = answer({ method: form ? 'POST' : 'GET', url: new URL(uri), form: new URLSearchParams(form), ...(referer === undefined ? {} : { referer }) });
  if (reply === undefined || (reply.status ?? 200) !== 200) return Promise.resolve(undefined);
  return Promise.resolve({ uri, bytes: typeof reply.body === 'string' ? Buffer.from(shaken(reply.body, uri, seed)) : reply.body, contentType: reply.type ?? 'text/html' });
};

const byAddress = ([a]: readonly unknown[], [b]: readonly unknown[]): number => (String(a) < String(b) ? -1 : 1);

const foundIn = async (portal: FamilyPortal, seed: number) => {
  const found: Discovery[] = [];
  for await (const one of platformOf(portal.source).discover(portal.source, getOf(portal, seed))) found.push(one);
  return {
    leads: found.flatMap((one) => (one.kind === 'lead' ? [[one.lead.uri, one.lead.title, one.lead.year]] : [])).sort(byAddress),
    rejected: found.flatMap((one) => (one.kind === 'rejected' ? [[one.uri, one.reason]] : [])).sort(byAddress),
  };
};

describe.each(familyPortals().map((portal) => [portal.id, portal] as const))('%s', (_, portal) => {
  test.each(SEEDS)('shaken by %i', async (seed) => {
    const get = getOf(portal, seed);
    const first = await get(portal.source.listing.replace(/#.*$/, ''));
    expect(first && detect({ uri: first.uri, html: pageText(first.bytes) }).id).toBe(portal.platform);
    const { leads } = await foundIn(portal, seed);
    expect(leads).toEqual(portal.leads.map(({ uri, title, year }) => [uri, title, year]).sort(byAddress));
    for (const [uri, reason] of portal.rejectedPages) {
      const page = await get(uri);
      expect(page && judgeContent({ uri, html: pageText(page.bytes, page.contentType) })).toMatchObject({ kind: 'rejected', reason });
    }
  });
});

import { describe, expect, test } from 'vitest';
import { familyPortals } from '../../fixtures/portals/families/server.js';
import { POISON_HOST } from '../../fixtures/portals/families/portal.js';
import type { FamilyPortal } from '../../fixtures/portals/families/portal.js';
import { addressOf } from '../../src/sources/judge.js';
import { detect, platformOf, PLATFORMS } from '../../src/sources/index.js';
import type { Discovery, Get } from '../../src/sources/index.js';

/** A platform that asks for more than this from one of the portals does not end by itself. */
const MOST_REQUESTS = 60;

const discoverOn = async (portal: FamilyPortal, platform: string): Promise<{ found: Discovery[]; asked: string[] }> => {
  const asked: string[] = [];
  const get: Get = (uri, { form, referer } = {}) => {
    asked.push(`${uri}${form ? ` ${JSON.stringify(form)}` : ''}`);
    if (asked.length > MOST_REQUESTS) throw new Error(`more than ${String(MOST_REQUESTS)} requests`);
    const reply = portal.answer({ method: form ? 'POST' : 'GET', url: new URL(uri), form: new URLSearchParams(form), ...(referer === undefined ? {} : { referer }) });
    return Promise.resolve(reply && { uri, bytes: Buffer.from(reply.body), ...(reply.type === undefined ? {} : { contentType: reply.type }) });
  };
  const found: Discovery[] = [];
  const source = { ...portal.source, platform };
  for await (const item of platformOf(source).discover(source, get)) found.push(item);
  return { found, asked };
};

const byAddress = <T extends readonly unknown[]>(list: readonly T[]): T[] => [...list].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

const portals = familyPortals();

describe.each(portals.map((portal) => [portal.id, portal] as const))('%s', (_, portal) => {
  test('is recognised by its first page', () => {
    const reply = portal.answer({ method: 'GET', url: new URL(portal.source.listing.replace(/#.*$/, '')), form: new URLSearchParams() });
    expect(detect({ uri: portal.source.listing, html: String(reply?.body) }).id).toBe(portal.platform);
  });

  test.each(['auto', portal.platform])('gives exactly the planted leads as %s, and ends', async (platform) => {
    const { found, asked } = await discoverOn(portal, platform);
    const leads = found.flatMap((item) => (item.kind === 'lead' ? [[item.lead.uri, item.lead.title, item.lead.year] as const] : []));
    expect(byAddress(leads)).toEqual(byAddress(portal.leads.map(({ uri, title, year }) => [uri, title, year] as const)));
    const rejected = found.flatMap((item) => (item.kind === 'rejected' ? [[item.uri, item.reason] as const] : []));
    expect(byAddress(rejected)).toEqual(byAddress(portal.rejected));
    expect(found.flatMap((item) => (item.kind === 'finding' ? [item.finding.type] : [])).sort()).toEqual(portal.findings);
    const addresses = found.flatMap((item) => addressOf(item) ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(found.every((item) => item.kind !== 'lead' || item.lead.source === portal.source.id)).toBe(true);
    expect(asked.filter((uri) => uri.includes(POISON_HOST))).toEqual([]);
  });
});

test('every family has a portal', () => {
  expect(PLATFORMS.map(({ id }) => id).filter((id) => !portals.some(({ platform }) => platform === id))).toEqual([]);
});

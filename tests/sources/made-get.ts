// Pages by address, for platforms: nothing is served that is not here.
import type { Discovery, Get, GetOptions, Platform } from '../../src/sources/index.js';
import type { Source } from '../../src/model/index.js';

export type Pages = Readonly<Record<string, string | ((options: GetOptions) => string)>>;

export const discoverIn = async (platform: Platform, source: Source, pages: Pages, finalUri: (uri: string) => string = (uri) => uri): Promise<{ found: Discovery[]; asked: string[] }> => {
  const asked: string[] = [];
  const get: Get = (uri, options = {}) => {
    asked.push(uri);
    const page = pages[uri];
    const text = typeof page === 'function' ? page(options) : page;
    return Promise.resolve(text === undefined ? undefined : { uri: finalUri(uri), bytes: Buffer.from(text) });
  };
  const found: Discovery[] = [];
  for await (const item of platform.discover(source, get)) found.push(item);
  return { found, asked };
};

/** Leads as `[address, title, year]`, look-alikes as `[address, reason]`, findings as their type. */
export const short = (found: readonly Discovery[]): unknown[] =>
  found.map((item) =>
    item.kind === 'lead' ? [item.lead.uri, item.lead.title, item.lead.year] : item.kind === 'rejected' ? [item.uri, item.reason] : item.finding.type,
  );

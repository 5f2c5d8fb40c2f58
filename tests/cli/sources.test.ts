import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { familyPortals, serveFamilies } from '../../fixtures/portals/families/server.js';
import type { ServedFamilies } from '../../fixtures/portals/families/server.js';
import { gongkai, newFolder } from './effects.js';

const entry = { id: 'qs', authority: '青石县人民政府', region: '320999', platform: 'trs-tdate', listing: 'http://www.qs.gov.cn/nb/' };

const fileWith = async (value: unknown): Promise<string> => {
  const folder = await newFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'sources.json'), JSON.stringify(value));
  return join(folder, 'sources.json');
};

describe('sources list', () => {
  it('shows the bundled sources, or some of them', async () => {
    expect((await gongkai(['sources', 'list'])).out).toMatch(/^207 of 207 sources$/m);
    const { code, out } = await gongkai(['sources', 'list', '--province', '33', '--platform', 'hanweb-jpage', '--json']);
    expect([code, (JSON.parse(out) as { id: string }[]).map(({ id }) => id)]).toEqual([0, ['zj-jiaxing-jxj', 'zj-shengzhou', 'zj-luqiao']]);
  });

  it('shows those of a file', async () => {
    const { out } = await gongkai(['sources', 'list', '--sources', await fileWith([entry])]);
    expect(out).toMatch(/^qs +320999 +listing +trs-tdate +青石县人民政府 +http:\/\/www\.qs\.gov\.cn\/nb\/\n1 of 1 sources\n$/);
  });
});

describe('sources check', () => {
  it('finds nothing wrong with the bundled ones', async () => expect(await gongkai(['sources', 'check'])).toEqual({ code: 0, out: '207 sources, 0 problems\n', err: '' }));

  it('tells doubles, unknown families and hosts outside .gov.cn', async () => {
    const file = await fileWith([entry, { ...entry, platform: 'x' }, { ...entry, id: 'b', listing: 'https://qs.gov.cn/nb/' }, { ...entry, id: 'c', listing: 'http://1.2.3.4:80/' }, { ...entry, id: 'd', listing: 'http://5.6.7.8/', options: { listedByPerson: true } }]);
    const { code, out } = await gongkai(['sources', 'check', '--sources', file]);
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => /^(\w+): expected (?:an? )?(\w+)/.exec(line)?.slice(1).join(' ') ?? line)).toEqual(['qs id', 'qs address', 'b address', 'qs platform', 'c host', '5 sources, 5 problems', '']);
  });

  it('an entry that is none is wrong use', async () => {
    const { code, err } = await gongkai(['sources', 'check', '--sources', await fileWith([{ ...entry, region: 320999 }])]);
    expect([code, err.includes('0.region: expected a quoted string of six digits')]).toEqual([2, true]);
  });
});

describe('sources add', () => {
  let served: ServedFamilies;
  let file: string;
  const add = (id: string, ...more: string[]) => {
    const listing = served.portals.find((portal) => portal.id === id)?.source.listing ?? '';
    return gongkai(['sources', 'add', listing, '--sources', file, '--delay', '0', ...more], { http: { allowLoopback: true, connectTo: served.connectTo } });
  };
  const written = async (): Promise<Record<string, unknown>[]> => JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];

  beforeAll(async () => {
    served = await serveFamilies(familyPortals().filter(({ id }) => ['nfcms', 'folder-report', 'shell'].includes(id)));
    file = join(await newFolder(), 'mine.json');
  });
  afterAll(() => served.close());

  it('says what it would find and writes nothing when asked not to', async () => {
    const { code, out } = await add('nfcms', '--authority', '青石县人民政府', '--dry-run');
    expect([code, out.includes('nfcms-post, 3 pages read'), out.includes('15 links to reports, 6 look-alikes left out'), out.includes('nothing written')]).toEqual([0, true, true, true]);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  it('writes the entry with family, years and day, and fetches no document', async () => {
    const before = served.log.length;
    expect((await add('nfcms', '--authority', '青石县人民政府', '--region', '320999', '--level', 'county')).code).toBe(0);
    expect(served.log.slice(before).map(({ path }) => path)).toEqual(['/robots.txt', '/zwgk/xxgknb/index.html', '/zwgk/xxgknb/index_2.html', '/zwgk/xxgknb/index_3.html']);
    expect(await written()).toEqual([
      {
        id: 'example-nfcms', authority: '青石县人民政府', region: '320999', level: 'county', kind: 'listing', platform: 'nfcms-post', listing: 'http://www.nfcms.example/zwgk/xxgknb/index.html',
        years: [2023, 2024], evidence: 'looked at when it was added', verified: '2025-03-01', options: { listedByPerson: true },
      },
    ]);
  });

  it('adds to what is there, and knows a page that is itself the report', async () => {
    expect((await add('folder-report', '--authority', '青石县人民政府', '--id', 'qs-2023')).code).toBe(0);
    expect((await written()).map(({ id, kind, platform, years }) => [id, kind, platform, years])).toEqual([
      ['example-nfcms', 'listing', 'nfcms-post', [2023, 2024]],
      ['qs-2023', 'article', 'article', [2023]],
    ]);
  });

  it('does not add what is there, under this address or this id', async () => {
    expect((await add('nfcms', '--authority', 'x')).err).toMatch(/lists http\S+ already, as "example-nfcms"/);
    const other = `${served.portals.find(({ id }) => id === 'folder-report')?.source.listing ?? ''}?x=1`;
    const { code, err } = await gongkai(['sources', 'add', other, '--sources', file, '--authority', 'x', '--id', 'example-nfcms'], { http: { allowLoopback: true, connectTo: served.connectTo } });
    expect([code, err]).toEqual([2, 'gongkai: Source id "example-nfcms" is used twice; give each source its own id.\n']);
    expect(await written()).toHaveLength(2);
  });

  it('writes nothing when no report is found, and says why', async () => {
    const { code, out } = await add('shell', '--authority', '青石县人民政府');
    expect([code, out.includes('no report found, nothing written'), out.includes('drawn in the browser')]).toEqual([1, true, true]);
    expect(await written()).toHaveLength(2);
  });

  it.each([
    [['add'], /expected an http or https address, got ""/],
    [['add', 'ftp://x.gov.cn/', '--sources', 'a.json'], /expected an http or https address/],
    [['add', 'http://x.gov.cn/'], /give it with --sources FILE/],
    [['list', 'http://x.gov.cn/'], /takes no address/],
    [['list', '--province', 'zj'], /must be a division code/],
    [['lits'], /expected sources list, sources check or sources add/],
  ])('%j is wrong use', async (argv, message) => {
    const { code, out, err } = await gongkai(['sources', ...argv]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});

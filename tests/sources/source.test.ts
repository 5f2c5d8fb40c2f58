import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUNDLED_SOURCES, divisionPrefix, loadSources, parseSources, platformOf, sameSite } from '../../src/sources/index.js';

const entry = { id: 'qs', authority: '青石县人民政府', region: '010203', platform: 'trs-tdate', listing: 'http://www.qs.gov.cn/nb/' };

describe('parseSources', () => {
  test('keeps the leading digits of a code', () => expect(parseSources(entry, 'x.json')).toEqual([entry]));
  test.each([
    [{ ...entry, region: 10203 }, 'x.json: not a source entry: 0.region: expected a quoted string of six digits (GB/T 2260)'],
    [{ ...entry, listing: 'file:///etc' }, 'x.json: not a source entry: 0.listing: expected an http or https address'],
    [{ ...entry, options: { delayms: 5000 } }, /0\.options: expected one of delayMs, timeoutMs, .*, got "delayms"$/],
    [{ ...entry, plattform: 'auto' }, /0: expected one of id, authority, .*, got "plattform"$/],
    [{ ...entry, options: { delayMs: '5 s' } }, 'x.json: not a source entry: 0.options.delayMs: expected a whole number of milliseconds, 0 to 3600000'],
    [{ ...entry, options: { hosts: 'http://files.qs.gov.cn/' } }, '0.options.hosts: expected host names, with a port'],
    [{ ...entry, options: { from: 2022, to: 2020 } }, '0.options: expected from and to together, from not after to'],
    [{ ...entry, id: '../x' }, 'x.json: not a source entry: 0.id: expected small letters, digits and single hyphens'],
  ])('says what is wrong with %o', (data, message) => expect(() => parseSources(data, 'x.json')).toThrow(message));
});

describe('loadSources', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'sources-')); });
  afterEach(() => rm(folder, { recursive: true }));
  const file = async (name: string, text: string): Promise<string> => { await writeFile(join(folder, name), text); return join(folder, name); };

  test('reads files in the order given', async () => {
    const files = [await file('b.json', JSON.stringify([{ ...entry, id: 'b' }])), await file('a.json', JSON.stringify({ ...entry, id: 'a' }))];
    expect((await loadSources(files)).map(({ id }) => id)).toEqual(['b', 'a']);
  });
  test('says which file is no JSON, is not there, or repeats an id', async () => {
    await expect(loadSources([await file('c.json', '{')])).rejects.toThrow('c.json: not JSON');
    await expect(loadSources([join(folder, 'd.json')])).rejects.toThrow('d.json: cannot be read');
    const one = await file('e.json', JSON.stringify(entry));
    await expect(loadSources([one, one])).rejects.toThrow('Source id "qs" is used twice');
  });
});

test('every bundled source names a known platform, and every data file is in use', async () => {
  for (const source of BUNDLED_SOURCES) expect(platformOf(source).id).toBe(source.platform);
  const files = await readdir(new URL('../../src/sources/data/', import.meta.url));
  const text = await readFile(new URL('../../src/sources/bundled.ts', import.meta.url), 'utf8');
  for (const name of files) expect(text).toContain(`./data/${name}`);
});

test('an unknown platform is told with the known ones', () => {
  expect(() => platformOf({ ...entry, platform: 'x' })).toThrow(/expected platform to be one of .*trs-tdate, generic, auto, got "x"/);
});

test.each([
  ['http://www.x.gov.cn/', 'https://zfb.x.gov.cn/a', true],
  ['http://x.gov.cn/', 'http://y.gov.cn/', false],
  ['http://122.137.242.24:8080/', 'http://122.137.242.25/', false],
  ['http://www.x.example/', 'http://x.example/', true],
])('sameSite %s %s', (a, b, same) => expect(sameSite(a, b)).toBe(same));

test.each([['32', '32'], ['江苏', '32'], ['江苏省', '32'], ['广西壮族自治区', '45'], ['内蒙古自治区', '15'], ['北京市', '11'], ['江', undefined], ['3a', undefined]])('%s is a division code that begins with %s', (given, digits) => expect(divisionPrefix(given)).toBe(digits));

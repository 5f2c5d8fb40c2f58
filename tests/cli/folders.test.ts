import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseSources } from '../../src/cli/folders.js';
import { parseOptions } from '../../src/cli/options.js';
import { newFolder } from './effects.js';

const chosen = async (given: Readonly<Record<string, unknown>>): Promise<string[]> => (await chooseSources(parseOptions(given))).map(({ id }) => id);

test('all bundled sources, or those of a province by its digits or its name', async () => {
  expect(await chosen({ all: true })).toHaveLength(207);
  const jiangsu = await chosen({ province: '32' });
  expect([jiangsu.length, await chosen({ province: '江苏省' })]).toEqual([18, jiangsu]);
  expect(await chosen({ province: '江苏', source: jiangsu.slice(0, 1) })).toEqual(jiangsu.slice(0, 1));
});

test('those of a file are chosen from by province, too', async () => {
  const file = join(await newFolder(), 'sources.json');
  await writeFile(file, JSON.stringify(['320102', '110101', undefined].map((region, at) => ({ id: `s${String(at)}`, authority: 'x', platform: 'auto', listing: `http://s${String(at)}.gov.cn/`, ...(region === undefined ? {} : { region }) }))));
  expect(await chosen({ sources: [file] })).toEqual(['s0', 's1', 's2']);
  expect(await chosen({ sources: [file], province: '北京' })).toEqual(['s1']);
  await expect(chosen({ sources: [file], province: '上海' })).rejects.toThrow('expected a source whose division code begins with 31; of 3 there is none');
});

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportPage } from '../../fixtures/portals/families/page.js';
import { little, openPortal, page } from '../crawl/little-portal.js';
import type { LittlePortal } from '../crawl/little-portal.js';
import { gongkai, newFolder } from './effects.js';

const HOST = 'www.little.example';
const BODY = '青石县教育局';
const title = (year: number): string => `${BODY}${String(year)}年政府信息公开工作年度报告`;
const row = (href: string, text: string): string => `<li><a href="${href}">${text}</a></li>`;

let folder: string;
let portal: LittlePortal;
beforeEach(async () => { folder = await newFolder(); });
afterEach(async () => { await portal.close(); await rm(folder, { recursive: true }); });

/** Year, outcome and code of each line of coverage.csv after a run over a listing of these rows. */
const covered = async (rows: string): Promise<string[]> => {
  portal = await openPortal({ '/nb/': page(`<h2>政府信息公开年报</h2><ul>${rows}</ul>`), '/nb/a.html': reportPage(title(2021), HOST), '/nb/b.html': reportPage(title(2022), HOST) });
  const sources = join(folder, 'sources.json');
  await writeFile(sources, JSON.stringify({ ...little, authority: BODY, platform: 'generic' }));
  const ran = await gongkai(['run', '--sources', sources, '--output', join(folder, 'output'), '--delay', '0', '--quiet'], { http: { allowLoopback: true, connectTo: { [HOST]: `127.0.0.1:${String(portal.port)}` } } });
  expect(ran.err).toBe('');
  const [, ...lines] = (await readFile(join(folder, 'output', 'package', 'coverage.csv'), 'utf8')).trim().split('\n');
  return lines.map((line) => line.split(',')).map(([, body, , , year, outcome, , , , , evidence = '']) => `${body ?? ''} ${year ?? ''} ${outcome ?? ''} ${evidence.replace(/^"|:.*/g, '')}`);
};

test('a report that the listing names behind a code or at another site is not said to be missing', async () => {
  const locked = '/system/_content/download.jsp?wbfileid=1&amp;codeValue=';
  expect(await covered(`${row('a.html', title(2021))}${row('b.html', '2022年年报')}${row(locked, title(2023))}${row('http://www.other.example/t.html', title(2024))}${row('http://www.other.example/s.html', '汴洲省人民政府2020年政府信息公开年报')}`)).toEqual([
    expect.stringMatching(/^汴洲省人民政府 2020 unknown off-site/),
    expect.stringMatching(/^青石县教育局 2020 not-seen/),
    expect.stringMatching(/^青石县教育局 2021 published/),
    expect.stringMatching(/^青石县教育局 2022 published/),
    expect.stringMatching(/^青石县教育局 2023 refused captcha/),
    expect.stringMatching(/^青石县教育局 2024 unknown off-site/),
  ]);
});

test('where a row of the listing cannot be told by its title nothing is said to be missing', async () => {
  expect(await covered(`${row('a.html', title(2021))}${row('b.html', title(2022))}${row('c.html', '教育局公开情况（2023年）')}`)).toEqual([
    expect.stringMatching(/ 2021 published /),
    expect.stringMatching(/ 2022 published /),
    expect.stringMatching(/ 2023 unknown rows-unexplained/),
    expect.stringMatching(/ 2024 unknown rows-unexplained/),
  ]);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openArchive } from '../../src/store/index.js';
import { listing, openPortal, report } from './little-portal.js';

test('a crawl killed outright keeps every document it told of, and the next run fetches only the rest', async () => {
  const names = Array.from({ length: 6 }, (_, at) => `d${String(at)}.html`);
  const pages = Object.fromEntries(names.map((name) => [`/nb/${name}`, report.replace('总体', name)]));
  let stall = true;
  const portal = await openPortal({
    ...pages,
    '/nb/': listing(...names),
    '/nb/d4.html': (_, response) => { if (!stall) response.end(pages['/nb/d4.html']); },
  });
  const script = fileURLToPath(new URL('crawl-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, portal.folder, String(portal.port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: string[] = [];
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    told.push(...chunk.toString().split('\n').filter((line) => line !== ''));
    if (told.length === 4) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(told).toHaveLength(4);
  expect((await readdir(portal.folder)).filter((name) => name.endsWith('.part'))).toEqual(['20260201T000000Z_little.example_main_00001.warc.gz.part']);
  const archive = await openArchive(portal.folder);
  for (const uri of told) expect(Buffer.from(await archive.open(await known(archive, uri))).toString()).toContain('一、');
  stall = false;
  expect((await portal.run()).summary).toMatchObject({ fetched: 2, unchanged: 4 });
  expect((await readdir(portal.folder)).filter((name) => !name.startsWith('index'))).toEqual(['20260201T000000Z_little.example_main_00001.warc.gz', '20260201T000000Z_little.example_main_00002.warc.gz']);
  await portal.close();
});

const known = async (archive: Awaited<ReturnType<typeof openArchive>>, uri: string) => {
  const found = await archive.find(uri);
  if (!found) throw new Error(`${uri} is not in the archive`);
  return found;
};

// Run by kill.test.ts in a process of its own: crawls, says each address it holds, and waits to be killed.
import { crawl, httpGet } from '../../src/crawl/index.js';
import { platformOf } from '../../src/sources/index.js';
import { openArchive } from '../../src/store/index.js';
import { little } from './little-portal.js';

const [folder = '', port = ''] = process.argv.slice(2);
const http = httpGet({ userAgent: 'gongkai/test', allowLoopback: true, connectTo: { 'www.little.example': `127.0.0.1:${port}` } });
const effects = {
  fetch: http.fetch,
  archive: await openArchive(folder),
  now: () => new Date('2026-02-01T00:00:00Z'),
  sleep: () => Promise.resolve(),
  log: () => undefined,
};
for await (const event of crawl(little, platformOf(little), { delayMs: 0 }, effects)) {
  if (event.kind === 'capture') process.stdout.write(`${event.capture.uri}\n`);
}

import { afterEach, expect, test } from 'vitest';
import { crawl } from '../../src/crawl/index.js';
import { unlistedLeads } from '../../src/crawl/unlisted.js';
import { platformOf } from '../../src/sources/index.js';
import type { Attempt } from '../../src/store/index.js';
import { little, listing, openPortal, report } from './little-portal.js';
import type { LittlePortal } from './little-portal.js';

let portal: LittlePortal | undefined;
afterEach(async () => { await portal?.close(); portal = undefined; });

const A = '/nb/202301/t20230118_1.html';
const B = '/nb/202301/t20230118_2.html';

/** One run on each of these days of February; gives on which of them B was asked for. */
const asked = async (at: LittlePortal, days: readonly number[]): Promise<number[]> => {
  const found: number[] = [];
  for (const day of days) {
    const { close, ...rest } = await at.effects();
    const before = at.requests.length;
    for await (const event of crawl(little, platformOf(little), { delayMs: 0 }, { ...rest, now: () => new Date(Date.UTC(2026, 1, day, 1, 30, day % 7)) })) if (event.kind === 'done') break;
    await close();
    if (at.requests.slice(before).includes(B)) found.push(day);
  }
  return found;
};

test('a report that left list and address is asked for three nights, then once a week, and every night when it is back', async () => {
  const answers = { '/nb/': listing(`.${A.slice(3)}`, `.${B.slice(3)}`), [A]: report, [B]: report };
  portal = await openPortal(answers);
  const nights = Array.from({ length: 22 }, (_, at) => at + 2);
  expect(await asked(portal, [1])).toEqual([1]);
  Object.assign(answers, { '/nb/': listing(`.${A.slice(3)}`), [B]: (_: unknown, response: { writeHead: (status: number) => { end: () => void } }) => response.writeHead(404).end() });
  expect(await asked(portal, nights)).toEqual([2, 3, 4, 11, 18]);
  Object.assign(answers, { [B]: report });
  expect(await asked(portal, [24, 25, 26, 27, 28])).toEqual([25, 26, 27, 28]);
});

test('what the run itself found gone is told again when it is taken up', () => {
  const uri = `http://www.little.example${B}`;
  const attempt = (ofRun: boolean): Attempt => ({ uri, date: '2026-02-11T01:30:00.000Z', since: '2026-02-02T01:30:00.000Z', refusal: 'not-found', ofRun });
  const left = (ofRun: boolean): number =>
    unlistedLeads({ leadsOf: () => [{ source: 'little', uri, title: '', foundOn: '' }], attempt: () => attempt(ofRun) }, little, new Set(), new Date('2026-02-11T02:00:00Z')).length;
  expect([left(true), left(false)]).toEqual([1, 0]);
});

test('an address with a session in it is the same address each night', async () => {
  let night = 0;
  const session = (): string => `;jsessionid=${String(night).repeat(32)}`;
  portal = await openPortal({
    '/nb/': (_, response) => { night += 1; response.end(listing(`/a.jsp${session()}?id=1&_=17000000${String(night).repeat(5)}`, `/b.jsp?PHPSESSID=x${String(night)}`)); },
    '/a.jsp?id=1': (request, response) => {
      if (request.headers.cookie === undefined) response.writeHead(302, { location: `/a.jsp${session()}?id=1`, 'set-cookie': 'JSESSIONID=1' }).end();
      else response.end(report);
    },
    '/b.jsp': report.replace('本年度', '今年'),
  });
  const first = await portal.run();
  expect(first.events.flatMap((event) => (event.kind === 'capture' ? [event.capture.uri] : []))).toEqual(['http://www.little.example/a.jsp?id=1', 'http://www.little.example/b.jsp']);
  expect((await portal.run()).summary).toMatchObject({ leads: 2, fetched: 0, unchanged: 2, failed: [], gone: [] });
});

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STEPS } from '../../fixtures/portals/timeline/plan.js';
import { TIMELINE_SOURCE, timelinePortal } from '../../fixtures/portals/timeline/portal.js';
import type { OpenTimeline } from '../../fixtures/portals/timeline/portal.js';
import { filesIn, gongkai, newFolder } from '../cli/effects.js';
import type { Ran } from '../cli/effects.js';

type Row = Readonly<Record<string, string>>;

const rowsIn = async (output: string, name: string): Promise<Row[]> =>
  Papa.parse<Row>((await readFile(join(output, 'package', `${name}.csv`), 'utf8')).replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data;

describe('a portal in the course of time', () => {
  const timeline = timelinePortal();
  let open: OpenTimeline;
  let output: string;
  const runs: Ran[] = [];
  const coverage: Row[][] = [];

  beforeAll(async () => {
    open = await timeline.listen();
    const folder = await newFolder();
    output = join(folder, 'output');
    const sources = join(folder, 'sources.json');
    await writeFile(sources, JSON.stringify(TIMELINE_SOURCE));
    for (const step of STEPS.keys()) {
      const time = timeline.at(step);
      runs.push(await gongkai(['run', '--sources', sources, '--output', output, '--quiet'], { now: () => time, http: { allowLoopback: true, connectTo: open.connectTo } }));
      coverage.push(await rowsIn(output, 'coverage'));
    }
  }, 300_000);

  afterAll(() => open.close());

  const told = (row: Row): string => [row.BODY, row.YEAR, row.OUTCOME, row.PUBLISHED, row.DUE, row.DAYS_LATE].join(' ');
  const at = (step: number, year: string): string[] => (coverage[step] ?? []).filter((row) => row.YEAR === year).map(told);
  const address = (path: string): string => `http://www.yunling-example.gov.cn/zwgk/zfxxgknb/${path}`;

  it('is crawled well, and what it does not give any more is told', () => {
    expect(runs.map(({ code, err }) => [code, err])).toEqual([[0, ''], [0, ''], [0, ''], [0, ''], [0, ''], [0, '']]);
    expect(runs[5]?.out).toMatch(/^ {2}failed {5}1 \(/m);
    expect(runs[2]?.out).toMatch(/yunling: 9 links to reports, .*, 1 refused, 0 failed, 1 gone$/m);
  });

  it('leaves one row in revisions.csv for each silent change, and none for a view counter', async () => {
    const rows = await rowsIn(output, 'revisions');
    const seen = rows.map((row) => [row.KIND, row.FIELD, row.OLD_VALUE, row.NEW_VALUE, row.OLD_RAW, row.NEW_RAW, row.OLD_URL, row.NEW_URL, row.OLD_CAPTURE, row.NEW_CAPTURE]);
    const [audit, moved] = [address('202401/t20240118_106.html'), 'http://zwgk.yunling-example.gov.cn/zfxxgknb/202501/t20250120_105.html'];
    expect(seen).toEqual([
      ['re-published', '', '', '', '', '', audit, address('202601/t20260112_206.html'), STEPS[2], STEPS[3]],
      ['text', 'published', '', '', '2024-01-18', '2026-01-12', audit, address('202601/t20260112_206.html'), STEPS[2], STEPS[3]],
      ['moved', '', '', '', '', '', address('202501/t20250120_105.html'), moved, STEPS[1], STEPS[2]],
      ['value', 't2.licensing_decisions', '2184', '2148', '2184', '2148', address('202501/t20250124_102.html'), address('202501/t20250124_102.html'), STEPS[0], STEPS[1]],
      ['withdrawn', '', '', '', '', '', address('202501/t20250121_104.html'), '', STEPS[1], STEPS[2]],
    ]);
    expect(rows.map((row) => row.REPORT_ID?.slice(-4))).toEqual(['2023', '2023', '2024', '2024', '2024']);
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.OLD_SHA256 ?? ''))).toBe(true);
    expect(rows.map((row) => /^[0-9a-f]{64}$/.test(row.NEW_SHA256 ?? ''))).toEqual([true, true, true, true, false]);
  });

  it('is covered body by body at first: published, late, refused, unreadable, not seen', () => {
    expect(at(0, '2024')).toEqual([
      '云岭县交通运输局 2024 unreadable  2025-01-31 ',
      '云岭县人民政府 2024 not-seen  2025-03-31 ',
      '云岭县司法局 2024 refused  2025-01-31 ',
      '云岭县审计局 2024 not-seen  2025-01-31 ',
      '云岭县教育局 2024 published 2025-01-24 2025-01-31 0',
      '云岭县林业局 2024 published 2025-01-21 2025-01-31 0',
      '云岭县民政局 2024 published 2025-01-20 2025-01-31 0',
      '云岭县水利局 2024 published 2025-02-06 2025-01-31 6',
      '云岭县统计局 2024 published 2025-01-27 2025-01-31 0',
      '云岭县财政局 2024 published 2025-01-22 2025-01-31 0',
    ]);
    expect(at(1, '2024')).toEqual(at(0, '2024'));
    expect(at(0, '2025')).toEqual([]);
  });

  it('is said to have withdrawn a report only when it is gone from list and address, and keeps its date', () => {
    const changed = at(2, '2024').filter((row, index) => row !== at(1, '2024')[index]);
    expect(changed).toEqual(['云岭县林业局 2024 withdrawn 2025-01-21 2025-01-31 0']);
    expect(at(5, '2024')).toContain(changed[0]);
    expect(coverage[5]?.find((row) => row.OUTCOME === 'withdrawn')?.EVIDENCE).toBe('not-found: status 404');
  });

  it('keeps the first date of a report that was created anew, under its new address', () => {
    const row = coverage[3]?.find(({ BODY, YEAR }) => BODY === '云岭县审计局' && YEAR === '2023');
    expect([row?.OUTCOME, row?.PUBLISHED, row?.DAYS_LATE, row?.URL]).toEqual(['published', '2024-01-18', '0', address('202601/t20260112_206.html')]);
  });

  it('has reports not yet out before the due day and not seen after it; a broken listing page makes them unknown', () => {
    const outcomes = (step: number): string[] => (coverage[step] ?? []).filter((row) => row.YEAR === '2025').map((row) => `${row.BODY?.slice(3) ?? ''} ${row.OUTCOME ?? ''}`);
    const bodies = ['交通运输局', '人民政府', '司法局', '审计局', '教育局', '林业局', '民政局', '水利局', '统计局', '财政局'];
    const all = (outcome: string, published: readonly string[]): string[] => bodies.map((body) => `${body} ${published.includes(body) ? 'published' : outcome}`);
    expect(outcomes(3)).toEqual(all('not-yet', ['财政局']));
    expect(outcomes(4)).toEqual(all('not-seen', ['财政局', '水利局']));
    expect(outcomes(5)).toEqual(all('unknown', ['财政局', '水利局']));
    expect(at(4, '2025')).toContain('云岭县水利局 2025 published 2026-02-20 2026-01-31 20');
    expect(coverage[5]?.find((row) => row.OUTCOME === 'unknown')?.EVIDENCE).toMatch(/^listing-incomplete: .*index_1\.html/);
  });

  it('publishes the newest figures once, the second address named beside them', async () => {
    const reports = await rowsIn(output, 'reports');
    expect(reports).toHaveLength(9);
    expect(reports.filter((row) => row.ALSO !== '').map((row) => [row.REPORTING_ORG, row.URL, row.ALSO])).toEqual([
      ['云岭县审计局', address('202601/t20260112_206.html'), address('202401/t20240118_106.html')],
      ['云岭县民政局', 'http://zwgk.yunling-example.gov.cn/zfxxgknb/202501/t20250120_105.html', address('202501/t20250120_105.html')],
      ['云岭县财政局', address('202501/t20250122_101.html'), address('bmnb/202501/t20250122_118.html')],
    ]);
    const licensing = (await rowsIn(output, 'observations')).filter((row) => row.INDICATOR === 'licensing_decisions').map((row) => row.OBS_VALUE);
    expect(licensing.sort()).toEqual(['2148', ...Array<string>(8).fill('2184')]);
  });

  it('gives the same bytes when published again', async () => {
    const made = await filesIn(join(output, 'package'));
    await rm(join(output, 'package'), { recursive: true });
    expect((await gongkai(['publish', '--output', output, '--quiet'])).code).toBe(0);
    expect(await filesIn(join(output, 'package'))).toEqual(made);
  });
});

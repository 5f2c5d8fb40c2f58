import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withoutLookAlike } from '../../src/cli/documents/judged.js';
import type { Capture } from '../../src/model/index.js';
import { extract } from '../../src/pipeline.js';

const lead = { source: 'qingshi', uri: 'http://127.0.0.1/a.html', foundOn: 'http://127.0.0.1/', title: '2023年政府信息公开工作年度报告' };
const capture: Capture = { id: 'a', uri: lead.uri, digest: 'sha256:0', lead };
const page = (): Promise<Buffer> => readFile('fixtures/reports/huaian-hongze-2024-trs/report.html');

const judged = async (html: string, told: Capture = capture) => {
  const bytes = Buffer.from(html);
  const { reports, findings } = withoutLookAlike(await extract(bytes, told), bytes, told);
  return { reports: reports.length, types: findings.map(({ type }) => type) };
};

describe('a page in the archive', () => {
  it('with the report of a body keeps it', async () => {
    expect((await judged(String(await page()))).reports).toBe(1);
  });

  it('with the same tables of a hospital has none', async () => {
    const html = String(await page()).replace(/<title>[^<]*<\/title>/, '<title>青石县人民医院2024年信息公开工作年度报告</title>').replace(/<h1[^>]*>[\s\S]*?<\/h1>/, '<h1>青石县人民医院2024年信息公开工作年度报告</h1>');
    expect(await judged(html)).toEqual({ reports: 0, types: ['look-alike'] });
  });

  it('that explains a report is no failure of reading', async () => {
    const html = '<html><head><title>解读</title></head><body><h1>青石县林业局2023年政府信息公开工作年度报告解读</h1><p>现就有关问题作如下说明。</p></body></html>';
    expect(await judged(html)).toEqual({ reports: 0, types: ['look-alike'] });
  });

  it('is left alone when nobody was led to it', async () => {
    const file: Capture = { id: capture.id, uri: capture.uri, digest: capture.digest };
    expect((await judged(String(await page()), file)).reports).toBe(1);
  });
});

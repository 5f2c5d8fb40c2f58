import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, gongkai, newFolder } from './effects.js';

const HTML = fixture('reports/huaian-hongze-2024-trs/report.html');
const PDF = fixture('reports/huaian-hongze-2024-pdf/report.pdf');

interface Line {
  readonly file: string;
  readonly reader: string;
  readonly reports: readonly { readonly body: string; readonly entries: Readonly<Record<string, { value: number | null; place: object }>> }[];
  readonly findings: readonly { readonly type: string; readonly note: string }[];
}

const linesOf = (out: string): Line[] => out.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Line);

/** A text report with section four alone; the second group blank, the third all zeros. */
const sectionFour = (title: string, review: string): string => {
  const head = ['行政复议\t\t\t\t\t行政诉讼', '\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉', Array(3).fill('结果维持\t结果纠正\t其他结果\t尚未审结\t总计').join('\t')];
  return `${title}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n${head.join('\n')}\n${review}\t\t\t\t\t\t0\t0\t0\t0\t0\n`;
};

describe('extract', () => {
  it('prints one JSON line per file in the order given, with exactly the agreed keys', async () => {
    const { code, out } = await gongkai(['extract', '--json', PDF, HTML]);
    const lines = linesOf(out);
    expect(code).toBe(0);
    expect(lines.map(({ file, reader }) => [file, reader])).toEqual([[PDF, 'pdf'], [HTML, 'html']]);
    expect(Object.keys(lines[0] ?? {})).toEqual(['file', 'mediaType', 'reader', 'reports', 'findings']);
    const [pdf, html] = lines.map((line) => line.reports[0]);
    expect(Object.keys(pdf ?? {})).toEqual(['body', 'year', 'forms', 'entries', 'findings', 'corrections']);
    expect(pdf?.entries['t3.new_received.natural_person']?.value).toBe(95);
    expect(Object.keys(pdf?.entries['t3.new_received.natural_person']?.place ?? {})).toEqual(['page', 'box']);
    expect(Object.keys(html?.entries['t3.new_received.natural_person']?.place ?? {})).toEqual(['path']);
  });

  it('gives a path that cannot be read its line and its finding, goes on, and ends in 1', async () => {
    const folder = await newFolder();
    const { code, out } = await gongkai(['extract', '--json', join(folder, 'nowhere.pdf'), folder, HTML]);
    expect(code).toBe(1);
    expect(linesOf(out).map(({ reports, findings }) => [reports.length, findings.map(({ type }) => type)])).toEqual([
      [0, ['file-unreadable']],
      [0, ['file-unreadable']],
      [1, []],
    ]);
    expect(linesOf(out)[1]?.findings[0]?.note).toContain('it is a folder');
  });

  it.each([
    ['empty.pdf', 'empty-file', 1],
    ['garbage.bin', 'unknown-format', 1],
    ['truncated.pdf', 'broken-file', 1],
    ['encrypted.pdf', 'encrypted-file', 1],
    ['scanned.pdf', 'scan-too-coarse', 0],
    ['explanation.html', 'not-a-report', 0],
    ['blank-form.docx', 'form-blank', 0],
  ])('%s: finding %s, exit code %i', async (file, type, expected) => {
    const { code, out } = await gongkai(['extract', '--json', fixture(`made/${file}`)]);
    expect([code, linesOf(out)[0]?.reports, linesOf(out)[0]?.findings[0]?.type]).toEqual([expected, [], type]);
  });

  it('tells the format from the bytes, not from the name', async () => {
    const wrong = join(await newFolder(), 'report.pdf');
    await copyFile(HTML, wrong);
    expect(linesOf((await gongkai(['extract', '--json', wrong])).out)[0]?.reader).toBe('html');
  });

  it('reads PDFs with the engine asked for, to the same values', async () => {
    const one = linesOf((await gongkai(['extract', '--json', PDF])).out)[0];
    const two = linesOf((await gongkai(['extract', '--json', '--engine', 'pdfjs', PDF])).out)[0];
    const values = (line: Line | undefined) => Object.entries(line?.reports[0]?.entries ?? {}).map(([field, { value }]) => [field, value]);
    expect(two?.reader).toBe('pdf/pdfjs');
    expect(values(two)).toEqual(values(one));
  });

  it('shows body, year, scope and the three tables, blanks unlike zeros', async () => {
    const file = join(await newFolder(), 'a.txt');
    await writeFile(file, sectionFour('某县司法局2023年政府信息公开工作年度报告', '1\t0\t0\t0\t2'));
    const { out } = await gongkai(['extract', file]);
    expect(out).toContain('body   某县司法局');
    expect(out).toMatch(/scope {2}\w+/);
    expect(out).toMatch(/^ {2}行政复议 +1 +0 +0 +0 +!2$/m);
    expect(out).toMatch(/^ {2}未经复议直接起诉 +· +· +· +· +·$/m);
    expect(out).toContain('1 violated');
    expect(out).toMatch(/error +identity: T4-SUM/);
  });

  it('lets no control character of a document reach the terminal', async () => {
    const file = join(await newFolder(), 'a.txt');
    await writeFile(file, sectionFour('\u001b[31m某县司法局\u00072023年政府信息公开工作年度报告', '1\t0\t\u001b[2J\t0\t2'));
    const { out } = await gongkai(['extract', file]);
    expect(out).toContain('1 report');
    expect(Array.from(out).filter((c) => c < ' ' && c !== '\n')).toEqual([]);
  });

  it('reports progress on stderr for several files, and none when quiet', async () => {
    expect((await gongkai(['extract', '--json', HTML, HTML])).err).toBe('extract 1/2\nextract 2/2\n');
    expect((await gongkai(['extract', '--json', '--quiet', HTML, HTML])).err).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import type { Document, Paragraph } from '../../src/model/index.js';
import { linesOf } from '../../src/recognise/lines.js';
import { identify } from '../../src/recognise/who.js';
import { documentOf, paragraph } from './paper.js';

const of = (texts: readonly string[], more: Partial<Document> = {}) => {
  const document = documentOf(texts.map(paragraph), more);
  return identify(document, linesOf(document), true);
};

describe('identify', () => {
  it('prefers the title to a wrong year in the period sentence and tells the conflict', () => {
    const who = of(['青石县自然资源局2021年政府信息公开工作年度报告', '所列数据统计期限自2020年1月1日起至2020年12月31日止。']);
    expect(who.year).toMatchObject({ value: 2021, from: 'title' });
    expect(who.findings.map((f) => [f.type, f.expected, f.found])).toEqual([['year-conflict', 2021, 2020]]);
  });

  it('does not read a month out of a date whose characters were lost', () => {
    const who = of(['马水镇政府信息公开工作年度报告', '统计期限自201911日起至20191231日止。']);
    expect(who.year).toMatchObject({ value: 2019, from: 'period sentence' });
  });

  it('takes the fuller name from the signature', () => {
    const who = of(['乐都区人民政府2022年政府信息公开工作年度报告', '一、总体情况', '海东市乐都区人民政府', '2023年1月17日']);
    expect(who.body).toMatchObject({ value: '海东市乐都区人民政府', from: 'signature' });
    expect(who.published).toMatchObject({ value: '2023-01-17' });
  });

  it('joins a title that is broken over two lines with the body above', () => {
    const who = of(['淮安市洪泽区人民政府', '2024年政府信息公开工作年度报告', '一、总体情况']);
    expect([who.body?.value, who.year?.value]).toEqual(['淮安市洪泽区人民政府', 2024]);
  });

  it('takes the body from the page data where the title names none', () => {
    const who = of(['2025年政府信息公开工作年度报告'], { meta: { 发布机构: '青石县发展和改革局' } });
    expect(who.body).toMatchObject({ value: '青石县发展和改革局', from: '发布机构' });
  });

  it('takes the publishing date less one year only as the last resort', () => {
    const who = of(['青石县政府信息公开工作年度报告'], { meta: { PubDate: '2023-01-30 10:00' } });
    expect(who.year).toMatchObject({ value: 2022, from: 'PubDate − 1' });
  });

  it('does not tell whole area from own office by a guess', () => {
    expect(of(['青石县人民政府2022年政府信息公开工作年度报告']).scope.value).toBe('unknown');
    expect(of(['青石县人民政府办公室2022年政府信息公开工作年度报告']).scope.value).toBe('own');
    expect(of(['青石县人民政府（县政府办公室）2022年政府信息公开工作年度报告']).scope.value).toBe('unknown');
  });

  it('says so where body and year are nowhere', () => {
    expect(of(['一、总体情况']).findings.map((f) => f.type)).toEqual(['body-unknown', 'year-unknown']);
  });
});

describe('a name read from a picture', () => {
  const pictured = (text: string, page: number): Paragraph => ({ kind: 'paragraph', text, at: { page, box: [0, 0, 1, 1] }, pictured: true });
  const read = (texts: readonly string[], more: Partial<Document> = {}) => {
    const document = documentOf(texts.map((text, i) => pictured(text, i + 1)), more);
    return identify(document, linesOf(document), true);
  };
  const TITLE = '忆石县财政局2023年政府信息公开工作年度报告';

  it('is doubtful where nothing else names the body', () => {
    const who = read([TITLE, '一、总体情况']);
    expect(who.body?.value).toBe('忆石县财政局');
    expect(who.findings.map(({ type, at }) => [type, at?.[0]?.page])).toEqual([['name-doubtful', 1]]);
  });

  it('is doubtful where the signature says another', () => {
    const [doubt] = read([TITLE, '一、总体情况', '青石县财政局', '2024年1月17日']).findings;
    expect(doubt).toMatchObject({ type: 'name-doubtful' });
    expect(doubt?.note).toContain('signature says "青石县财政局"');
  });

  it('is proven by a signature that says the same', () => {
    expect(read(['青石县财政局2023年政府信息公开工作年度报告', '青石县财政局', '2024年1月17日']).findings).toEqual([]);
  });

  it('gives way to the link, which is exact', () => {
    const lead = { source: 'qingshi', uri: 'http://127.0.0.1/a.pdf', foundOn: 'http://127.0.0.1/', title: '青石县财政局2023年政府信息公开工作年度报告' };
    const document = documentOf([]);
    const who = read([TITLE], { capture: { ...document.capture, lead } });
    expect(who.body).toMatchObject({ value: '青石县财政局', from: 'link' });
    expect(who.findings).toEqual([]);
  });

  it('does not become that of another body because a link names it', () => {
    const document = documentOf([]);
    const lead = { source: 'qingshi', uri: 'http://127.0.0.1/a.pdf', foundOn: 'http://127.0.0.1/', title: '兰溪市水利局2023年政府信息公开工作年度报告' };
    const who = read([TITLE], { capture: { ...document.capture, lead } });
    expect(who.body?.value).toBe('忆石县财政局');
    expect(who.findings.map(({ type }) => type)).toEqual(['name-doubtful']);
  });
});

import { describe, expect, it } from 'vitest';
import { reportIds } from '../../src/publish/report-id.js';
import { orgLevel, reportId } from '../../src/publish/index.js';
import { report } from './made.js';

describe('reportId', () => {
  it('is the same for every spelling of width and white space, and plain ASCII', () => {
    const ids = ['某县人民政府（本级）', '某县 人民政府(本级)'].map((body) => reportId(report({ body }), '320829'));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).toMatch(/^320829-[a-z]+-[0-9a-f]{8}-2024$/);
  });

  it('is fixed for good: ids of published reports must not change with the program', () => {
    expect(reportId(report({ body: '淮安市洪泽区人民政府' }), '320829')).toBe('320829-gov-7d3ebfe8-2024');
  });

  it('tells bodies, years and scopes apart', () => {
    const made = [report(), report({ body: '某某局' }), report({ year: 2023 }), report({ scope: 'own' }), report({ scope: 'aggregate' })];
    expect(new Set(made.map((one) => reportId(one, '320829'))).size).toBe(5);
  });

  it('uses the host without a division code and `file` for a file from disk', () => {
    expect(reportId(report({ uri: 'http://www.x.gov.cn:8080/a.html' }))).toMatch(/^www\.x\.gov\.cn-gov-/);
    expect(reportId(report({ uri: 'file:///a/b.html' }))).toMatch(/^file-gov-/);
    expect(reportId(report({ uri: 'b.html' }))).toMatch(/^file-gov-/);
  });

  it('names what is not known by the digest of the file', () => {
    expect(reportId(report({ body: null, year: null }), '320829')).toBe('320829-unnamed-aaaaaaaa-undated');
  });

  it('sets equal ids apart by digest, in whatever order they come', () => {
    const [a, b] = ['b', 'c'].map((letter) => ({ report: report({ digest: letter.repeat(64) }) }));
    if (!a || !b) throw new Error('expected two');
    const ids = reportIds([a, b]);
    expect(ids.map((id) => id.slice(-8))).toEqual(['bbbbbbbb', 'cccccccc']);
    expect(reportIds([b, a])).toEqual([...ids].reverse());
  });
});

describe('orgLevel', () => {
  it.each([
    ['江苏省人民政府', undefined, 'province'],
    ['北京市人民政府', undefined, 'province'],
    ['内蒙古自治区人民政府', undefined, 'province'],
    ['淮安市人民政府', '320800', 'prefecture'],
    ['淮安市人民政府', undefined, 'unknown'],
    ['兴化市人民政府', '321281', 'county'],
    ['泰州市兴化市人民政府', undefined, 'county'],
    ['黄南藏族自治州人民政府', undefined, 'prefecture'],
    ['淮安市洪泽区人民政府', undefined, 'county'],
    ['鄂伦春自治旗人民政府', undefined, 'county'],
    ['大路镇人民政府', undefined, 'township'],
    ['中山街道办事处', undefined, 'township'],
    ['北岙街道', undefined, 'township'],
    ['沭阳县发展和改革局', undefined, 'department'],
    ['上海市人民政府办公厅', undefined, 'department'],
    ['某市卫生健康委员会', undefined, 'department'],
    ['淮安经济技术开发区管理委员会', undefined, 'unknown'],
    ['平邑县人民政府（本级）', undefined, 'county'],
  ])('%s (%s) is %s', (body, region, level) => {
    expect(orgLevel(body, region)).toBe(level);
  });
});

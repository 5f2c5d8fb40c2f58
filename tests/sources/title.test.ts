import { describe, expect, test } from 'vitest';
import { judgeTitle } from '../../src/sources/index.js';
import { isBareBody, isBareYear, mayBeReport } from '../../src/sources/title.js';

describe('judgeTitle', () => {
  test.each([
    ['南京市鼓楼区人民政府华侨路街道办事处2021年政府信息公开年度报告', 2021],
    ['2021年迎宾路街道政府信息公开工作年度报告', 2021],
    ['阿拉善右旗人民政府办公室2022年度政府信息公开工作年度报告', 2022],
    ['长安区人民政府办公室2022年度政府信息公开年报', 2022],
    ['十堰市机关事务服务中心2020年度 政府信息公开工作年度报告', 2020],
    ['宿州市人民政府2019年政府信息公开工作年度报告（图片版）', 2019],
    ['２０２３年青石县政府信息公开工作年度报告', 2023],
    ['二〇二二年青石县政府信息公开年报', 2022],
    ['青石县二○二四年度政府信息公开工作年度报告', 2024],
    ['青石县二О二四年政府信息公开工作年度报告', 2024],
    ['青石县二O二一年政府信息公开工作年度报告', 2021],
    ['青石县政府信息公开年度报告（2024）', 2024],
    ['青石县政府信息公开年度报告(2024年度)', 2024],
    ['青石县2024年度政府信息公开工作年度报…', 2024],
    ['青石县政府信息公开2022年年度报告', 2022],
    ['青石县关于2016年政府信息公开工作情况的报告', 2016],
    ['关于印发《青石县2020年政府信息公开工作年度报告》的通知', 2020],
    ['2014年度政府信息公开年度报告（2015年3月15日）', 2014],
    ['中共青石县委机构编制委员会办公室2022年政府信息公开工作年度报告', 2022],
    ['四季青镇2023年政府信息公开年报', 2023],
    ['中国人民银行青石县支行2022年政府信息公开工作年度报告', 2022],
    ['青石县教育局2021年信息公开工作年度报告', 2021],
    ['政府信息公开年度报告', undefined],
    ['青石县人民政府办公室关于2023年度政府信息公开…', 2023],
    ['青石县视频监控中心2022年政府信息公开年报', 2022],
  ])('takes %s for a report', (title, year) => {
    expect(judgeTitle(title)).toEqual({ accepted: true, ...(year === undefined ? {} : { year }) });
  });

  test.each([
    ['文字解读：关于2022年政府信息公开工作年度报告的解读', 'explanation'],
    ['图解：青石县2022年政府信息公开年报', 'picture'],
    ['一图读懂青石县2022年政府信息公开工作年度报告', 'picture'],
    ['青石县政府网站工作年度报表（2022年度）', 'website-statement'],
    ['青石县2022年法治政府建设年度报告', 'rule-of-law'],
    ['关于做好2022年政府信息公开工作年度报告编制工作的通知', 'notice'],
    ['政府信息公开工作年度报告格式', 'notice'],
    ['青石县2022年上半年政府信息公开工作报告', 'not-annual'],
    ['青石县政府信息公开工作报告', 'not-annual'],
    ['青石县人民医院2022年政府信息公开工作年度报告', 'not-an-authority'],
    ['青石县水务有限公司2022年度信息公开年报', 'not-an-authority'],
    ['青石县2022年政府工作报告', 'other'],
    ['青石县2022年部门决算', 'other'],
    ['首页', 'other'],
  ])('turns down %s as %s', (title, reason) => {
    expect(judgeTitle(title)).toEqual({ accepted: false, reason });
  });

  test.each([
    ['2022年年度报告', 2022],
    ['2021年年报', 2021],
    ['2020年', 2020],
    ['２０２０年度', 2020],
    ['青石县教育局二〇二二年年报', 2022],
    ['教育局2022年', 2022],
    ['2022年教育局', 2022],
    ['青石县政务公开工作2022年年度报告', 2022],
  ])('takes %s for a report where its column is one of reports, and nowhere else', (title, year) => {
    expect([judgeTitle(title, true), judgeTitle(title)]).toEqual([{ accepted: true, year }, { accepted: false, reason: 'other' }]);
  });

  test.each(['年度报告', '教育局', '2022年部门决算', '2022年政府工作报告', '首页'])('takes %s for none even there', (title) => {
    expect(judgeTitle(title, true)).toEqual({ accepted: false, reason: 'other' });
  });

  test('what nobody can tell is known as that', () => {
    const told = (titles: readonly string[], inColumn?: boolean) => titles.filter((title) => mayBeReport(title, inColumn));
    const anywhere = ['2022年年度报告', '青石县教育局2022年年报', '青石县2022年政务公开工作年度报告'];
    const below = ['教育局年度报告', '青石县2022年信息公开总结'];
    const others = ['2022年统计公报', '青石县2022年部门决算', '首页', '公开指南'];
    expect(told([...anywhere, ...below, ...others])).toEqual(anywhere);
    expect(told([...anywhere, ...below, ...others], true)).toEqual([...anywhere, ...below]);
  });

  test('names and years that stand alone', () => {
    expect(['教育局', '东岭镇', '政务服务中心', '新闻中心', '2022年'].filter(isBareBody)).toEqual(['教育局', '东岭镇']);
    expect(['2022', '2022年', '2022年度', '教育局2022年', '2022年年报', '22年'].filter(isBareYear)).toEqual(['2022', '2022年', '2022年度', '教育局2022年']);
  });
});

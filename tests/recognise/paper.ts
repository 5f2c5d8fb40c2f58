// Small documents for tests: a table is written as rows of texts, as a reader would give it.
import type { Block, Cell, Document, Grid, Table } from '../../src/model/index.js';

export const tableOf = (rows: readonly (readonly string[])[], grid: Grid = 'markup'): Table => ({
  kind: 'table',
  grid,
  rows: rows.length,
  cols: Math.max(...rows.map((row) => row.length)),
  cells: rows.flatMap((row, r) =>
    row.map((text, c): Cell => ({ row: r, col: c, rowSpan: 1, colSpan: 1, text, at: { path: `R${r}C${c}` } })),
  ),
  at: {},
});

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text, at: { path: text.slice(0, 8) } });

export const documentOf = (blocks: readonly Block[], more: Partial<Document> = {}): Document => ({
  capture: { id: 'test', uri: 'file:///test', digest: 'sha256:0' },
  mediaType: 'text/html',
  reader: 'test',
  meta: {},
  blocks,
  links: [],
  findings: [],
  ...more,
});

export const SECTION_TWO: readonly (readonly string[])[] = [
  ['第二十条第（一）项', '', '', ''],
  ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
  ['规章', '0', '0', '0'],
  ['行政规范性文件', '3', '1', '8'],
  ['第二十条第（五）项', '', '', ''],
  ['信息内容', '本年处理决定数量', '', ''],
  ['行政许可', '120', '', ''],
  ['第二十条第（六）项', '', '', ''],
  ['信息内容', '本年处理决定数量', '', ''],
  ['行政处罚', '14', '', ''],
  ['行政强制', '2', '', ''],
  ['第二十条第（八）项', '', '', ''],
  ['信息内容', '本年收费金额（单位：万元）', '', ''],
  ['行政事业性收费', '83.93', '', ''],
];

const ROWS_2021: readonly string[] = [
  '一、本年新收政府信息公开申请数量',
  '二、上年结转政府信息公开申请数量',
  '（一）予以公开',
  '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  '1.属于国家秘密',
  '2.其他法律行政法规禁止公开',
  '3.危及“三安全一稳定”',
  '4.保护第三方合法权益',
  '5.属于三类内部事务信息',
  '6.属于四类过程性信息',
  '7.属于行政执法案卷',
  '8.属于行政查询事项',
  '1.本机关不掌握相关政府信息',
  '2.没有现成信息需要另行制作',
  '3.补正后申请内容仍不明确',
  '1.信访举报投诉类申请',
  '2.重复申请',
  '3.要求提供公开出版物',
  '4.无正当理由大量反复申请',
  '5.要求行政机关确认或重新出具已获取信息',
  '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
  '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
  '3.其他',
  '（七）总计',
  '四、结转下年度继续办理',
];

export const APPLICANTS: readonly string[] = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];

const FIGURES: Readonly<Record<string, readonly string[]>> = {
  一: ['9', '2', '0', '0', '0', '0', '11'],
  '（一）': ['6', '1', '0', '0', '0', '0', '7'],
  '1.本机关': ['3', '1', '0', '0', '0', '0', '4'],
  '（七）': ['9', '2', '0', '0', '0', '0', '11'],
};

const figuresOf = (label: string): readonly string[] =>
  Object.entries(FIGURES).find(([start]) => label.startsWith(start))?.[1] ?? ['0', '0', '0', '0', '0', '0', '0'];

/** Row label and its seven figures; nine plus two requests, seven granted, four not held. */
export const SECTION_THREE: readonly (readonly string[])[] = [
  ['（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', ...APPLICANTS],
  ...ROWS_2021.map((label) => [label, ...figuresOf(label)]),
];

export const SECTION_FOUR: readonly (readonly string[])[] = [
  ['行政复议', '', '', '', '', '行政诉讼', '', '', '', '', '', '', '', '', ''],
  ['', '', '', '', '', '未经复议直接起诉', '', '', '', '', '复议后起诉', '', '', '', ''],
  [...Array<readonly string[]>(3).fill(['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'])].flat(),
  ['1', '1', '0', '0', '2', '0', '0', '6', '0', '6', '2', '0', '4', '6', '12'],
];

// 三、收到和处理政府信息公开申请情况: rows of handling × seven kinds of applicant. The 2021 edition splits （六）其他处理 in three.
import type { Edition, FormHeading, FormTable } from '../model/index.js';
import { balance, formTable, heading, makeField } from './build.js';

const ORGANISATIONS = ['法人或其他组织'];
const RESULT = '三、本年度办理结果';
const DENIED = [RESULT, '（三）不予公开'];
const UNABLE = [RESULT, '（四）无法提供'];
const NOT_PROCESSED = [RESULT, '（五）不予处理'];
const OTHER = [RESULT, '（六）其他处理'];

const COLUMNS: readonly FormHeading[] = [
  heading('natural_person', 'natural persons', ['自然人']),
  heading('business', 'commercial enterprises', ['商业企业'], ORGANISATIONS),
  heading('research', 'research institutions', ['科研机构'], ORGANISATIONS),
  heading('social', 'public-interest organisations', ['社会公益组织', '社会公益机构', '社会公益'], ORGANISATIONS),
  heading('legal', 'legal service institutions', ['法律服务机构', '法律服务'], ORGANISATIONS),
  heading('other', 'other legal persons or organisations', ['其他'], ORGANISATIONS),
  heading('total', 'total', ['总计', '合计']),
];

const before: readonly FormHeading[] = [
  heading('new_received', 'Requests newly received this year', ['一、本年新收政府信息公开申请数量']),
  heading('carried_over', 'Requests carried over from the previous year', ['二、上年结转政府信息公开申请数量']),
  heading('granted', 'Disclosed (granted)', ['（一）予以公开'], [RESULT]),
  heading('partial', 'Partially disclosed', ['（二）部分公开（区分处理的，只计这一情形，不计其他情形）', '（二）部分公开'], [RESULT]),
  heading('denied_state_secret', 'Not disclosed: state secret', ['1.属于国家秘密'], DENIED),
  heading(
    'denied_law_prohibited',
    'Not disclosed: otherwise prohibited by law or administrative regulation',
    ['2.其他法律行政法规禁止公开', '2.其他法律行政止公开'],
    DENIED,
  ),
  heading(
    'denied_security_stability',
    'Not disclosed: endangers “three securities and one stability”',
    ['3.危及“三安全一稳定”', '3.危及国家安全、公共安全、经济安全、社会稳定'],
    DENIED,
  ),
  heading('denied_third_party', 'Not disclosed: protects third parties', ['4.保护第三方合法权益'], DENIED),
  heading('denied_internal_affairs', 'Not disclosed: internal-affairs information of three kinds', ['5.属于三类内部事务信息'], DENIED),
  heading('denied_process', 'Not disclosed: process information of four kinds', ['6.属于四类过程性信息'], DENIED),
  heading('denied_enforcement_file', 'Not disclosed: administrative enforcement case file', ['7.属于行政执法案卷'], DENIED),
  heading('denied_admin_query', 'Not disclosed: matter of administrative query', ['8.属于行政查询事项'], DENIED),
  heading('unable_not_held', 'Unable to provide: not held by this organ', ['1.本机关不掌握相关政府信息'], UNABLE),
  heading('unable_no_existing', 'Unable to provide: no ready-made information', ['2.没有现成信息需要另行制作'], UNABLE),
  heading('unable_unclear', 'Unable to provide: still unclear after correction', ['3.补正后申请内容仍不明确'], UNABLE),
  heading('not_processed_petition', 'Not processed: petition, report or complaint', ['1.信访举报投诉类申请'], NOT_PROCESSED),
  heading('not_processed_duplicate', 'Not processed: repeated request', ['2.重复申请'], NOT_PROCESSED),
  heading('not_processed_publication', 'Not processed: asks for public publications', ['3.要求提供公开出版物'], NOT_PROCESSED),
  heading('not_processed_excessive', 'Not processed: numerous and frequent requests', ['4.无正当理由大量反复申请'], NOT_PROCESSED),
  heading(
    'not_processed_reconfirm',
    'Not processed: asks to confirm or re-issue information already obtained',
    ['5.要求行政机关确认或重新出具已获取信息'],
    NOT_PROCESSED,
  ),
];

const other2021: readonly FormHeading[] = [
  heading(
    'other_no_correction',
    'Other: not corrected in time, request dropped',
    ['1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
    OTHER,
  ),
  heading(
    'other_fee_unpaid',
    'Other: notified fee not paid in time, request dropped',
    ['2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
    OTHER,
  ),
  heading('other_misc', 'Other: miscellaneous', ['3.其他'], OTHER),
];

const other2019: readonly FormHeading[] = [heading('other_processing', 'Other handling', ['（六）其他处理', '（六）其他'], [RESULT])];

const after: readonly FormHeading[] = [
  heading('total_processed', 'Total handled this year', ['（七）总计', '（七）合计'], [RESULT]),
  heading('carried_forward', 'Carried forward to the next year', ['四、结转下年度继续办理', '四、结转下年继续办理']),
];

const ORIGIN = '国办公开办函〔2021〕30号 and 〔2019〕60号, section three';

const rulesOf = (rows: readonly FormHeading[]) => {
  const outside = new Set(['new_received', 'carried_over', 'total_processed', 'carried_forward']);
  const leaves = rows.filter((row) => !outside.has(row.code));
  const parts = COLUMNS.filter((column) => column.code !== 'total');
  const perColumn = COLUMNS.flatMap(({ code: c, english }) => [
    balance(
      {
        id: 'T3-BAL',
        label: '本年新收 + 上年结转 = 总计 + 结转下年',
        description: `New and carried over equal handled and carried forward, ${english}`,
        origin: `${ORIGIN}; printed on the form`,
        severity: 'error',
      },
      `t3.total_processed.${c}`,
      [`t3.new_received.${c}`, `t3.carried_over.${c}`],
      [`t3.carried_forward.${c}`],
    ),
    balance(
      { id: 'T3-SUM', label: '（七）总计 = （一）至（六）之和', description: `The total is the sum of the outcomes, ${english}`, origin: ORIGIN, severity: 'error' },
      `t3.total_processed.${c}`,
      leaves.map((row) => `t3.${row.code}.${c}`),
    ),
  ]);
  const perRow = rows.map((row) =>
    balance(
      { id: 'T3-ROW', label: '总计 = 自然人 + 法人或其他组织各列', description: `The row total is the sum of the applicants: ${row.english}`, origin: ORIGIN, severity: 'error' },
      `t3.${row.code}.total`,
      parts.map((column) => `t3.${row.code}.${column.code}`),
    ),
  );
  return [...perColumn, ...perRow];
};

const sectionThree = (edition: Edition, others: readonly FormHeading[]): FormTable => {
  const rows = [...before, ...others, ...after];
  const fields = rows.flatMap((row) => COLUMNS.map((column) => makeField('t3', row, column, { unit: '件', type: 'count' })));
  return formTable('t3', edition, rows, COLUMNS, fields, rulesOf(rows));
};

export const SECTION_THREE_2021 = sectionThree('2021', other2021);
export const SECTION_THREE_2019 = sectionThree('2019', other2019);

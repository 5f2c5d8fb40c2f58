// 四、政府信息公开行政复议、行政诉讼情况: three groups × five outcomes, the same in both editions.
import type { Edition, FormHeading, FormTable } from '../model/index.js';
import { balance, formTable, heading, makeField } from './build.js';

const LITIGATION = ['行政诉讼'];

const GROUPS: readonly FormHeading[] = [
  heading('review', 'Administrative reconsideration', ['行政复议']),
  heading('litigation_direct', 'Litigation without prior reconsideration', ['未经复议直接起诉'], LITIGATION),
  heading('litigation_after_review', 'Litigation after reconsideration', ['复议后起诉'], LITIGATION),
];

const COLUMNS: readonly FormHeading[] = [
  heading('upheld', 'agency action upheld', ['结果维持']),
  heading('corrected', 'agency action corrected', ['结果纠正']),
  heading('other', 'other outcome', ['其他结果']),
  heading('pending', 'not yet concluded', ['尚未审结']),
  heading('total', 'total', ['总计', '合计']),
];

export const sectionFour = (edition: Edition): FormTable => {
  const fields = GROUPS.flatMap((group) => COLUMNS.map((column) => makeField('t4', group, column, { unit: '件', type: 'count' })));
  const rules = GROUPS.map(({ code, english }) =>
    balance(
      {
        id: 'T4-SUM',
        label: '总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结',
        description: `The total is the sum of the outcomes: ${english}`,
        origin: '国办公开办函〔2021〕30号 and 〔2019〕60号, section four',
        severity: 'error',
      },
      `t4.${code}.total`,
      COLUMNS.slice(0, 4).map((column) => `t4.${code}.${column.code}`),
    ),
  );
  return formTable('t4', edition, GROUPS, COLUMNS, fields, rules);
};

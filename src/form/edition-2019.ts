import type { Form } from '../model/index.js';
import { sectionFour } from './section-four.js';
import { SECTION_THREE_2019 } from './section-three.js';
import { SECTION_TWO_2019 } from './section-two.js';

export const FORM_2019: Form = {
  edition: '2019',
  title: '政府信息公开工作年度报告格式（试行）',
  basis: '国办公开办函〔2019〕60号',
  years: [2019, 2020],
  tables: { t2: SECTION_TWO_2019, t3: SECTION_THREE_2019, t4: sectionFour('2019') },
};

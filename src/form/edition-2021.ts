import type { Form } from '../model/index.js';
import { sectionFour } from './section-four.js';
import { SECTION_THREE_2021 } from './section-three.js';
import { SECTION_TWO_2021 } from './section-two.js';

export const FORM_2021: Form = {
  edition: '2021',
  title: '政府信息公开工作年度报告格式',
  basis: '国办公开办函〔2021〕30号',
  years: [2021, null],
  tables: { t2: SECTION_TWO_2021, t3: SECTION_THREE_2021, t4: sectionFour('2021') },
};

// Quirks of labels and headings inside the tables. The numbers stay as they are.
import { cellsOf, type Cell, type Sheet } from '../paper.js';
import { halves, type Quirk } from './quirk.js';
import { toTraditional } from './traditional.js';

const labelled = (sheet: Sheet, code: string): Cell[] => cellsOf(sheet).filter((each) => each.field === undefined && each.code?.split('.').at(-1) === code);

const relabel =
  (code: string, text: string) =>
  (sheet: Sheet): void => {
    const found = labelled(sheet, code);
    if (found.length === 0) throw new Error(`Expected a label ${code} in the report`);
    for (const each of found) each.text = text;
  };

const rewrite =
  (change: (text: string, each: Cell) => string) =>
  (sheet: Sheet): void => {
    for (const each of cellsOf(sheet)) if (each.field === undefined) each.text = change(each.text, each);
  };

const only = (code: string, text: string, about: string): Quirk => ({ about, apply: relabel(code, text) });

/** A blank after every `every`th character, as justified lines and line ends leave them. */
const spread = (text: string, every: number, mark: string): string =>
  Array.from(text, (char, i) => (i > 0 && i % every === 0 ? mark + char : char)).join('');

export const LABEL_QUIRKS = {
  label: { about: 'Any label by its code: label=<code>:<text>', apply: (sheet, value) => relabel(...halves(value))(sheet) },
  'normative-short': only('normative_docs', '规范性文件', '规范性文件 for 行政规范性文件 (乐都 2022)'),
  'normative-long': only('normative_docs', '规范性文件（指各行政机关印发的有正式文号的文件）', 'explained in brackets (厉山镇 2019)'),
  'regulations-long': only('regulations', '规章（设区的市、自治州人民政府应提供相关数据）', 'explained in brackets (拖市镇 2020)'),
  'regulations-blank': only('regulations', '', 'row label lost (徐望镇 2025)'),
  'repealed-slip': only('repealed', '本年度止件数', '本年度止件数 for 本年废止件数 (乐都 2022)'),
  'in-force-short': only('in_force', '现行有效件', 'last character lost (北岙街道 2021)'),
  'in-force-cumulative': only('in_force', '现行有效件数（历史累计）', 'explained in brackets (made)'),
  'issued-slip': only('issued', '本年发件', '本年发件 for 本年制发件数 (宁强 2021)'),
  'made-cut': {
    about: 'both headings cut to 本年新 after the line break (两城镇 2020)',
    apply: (sheet) => {
      relabel('made', '本年新')(sheet);
      relabel('newly_disclosed', '本年新')(sheet);
    },
  },
  'change-cut': only('items_change', '本年增/', '减 lost (马水镇 2019)'),
  'numbers-in-headings': {
    about: 'headings explained with years and an example number (胡市镇 2019)',
    apply: (sheet) => {
      const { year } = sheet.figures;
      relabel('items_prev_year', `上一年项目数量\n（指${year - 1}年事项数）`)(sheet);
      relabel('items_change', `本年增/减\n（指${year}年增加或减少的事项数，减用负值表示，如-8）`)(sheet);
      const decisions = cellsOf(sheet, 't2').filter((each) => each.code === 'decisions');
      for (const each of decisions) each.text = `处理决定数量\n（指${year}年办件量）`;
    },
  },
  'rows-in-label': only(
    'other_services',
    '其他对外管理服务事项（指行政许可以外的政务服务事项，含行政确认、行政奖励、行政给付、行政裁决，不含行政处罚、行政强制）',
    'the label holds the labels of other rows (黄陂 2020)',
  ),
  'article-cut': { about: '（一）项 lost in all blocks (徐望镇 2025)', apply: rewrite((text) => text.replace(/^第二十条第（.）项$/, '第二十条第')) },
  'article-spaced': { about: '第二十条 第（一）项 (淮安市 2024)', apply: rewrite((text) => text.replace(/^第二十条第/, '第二十条 第')) },
  'unit-no-brackets': only('amount_wan', '本年收费金额单位:万元', 'brackets lost (徐望镇 2025)'),
  'unit-missing': only('amount_wan', '本年收费金额', 'no unit in the heading'),
  'law-slip': only('denied_law_prohibited', '2.其他法律行政止公开', '法规禁 lost (洪泽 2024)'),
  'security-spelled': only('denied_security_stability', '3.危及国家安全、公共安全、经济安全、社会稳定', 'spelled out'),
  'straight-quotes': { about: 'straight quotes (") for “ ”', apply: rewrite((text) => text.replace(/[“”]/g, '"')) },
  'list-commas': { about: '1、 for 1. (沭阳 2025, 淮安市 2024)', apply: rewrite((text) => text.replace(/^(\d)\./, '$1、')) },
  'list-full-stop': { about: '１． for 1. (made)', apply: rewrite((text) => text.replace(/^(\d)\./, (_, digit: string) => `${String.fromCharCode(digit.charCodeAt(0) + 0xfee0)}．`)) },
  'list-none': { about: 'no numbers before the labels (made)', apply: rewrite((text) => text.replace(/^(\d\.|（[一二三四五六七]）|[一二三四]、)/, '')) },
  'comma-for-pause': { about: '， for 、 (沭阳 2025)', apply: rewrite((text) => text.replace('逾期不补正、', '逾期不补正，')) },
  'half-width-brackets': { about: '(一) for （一）', apply: rewrite((text) => text.replace(/（/g, '(').replace(/）/g, ')')) },
  'other-labelled': { about: '（六）其他, the same words as row 3.其他 (沭阳 2025)', apply: rewrite((text) => text.replace('（六）其他处理', '(六)其他')) },
  'total-heji': { about: '合计 for 总计 (made)', apply: rewrite((text) => text.replace(/^(（七）)?总计$/, '$1合计')) },
  'forward-slip': only('carried_forward', '四、结转下年继续办理', '度 lost (乐都 2022)'),
  'partial-short': only('partial', '（二）部分公开', 'the explanation left out'),
  'applicants-short': {
    about: '社会公益机构, 法律服务 (made)',
    apply: (sheet) => {
      relabel('social', '社会公益机构')(sheet);
      relabel('legal', '法律服务')(sheet);
    },
  },
  'label-spaces': { about: 'blanks inside labels where lines ended (乐都 2022)', apply: rewrite((text) => spread(text, 9, ' ')) },
  'label-lines': { about: 'labels broken over lines, also short ones (商业 / 企业)', apply: rewrite((text) => (text.length <= 6 ? spread(text, 2, '\n') : spread(text, 8, '\n'))) },
  'letter-spacing': { about: '总 计, 三 、本 年 度 办 理 结 果 (洪泽 2024)', apply: rewrite((text, { code }) => (text === '总计' || code === 'result' ? spread(text, 1, ' ') : text)) },
  'vertical-result': {
    about: '三、本年度办理结果 written from top to bottom (洪泽 2024)',
    apply: (sheet) => labelled(sheet, 'result').forEach((each) => (each.vertical = true)),
  },
  traditional: {
    about: 'traditional characters in tables and headings (pages turned by a script)',
    apply: (sheet) => {
      rewrite(toTraditional)(sheet);
      for (const block of sheet.blocks) if (block.kind === 'heading' || block.kind === 'paragraph') block.text = toTraditional(block.text);
    },
  },
} as const satisfies Record<string, Quirk>;

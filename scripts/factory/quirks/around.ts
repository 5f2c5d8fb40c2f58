// Quirks of what stands around the tables: headings, sentences with numbers, years that contradict, other tables.
import { cell, type Block, type Sheet, type Text } from '../paper.js';
import { halves, type Quirk } from './quirk.js';

const headings = (sheet: Sheet): Text[] => sheet.blocks.filter((block): block is Text => block.kind === 'heading');

const chapter = (sheet: Sheet, number: number): Text => {
  const found = headings(sheet).find((heading) => heading.chapter === number);
  if (!found) throw new Error(`Expected a heading of chapter ${number}`);
  return found;
};

const insertAfter = (sheet: Sheet, block: Block, more: readonly Block[]): void => {
  sheet.blocks = sheet.blocks.flatMap((each) => (each === block ? [each, ...more] : [each]));
};

const period = (sheet: Sheet): Text => {
  const found = sheet.blocks.find((block): block is Text => block.kind === 'paragraph' && block.text.includes('统计期限'));
  if (!found) throw new Error('Expected a sentence on the period');
  return found;
};

const paragraph = (text: string): Text => ({ kind: 'paragraph', text });

export const AROUND_QUIRKS = {
  heading: {
    about: 'another heading: heading=<chapter>:<text>',
    apply: (sheet, value) => {
      const [number, text] = halves(value);
      chapter(sheet, Number(number)).text = text;
    },
  },
  'heading-missing': {
    about: 'a heading not printed: heading-missing=<chapter> (上海市政府办公厅 2025)',
    apply: (sheet, value) => {
      const gone = chapter(sheet, Number(value));
      sheet.blocks = sheet.blocks.filter((block) => block !== gone);
    },
  },
  'headings-plain': {
    about: 'headings without numbers (兴化 2025)',
    apply: (sheet) => headings(sheet).forEach((heading) => (heading.text = heading.text.slice(2))),
  },
  'headings-restart': {
    about: 'numbers run on in prose, then restart at the tables (上海市科委 2024)',
    apply: (sheet) => {
      const numbers = ['一', '一', '二', '三', '七', '八'];
      headings(sheet).forEach((heading, i) => (heading.text = `${numbers[i] ?? ''}${heading.text.slice(1)}`));
      insertAfter(sheet, chapter(sheet, 1), [paragraph('二、完善制度。全年修订办法2件。'), paragraph('三、加强培训。参加培训45人次。')]);
    },
  },
  'headings-as-paragraphs': {
    about: 'headings are ordinary paragraphs',
    apply: (sheet) => {
      sheet.blocks = sheet.blocks.map((block) => (block.kind === 'heading' ? paragraph(block.text) : block));
    },
  },
  'prose-between': {
    about: 'sentences with numbers between a heading and its table (拖市镇 2020)',
    apply: (sheet) => {
      insertAfter(sheet, chapter(sheet, 2), [
        paragraph('1.本年制发规范性文件12件，废止3件。'),
        paragraph('2.行政许可办结88件，行政处罚7件。'),
        paragraph('该部分以表格形式报告。表格如下：'),
      ]);
      insertAfter(sheet, chapter(sheet, 3), [paragraph('（一）全年受理申请情况。当面申请2件，网络申请9件，已办结11件，结转0件。')]);
    },
  },
  'years-in-prose': {
    about: 'other years named before the year of the report',
    apply: (sheet) => {
      const { year } = sheet.figures;
      insertAfter(sheet, chapter(sheet, 1), [
        paragraph(`按照2019年修订的条例和国办公开办函〔2021〕30号文件要求，与${year - 1}年相比，公开数量增加12%，比${year - 2}年增加40条。`),
      ]);
    },
  },
  'wrong-period': {
    about: 'the period sentence still names the year before (淮安自然资源局 2021)',
    apply: (sheet) => {
      const text = period(sheet);
      text.text = text.text.replaceAll(`${sheet.figures.year}年`, `${sheet.figures.year - 1}年`);
    },
  },
  'period-lost': {
    about: '自201911日起至20191231日止: 年 and 月 lost (马水镇 2019)',
    apply: (sheet) => {
      const { year } = sheet.figures;
      const text = period(sheet);
      text.text = text.text.replace(`${year}年1月1日`, `${year}11日`).replace(`${year}年12月31日`, `${year}1231日`);
    },
  },
  'no-period': {
    about: 'no sentence on the period',
    apply: (sheet) => {
      const gone = period(sheet);
      sheet.blocks = sheet.blocks.filter((block) => block !== gone);
    },
  },
  'wrong-basis': {
    about: '国办公开办函〔2019〕60号 named over a 2021 form (太平镇 2022)',
    apply: (sheet) => {
      period(sheet).text = `按照国办公开办函〔2019〕60号要求，${period(sheet).text}`;
    },
  },
  'no-signature': {
    about: 'nothing below the last chapter',
    apply: (sheet) => {
      sheet.blocks = sheet.blocks.filter((block) => block.kind !== 'signature');
    },
  },
  'other-table': {
    about: 'another table with numbers in chapter one',
    apply: (sheet, _value, random) => {
      const row = (label: string) => [cell(label, 'label'), cell(String(random.whole(1, 400)), 'number'), cell(String(random.whole(1, 400)), 'number')];
      insertAfter(sheet, chapter(sheet, 1), [
        {
          kind: 'table',
          section: 'other',
          rows: [[cell('公开方式', 'head'), cell('本年发布（条）', 'head'), cell('上年发布（条）', 'head')], ...['政府网站', '微信公众号', '政府公报', '其他', '总计'].map(row)],
          widths: [40, 30, 30],
        },
      ]);
    },
  },
  'unit-line': {
    about: '单位：件 above the tables (made)',
    apply: (sheet) => {
      for (const number of [2, 3, 4]) insertAfter(sheet, chapter(sheet, number), [paragraph('单位：件')]);
    },
  },
  numbered: {
    about: 'a document number and an index line above the title',
    apply: (sheet) => {
      sheet.blocks.unshift(paragraph(`青政公开〔${sheet.figures.year + 1}〕3号`), paragraph(`索引号：01445${sheet.figures.year + 1}0017`));
    },
  },
} as const satisfies Record<string, Quirk>;

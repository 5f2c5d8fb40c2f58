// Figures → one sheet: title, six chapters, the three tables in their places.
import type { Figures } from './figures.js';
import type { Block, Sheet, Text } from './paper.js';
import { proseOf } from './prose.js';
import type { Random } from './random.js';
import { sectionFour, sectionThree, sectionTwo } from './tables.js';
import { TITLES, type TitleShape } from './title.js';

const CHAPTERS = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
  '五、存在的主要问题及改进情况',
  '六、其他需要报告的事项',
] as const;

const heading = (chapter: number): Text => ({ kind: 'heading', chapter, text: CHAPTERS[chapter - 1] ?? '' });
const paragraphs = (texts: readonly string[]): Text[] => texts.map((text) => ({ kind: 'paragraph', text }));

/** Published on the 20th of January after the year of the report: a fixed date, so that the bytes stay the same. */
export const layOut = (figures: Figures, title: TitleShape, random: Random): Sheet => {
  const { period, overview, problems, others } = proseOf(figures, random);
  const printedTitle = TITLES[title](figures.body, figures.year);
  const blocks: Block[] = [
    { kind: 'title', text: printedTitle },
    ...paragraphs([period]),
    heading(1),
    ...paragraphs(overview),
    heading(2),
    sectionTwo(figures),
    heading(3),
    sectionThree(figures),
    heading(4),
    sectionFour(figures),
    heading(5),
    ...paragraphs(problems),
    heading(6),
    ...paragraphs([others]),
    { kind: 'signature', text: figures.body },
    { kind: 'signature', text: `${figures.year + 1}年1月20日` },
  ];
  return { figures, title: printedTitle, published: `${figures.year + 1}-01-20`, blocks };
};

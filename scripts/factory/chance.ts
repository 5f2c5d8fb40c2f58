// Recipes by chance: combinations of quirks nobody thought of, to find the ones a reader does not bear. The same seed gives the same recipe.
import { TITLES } from './title.js';
import { parseRecipe, type Recipe } from './recipe.js';
import { seeded, type Random } from './random.js';

/** Cheap renderers first: half of the documents are pages. */
const RENDERINGS: readonly [string, Record<string, readonly (string | number | boolean)[]>][] = [
  ['html', { site: ['trs', 'jpage', 'ucap', 'vsb', 'gkml', 'nested', 'bare'], dress: ['clean', 'formal', 'word', 'loose'], charset: ['utf-8', 'gbk-said-gb2312', 'utf-8-unsaid'] }],
  ['html', { site: ['trs', 'nested', 'bare'], dress: ['word', 'loose'] }],
  ['text', { style: ['tab', 'tabShort', 'pipe', 'markdown', 'lines', 'linesTight', 'layout', 'glued', 'damaged'], gap: ['1', '2'], newline: ['lf', 'crlf'] }],
  ['docx', { manyRuns: [true, false], landscape: [true, false] }],
  ['pdf-chromium', { font: ['wqy', 'serif', 'sans'], rules: ['full', 'thick', 'dotted', 'double', 'horizontal', 'open', 'none', 'shaded'], footer: ['dashes', 'wide', 'ofTotal', 'plain', 'none'], size: [7.5, 9, 10], tallRows: [true, false], numbersTop: [true, false], space3: [0, 30, 60, 90], landscape: [false, false, true], justify: [false, true] }],
];

const ROWS = ['granted', 'partial', 'denied_process', 'unable_not_held', 'unable_no_existing', 'not_processed_petition', 'not_processed_reconfirm'];
const CUT_ROWS = ['denied_third_party', 'unable_not_held', 'unable_no_existing', 'not_processed_duplicate', 'total_processed'];

const LABELS = ['normative-short', 'repealed-slip', 'in-force-short', 'in-force-cumulative', 'issued-slip', 'regulations-blank', 'article-cut', 'article-spaced', 'unit-no-brackets', 'law-slip', 'security-spelled', 'straight-quotes', 'list-commas', 'list-full-stop', 'list-none', 'half-width-brackets', 'other-labelled', 'total-heji', 'forward-slip', 'partial-short', 'applicants-short', 'label-spaces', 'label-lines', 'letter-spacing', 'vertical-result', 'traditional', 'made-cut', 'change-cut', 'numbers-in-headings', 'rows-in-label', 'normative-long', 'regulations-long'];
const CELLS = ['blank-zeros', 'blank-organisations', 'blank-totals', 'blank-some', 'zero-mark=/', 'zero-mark=-', 'zero-mark=—', 'zero-mark=无', 'organisation-mark=—', 'pad-spaces', 'pad-nbsp', 'full-width-digits', 'thousands', 'pieces-in-cell', 'two-decimals', 'plus-sign', 'yuan-in-cell', 'wan-in-cell', 'remark=table3.granted.total:（其中3件）', 'remark=table2.licensing_decisions:（含延续）', 'set=table4.review.total:0', 'set=table3.granted.total:77', 'set=table3.total_processed.business:5', 'set=table3.carried_forward.natural_person:1'];
const TABLES = ['split-blocks', 'split-many', 'span-disagrees', 'unmerged', 'labels-repeated', 'title-row', 'empty-rows', 'note-below', 'extra-row', 'amount-in-wan', 'drop-column=research', 'drop-table=t4', 'drop-table=t2'];
const AROUND = ['heading-missing=2', 'heading-missing=3', 'heading-missing=4', 'headings-plain', 'headings-restart', 'headings-as-paragraphs', 'prose-between', 'years-in-prose', 'wrong-period', 'period-lost', 'no-period', 'wrong-basis', 'no-signature', 'other-table', 'unit-line', 'numbered'];

const pickOf = <T>(items: readonly T[], random: Random): T[] => {
  const item = items[random.whole(0, items.length - 1)];
  return item === undefined ? [] : [item];
};

const some = (items: readonly string[], most: number, random: Random): string[] => [
  ...new Set(Array.from({ length: random.whole(0, most) }, () => pickOf(items, random)).flat()),
];

const quirksBy = (random: Random): string[] => [
  ...some(LABELS, 3, random),
  ...some(CELLS, 2, random),
  ...(random.next() < 0.1 ? pickOf(ROWS, random).map((row) => `drop-row=${row}`) : []),
  ...some(TABLES, 1, random),
  ...(random.next() < 0.2 ? pickOf(CUT_ROWS, random).map((row) => `${random.pick(['cut-three', 'repeated-head', 'invented-heads', 'cut-with-page-number'])}=${row}`) : []),
  ...some(AROUND, 2, random),
];

const BODIES = ['青石县柳河镇人民政府', '青石县人民政府', '青石县发展和改革局', '青石市人民政府办公室', '青石县东关街道办事处', '青石县卫生健康委员会'] as const;

/** One recipe; some name quirks that do not fit each other or the form and cannot be made. */
export const recipeByChance = (seed: number): Recipe => {
  const random = seeded(seed);
  const [rendering] = pickOf(RENDERINGS, random);
  const [renderer, choices] = rendering ?? ['html', {}];
  const year = random.whole(2019, 2025);
  const edition = year < 2021 ? '2019' : '2021';
  const mixed = random.next() < 0.15 ? '2019' : edition;
  return parseRecipe({
    renderer,
    options: Object.fromEntries(Object.entries(choices).flatMap(([name, values]) => pickOf(values, random).map((value) => [name, value] as const))),
    reports: [
      {
        figures: { size: random.pick(['township', 'township', 'county', 'county', 'city']), seed, t2: edition, t3: mixed },
        body: random.pick(BODIES),
        year,
        title: pickOf(Object.keys(TITLES).filter((title) => !['noBody', 'noYear'].includes(title)), random)[0],
        seed,
        quirks: quirksBy(random),
      },
    ],
  });
};

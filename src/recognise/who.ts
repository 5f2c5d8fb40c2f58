// Whose report, of which year, for what scope: title > period sentence > signature and page data > dates. Each answer says where it was seen.
import { halfWidth } from '../number.js';
import { squeeze, tidy } from '../text.js';
import type { Document, Finding, Place, Report, Scope, Seen } from '../model/index.js';
import { finding } from '../model/index.js';
import type { Line } from './lines.js';
import { proveName } from './name.js';
import { isFuller, isOrgan, isOwn } from './organ.js';
import { parseTitle, type Title } from './title.js';

export type Identity = Pick<Report, 'body' | 'year' | 'scope' | 'title' | 'published'> & { readonly findings: readonly Finding[] };

interface Prose {
  readonly text: string;
  readonly at: Place;
  readonly pictured: boolean;
}

interface SeenTitle extends Title {
  readonly from: string;
  readonly at?: Place;
}

/** The title stands among the first lines; a signature among the last. */
const HEAD = 15;
const TAIL = 12;
/** A title is broken over so many lines at most. */
const TITLE_LINES = 3;

const proseOf = (lines: readonly Line[]): Prose[] =>
  lines.flatMap((line) => {
    const [slot] = line.slots;
    return line.grid === 'prose' && slot && tidy(slot.text) !== '' ? [{ text: slot.text, at: slot.at, pictured: line.block.kind !== 'table' && line.block.pictured === true }] : [];
  });

/** Titles on the paper: on one line, else on the fewest lines that make one. */
const printedTitles = (prose: readonly Prose[]): SeenTitle[] => {
  const head = prose.slice(0, HEAD);
  for (let size = 1; size <= TITLE_LINES; size += 1) {
    const found = head.flatMap(({ at }, start): SeenTitle[] => {
      const run = head.slice(start, start + size);
      const title = run.length === size ? parseTitle(run.map((line) => tidy(line.text)).join('')) : undefined;
      return title ? [{ ...title, from: 'title', at }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
};

/** Names under which pages give their title, besides the meta tags. */
const TITLE_KEYS = ['ArticleTitle', '标题', '名称', 'title'];
const BODY_KEYS = ['发布机构', '发文机关', '公开主体', '编制单位', '单位', '来源', 'ContentSource', '信息来源'];
const DATE_KEYS = ['PubDate', '发布日期', '公开日期', '发布时间', '成文日期', '生成日期', '发文日期'];

const metaTitles = (document: Document): SeenTitle[] =>
  [...TITLE_KEYS.map((key) => [key, document.meta[key]] as const), ['link', document.capture.lead?.title] as const].flatMap(([key, text]) => {
    const title = text === undefined ? undefined : parseTitle(text);
    return title ? [{ ...title, from: key }] : [];
  });

const seen = <T>(value: T, from: string, text: string, at?: Place): Seen<T> => ({ value, from, text, ...(at ? { at } : {}) });

/** 统计期限自2023年1月1日起至…; characters may be lost: 自201911日起至20191231日止. */
const PERIOD = /(?:自|从|为|[:：期限])(20\d{2})年?0?1月?0?1日?起?(?:至|到|-|—|~)/;
const PERIOD_END = /(?:至|到)(20\d{2})年?12月?31日/;

const periodYear = (prose: readonly Prose[]): Seen<number> | null => {
  for (const { text, at } of prose) {
    const flat = squeeze(halfWidth(text));
    const match = PERIOD.exec(flat) ?? PERIOD_END.exec(flat);
    if (match?.[1]) return seen(Number(match[1]), 'period sentence', flat.slice(Math.max(0, match.index - 10), match.index + 40), at);
  }
  return null;
};

const DATE = /(20\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})/;

const publishedOn = (document: Document, prose: readonly Prose[]): Seen<string> | null => {
  for (const key of DATE_KEYS) {
    const match = DATE.exec(document.meta[key] ?? '');
    if (match) return seen(isoDate(match), key, document.meta[key] ?? '');
  }
  for (const { text, at } of [...prose.slice(-TAIL)].reverse()) {
    const flat = squeeze(halfWidth(text));
    const match = /^(20\d{2})年(\d{1,2})月(\d{1,2})日?$/.exec(flat);
    if (match) return seen(isoDate(match), 'signature', flat, at);
  }
  return null;
};

const isoDate = ([, year = '', month = '', day = '']: RegExpExecArray): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

const yearOf = (titles: readonly SeenTitle[], period: Seen<number> | null, published: Seen<string> | null, document: Document): Seen<number> | null => {
  const title = titles.find((candidate) => candidate.year !== undefined);
  if (title?.year !== undefined) return seen(title.year, title.from, title.text, title.at);
  if (period) return period;
  const lead = document.capture.lead?.year;
  if (lead !== undefined) return seen(lead, 'link', document.capture.lead?.title ?? '');
  return published ? seen(Number(published.value.slice(0, 4)) - 1, `${published.from} − 1`, published.text, published.at) : null;
};

/** `某某人民政府文件` heads a paper; the name signs it at the end, before the date. */
const namesOnPaper = (prose: readonly Prose[]): Seen<string>[] => {
  const named = (lines: readonly Prose[], from: string): Seen<string>[] =>
    lines.flatMap(({ text, at }) => {
      const name = squeeze(text).replace(/文件$/, '').replace(/[（(]?(?:盖章|公章)[)）]?$/, '').replace(/20\d{2}年\d{1,2}月\d{1,2}日$/, '');
      return isOrgan(name) ? [seen(name, from, text.trim(), at)] : [];
    });
  return [...named([...prose.slice(-TAIL)].reverse(), 'signature'), ...named(prose.slice(0, HEAD), 'heading')];
};

const namesOnPage = (document: Document): Seen<string>[] =>
  BODY_KEYS.flatMap((key) => {
    const text = document.meta[key];
    const name = squeeze(text ?? '');
    return text !== undefined && isOrgan(name) ? [seen(name, key, text)] : [];
  });

/** 本报告由某某编制 */
const editorOf = (prose: readonly Prose[]): Seen<string>[] =>
  prose.slice(0, HEAD * 2).flatMap(({ text, at }) => {
    const match = /(?:本报告由|现公布|现将)([\u4e00-\u9fff（）()]{3,30}?)(?:根据|按照|依据|编制|20\d{2})/.exec(squeeze(text));
    return match?.[1] && isOrgan(match[1]) ? [seen(match[1], 'opening sentence', match[0], at)] : [];
  });

const bodyOf = (titles: readonly SeenTitle[], others: readonly Seen<string>[]): Seen<string> | null => {
  const title = titles.find((candidate) => candidate.body !== undefined);
  if (title?.body === undefined) return others[0] ?? null;
  const name = title.body;
  const fuller = others.filter((other) => isFuller(other.value, name)).sort((a, b) => b.value.length - a.value.length)[0];
  return fuller ?? seen(name, title.from, title.text, title.at);
};

const AGGREGATE = /(?:本行政区域|全[省市县区旗州](?:各级|范围)?(?:行政机关)?(?:汇总|数据汇总)|汇总全[省市县区旗州]|(?:数据|报告)(?:包括|涵盖|汇总)[^。]{0,20}(?:各乡镇|各街道|各部门|所属部门))/;

const scopeOf = (body: Seen<string> | null, prose: readonly Prose[]): Seen<Scope> => {
  if (body && isOwn(body.value)) return seen<Scope>('own', body.from, body.text, body.at);
  for (const { text, at } of prose.slice(0, HEAD)) {
    const match = AGGREGATE.exec(squeeze(text));
    if (match) return seen<Scope>('aggregate', 'opening sentence', match[0], at);
  }
  return seen<Scope>('unknown', 'not told', '');
};

const disagreements = (year: Seen<number> | null, period: Seen<number> | null, published: Seen<string> | null): Finding[] => {
  if (!year) return [finding('year-unknown', 'Expected the year in the title, the period sentence or a date, found none')];
  const others = [
    ...(period && period !== year ? [period] : []),
    // Reports come out in the year after; later than two years is a re-publication and says nothing.
    ...(published && Number(published.value.slice(0, 4)) < year.value ? [seen(Number(published.value.slice(0, 4)), published.from, published.text)] : []),
  ].filter((other) => other.value !== year.value);
  return others.map((other) =>
    finding('year-conflict', `Year ${year.value} by ${year.from}; ${other.from} says ${other.value} ("${other.text.slice(0, 50)}"); ${year.from} counts`, {
      expected: year.value,
      found: other.value,
      ...(other.at ? { at: [other.at] } : {}),
    }),
  );
};

/**
 * @param lines those of this report.
 * @param alone whether the file holds just this report; only then do page data and file title speak for it.
 */
export const identify = (document: Document, lines: readonly Line[], alone: boolean): Identity => {
  const prose = proseOf(lines);
  // Above the first of several reports the whole file may have a title of its own.
  const printed = alone ? printedTitles(prose) : printedTitles(prose).reverse();
  const names = namesOnPaper(prose);
  const titles = [...printed, ...(alone ? metaTitles(document) : [])].map((title) => withNameAbove(title, names));
  const period = periodYear(prose);
  const published = publishedOn(alone ? document : { ...document, meta: {} }, prose);
  const year = yearOf(titles, period, published, alone ? document : withoutLead(document));
  const others = [...names, ...(alone ? namesOnPage(document) : []), ...editorOf(prose)];
  const pictured = new Set(prose.filter((line) => line.pictured).map(({ at }) => at));
  const named = titles.flatMap(({ body, from, text, at }) => (body === undefined ? [] : [seen(body, from, text, at)]));
  const { body, findings: doubts } = proveName(bodyOf(titles, others), [...named, ...others], ({ at }) => at !== undefined && pictured.has(at));
  const [title] = titles;
  return {
    body,
    year,
    scope: scopeOf(body, prose),
    title: title ? seen(title.text, title.from, title.text, title.at) : null,
    published,
    findings: [
      ...(body ? [] : [finding('body-unknown', 'Expected the name of a body in title, signature or page data, found none')]),
      ...doubts,
      ...disagreements(year, period, published),
    ],
  };
};

const withoutLead = (document: Document): Document => {
  const { lead, ...capture } = document.capture;
  return lead ? { ...document, capture } : document;
};

/** `淮安市洪泽区人民政府` on one line, `2024年政府信息公开工作年度报告` on the next: the line above names the body. */
const withNameAbove = (title: SeenTitle, names: readonly Seen<string>[]): SeenTitle => {
  const above = title.body === undefined && title.from === 'title' ? names.find((name) => name.from === 'heading') : undefined;
  return above ? { ...title, body: above.value, text: `${above.value}${title.text}` } : title;
};

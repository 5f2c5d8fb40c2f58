// Which links of a listing lead to further lists: folders of years, of bodies, of the reports of one year; and what such a list is
// known to hold before its rows are looked at.
import { columnOf } from './content.js';
import { isColumn } from './judge.js';
import type { Setting } from './judge.js';
import { sameSite } from './links.js';
import type { Anchor } from './links.js';
import type { TextPage } from './platform.js';
import { isBareBody, isBareYear, judgeTitle } from './title.js';

/** A list to walk, with what the page that leads there says of it. */
export interface Column extends Anchor {
  /** Its rows are reports, whatever they are called. */
  readonly reports: boolean;
  readonly year?: number;
  /** Its link promises reports: that there are none on it is worth telling. */
  readonly promising: boolean;
}

const optionalYear = (year: number | undefined): { year?: number } => (year === undefined ? {} : { year });

/** What stands above the rows of a column: its own headings, then the link that led there. */
export const settingOf = ({ uri, html }: TextPage, column: Column): Setting => {
  const { reports, year } = columnOf(html);
  return { uri, reports: reports || column.reports, ...optionalYear(year ?? column.year) };
};

/** `2023n/`, `2023n/index.html`, `2023n`; under a year alone also `xxgknb2023_list.shtml` and `1.html`, which may be articles elsewhere. */
const isFolder = ({ uri, title }: Anchor): boolean =>
  isColumn(uri) ||
  /\/[^./]*(?<!\d)20\d\d(?!\d)[^./]*$/.test(new URL(uri).pathname) ||
  (isBareYear(title) && /\/(?:(?:[^./]*list|common_)[^./]*\.\w+|1\.s?html?)$/i.test(new URL(uri).pathname));

const YEAR_ALONE = /^20\d\d年?度?$/;

/** In order; `everyFolder`: a person said that it goes on below, so folders count whatever their links say. */
export const columnsIn = (anchors: readonly Anchor[], { uri: first, reports = false, year: above }: Setting, everyFolder: boolean): Column[] => {
  const folder = new URL('.', first).href;
  return anchors.flatMap(({ uri, title }): Column[] => {
    if (!isFolder({ uri, title }) || uri === folder || uri === first) return [];
    const inside = uri.startsWith(folder) && !/\/\d{6}\/(?:index\.\w+)?$/.test(uri);
    const verdict = judgeTitle(title, true);
    const body = reports && isBareBody(title);
    const speaks = reports || judgeTitle(title).accepted;
    const year = verdict.accepted ? verdict.year : body ? above : undefined;
    // Years may lie anywhere on the host; menus lead to bodies and to other columns, too.
    const named = new URL(uri).host === new URL(first).host && (inside ? verdict.accepted || body : verdict.accepted && year !== undefined && speaks);
    const entered = everyFolder && sameSite(uri, first) && (inside || YEAR_ALONE.test(title));
    return named || entered ? [{ uri, title, reports: speaks, promising: named && speaks, ...optionalYear(year) }] : [];
  });
};

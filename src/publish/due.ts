// The statutory calendar of the reports: when one is due, when it came out, and by how many days that was too late.
import type { Report, Scope } from '../model/index.js';
import type { OrgLevel } from './organisation.js';

/** First reporting year under the Regulation of 2019 (国务院令第711号), in force since 15 May 2019. */
const NEW_RULE = 2019;

/** The latest day for anybody. */
export const lastDay = (year: number): string => `${year + 1}-03-31`;

/**
 * Day by which the report on a year must be public, `YYYY-MM-DD`. Since the Regulation of 2019 (article 49): 31 January for a department and
 * for an organ's own report, 31 March for a government of county level and above as a whole; where a government's report does
 * not tell which it is, the later. Before, 31 March for all. `undefined` where the Regulation names no day: townships, and
 * bodies whose level is not known.
 */
export const dueDay = (year: number, level: OrgLevel, scope: Scope): string | undefined => {
  if (year < NEW_RULE) return lastDay(year);
  if (level === 'township' || level === 'unknown') return undefined;
  return scope === 'own' || (level === 'department' && scope !== 'aggregate') ? `${year + 1}-01-31` : lastDay(year);
};

const CHINA_MS = 8 * 3600_000;

/** The day in China of a time in ISO 8601. */
const chinaDay = (time: string): string => new Date(Date.parse(time) + CHINA_MS).toISOString().slice(0, 10);

/** First days of the parts of a year between which nothing becomes due. */
const SEASONS = ['04-01', '02-01'];

/** The first day of the season a time lies in; what is due or not is the same all through it, so nothing changes from night to night. */
export const seasonOf = (time: string): string => {
  const day = chinaDay(time);
  return `${day.slice(0, 5)}${SEASONS.find((start) => day.slice(5) >= start) ?? '01-01'}`;
};

/** The youngest year on which reports can be out at that time. */
export const lastYear = (season: string): number => Number(season.slice(0, 4)) - 1;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const ADDRESS_DATES = [/\/t(20\d{2})(\d{2})(\d{2})_\d/, /\/art\/(20\d{2})\/(\d{1,2})\/(\d{1,2})\//, /\/c\/(20\d{2})-(\d{2})-(\d{2})\//, /\/(20\d{2})(\d{2})(\d{2})\//, /\/(20\d{2})(\d{2})\/(\d{2})\//];

/** The date in an address: when the document was made in the content management, which a move of the site makes new. */
const addressDay = (uri: string): string | undefined => {
  for (const pattern of ADDRESS_DATES) {
    const match = pattern.exec(uri);
    const day = match && [match[1], match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')].join('-');
    if (day && isDay(day)) return day;
  }
  return undefined;
};

export interface Publication {
  readonly day: string;
  /** The page says that it was published on this day; else it is one of signing or of the address, from which no delay can be told. */
  readonly told: boolean;
  readonly evidence: string;
}

type Dated = Pick<Report, 'published' | 'capture'>;

/** Statements of a page about its own publication; a signature, or 成文日期, is the day the text was made. */
const OF_PUBLICATION = ['PubDate', '发布日期', '公开日期', '发布时间'];

const statedOn = ({ published }: Dated, year: number): Publication[] => {
  if (!published || !isDay(published.value) || published.value <= `${year}-12-31`) return [];
  const told = OF_PUBLICATION.includes(published.from);
  return [{ day: published.value, told, evidence: `${published.from}: ${published.text}${told ? '' : ' (day of the text; that of publication is not told)'}` }];
};

const inAddress = ({ capture: { uri } }: Dated, year: number): Publication[] => {
  const day = addressDay(uri);
  return day !== undefined && day > `${year}-12-31` ? [{ day, told: false, evidence: `address: ${day} is when the document was made in the CMS; the report tells no date of publication` }] : [];
};

const earliest = (found: readonly Publication[]): Publication | undefined => [...found].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))[0];

/** When the report on the year came out first, by all its copies and states; dates within the year itself are of something else. */
export const publicationOf = (reports: readonly Dated[], year: number): Publication | undefined => {
  const stated = reports.flatMap((report) => statedOn(report, year));
  return earliest(stated.filter(({ told }) => told)) ?? earliest(stated) ?? earliest(reports.flatMap((report) => inAddress(report, year)));
};

const DAY_MS = 86_400_000;

/** Whole days after the due day; 0 in time. */
export const daysLate = (published: string, due: string): number => Math.max(0, Math.round((Date.parse(published) - Date.parse(due)) / DAY_MS));

// What the name of a body tells: its level, and a short ASCII word for it. Names are Chinese and no transliteration is at
// hand, so the word is the kind of body and the first digits of a digest: the same on every machine.
import { createHash } from 'node:crypto';
import { plain } from '../text.js';

/** `unknown`: the name alone does not tell, as with 开发区管理委员会, or 某市人民政府 without a division code. */
export type OrgLevel = 'central' | 'province' | 'prefecture' | 'county' | 'township' | 'department' | 'unknown';

const MUNICIPALITY = /^(?:北京|上海|天津|重庆)市(?:人民)?政府$/;
const AREA_COMMITTEE = /(?:区|园|岛|城|基地)(?:管理委员会|管委会)$/;
const GOVERNMENT = /(?:人民)?政府$/;
const TOWNSHIP = /(?:街道办事处|街道|镇|乡|苏木|地区办事处)$/;
const DEPARTMENT =
  /(?:局|委员会|委|厅|部|署|办|办公室|办公厅|中心|总队|支队|大队|队|处|站|所|馆|院|社|分局|公司|台|联合会|总会|协会)$/;

/** 市 is a province, a prefecture or a county; only a second 市, 州 or 盟 before it or the division code tells. */
const cityLevel = (name: string, region: string | undefined): OrgLevel => {
  if (MUNICIPALITY.test(`${name}政府`)) return 'province';
  if (/(?:市|自治州|地区|盟).+市$/.test(name)) return 'county';
  if (region === undefined) return 'unknown';
  if (region.endsWith('0000')) return 'unknown';
  return region.endsWith('00') ? 'prefecture' : 'county';
};

const governmentLevel = (area: string, region: string | undefined): OrgLevel => {
  if (/^(?:国务院|中央)$/.test(area)) return 'central';
  if (TOWNSHIP.test(area)) return 'township';
  if (/(?:自治州|地区|盟)$/.test(area)) return 'prefecture';
  if (/(?:省|自治区)$/.test(area)) return 'province';
  if (/(?:县|旗|区)$/.test(area)) return 'county';
  return area.endsWith('市') ? cityLevel(area, region) : 'unknown';
};

/**
 * Level of a body by its name; `region` is the division code of the portal that lists it, used only to tell a prefecture's
 * 市 from a county's. The office of a government (人民政府办公室) is a department.
 */
export const orgLevel = (body: string, region?: string): OrgLevel => {
  const name = plain(body).replace(/[（(][^（()）]*[)）]$/, '');
  if (MUNICIPALITY.test(name)) return 'province';
  if (GOVERNMENT.test(name)) return governmentLevel(name.replace(GOVERNMENT, ''), region);
  if (TOWNSHIP.test(name)) return 'township';
  if (AREA_COMMITTEE.test(name)) return 'unknown';
  if (DEPARTMENT.test(name)) return 'department';
  return 'unknown';
};

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['township', /(?:镇|乡|苏木)(?:人民)?(?:政府)?$/],
  ['street', /街道(?:办事处)?$/],
  ['gov', GOVERNMENT],
  ['office', /(?:办公室|办公厅|办)$/],
  ['bureau', /局$/],
  ['commission', /(?:委员会|委)$/],
  ['department', /(?:厅|部)$/],
];

/** 8 hex digits tell 4 billion names apart; the publisher adds a suffix where even that is not enough. */
const HEX = 8;

/** Bodies are the same when their names are, width and white space aside. */
export const bodyKey = (body: string): string => plain(body.normalize('NFKC'));

/** `bureau-0f3a9c12`: kind of body and digest of the folded name. */
export const orgSlug = (body: string): string => {
  const name = bodyKey(body);
  const kind = KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'body';
  return `${kind}-${createHash('sha256').update(name).digest('hex').slice(0, HEX)}`;
};

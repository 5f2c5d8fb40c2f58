// What the codes mean: the fields of the form and the code lists of the other columns, made from the forms and the catalogue.
import { FINDINGS } from '../model/index.js';
import type { Edition, Field, Form, TableId } from '../model/index.js';
import type { Cell } from './csv.js';
import { dimensionsOf, NOT_APPLICABLE } from './observations.js';

const TABLES: readonly TableId[] = ['t2', 't3', 't4'];

/** Fields that another edition splits or joins; everything else is either in both editions or has no counterpart. */
const COUNTERPARTS: Readonly<Record<string, string>> = {
  other_processing: 'In the 2021 edition split in three: compare with other_no_correction + other_fee_unpaid + other_misc.',
  other_no_correction: 'In the 2019 edition part of other_processing.',
  other_fee_unpaid: 'In the 2019 edition part of other_processing.',
  other_misc: 'In the 2019 edition part of other_processing.',
};

const comparability = (field: Field, editions: readonly Edition[], all: number): string => {
  if (editions.length === all) return 'The same in all editions.';
  return COUNTERPARTS[field.row] ?? `Only in the ${editions.join(' ')} edition; no counterpart.`;
};

/** Rows of fields.csv: fields of the newest edition first, then what only older ones have, table by table. */
export const fieldRows = (forms: readonly Form[]): Cell[][] => {
  const newestFirst = [...forms].sort((a, b) => b.years[0] - a.years[0]);
  return TABLES.flatMap((table) => {
    const fields = new Map<string, Field>();
    for (const form of newestFirst) for (const field of form.tables[table].fields) if (!fields.has(field.id)) fields.set(field.id, field);
    return [...fields.values()].map((field) => {
      const editions = newestFirst.filter((form) => form.tables[table].fields.some(({ id }) => id === field.id)).map(({ edition }) => edition).sort();
      const { indicator, applicantType, outcome } = dimensionsOf(field);
      const labels = [field.label, field.english, field.unit, field.type];
      return [field.id, table, indicator, applicantType, outcome, ...labels, editions.join(' '), comparability(field, editions, forms.length)];
    });
  });
};

type Codes = Readonly<Record<string, readonly [label: string, description: string]>>;

const OBS_STATUS: Codes = {
  A: ['Normal value', 'As printed.'],
  B: ['Break in series', 'Not comparable with the years before.'],
  I: ['Imputed', 'Deduced from the identities of the form, which allow one value only.'],
  O: ['Missing', 'A printed blank, or a printed mark of nothing such as / or 无. Not zero.'],
  U: ['Doubtful', 'The reading could not be proven; the value is left out.'],
};

const ORG_LEVEL: Codes = {
  central: ['Central government', '国务院'],
  province: ['Province', '省, 自治区, 直辖市'],
  prefecture: ['Prefecture', '地级市, 自治州, 地区, 盟'],
  county: ['County', '县, 市辖区, 县级市, 旗'],
  township: ['Township', '镇, 乡, 街道'],
  department: ['Department', 'A department or office of a government of any level.'],
  unknown: ['Not told', 'The name alone does not tell.'],
};

const SCOPE: Codes = {
  aggregate: ['Whole area', 'The report adds up its departments and lower governments (汇总).'],
  own: ['The organ itself', 'The report speaks of this organ alone.'],
  unknown: ['Not told', 'The report does not say, or not clearly.'],
};

const TABLE: Codes = {
  t2: ['Section two', '主动公开政府信息情况'],
  t3: ['Section three', '收到和处理政府信息公开申请情况'],
  t4: ['Section four', '政府信息公开行政复议、行政诉讼情况'],
};

const SEVERITY: Codes = {
  fatal: ['Fatal', 'The file could not be read.'],
  error: ['Error', 'Something is wrong with the report or its reading; look before use.'],
  warning: ['Warning', 'Part of the report is missing or unusual.'],
  note: ['Note', 'Worth knowing; nothing is wrong.'],
};

const CAUSE: Codes = {
  reading: ['Reading', 'Our reading of the document.'],
  source: ['Source', 'The document itself: it is printed so.'],
  unknown: ['Not known', 'Reading or source.'],
};

const COVERAGE_OUTCOME: Codes = {
  published: ['Published', 'A report of this body on this year is in the package.'],
  'not-yet': ['Not yet published', 'The listing was read completely and names none; the statutory date had not passed.'],
  'not-seen': ['Not seen', 'The listing was read completely after the statutory date and names none. It may stand elsewhere.'],
  withdrawn: ['Withdrawn', 'It was published and is in the package, but none of its addresses gives it any more.'],
  refused: ['Refused', 'The portal, or its robots rules, refused the report or the listing; nothing is known of the report.'],
  failed: ['Failed', 'The report or the listing could not be fetched; nothing is known of the report.'],
  unreadable: ['Unreadable', 'A file was fetched, but no report could be read from it.'],
  unknown: ['Unknown', 'The listing was not read completely, so nothing can be said.'],
};

const KIND: Codes = {
  value: ['Value changed', 'Another number is printed.'],
  'blank-filled': ['Blank filled', 'A number is printed where none was.'],
  blanked: ['Blanked', 'No number is printed where one was.'],
  'field-added': ['Field added', 'A field of the form is there that was not found before.'],
  'field-gone': ['Field gone', 'A field of the form is not found that was there before.'],
  text: ['Text changed', 'Title, body, year, scope or date of publication are printed otherwise; FIELD says which.'],
  withdrawn: ['Withdrawn', 'None of the addresses gives the report any more; the package keeps what it said last.'],
  moved: ['Moved', 'The old address sends its reader on to another, which holds the report.'],
  're-published': ['Published again', 'The same report came up at another address of the same portal later.'],
};

const ALL: Codes = { [NOT_APPLICABLE]: ['Not applicable', 'The column has no meaning for this table.'] };

const columnCodes = (forms: readonly Form[], table: TableId): Codes =>
  Object.fromEntries(
    forms.flatMap((form) => form.tables[table].columns.map((h) => [h.code, [h.english, [...h.under, h.labels[0] ?? ''].join(' › ')] as const])),
  );

const findingTypes: Codes = Object.fromEntries(Object.entries(FINDINGS).map(([type, { title, description }]) => [type, [title, description] as const]));

/** Rows of codes.csv, sorted by list and code. */
export const codeRows = (forms: readonly Form[]): Cell[][] => {
  const lists: Readonly<Record<string, Codes>> = {
    APPLICANT_TYPE: { ...columnCodes(forms, 't3'), ...ALL },
    CAUSE,
    FORM: Object.fromEntries(forms.map((form) => [form.edition, [form.title, form.basis] as const])),
    KIND,
    OBS_STATUS,
    ORG_LEVEL,
    OUTCOME: { ...columnCodes(forms, 't4'), ...ALL },
    SCOPE,
    SEVERITY,
    TABLE,
    TYPE: findingTypes,
    'coverage.OUTCOME': COVERAGE_OUTCOME,
  };
  return Object.entries(lists).flatMap(([list, codes]) =>
    Object.keys(codes).sort().map((code) => [list, code, ...(codes[code] ?? ['', ''])]),
  );
};

// Quirks of number cells: blanks, marks, units, signs, spaces, and planted violations.
import { numbersOf, type Cell, type Sheet } from '../paper.js';
import type { Random } from '../random.js';
import { halves, numberCell, put, truthOf, type Quirk } from './quirk.js';

const ORGANISATIONS = /^table3\.\w+\.(business|research|social|legal|other)$/;

const each =
  (wanted: (field: string, value: number | null | undefined) => boolean, change: (cell: Cell, sheet: Sheet, random: Random) => void) =>
  (sheet: Sheet, _value: string, random: Random): void => {
    for (const cell of numbersOf(sheet)) if (wanted(cell.field ?? '', truthOf(sheet, cell.field ?? ''))) change(cell, sheet, random);
  };

const isZero = (_: string, value: number | null | undefined): boolean => value === 0;
const isPrinted = (_: string, value: number | null | undefined): boolean => typeof value === 'number';
const blank = (cell: Cell, sheet: Sheet): void => put(sheet, cell, null, '');

/** Changes how the number is written, not what it says; blanks and marks stay. */
const written = (change: (text: string, random: Random) => string, wanted: (field: string) => boolean = () => true): Quirk['apply'] =>
  each((field, value) => isPrinted(field, value) && wanted(field), (cell, _, random) => {
    cell.text = change(cell.text, random);
  });

const fullWidth = (text: string): string => text.replace(/[0-9.]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const thousands = (text: string): string => text.replace(/^(-?\d+)/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));

export const CELL_QUIRKS = {
  'blank-zeros': { about: 'blank instead of 0 everywhere', apply: each(isZero, blank) },
  'blank-organisations': { about: 'the five columns of organisations blank (沭阳县发改局 2023)', apply: each((field) => ORGANISATIONS.test(field), blank) },
  'blank-totals': { about: 'the total column of section three blank (上海市政府办公厅 2019)', apply: each((field) => /^table3\.\w+\.total$/.test(field), blank) },
  'blank-some': {
    about: 'blank and 0 mixed (乐都 2022)',
    apply: each(isZero, (cell, sheet, random) => {
      if (random.next() < 0.4) blank(cell, sheet);
    }),
  },
  'blank-row': {
    about: 'one row of section three without numbers: blank-row=<row>',
    apply: (sheet, value) => numbersOf(sheet).filter(({ field }) => field?.split('.')[1] === value).forEach((cell) => blank(cell, sheet)),
  },
  'blank-field': { about: 'one cell blank: blank-field=<field>', apply: (sheet, value) => blank(numberCell(sheet, value), sheet) },
  'blank-all': { about: 'no number filled in', apply: each(() => true, blank) },
  'zero-mark': {
    about: 'a mark instead of 0: zero-mark=/ (沭阳 2025 has -; / — 无 made)',
    apply: (sheet, value, random) => each(isZero, (cell) => put(sheet, cell, null, value))(sheet, value, random),
  },
  'organisation-mark': {
    about: 'a mark in the columns of organisations: organisation-mark=—',
    apply: (sheet, value, random) => each((field) => ORGANISATIONS.test(field), (cell) => put(sheet, cell, null, value))(sheet, value, random),
  },
  'plus-sign': { about: '+19 for an increase (南源街道 2020)', apply: written((text) => (Number(text) > 0 ? `+${text}` : text), (field) => field.endsWith('_change')) },
  'minus-wide': { about: '－11 or −11 with another sign (made)', apply: written((text) => text.replace('-', '−'), (field) => field.endsWith('_change')) },
  'yuan-in-cell': { about: '251000元 (上海市政府办公厅 2019)', apply: written((text) => `${text}元`, (field) => field.endsWith('_yuan')) },
  'wan-in-cell': {
    about: '25.1万元 in the cell; the truth stays in the unit of the form',
    apply: (sheet) => {
      const cell = numbersOf(sheet).find(({ field }) => field?.endsWith('_yuan'));
      const value = cell?.field === undefined ? undefined : truthOf(sheet, cell.field);
      if (cell && typeof value === 'number') put(sheet, cell, Math.round(value / 10) * 10, `${Math.round(value / 10) / 1000}万元`);
    },
  },
  'fees-in-yuan': {
    about: 'fees printed as yuan though the form says 万元 (嘉兴应急局 2022 in its prose)',
    apply: (sheet) => {
      const cell = numberCell(sheet, 'table2.fees_amount_wan');
      const yuan = Math.round((truthOf(sheet, 'table2.fees_amount_wan') ?? 0) * 10_000);
      put(sheet, cell, yuan / 10_000, `${yuan}元`);
    },
  },
  'pieces-in-cell': { about: '26件: the unit beside counts of section three (made)', apply: written((text) => `${text}件`, (field) => field.startsWith('table3')) },
  remark: {
    about: '22（其中修订 16 件）: remark=<field>:<text> (上海市政府办公厅 2025)',
    apply: (sheet, value) => {
      const [field, text] = halves(value);
      numberCell(sheet, field).text += text;
    },
  },
  set: {
    about: 'another value, the totals left as they are: set=<field>:<value>, a planted violation (洪泽 2023)',
    apply: (sheet, value) => {
      const [field, text] = halves(value);
      put(sheet, numberCell(sheet, field), Number(text), text);
    },
  },
  'pad-spaces': { about: '“ 0”, “0 ” (大五里镇 2020)', apply: written((text, random) => (random.next() < 0.5 ? ` ${text}` : `${text} `)) },
  'pad-nbsp': { about: 'no-break and ideographic spaces around numbers', apply: written((text, random) => (random.next() < 0.5 ? `\u00a0${text}` : `${text}\u3000`)) },
  'full-width-digits': { about: 'full-width digits (made)', apply: written(fullWidth) },
  thousands: { about: '3,985,758 (made)', apply: written(thousands) },
  'thousands-wide': { about: '3，985，758 (made)', apply: written((text) => thousands(text).replace(/,/g, '，')) },
  'broken-number': { about: 'a long number broken by a line end (made)', apply: written((text) => (text.length >= 4 ? `${text.slice(0, -1)}\n${text.slice(-1)}` : text)) },
  'two-decimals': { about: 'amounts with two decimals: 0.00', apply: written((text) => (text.includes('.') ? text : `${text}.00`), (field) => /_wan$|_yuan$/.test(field)) },
} as const satisfies Record<string, Quirk>;

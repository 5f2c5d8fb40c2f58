import { describe, expect, it } from 'vitest';
import { FORMS } from '../../src/form/index.js';
import type { Block, Field, Report, Table } from '../../src/model/index.js';
import { readNumber } from '../../src/number.js';
import { fill } from '../../src/recognise/entry.js';
import { recognise } from '../../src/recognise/index.js';
import { documentOf, paragraph, SECTION_FOUR, SECTION_THREE, SECTION_TWO, tableOf } from './paper.js';

const TITLE = paragraph('青石县民政局2023年政府信息公开工作年度报告');

const only = (blocks: readonly Block[]): Report => {
  const { reports, findings } = recognise(documentOf(blocks));
  expect(findings).toEqual([]);
  expect(reports).toHaveLength(1);
  return reports[0] as Report;
};

const value = (report: Report, field: string): number | null | undefined => report.entries.get(field)?.value;

const rowOf = (label: string, cells: readonly string[]) => SECTION_THREE.map((row) => (row[0]?.includes(label) ? [row[0], ...cells] : row));

/** A table of a picture, both readers of one mind about its figures. */
const pictured = (rows: readonly (readonly string[])[]): Table => {
  const table = tableOf(rows, 'ruled');
  const double = (text: string) => ({ readings: [{ reader: 'glyphs', text, confidence: 1 }, { reader: 'tesseract', text, confidence: 1 }], candidates: [{ text, weight: 1 }], agreed: true });
  return { ...table, cells: table.cells.map((cell) => (/^\d+$/.test(cell.text) ? { ...cell, double: double(cell.text) } : cell)) };
};

describe('recognise', () => {
  it('reads the three tables of a clean report', () => {
    const report = only([TITLE, tableOf(SECTION_TWO), tableOf(SECTION_THREE), tableOf(SECTION_FOUR)]);
    expect(report.forms).toEqual({ t2: '2021', t3: '2021', t4: '2021' });
    expect(report.entries.size).toBe(10 + 25 * 7 + 15);
    expect(value(report, 't2.fees_amount_wan')).toBe(83.93);
    expect(value(report, 't3.unable_not_held.total')).toBe(4);
    expect(value(report, 't4.litigation_after_review.pending')).toBe(6);
    expect(report.findings).toEqual([]);
    expect([report.body?.value, report.year?.value]).toEqual(['青石县民政局', 2023]);
  });

  it('keeps blank, mark and zero apart', () => {
    const rows = rowOf('2.重复申请', ['', '/', '0', '—', '无', '\u00a0', '0']);
    const report = only([TITLE, tableOf(rows)]);
    const cells = ['natural_person', 'business', 'research', 'social'].map((column) => {
      const entry = report.entries.get(`t3.not_processed_duplicate.${column}`);
      return [entry?.value, entry?.raw, entry?.status];
    });
    expect(cells).toEqual([
      [null, '', 'O'],
      [null, '/', 'O'],
      [0, '0', 'A'],
      [null, '—', 'O'],
    ]);
  });

  it('tells a missing row instead of shifting the rows below it', () => {
    const rows = SECTION_THREE.filter(([label]) => !label?.includes('四类过程性'));
    const report = only([TITLE, tableOf(rows)]);
    expect(report.entries.has('t3.denied_process.total')).toBe(false);
    expect(value(report, 't3.unable_not_held.natural_person')).toBe(3);
    expect(report.findings.filter((f) => f.type === 'row-missing').map((f) => f.fields?.[0])).toEqual(['t3.denied_process.natural_person']);
  });

  it('reads a missing applicant column as missing', () => {
    const rows = SECTION_THREE.map((row) => row.filter((_, column) => column !== 4));
    const report = only([TITLE, tableOf(rows)]);
    expect(report.entries.has('t3.granted.social')).toBe(false);
    expect(value(report, 't3.granted.total')).toBe(7);
    expect(report.findings.map((f) => f.type)).toContain('column-missing');
  });

  it('takes the 2019 layout where （六）其他处理 carries the figures itself', () => {
    const rows = SECTION_THREE.filter(([label]) => label?.includes('逾期') !== true).map((row) => (row[0] === '3.其他' ? ['（六）其他处理', ...row.slice(1)] : row));
    const report = only([TITLE, tableOf(SECTION_TWO), tableOf(rows)]);
    expect(report.forms).toEqual({ t2: '2021', t3: '2019' });
    expect(value(report, 't3.other_processing.total')).toBe(0);
    expect(report.entries.has('t3.other_misc.total')).toBe(false);
  });

  it('chooses among the placings of a ragged line by the identities', () => {
    const rows = rowOf('（一）予以公开', ['6', '1', '0', '0', '0', '0', '0', '0', '0', '7']);
    const report = only([TITLE, tableOf(rows, 'text')]);
    expect(value(report, 't3.granted.business')).toBe(1);
    expect(value(report, 't3.granted.total')).toBe(7);
    expect(report.findings.map((f) => f.type)).toContain('alignment-deduced');
  });

  it('leaves a cell without value where two placings satisfy the identities', () => {
    const rows = rowOf('2.重复申请', ['0', '0']);
    const report = only([TITLE, tableOf(rows, 'text')]);
    const entries = ['natural_person', 'legal'].map((column) => report.entries.get(`t3.not_processed_duplicate.${column}`));
    expect(entries.map((entry) => [entry?.value, entry?.status])).toEqual([
      [null, 'U'],
      [null, 'U'],
    ]);
    expect(report.findings.map((f) => f.type)).toContain('alignment-doubtful');
  });

  it('keeps the number of a cell with a remark and drops the remark', () => {
    const rows = SECTION_TWO.map((row) => (row[0] === '行政规范性文件' ? ['行政规范性文件', '3', '22（其中修订 16 件）', '8'] : row));
    const entry = only([TITLE, tableOf(rows)]).entries.get('t2.normative_docs_repealed');
    expect([entry?.value, entry?.raw]).toEqual([22, '22（其中修订 16 件）']);
  });

  it('joins the digits of one cell only where the identities prove that they are one number', () => {
    const proven = only([TITLE, tableOf(rowOf('一、本年新收', ['9', '2', '0', '0', '0', '0', '1 1']))]);
    expect(value(proven, 't3.new_received.total')).toBe(11);
    const open = only([TITLE, tableOf(rowOf('一、本年新收', ['9', '2', '0', '0', '0', '0', '1 2']))]);
    expect(open.entries.get('t3.new_received.total')).toMatchObject({ value: null, status: 'U', raw: '1 2' });
  });

  it('puts a torn row together: label above, the rest of it with the figures below', () => {
    const torn = SECTION_THREE.flatMap((row) =>
      row[0]?.startsWith('1.本机关') ? [['1.本机关不掌握', '', '', '', '', '', '', ''], ['相关政府信息', ...row.slice(1)]] : row[0] === '2.重复申请' ? [[row[0]], row.slice(1)] : [row],
    );
    const report = only([TITLE, tableOf(torn, 'text')]);
    expect(value(report, 't3.unable_not_held.natural_person')).toBe(3);
    expect(value(report, 't3.not_processed_duplicate.total')).toBe(0);
    expect(report.findings.map((f) => f.type)).toEqual(['table-missing', 'table-missing']);
  });

  it('reads text with one cell on each line', () => {
    const cells = [...SECTION_TWO, ...SECTION_THREE].flat().filter((text) => text !== '');
    const report = only([TITLE, ...cells.map(paragraph)]);
    expect(value(report, 't2.compulsion_decisions')).toBe(2);
    expect(value(report, 't3.granted.business')).toBe(1);
    expect(value(report, 't3.carried_forward.total')).toBe(0);
  });

  it('cuts glued digits only where there is one way', () => {
    const glued = SECTION_TWO.map((row) => (row[0] === '规章' ? ['规章000'] : row[0] === '行政规范性文件' ? ['行政规范性文件1203'] : row));
    const report = only([TITLE, tableOf(glued, 'text')]);
    expect(value(report, 't2.regulations_in_force')).toBe(0);
    expect(report.entries.get('t2.normative_docs_issued')).toMatchObject({ value: null, status: 'U' });
  });

  it('parts several reports of one file', () => {
    const one = [TITLE, tableOf(SECTION_TWO), tableOf(SECTION_THREE), tableOf(SECTION_FOUR)];
    const two = [paragraph('青石县教育局2023年政府信息公开工作年度报告'), ...one.slice(1)];
    const { reports } = recognise(documentOf([...one, ...two]));
    expect(reports.map((report) => [report.body?.value, report.entries.size])).toEqual([
      ['青石县民政局', 200],
      ['青石县教育局', 200],
    ]);
  });

  it('parts two years printed side by side', () => {
    const wide = SECTION_THREE.map((row, index) => (index === 0 ? [...row, ...row.slice(1)] : [...row, ...row.slice(1).map((cell) => String(Number(cell) * 2))]));
    const years = ['', '2022年', ...Array<string>(6).fill(''), '2023年', ...Array<string>(6).fill('')];
    const { reports } = recognise(documentOf([TITLE, tableOf([years, ...wide])]));
    expect(reports.map((report) => [report.year?.value, value(report, 't3.granted.total')])).toEqual([
      [2022, 7],
      [2023, 14],
    ]);
  });

  it('says of an empty form that it holds no figures', () => {
    const blank = SECTION_THREE.map((row, index) => (index === 0 ? row : [row[0] ?? '', ...Array<string>(7).fill('')]));
    const { reports, findings } = recognise(documentOf([tableOf(blank)]));
    expect(reports).toEqual([]);
    expect(findings.map((f) => f.type)).toEqual(['form-blank']);
  });

  it('says of any other page that it holds no report', () => {
    const { reports, findings } = recognise(documentOf([paragraph('医院信息公开年度报表'), tableOf([['项目', '数量'], ['门诊人次', '120']])]));
    expect(reports).toEqual([]);
    expect(findings.map((f) => f.type)).toEqual(['not-a-report']);
  });

  it('takes no amount in which a point may be lost; counts have none', () => {
    const rows = SECTION_TWO.map((row) => row.map((text) => (text === '83.93' ? '8393' : text)));
    const table = tableOf(rows, 'ruled');
    const double = (text: string) => ({ readings: [{ reader: 'glyphs', text, confidence: 1 }], candidates: [{ text, weight: 1 }], agreed: true, footed: true as const });
    const pictured = { ...table, cells: table.cells.map((cell) => (/^\d+$/.test(cell.text) ? { ...cell, double: double(cell.text) } : cell)) };
    const { entries } = only([TITLE, pictured, tableOf(SECTION_THREE)]);
    const read = [...entries.values()].filter(({ double: seen }) => seen);
    expect(entries.get('t2.fees_amount_wan')).toMatchObject({ value: null, status: 'U', double: { decision: 'open' } });
    expect(read.filter(({ status }) => status === 'A')).toHaveLength(read.length - 1);
  });

  it('takes no change in which a sign may be lost; counts have none', () => {
    const double = { readings: [{ reader: 'glyphs', text: '4', confidence: 1 }], candidates: [{ text: '4', weight: 1 }], agreed: true, dashed: true as const };
    const taken = FORMS.flatMap(({ tables }) => tables.t2.fields).map(({ type, ...field }) => [type, fill({ text: '4', reading: readNumber('4'), col: 0, colSpan: 1, at: { page: 1 }, double }, { ...field, type }).entry.value] as const);
    expect(new Set(taken.map(([type, value]) => `${type} ${value}`))).toEqual(new Set(['count 4', 'amount 4', 'change null']));
  });

  it('takes the sign between thousands for what it must be where there are no fractions', () => {
    const seen = (texts: readonly [string, string], confidence = 0.9) => ({ readings: texts.map((text, i) => ({ reader: i === 0 ? 'glyphs' : 'tesseract', text, confidence })), candidates: texts.map((text) => ({ text, weight: 0.9 })), agreed: false });
    const fields = FORMS.flatMap(({ tables }) => tables.t2.fields);
    const filled = (type: 'count' | 'amount', double: ReturnType<typeof seen>) => {
      const field = fields.find((each) => each.type === type) as Field;
      const { value, raw, status } = fill({ text: double.readings[0]?.text ?? '', reading: readNumber(double.readings[0]?.text ?? ''), col: 0, colSpan: 1, at: { page: 1 }, double }, field).entry;
      return { value, raw, status };
    };
    expect(filled('count', seen(['452.166', '452,166']))).toEqual({ value: 452166, raw: '452,166', status: 'A' });
    expect(filled('amount', seen(['452.166', '452,166']))).toMatchObject({ value: null, status: 'U' });
    expect(filled('count', seen(['452.166', '452,168']))).toMatchObject({ value: null, status: 'U' });
    expect(filled('count', seen(['45.16', '45,16']))).toMatchObject({ value: null, status: 'U' });
    expect(filled('count', seen(['452.166', '452,166'], 0.5))).toMatchObject({ value: null, status: 'U' });
  });

  it('leaves the identities no candidate that cannot stand in its field', () => {
    const table = tableOf(SECTION_TWO, 'ruled');
    const texts = ['07', '7.5', '7'];
    const double = { readings: [{ reader: 'glyphs', text: '7', confidence: 0.5 }], candidates: texts.map((text) => ({ text, weight: 0.5 })), agreed: false };
    const pictured = { ...table, cells: table.cells.map((cell) => (/^[-\d.]+$/.test(cell.text) ? { ...cell, double } : cell)) };
    const { entries } = only([TITLE, pictured, tableOf(SECTION_THREE)]);
    const left = (field: string) => entries.get(field)?.double?.candidates.map(({ text }) => text);
    expect(left('t2.regulations_issued')).toEqual(['7']);
    expect(left('t2.fees_amount_wan')).toEqual(['7.5', '7']);
    const agreed = { ...table, cells: table.cells.map((cell) => (/^\d+$/.test(cell.text) ? { ...cell, text: '-7', double: { ...double, agreed: true } } : cell)) };
    const report = only([TITLE, agreed, tableOf(SECTION_THREE)]);
    expect(['regulations_issued', 'normative_docs_issued'].map((field) => report.entries.get(`t2.${field}`)?.status)).toEqual(['U', 'U']);
  });

  it('takes the speck from a count that cannot stand with it, for the identities to judge', () => {
    const double = { readings: [{ reader: 'glyphs', text: '-14', confidence: 0.9 }], candidates: ['-14', '.14', '14.', '1'].map((text) => ({ text, weight: 0.5 })), agreed: true };
    const left = (type: Field['type']) => fill({ text: '-14', reading: readNumber('-14'), col: 0, colSpan: 1, at: { page: 1 }, double }, { ...(FORMS[0]?.tables.t2.fields[0] as Field), type }).entry;
    expect(left('count')).toMatchObject({ value: null, status: 'U', double: { decision: 'open', candidates: [{ text: '14' }, { text: '1' }] } });
    expect(left('change')).toMatchObject({ value: -14, status: 'A' });
  });

  it('gives no value to rows of one edition where the labels of a picture do not tell it from the other', () => {
    const kept = /新收|结转|予以公开|3\.其他|总计|勾稽|自然人/;
    const rows = SECTION_THREE.map((row) => (kept.test(row[0] ?? '') || !row.some((text) => /^\d+$/.test(text)) ? row : ['田口目日', ...row.slice(1)]));
    const report = only([TITLE, pictured(SECTION_TWO), pictured(rows)]);
    expect(['other_processing', 'other_misc', 'granted', 'total_processed'].map((row) => report.entries.has(`t3.${row}.total`))).toEqual([false, false, true, true]);
  });

  it('places a row of a picture whose label is lost between its two neighbours, and never two of them', () => {
    const lost = (labels: RegExp) => only([TITLE, tableOf(SECTION_TWO), pictured(SECTION_THREE.map((row) => (labels.test(row[0] ?? '') ? ['', ...row.slice(1)] : row)))]).entries.get('t3.unable_not_held.total');
    expect(lost(/不掌握/)?.value).toBe(4);
    expect(lost(/不掌握|没有现成/)).toBeUndefined();
  });

  it('takes blanks in the headings of a picture for no row that nobody knows', () => {
    const blank = { readings: [{ reader: 'glyphs', text: '', confidence: 1 }], candidates: [], agreed: true };
    const whole = pictured([...SECTION_THREE.slice(0, 1), ['', '', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', ''], ...SECTION_THREE.slice(1)]);
    const table = { ...whole, cells: whole.cells.map((cell) => (cell.row === 1 && cell.text === '' ? { ...cell, double: blank } : cell)) };
    expect(value(only([TITLE, tableOf(SECTION_TWO), table]), 't3.new_received.total')).toBeTypeOf('number');
  });

  it('takes no figure out of the text of a picture, which one reader saw', () => {
    const rows = SECTION_TWO.map((row) => (row[0] === '行政许可' ? ['行政许可274'] : row));
    const taken = (table: Table) => value(only([TITLE, table, tableOf(SECTION_THREE)]), 't2.licensing_decisions');
    expect(taken(tableOf(rows, 'ruled'))).toBe(274);
    expect(taken(pictured(rows))).toBeUndefined();
  });

  it('gives no value to a row of a picture that stands beside one nobody knows', () => {
    const misread = SECTION_THREE.map((row) => (row[0]?.startsWith('2.重复申请') ? ['田口目日', ...row.slice(1)] : row));
    const whole = only([TITLE, pictured(SECTION_THREE)]);
    const torn = only([TITLE, pictured(misread)]);
    const field = (report: Report, row: string) => report.entries.get(`t3.${row}.total`)?.value;
    expect([field(whole, 'not_processed_petition'), field(whole, 'not_processed_publication')]).toEqual([0, 0]);
    expect([field(torn, 'not_processed_petition'), field(torn, 'not_processed_publication')].filter((value) => typeof value === 'number')).toEqual([]);
    expect(field(torn, 'unable_not_held')).toBe(4);
  });

  it('gives no amount below a heading whose unit could not be read, but nothing is nothing', () => {
    const unread = (amount: string) => SECTION_TWO.map((row) => row.map((text) => (text === '83.93' ? amount : text.replace('（单位：万元）', '（□元）'))));
    const read = (amount: string) => only([TITLE, tableOf(unread(amount), 'ruled')]).entries.get('t2.fees_amount_wan');
    expect(read('83.93')).toMatchObject({ value: null, raw: '83.93', status: 'U' });
    expect(read('0')).toMatchObject({ value: 0, status: 'A' });
  });
});

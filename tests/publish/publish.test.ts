import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { FORMS } from '../../src/form/index.js';
import { finding } from '../../src/model/index.js';
import { unescapeCell } from '../../src/publish/index.js';
import { capture, filed, report } from './made.js';
import { written } from './written.js';

const digest = (letter: string): string => letter.repeat(64);

describe('publish', () => {
  it('writes one observation for every entry, blank and zero apart, with place and raw text', async () => {
    const { rows } = await written([
      filed(
        [
          report({
            values: {
              't2.fees_amount_wan': { value: 26.55, raw: '26.55万元', status: 'A', place: { page: 2, box: [1, 2, 3, 4] } },
              't4.review.upheld': null,
              't4.review.corrected': { value: null, raw: '-', status: 'O', place: {} },
            },
          }),
        ],
        '320829',
      ),
    ]);
    const observations = rows('observations');
    expect(observations).toHaveLength(17);
    const of = (indicator: string, outcome = '_Z') => observations.find((row) => row.INDICATOR === indicator && row.OUTCOME === outcome);
    expect(of('fees_amount_wan')).toMatchObject({ OBS_VALUE: '26.55', RAW: '26.55万元', UNIT_MEASURE: '万元', PAGE: '2', BOX: '1 2 3 4', APPLICANT_TYPE: '_Z' });
    expect(of('review', 'upheld')).toMatchObject({ OBS_VALUE: '', OBS_STATUS: 'O', RAW: '' });
    expect(of('review', 'corrected')).toMatchObject({ OBS_VALUE: '', OBS_STATUS: 'O', RAW: "'-" });
    expect(of('review', 'total')).toMatchObject({ OBS_VALUE: '0', OBS_STATUS: 'A', REF_AREA: '320829', ORG_LEVEL: 'county', SCOPE: 'unknown', TIME_PERIOD: '2024' });
  });

  it('keeps a negative number a number and escapes printed text that begins like a formula, reversibly', async () => {
    const changes = { 't2.licensing_items_change': { value: -11, raw: '-11' }, 't2.penalty_items_change': { value: null, raw: "'=1+1" } };
    const made = { ...report({ values: changes }), forms: { t2: '2019', t4: '2021' } as const };
    const { rows } = await written([filed([made])]);
    const [change, odd] = rows('observations').filter(({ INDICATOR }) => INDICATOR?.endsWith('_change'));
    expect([change?.OBS_VALUE, change?.RAW]).toEqual(['-11', "'-11"]);
    expect(unescapeCell(change?.RAW ?? '')).toBe('-11');
    expect(unescapeCell(odd?.RAW ?? '')).toBe("'=1+1");
  });

  it('lets no cell of any text column start like a formula, line breaks before or after notwithstanding', async () => {
    const nasty = ['=1+1', '+1', '-1\n2', '@a', '\n=1', '\t=1', '＝1', '"=1"'];
    const values = Object.fromEntries(nasty.map((raw, at) => [FORMS[0]?.tables.t4.fields[at]?.id ?? '', { value: null, raw }]));
    const { rows } = await written([filed([{ ...report({ values, body: '=HYPERLINK("x")' }), findings: [finding('no-text', '@SUM(1)')] }])]);
    const cells = ['observations', 'reports', 'findings'].flatMap((name) => rows(name).flatMap((row) => Object.values(row)));
    expect(cells.filter((cell) => /^[=+\-@\t\r\n＝]/.test(cell))).toEqual([]);
    const raws = rows('observations').map((row) => unescapeCell(row.RAW ?? ''));
    expect(nasty.filter((raw) => !raws.includes(raw))).toEqual([]);
  });

  it('gives the same bytes whatever the order of the files', async () => {
    const files = ['a', 'b', 'c'].map((letter) => filed([report({ digest: digest(letter), uri: `http://x.gov.cn/${letter}.html`, body: `${letter}县人民政府` })]));
    const one = await written(files);
    const two = await written([...files].reverse());
    expect([...two.texts].sort()).toEqual([...one.texts].sort());
    expect(one.rows('observations')).toHaveLength(48);
    const ids = one.rows('observations').map((row) => row.REPORT_ID ?? '');
    expect(ids).toEqual([...ids].sort());
  });

  it('describes every file with its true size and hash', async () => {
    const { texts, descriptor } = await written([filed([report()])]);
    expect(descriptor.resources.map(({ path }) => path).sort()).toEqual([...texts.keys()].filter((path) => path !== 'datapackage.json').sort());
    for (const { path, bytes, hash } of descriptor.resources) {
      const text = texts.get(path) ?? '';
      expect([path, bytes, hash]).toEqual([path, Buffer.byteLength(text), `sha256:${createHash('sha256').update(text).digest('hex')}`]);
    }
    expect(JSON.parse(texts.get('datapackage.json') ?? '')).toEqual(JSON.parse(JSON.stringify(descriptor)));
  });

  it('has as many columns in every row as the schema has fields, under the same names', async () => {
    const before = report({ date: '2025-01-01T00:00:00.000Z', digest: digest('b') });
    const { texts, descriptor } = await written([filed([before]), filed([report({ values: { 't4.review.total': 9 } })], '320829', [finding('charset-damage', 'x')])]);
    for (const resource of descriptor.resources.filter(({ format }) => format === 'csv')) {
      const { data } = Papa.parse<string[]>((texts.get(resource.path) ?? '').replace(/^\ufeff/, ''), { skipEmptyLines: true });
      const names = (resource.schema as { fields: { name: string }[] }).fields.map(({ name }) => name);
      expect(data.length).toBeGreaterThan(1);
      expect(data[0]).toEqual(names);
      expect(data.filter((row) => row.length !== names.length)).toEqual([]);
    }
  });

  it('starts the tables people open in a spreadsheet with a byte order mark and ends every line with a line feed alone', async () => {
    const { texts } = await written([filed([report()])]);
    expect([...texts].filter(([, text]) => text.startsWith('\ufeff')).map(([path]) => path)).toEqual(['observations.csv', 'revisions.csv', 'coverage.csv']);
    expect([...texts.values()].filter((text) => text.includes('\r') || !text.endsWith('\n'))).toEqual([]);
  });

  it('explains every code that the tables use', async () => {
    const { rows } = await written([filed([report({ values: { 't4.review.total': null } })], undefined, [finding('image-only', 'x')])]);
    const known = new Set(rows('codes').map((row) => `${row.LIST ?? ''} ${row.CODE ?? ''}`));
    const used = rows('observations').flatMap((row) => ['OBS_STATUS', 'ORG_LEVEL', 'SCOPE', 'TABLE', 'FORM', 'APPLICANT_TYPE', 'OUTCOME'].map((list) => `${list} ${row[list] ?? ''}`));
    expect([...new Set([...used, ...rows('findings').map((row) => `TYPE ${row.TYPE ?? ''}`)])].filter((code) => !known.has(code))).toEqual([]);
  });

  it('counts a report once that is there as page and as PDF, from the page, and names the other', async () => {
    const page = report({ uri: 'http://x.gov.cn/1.html', digest: digest('b') });
    const pdf = report({ uri: 'http://x.gov.cn/1.pdf', digest: digest('c'), reader: 'pdf' });
    const { rows } = await written([filed([pdf]), filed([page])]);
    expect(rows('reports').map((row) => [row.URL, row.ALSO])).toEqual([['http://x.gov.cn/1.html', 'http://x.gov.cn/1.pdf']]);
    expect(rows('observations')).toHaveLength(16);
    expect(rows('findings')).toEqual([]);
  });

  it('says so when the copies of a report differ', async () => {
    const page = report({ uri: 'http://x.gov.cn/1.html' });
    const pdf = report({ uri: 'http://x.gov.cn/1.pdf', digest: digest('c'), reader: 'pdf', values: { 't2.normative_docs_issued': 4 } });
    const { rows } = await written([filed([pdf]), filed([page])]);
    expect(rows('findings').map((row) => [row.TYPE, row.FIELDS])).toEqual([['copies-differ', 't2.normative_docs_issued']]);
    expect(rows('findings')[0]?.NOTE).toContain('here 3, there 4');
  });

  it('takes the PDF when the page holds fewer of the tables', async () => {
    const page = { ...report({ uri: 'http://x.gov.cn/1.html' }), forms: { t2: '2021' } as const };
    const { rows } = await written([filed([page]), filed([report({ uri: 'http://x.gov.cn/1.pdf', reader: 'pdf', digest: digest('c') })])]);
    expect(rows('reports').map((row) => row.URL)).toEqual(['http://x.gov.cn/1.pdf']);
  });

  it('publishes only the newest capture of an address', async () => {
    const before = report({ digest: digest('b'), date: '2025-01-01T00:00:00.000Z', year: 2023 });
    const after = report({ digest: digest('c'), date: '2025-03-01T00:00:00.000Z', year: 2024 });
    const { rows } = await written([filed([after]), filed([before])]);
    expect(rows('reports').map((row) => row.TIME_PERIOD)).toEqual(['2024']);
  });

  it('keeps whole area and own organ apart, and joins a copy that does not tell when its values are the same', async () => {
    const scopes = (['own', 'aggregate'] as const).map((scope, at) => filed([report({ scope, digest: digest(String(at)), uri: `http://x.gov.cn/${at}` })]));
    expect((await written(scopes)).rows('reports').map((row) => row.SCOPE)).toEqual(['aggregate', 'own']);
    const untold = filed([report({ digest: digest('7'), uri: 'http://x.gov.cn/7', reader: 'pdf' })]);
    expect((await written([...scopes.slice(0, 1), untold])).rows('reports').map((row) => row.SCOPE)).toEqual(['own']);
    const other = filed([report({ digest: digest('8'), uri: 'http://x.gov.cn/8', values: { 't4.review.total': 8 } })]);
    expect((await written([...scopes.slice(0, 1), other])).rows('reports').map((row) => row.SCOPE).sort()).toEqual(['own', 'unknown']);
  });

  it('publishes two reports of one file that cannot be told apart under two ids', async () => {
    const { rows } = await written([filed([report(), report({ values: { 't2.normative_docs_issued': 5 } })])]);
    const ids = rows('reports').map((row) => row.REPORT_ID ?? '');
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
    expect(rows('observations').filter((row) => row.INDICATOR === 'normative_docs_issued').map((row) => row.OBS_VALUE)).toEqual(['3', '5']);
  });

  it('lists the findings of a file without a report, with its address and digest', async () => {
    const { rows } = await written([{ capture: capture({ uri: 'http://x.gov.cn/s.pdf' }), load: () => Promise.resolve({ reports: [], findings: [finding('image-only', 'all pages are pictures')] }) }]);
    expect(rows('findings')).toMatchObject([{ REPORT_ID: '', URL: 'http://x.gov.cn/s.pdf', SHA256: digest('a'), TYPE: 'image-only', SEVERITY: 'error' }]);
    expect(rows('reports')).toEqual([]);
  });

  it('takes it for no error that a page has its report in an attachment', async () => {
    const page = { capture: capture({ uri: 'http://x.gov.cn/page.html' }), load: () => Promise.resolve({ reports: [], findings: [finding('not-a-report', 'no table')] }) };
    const pdf = report({ uri: 'http://x.gov.cn/1.pdf', reader: 'pdf', digest: digest('c') });
    const attached = { ...pdf, capture: { ...pdf.capture, lead: { source: 'x', uri: pdf.capture.uri, title: '', foundOn: page.capture.uri } } };
    expect((await written([page, filed([attached])])).rows('findings')).toMatchObject([{ TYPE: 'not-a-report', SEVERITY: 'note' }]);
    expect((await written([page, filed([pdf])])).rows('findings')).toMatchObject([{ TYPE: 'not-a-report', SEVERITY: 'error' }]);
  });

  it('tells how the arithmetic of a report held', async () => {
    const { rows } = await written([filed([report({ values: { 't4.review.upheld': 2, 't4.litigation_direct.upheld': 3, 't4.litigation_direct.total': null } })])]);
    expect(rows('reports')[0]).toMatchObject({ CHECKS_HELD: '1', CHECKS_VIOLATED: '1', CHECKS_BLANK: '1', BODY_SEEN: 'title: 某某市某某县人民政府' });
  });

  it('lists every field of both editions once in the codebook', async () => {
    const { rows } = await written([]);
    const ids = new Set(FORMS.flatMap((form) => Object.values(form.tables).flatMap((table) => table.fields.map(({ id }) => id))));
    expect(rows('fields').map((row) => row.FIELD).sort()).toEqual([...ids].sort());
    expect(rows('fields').find((row) => row.FIELD === 't3.other_processing.total')?.COMPARABILITY).toContain('other_misc');
  });
});

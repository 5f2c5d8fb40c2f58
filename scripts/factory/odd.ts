// Documents that are no report, or cannot be read: each with the finding that must be raised for it.
import type { FindingType } from '../../src/model/index.js';
import { invent } from './invent.js';
import { layOut } from './layout.js';
import { cell, type Block, type Paper, type Sheet } from './paper.js';
import { applyQuirk } from './quirks/index.js';
import { seeded } from './random.js';
import type { Made } from './recipe.js';
import { renderDocx } from './render/docx.js';
import { renderHtml } from './render/html.js';
import { printHtml, renderPdfChromium } from './render/pdf-chromium.js';
import type { Programs } from './render/programs.js';

interface Oddity {
  readonly extension: string;
  readonly finding: FindingType;
  readonly bytes: (tools: Programs) => Promise<Uint8Array> | Uint8Array;
}

const BODY = '青石县柳河镇人民政府';

const filled = (): Sheet => layOut(invent({ body: BODY, year: 2023, size: 'township', seed: 5 }), 'plain', seeded(5));

const blank = (): Paper => {
  const sheet = filled();
  applyQuirk(sheet, 'blank-all', seeded(1));
  return { sheets: [sheet] };
};

/** A page of the same portal with other blocks under another title. */
const page = (title: string, blocks: readonly Block[]): Uint8Array => renderHtml({ sheets: [{ ...filled(), title, blocks: [...blocks] }] }, { site: 'trs' });

const sentences = (texts: readonly string[]): Block[] => texts.map((text) => ({ kind: 'paragraph', text }));

const grid = (rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  section: 'other',
  rows: rows.map((row, i) => row.map((text) => cell(text, i === 0 ? 'head' : 'label'))),
  widths: (rows[0] ?? []).map(() => 1),
});

const explanation = (): Uint8Array =>
  page('关于柳河镇2023年政府信息公开工作年度报告的解读', sentences(['一、编制背景', '条例要求每年1月31日前公布上一年度报告。', '二、主要内容', '2023年新收申请6件，予以公开5件，结转0件；行政许可12件，行政处罚3件，行政复议0件。', '三、有关说明', '报告全文见公开栏目。']));

const hospital = (): Uint8Array =>
  page('青石县第二医院2023年信息公开年度报表', [
    ...sentences(['一、总体情况', '本院共有床位120张，职工88人。']),
    grid([['指标', '单位', '数量'], ['门急诊人次', '人次', '30412'], ['出院人数', '人', '2118'], ['手术例数', '例', '377'], ['总计', '—', '32907']]),
  ]);

const websiteTable = (): Uint8Array =>
  page('青石县政府网站工作年度报表（2023年度）', [
    grid([['网站名称', '青石县人民政府'], ['独立用户访问总量（个）', '51203'], ['网站总访问量（次）', '288410'], ['信息发布总数（条）', '1904'], ['收到留言数量（条）', '66'], ['办结留言数量（条）', '66']]),
  ]);

const listing = (): Uint8Array =>
  page('政府信息公开年报', [grid([['标题', '日期'], ...[2024, 2023, 2022, 2021, 2020, 2019].map((year) => [`${BODY}${year}年政府信息公开工作年度报告`, `${year + 1}-01-20`])])]);

const attachmentOnly = (): Uint8Array =>
  Buffer.from(
    Buffer.from(page(`${BODY}2023年政府信息公开工作年度报告`, sentences(['附件下载见下。'])))
      .toString('utf8')
      .replace('</div></div>', '<p><a href="./P020240118331.pdf">柳河镇2023年政府信息公开工作年度报告.pdf</a></p></div></div>'),
  );

const picturesOnly = (): Uint8Array =>
  Buffer.from(Buffer.from(page(`${BODY}2023年政府信息公开工作年度报告（图片版）`, [])).toString('utf8').replace('</div></div>', '<p><img src="./W020240118331.jpg"><img src="./W020240118332.jpg"></p></div></div>'));

const notice = (): Uint8Array =>
  page('关于做好2023年度政府信息公开工作年度报告编制工作的通知', sentences(['各村（社区）、各科室：', '一、总体情况应写明主动公开、依申请公开等内容。', '二、主动公开政府信息情况、三、收到和处理政府信息公开申请情况、四、政府信息公开行政复议、行政诉讼情况按附件表格填写。', '请于2024年1月12日前报送。']));

const errorPage = (): Uint8Array => Buffer.from('<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body></html>\n');

const challenge = (): Uint8Array => Buffer.from('<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="x" content="a1b2" r="m"><script>$_ts=window[\'$_ts\'];if(!$_ts)$_ts={};</script></head><body></body></html>\n');

const noise = (): Uint8Array => {
  const random = seeded(99);
  return Uint8Array.from({ length: 2048 }, () => random.whole(0, 255));
};

/** The head of a legacy Word file (OLE compound document) and nothing that could be read. */
const oldWord = (): Uint8Array => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016), Buffer.from(noise().slice(0, 512))]);

const pdf = (tools: Programs): Promise<Uint8Array> => renderPdfChromium({ sheets: [filled()] }, { font: 'wqy', size: 8 }, tools);

const scanned = async (tools: Programs): Promise<Uint8Array> => {
  const original = await pdf(tools);
  const pictures = await Promise.all([1, 2].map((number) => tools.picture(original, number, 60)));
  const images = pictures.map((bytes) => `<img style="width:100%;display:block" src="data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}">`);
  return printHtml(`<style>@page{size:A4;margin:0}body{margin:0}</style>${images.join('<div style="break-after:page"></div>')}`, {}, tools);
};

const encrypted = async (tools: Programs): Promise<Uint8Array> =>
  tools.office(await renderDocx({ sheets: [filled()] }, { size: 8 }), 'docx', 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"2023"}}');

export const ODDITIES: Readonly<Record<string, Oddity>> = {
  explanation: { extension: 'html', finding: 'not-a-report', bytes: explanation },
  hospital: { extension: 'html', finding: 'not-a-report', bytes: hospital },
  'website-table': { extension: 'html', finding: 'not-a-report', bytes: websiteTable },
  listing: { extension: 'html', finding: 'not-a-report', bytes: listing },
  'attachment-only': { extension: 'html', finding: 'not-a-report', bytes: attachmentOnly },
  'pictures-only': { extension: 'html', finding: 'not-a-report', bytes: picturesOnly },
  notice: { extension: 'html', finding: 'not-a-report', bytes: notice },
  'error-page': { extension: 'html', finding: 'not-a-report', bytes: errorPage },
  challenge: { extension: 'html', finding: 'no-text', bytes: challenge },
  'plain-text': { extension: 'txt', finding: 'not-a-report', bytes: () => Buffer.from('会议通知\n\n定于2024年1月5日上午9时召开政府信息公开工作会议，请准时参加。\n') },
  empty: { extension: 'pdf', finding: 'empty-file', bytes: () => new Uint8Array() },
  garbage: { extension: 'bin', finding: 'unknown-format', bytes: noise },
  'old-word': { extension: 'doc', finding: 'unknown-format', bytes: oldWord },
  'empty-page': { extension: 'pdf', finding: 'no-text', bytes: (tools) => printHtml('<title>空白</title>', {}, tools) },
  truncated: { extension: 'pdf', finding: 'broken-file', bytes: async (tools) => (await pdf(tools)).slice(0, 700) },
  scanned: { extension: 'pdf', finding: 'image-only', bytes: scanned },
  encrypted: { extension: 'pdf', finding: 'encrypted-file', bytes: encrypted },
  'truncated-docx': { extension: 'docx', finding: 'broken-file', bytes: async () => (await renderDocx({ sheets: [filled()] }, {})).slice(0, 3000) },
  'blank-form': { extension: 'docx', finding: 'form-blank', bytes: () => renderDocx(blank(), {}) },
  'blank-form-page': { extension: 'html', finding: 'form-blank', bytes: () => renderHtml(blank(), { site: 'ucap', dress: 'word' }) },
};

/** The document and `{ reports: [], finding }`. */
export const makeOdd = async (name: string, tools: Programs): Promise<Made> => {
  const oddity = ODDITIES[name];
  if (!oddity) throw new Error(`Expected a document of fixtures/made, got ${name}`);
  return { extension: oddity.extension, bytes: await oddity.bytes(tools), truth: { reports: [], finding: oddity.finding } };
};

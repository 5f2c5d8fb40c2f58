import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { charsetOf, decode, pageText, percentText } from '../src/charset.js';
import { readPage } from './read/html/page.js';

const TEXT = '清河县政府信息公开工作年度报告';
const page = (label: string, text = TEXT) => `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${label}"></head><body>${text}</body></html>`;
const bytes = (text: string, charset: string) => new Uint8Array(iconv.encode(text, charset));

describe('decode', () => {
  it.each([
    ['utf-8', 'utf-8', 'utf-8'],
    ['utf-8 that says gb2312', 'gb2312', 'utf-8'],
    ['gbk that says gb2312', 'gb2312', 'gbk'],
    ['gbk that says utf-8', 'utf-8', 'gbk'],
    ['gbk that says iso-8859-1', 'iso-8859-1', 'gbk'],
    ['gbk that says nonsense', 'nonsense', 'gbk'],
    ['gb18030', 'gb18030', 'gb18030'],
  ])('reads %s', (_, label, charset) => {
    const text = `${TEXT}镕喆${charset === 'gb18030' ? '㛃𠮷' : ''}`;
    expect(decode(bytes(page(label, text), charset))).toMatchObject({ text: page(label, text), lost: 0 });
  });

  it('reads big5 by its label', () => {
    const text = '臺北市政府資訊公開年度報告';
    expect(decode(bytes(page('big5', text), 'big5')).text).toContain(text);
  });

  it('believes a byte order mark first', () => {
    expect(decode(bytes(TEXT, 'utf-16le').length > 0 ? new Uint8Array([0xff, 0xfe, ...bytes(TEXT, 'utf-16le')]) : new Uint8Array()).text).toBe(TEXT);
    expect(decode(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(TEXT, 'utf-8')])).text).toBe(TEXT);
  });

  it('tells UTF-16 without a mark by its zeros', () => {
    expect(decode(bytes(page('utf-16'), 'utf-16le')).text).toContain(TEXT);
  });

  it('takes a wrong header for no more than a guess', () => {
    expect(decode(bytes(page('gbk'), 'gbk'), 'text/html; charset=utf-8').text).toContain(TEXT);
    expect(decode(bytes(page(''), 'utf-8'), 'text/html; charset=GB2312').text).toContain(TEXT);
  });

  it('stays with UTF-8 when a single character is damaged, and counts it', async () => {
    const damaged = bytes(page('utf-8', TEXT.repeat(5)), 'utf-8');
    damaged[damaged.length - 20] = 0xff;
    const decoded = decode(damaged);
    expect(decoded.charset).toBe('utf-8');
    expect(decoded.text).toContain(TEXT);
    expect(decoded.lost).toBeGreaterThan(0);
    expect((await readPage(damaged)).findings.map((found) => found.type)).toContain('charset-damage');
  });
});

describe('charsetOf', () => {
  it('reads the gb family as gb18030 and knows no Latin label', () => {
    expect(['charset=gb2312', 'text/html; charset="GBK"', "charset='gb18030'"].map(charsetOf)).toEqual(['gb18030', 'gb18030', 'gb18030']);
    expect(['charset=iso-8859-1', 'text/html', undefined, 'charset=nonsense'].map(charsetOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('text of pages and names', () => {
  const gbk = Buffer.from([0x88, 0xd2, 0xc7, 0xe0]);
  it('a gb2312 label is read as GB 18030, rare characters and all', () => {
    expect(pageText(Buffer.concat([Buffer.from('<meta charset="gb2312">'), gbk]))).toBe('<meta charset="gb2312">堃青');
  });
  it('valid UTF-8 wins over a wrong label, and a label over nothing', () => {
    expect(pageText(Buffer.from('<meta charset=gbk>报告'), 'text/html; charset=gb2312')).toBe('<meta charset=gbk>报告');
    expect(pageText(gbk, 'text/html; charset=iso-8859-1')).toBe('堃青');
    expect(pageText(gbk, 'text/html; charset=utf-8')).toBe('堃青');
    expect(pageText(gbk)).toBe('堃青');
  });
  it('percent-encoded names in either encoding', () => {
    expect(percentText('%88%D2%C7%E0.pdf')).toBe('堃青.pdf');
    expect(percentText('%E5%A0%83%E9%9D%92+1.pdf')).toBe('堃青 1.pdf');
    expect(percentText('青石100%.pdf')).toBe('青石100%.pdf');
  });
  it('a page whose description was cut within a character stays UTF-8', () => {
    const cut = Buffer.concat([Buffer.from('<meta charset="utf-8"><meta name="Description" content="政府信'), Buffer.from('息').subarray(0, 2), Buffer.from('"><a>2023年政府信息公开工作年度报告</a>')]);
    for (const declared of ['text/html; charset=utf-8', undefined]) expect(pageText(cut, declared)).toContain('<a>2023年政府信息公开工作年度报告</a>');
  });
});

import { expect, test } from 'vitest';
import { writtenRows } from '../../src/sources/written.js';

const script = (code: string): string => writtenRows(`<p>x</p><script>${code}</script>`);

test.each([
  ['a literal', `document.write('<a href="1.html">甲</a>');`, '<a href="1.html">甲</a>'],
  ['a sum of literals and variables', `var url = "./t1.shtml", x = 1;\nvar title='乙';document.writeln("<a href='" + url + "'>"+title+"</a>");`, "<a href='./t1.shtml'>乙</a>"],
  ['variables that change from row to row', `var u="1";document.writeln(u);u="2";document.writeln(u);`, '12'],
  ['escapes', String.raw`document.write("<a href=\"1\">\u7532<\/a>");`, '<a href="1">甲</a>'],
])('puts %s together', (_, code, markup) => expect(script(code)).toBe(markup));

test.each([
  ['calls', 'document.write(unescape("%3Ca%3E"));'],
  ['unknown variables', 'document.write("<a>" + list[0].title + "</a>");'],
  ['an endless sum', 'document.write("a" + "b"'],
])('leaves out %s', (_, code) => expect(script(code)).toBe(''));

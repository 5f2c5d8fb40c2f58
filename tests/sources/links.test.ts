import { expect, test } from 'vitest';
import { withoutSession } from '../../src/sources/index.js';

test.each([
  ['/a.jsp;jsessionid=0A1B?id=1', '/a.jsp?id=1'],
  ['/a.jsp;JSESSIONID=0A1B.node1', '/a.jsp'],
  ['/a.php?PHPSESSID=abc&id=1', '/a.php?id=1'],
  ['/a.asp?id=1&_=1700000000123#top', '/a.asp?id=1#top'],
  ['/a.html?t=1700000000', '/a.html'],
  ['/a.html?_t=0.8230114&id=2', '/a.html?id=2'],
  // Numbers that may be pages, and a query whose coding must not change.
  ['/list?t=3&v=2', '/list?t=3&v=2'],
  ['/downfile.jsp?showname=%B1%A8%B8%E6.pdf&a=?', '/downfile.jsp?showname=%B1%A8%B8%E6.pdf&a=?'],
  ['/gkmlpt/api/all/721?page=1&sid=763', '/gkmlpt/api/all/721?page=1&sid=763'],
  ['/a?', '/a?'],
])('%s is %s without its session', (path, plain) => {
  expect(withoutSession(`http://www.qs.gov.cn${path}`)).toBe(`http://www.qs.gov.cn${plain}`);
});

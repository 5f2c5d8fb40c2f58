import { expect, test } from 'vitest';
import { repeatedList } from '../../src/crawl/suspect.js';

const END = 'sha256:00';

const ends = async (first: string, then: string): Promise<string | undefined> => {
  const at = (path: string): string => `http://www.qs.gov.cn${path}`;
  const state = { strikes: 0, listed: 0, taken: 0, missing: 0, bodies: new Map([[END, at(first)]]) };
  return (await repeatedList(state, at(then), END, () => Promise.resolve(9000)))?.code;
};

test.each([
  ['/nb/', '/nb/index_1.html'],
  ['/nb/index_1.html', '/nb/index_2.html'],
  ['/nb/list.jsp?cid=1', '/nb/list.jsp?cid=1&page=2'],
  ['/nb/list.jsp?curPage=2', '/nb/list.jsp?curPage=3'],
  ['/api/unit?paramJson=%7B%22pageNo%22%3A1%7D', '/api/unit?paramJson=%7B%22pageNo%22%3A2%7D'],
  ['/proxy.jsp?__wb_method=POST&col=1&startrecord=1', '/proxy.jsp?__wb_method=POST&col=1&startrecord=46'],
  ['/list.aspx?__wb_method=POST&__EVENTARGUMENT=2', '/list.aspx?__wb_method=POST&__EVENTARGUMENT=3'],
])('%s again as %s is a listing that repeats itself', async (first, then) => expect(await ends(first, then)).toBe('list.repeat'));

test.each([
  ['/nb/2022n/', '/nb/2023n/'],
  ['/nb/2022n/index.html', '/nb/2023n/index.html'],
  ['/nb/2022.html', '/nb/2023.html'],
  ['/col/col11581/index.html', '/col/col11582/index.html'],
  ['/list.jsp?cid=1', '/list.jsp?cid=2'],
  ['/list.jsp?columnid=7&year=2022', '/list.jsp?columnid=7&year=2023'],
  ['/nb/', '/nb/index.html'],
])('%s and %s may be two columns without rows', async (first, then) => expect(await ends(first, then)).toBeUndefined());

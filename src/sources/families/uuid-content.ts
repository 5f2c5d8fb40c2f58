// Pages named by UUIDs: /content/<uuid>.html of Jiangsu districts and Minhang, /columns/<uuid>/YYYYMM/DD/<uuid>.html of Hebei. Column
// pages of the latter often have no static links; that is told as what it is.
import { linksTo, staticFamily } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ARTICLE = new RegExp(`/(?:content|columns/${UUID}/\\d{6}/\\d{2})/${UUID}\\.html?$`);
const COLUMN = new RegExp(`/columns/${UUID}/(?:index\\.html)?$`);

export const uuidContent = makePlatform(
  staticFamily({
    id: 'uuid-content',
    recognises: (page) => COLUMN.test(page.uri) || linksTo(ARTICLE)(page),
    isRow: ({ uri }) => ARTICLE.test(uri),
    nameOf: (n, { stem, ending }) => `${stem}_${String(n)}.${ending}`,
  }),
);

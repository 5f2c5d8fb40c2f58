// Shanghai's static pages: /nwNNNNN/YYYYMMDD/<32 hex>.html; a section leads to archives by year, each paged index_2, index_3 … by a
// script that knows the number of pages.
import { linksTo, staticFamily } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const ARTICLE = /\/\d{8}\/(?:[0-9a-f]{32}|\d{4}-\d+_\d+|t\d+_\d+)\.html$/;
const SECTION = /\/nw\d{4,6}\/(?:index\.html)?$/;

export const shanghaiStatic = makePlatform(
  staticFamily({
    id: 'shanghai-static',
    recognises: (page) => linksTo(ARTICLE)(page) || linksTo(SECTION)(page),
    isRow: ({ uri }) => ARTICLE.test(uri),
    nameOf: (n, { ending }) => `index_${String(n)}.${ending}`,
  }),
);

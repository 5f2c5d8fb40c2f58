// Kunming's static pages: articles at /c/YYYY-MM-DD/N.shtml, lists index.shtml, index_1.shtml … or, on sister sites, index_2.shtml …;
// the number of pages stands in a comparison in a script.
import { linksTo, staticFamily } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const ARTICLE = /\/c\/\d{4}-\d{2}-\d{2}\/\d+\.shtml$/;

export const kmCdate = makePlatform(
  staticFamily({
    id: 'km-cdate',
    recognises: linksTo(ARTICLE),
    isRow: ({ uri }) => ARTICLE.test(uri),
    nameOf: (n, { stem, ending }) => `${stem}_${String(n - 1)}.${ending}`,
  }),
);

// The platform of Xi'an, Weinan, Yan'an and Yangling: articles directly below the column, named by 24 hex digits or, later, by 19-digit
// numbers beyond 2^53, which are names and never numbers here; list pages are 1.html, 2.html.
import { linksTo, staticFamily } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const ARTICLE = /\/(?:[0-9a-f]{24}|\d{18,20})\.html$/;

export const shaanxiId = makePlatform(
  staticFamily({
    id: 'shaanxi-id',
    recognises: linksTo(ARTICLE),
    isRow: ({ uri }) => ARTICLE.test(uri),
    nameOf: (n, { ending }) => `${String(n)}.${ending}`,
  }),
);

// Guangdong's static portals: articles at content/post_N.html (mobile twin mpost_N.html); the second list page is index_2, not index_1.
import { linksTo, staticFamily } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const ARTICLE = /\/content\/m?post_\d+\.html$/;

export const nfcmsPost = makePlatform(
  staticFamily({
    id: 'nfcms-post',
    recognises: (page) => linksTo(ARTICLE)(page) || /\bNFCMS_(?:SITE|POST)_ID\b/.test(page.html),
    isRow: ({ uri }) => ARTICLE.test(uri),
    nameOf: (n, { ending }) => `index_${String(n)}.${ending}`,
  }),
);

// Static t-date pages (拓尔思 TRS WCM and look-alikes): index.html, index_1.html …, articles at YYYYMM/tYYYYMMDD_N.html or tN.html.
// How many pages there are is said only by an inline call, whose arguments differ from site to site.
import { linksTo, staticFamily } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const ARTICLE = /\/t(?:\d{8}_\d+|\d{6,})\.s?html?$/;

const createsPages = /\bcreatePage(?:HTML)?\s*\(|\bcountPage\s*=/;

export const trsTdate = makePlatform(
  staticFamily({
    id: 'trs-tdate',
    recognises: (page) => linksTo(ARTICLE)(page) || createsPages.test(page.html),
    isRow: ({ uri }) => ARTICLE.test(uri),
    nameOf: (n, { stem, ending }) => `${stem}_${String(n - 1)}.${ending}`,
  }),
);

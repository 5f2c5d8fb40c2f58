// VSB 博达: articles at /info/<col>/<id>.htm. The front page <col>.htm is the newest, then come <col>/N.htm with falling N: only the
// links of each page lead to the next. Downloads go through a script, some behind a code.
import { readLinked } from '../paging.js';
import { linksTo } from '../static-pages.js';
import { makePlatform } from '../walk.js';

const ARTICLE = /\/info\/\d+\/\d+\.htm$/;

export const vsb = makePlatform({
  id: 'vsb',
  recognises: (page) => linksTo(ARTICLE)(page) || /\bvsb_content|\/system\/_content\/download\.jsp/.test(page.html),
  read: readLinked,
});

// ASP.NET lists: a page is fetched by posting the state of the page before back to it. That is not done; the first page is read, links
// with a page number in the address are followed, and the rest is told.
import { finding } from '../../model/index.js';
import { readLinked } from '../paging.js';
import type { ListItem } from '../paging.js';
import type { Get, TextPage } from '../platform.js';
import { makePlatform } from '../walk.js';

const PAGER = /__doPostBack\((?:'|&#39;)[^'&]*(?:'|&#39;),\s*(?:'|&#39;)Page\$(?:\d+|Next|Last)/;

async function* read(first: TextPage, get: Get): AsyncGenerator<ListItem> {
  yield* readLinked(first, get);
  if (PAGER.test(first.html)) yield finding('needs-postback', `${first.uri}: further pages are asked for by posting the page back; only its first page is listed.`);
}

export const aspnetPostback = makePlatform({ id: 'aspnet-postback', recognises: ({ html }) => html.includes('__VIEWSTATE'), read });

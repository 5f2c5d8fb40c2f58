// The registry of CMS families, and the choice among them by the first page of a listing. A new family is one file and one line here.
import { CliError } from '../errors.js';
import type { Source } from '../model/index.js';
import { anhuiPublic } from './families/anhui-public.js';
import { article } from './families/article.js';
import { aspnetPostback } from './families/aspnet-postback.js';
import { generic } from './families/generic.js';
import { gkmlpt } from './families/gkmlpt.js';
import { hanwebAnnual } from './families/hanweb-annual.js';
import { hanwebJpaas } from './families/hanweb-jpaas.js';
import { hanwebJpage } from './families/hanweb-jpage.js';
import { kmCdate } from './families/km-cdate.js';
import { nfcmsPost } from './families/nfcms-post.js';
import { shaanxiId } from './families/shaanxi-id.js';
import { shanghaiStatic } from './families/shanghai-static.js';
import { trsTdate } from './families/trs-tdate.js';
import { ucapList } from './families/ucap-list.js';
import { uuidContent } from './families/uuid-content.js';
import { vsb } from './families/vsb.js';
import { textOf } from './paging.js';
import type { Discovery, Get, Platform, TextPage } from './platform.js';

/** In the order they are tried: endpoints before shapes of addresses, the one without marks last. */
export const PLATFORMS: readonly Platform[] = [
  gkmlpt,
  hanwebJpaas,
  hanwebJpage,
  hanwebAnnual,
  anhuiPublic,
  article,
  aspnetPostback,
  nfcmsPost,
  vsb,
  shanghaiStatic,
  uuidContent,
  shaanxiId,
  kmCdate,
  ucapList,
  trsTdate,
  generic,
];

/** The family whose marks the first page of a listing bears. */
export const detect = (page: TextPage): Platform => PLATFORMS.find((platform) => platform.recognises(page)) ?? generic;

/** Detects the family from the first page, which is asked for once. */
async function* discoverDetected(source: Source, get: Get): AsyncGenerator<Discovery> {
  const asked = source.listing.replace(/#.*$/, '');
  const first = await get(asked);
  const again: Get = (uri, options) => (first !== undefined && uri === asked && options?.form === undefined ? Promise.resolve(first) : get(uri, options));
  const platform = first === undefined ? generic : detect(textOf(first));
  // A page that was not served is not asked for twice.
  yield* platform.discover(source, first === undefined ? () => Promise.resolve(undefined) : again);
}

/** Instead of a family: told by the first page. */
export const AUTO = 'auto';

const auto: Platform = { id: AUTO, recognises: () => false, discover: discoverDetected };

/** The adapter a source names; a single article is its own. Throws a `CliError` that lists the known ones. */
export const platformOf = (source: Source): Platform => {
  const known = [...PLATFORMS, auto];
  const platform = known.find(({ id }) => id === source.platform);
  if (platform === undefined) {
    throw new CliError(`Source "${source.id}": expected platform to be one of ${known.map(({ id }) => id).join(', ')}, got "${source.platform}".`);
  }
  return source.kind === 'article' ? article : platform;
};

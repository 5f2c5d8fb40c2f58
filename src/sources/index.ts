// Where reports are listed: entries as data, one adapter per CMS family. A new source is one entry in data/; a new family is
// one file here and one line in PLATFORMS.
import { CliError } from '../errors.js';
import type { Source } from '../model/index.js';
import { hanwebJpage } from './hanweb-jpage.js';
import type { Platform } from './platform.js';
import { trsTdate } from './trs-tdate.js';

export { BUNDLED_SOURCES } from './bundled.js';
export { pageText, percentText } from './charset.js';
export { anchorsOf, fileEnding, groupOf, sameSite } from './links.js';
export type { Anchor } from './links.js';
export type { Discovery, Get, GetOptions, Page, Platform } from './platform.js';
export { loadSources, parseSources } from './source.js';
export { judgeTitle } from './title.js';

export const PLATFORMS: readonly Platform[] = [trsTdate, hanwebJpage];

/** The adapter a source names; throws a `CliError` that lists the known ones. */
export const platformOf = (source: Source): Platform => {
  const platform = PLATFORMS.find(({ id }) => id === source.platform);
  if (platform) return platform;
  throw new CliError(
    `Source "${source.id}": expected platform to be one of ${PLATFORMS.map(({ id }) => id).join(', ')}, got "${source.platform}".`,
  );
};

// Where reports are listed: entries as data, one adapter per CMS family. A new source is one entry in data/; a new family is
// one file in families/ and one line in PLATFORMS.
export { BUNDLED_SOURCES } from './bundled.js';
export { filesIn } from './carried.js';
export { checkSources } from './check.js';
export type { EntryProblem } from './check.js';
export { headingOf, isReportPage, judgeContent, reportPicturesIn, siteNameOf } from './content.js';
export type { ContentVerdict } from './content.js';
export { anchorsOf, asksForCode, fileEnding, groupOf, hostSlug, isGovernmentHost, sameSite, withoutSession } from './links.js';
export type { Anchor } from './links.js';
export { MarkupError, parseMarkup } from './markup.js';
export { bareText } from './passages.js';
export type { Discovery, Get, GetOptions, Page, Platform, TextPage } from './platform.js';
export { optionLines } from './options.js';
export { AUTO, detect, platformOf, PLATFORMS } from './platforms.js';
export { divisionPrefix } from './provinces.js';
export { checkIds, loadSources, parseSources, readSources } from './source.js';
export { cleanTitle, judgeTitle } from './title.js';
